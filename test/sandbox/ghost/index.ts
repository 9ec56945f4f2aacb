import { createMisbehaviourEngine, type Misbehaviour } from '../http/misbehaviour';
import { createRequestLog, type LoggedRequest } from '../http/requestLog';
import { parseBody } from '../http/bodies';
import { startLocalServer } from '../http/server';
import { answer, type World } from './api';
import { errorReply } from './errors';
import { newId, type Site, type StoredNewsletter } from './members';

export interface GhostSandbox {
	url: string;
	/** `id:secret`, as a person copies it. */
	adminApiKey: string;
	site: Site;
	/** Newest last. */
	requests: LoggedRequest[];
	misbehave(misbehaviour: Misbehaviour): void;
	behave(): void;
	close(): Promise<void>;
}

/**
 * Starts a stand-in for the members of a Ghost site on the loopback interface. The corpus and the facts of `test/real` run
 * against it and against a real Ghost, and must come out the same.
 */
export async function startGhostSandbox({
	now = () => Date.now(),
	newsletters = [{}],
}: {
	now?: () => number;
	newsletters?: Array<Partial<StoredNewsletter>>;
} = {}): Promise<GhostSandbox> {
	const site: Site = {
		members: [],
		labels: [],
		newsletters: newsletters.map((newsletter, index) => ({
			id: newId(),
			name: `Newsletter ${index + 1}`,
			status: 'active',
			subscribe_on_signup: true,
			visibility: 'members',
			...newsletter,
		})),
	};
	const adminApiKey = `${newId()}:${'5e'.repeat(32)}`;
	const world: World = { site, adminApiKey, now };
	const log = createRequestLog();
	const misbehaviour = createMisbehaviourEngine();
	const server = await startLocalServer(async (exchange) => {
		const started = Date.now();
		const { reply, misbehaved } = await misbehaviour.run(
			exchange,
			() => Promise.resolve(answer(world, exchange)),
			errorReply,
		);
		const parsed = parseBody(exchange);
		log.add({
			at: started,
			method: exchange.method,
			path: exchange.path,
			query: Object.fromEntries(exchange.query),
			status: reply.status,
			took: Date.now() - started,
			...(parsed.kind === 'json' && { body: parsed.value }),
			...(misbehaved && { misbehaved }),
		});
		return reply;
	});
	return {
		url: server.url,
		adminApiKey,
		site,
		requests: log.entries,
		misbehave: (rule) => misbehaviour.add(rule),
		behave: () => misbehaviour.clear(),
		close: server.close,
	};
}
