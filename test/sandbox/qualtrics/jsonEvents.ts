import { parseBody } from '../http/bodies';
import { isRecord } from '../http/fields';
import { ReplyNow, type Exchange, type Reply } from '../http/types';
import { badRequest, done, notFound, refusal, unauthorized } from './envelope';
import type { World } from './world';

/** The address of a workflow started by JSON; its exact form is not public, clients take it as given. */
export const jsonEventPath = '/inbound-event/v1/events/json/triggers';

export const jsonEventUrl = (origin: string, world: World, workflow: string): string =>
	`${origin}${jsonEventPath}?contextId=${world.state.user.userId}&userId=${world.state.user.userId}` +
	`&brandId=${world.state.user.brandId}&triggerId=${workflow}`;

const limit = 100 * 1024;

/** Token or Basic `userName:token`; OAuth is not taken; JSON up to 100 KB (contracts/qualtrics.md 4.6). */
export function receiveJsonEvent(world: World, exchange: Exchange): Reply {
	try {
		requireToken(world, exchange);
		const workflow = exchange.query.get('triggerId') ?? '';
		if (!world.state.workflows.has(workflow)) throw notFound(`Workflow ${workflow}`);
		if (exchange.body.length > limit) throw refusal(413, 'The event is larger than 100 KB.');
		const parsed = parseBody(exchange);
		if (parsed.kind === 'unsupported' || parsed.kind === 'form') {
			throw refusal(415, 'The content type must be application/json.');
		}
		if (parsed.kind !== 'json' || !isRecord(parsed.value))
			throw badRequest('The event is not a JSON object.');
		world.state.jsonEvents.push({ at: world.now(), workflow, payload: parsed.value });
		return done();
	} catch (error) {
		if (error instanceof ReplyNow) return error.reply;
		throw error;
	}
}

function requireToken(world: World, { headers }: Exchange): void {
	const { token, user } = world.state;
	const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
	const pair = basic === undefined ? undefined : Buffer.from(basic, 'base64').toString('utf8');
	const isKnown =
		token !== undefined &&
		(headers['x-api-token'] === token || pair === `${user.userName}:${token}`);
	if (!isKnown) throw unauthorized('Unrecognized X-API-TOKEN.');
}
