import { createHash } from 'node:crypto';
import { parseBody } from '../http/bodies';
import { isRecord } from '../http/fields';
import { htmlReply, ReplyNow, type Exchange } from '../http/types';
import { refusal } from './envelope';
import type { World } from './state';

export interface Authenticated {
	owner: string;
	/** The rest of the body. */
	body: Record<string, unknown>;
}

/** Default names of client libraries, which the protection in front turns away (contracts/salesmanago.md 1). */
const LIBRARIES = /^(node|undici|axios|got|python|curl|java|okhttp|guzzle)/i;

export function authenticate(world: World, exchange: Exchange): Authenticated {
	const { options, state } = world;
	const agent = exchange.headers['user-agent'] ?? '';
	if (agent === '' || LIBRARIES.test(agent))
		throw new ReplyNow(htmlReply(403, '<html><title>Attention Required!</title></html>'));
	const parsed = parseBody(exchange);
	if (parsed.kind !== 'json' || !isRecord(parsed.value))
		throw new ReplyNow(htmlReply(400, '<html><body>HTTP Status 400</body></html>'));
	const { clientId, apiKey, requestTime, sha, owner, ...body } = parsed.value;
	const secret = state.revoked ? 'revoked' : options.apiSecret;
	const expected = createHash('sha1')
		.update(`${String(apiKey)}${options.clientId}${secret}`, 'utf8')
		.digest('hex');
	const isSigned =
		clientId === options.clientId &&
		typeof apiKey === 'string' &&
		apiKey !== '' &&
		sha === expected &&
		isRecent(world, requestTime);
	if (!isSigned) throw refusal(options, 'User not authenticated', options.refusedStatus);
	if (typeof owner !== 'string' || !state.owners.includes(owner))
		throw refusal(options, 'Owner does not exist');
	return { owner, body };
}

function isRecent({ options, now }: World, requestTime: unknown): boolean {
	if (typeof requestTime !== 'number' || !Number.isInteger(requestTime)) return false;
	const isNear = (ms: number) => Math.abs(ms - now()) <= options.timeToleranceMs;
	return isNear(requestTime) || (options.acceptsSeconds && isNear(requestTime * 1000));
}
