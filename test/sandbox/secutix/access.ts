import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { isRecord } from '../http/fields';
import { jsonReply, type Exchange, type Reply } from '../http/types';
import { refusal } from './envelope';
import type { World } from './state';

const secretOf = ({ options, state }: World): string =>
	state.revoked ? `${options.secret}-revoked` : options.secret;

/** `POST /tnai/backend-apis/v1/auth`, the newer way: a token for operator, partner and secret. */
export function giveToken(world: World, body: unknown): Reply {
	const { options, state } = world;
	const { operator, partner, secret } = isRecord(body) ? body : {};
	const isRight =
		operator === options.operator && partner === options.partner && secret === secretOf(world);
	if (!isRight) throw refusal(world, 'AUTH_KO', 'Bad credentials', options.refusedStatus);
	const token = `service.${randomUUID()}`;
	state.tokens.set(token, world.now() + options.tokenLifeMs);
	return jsonReply(200, { token });
}

/** A Bearer token of either kind. */
export function authenticate(world: World, { headers }: Exchange): void {
	const [scheme, token = ''] = (headers.authorization ?? '').split(' ');
	const isFine =
		scheme === 'Bearer' &&
		(token.startsWith('service.') ? isGivenOut(world, token) : isSelfSigned(world, token));
	if (!isFine)
		throw refusal(world, 'AUTH_KO', 'Authentication failed', world.options.refusedStatus);
}

const isGivenOut = (world: World, token: string): boolean =>
	!world.state.revoked && (world.state.tokens.get(token) ?? 0) > world.now();

/** HS256 over what says whose it is: sub = institution, aud = operator, iss = partner; times in seconds. */
function isSelfSigned(world: World, token: string): boolean {
	const { options } = world;
	const [header, payload, signature, ...rest] = token.split('.');
	if (!signature || rest.length > 0) return false;
	const given = Buffer.from(signature, 'base64url');
	const right = createHmac('sha256', secretOf(world)).update(`${header}.${payload}`).digest();
	if (given.length !== right.length || !timingSafeEqual(given, right)) return false;
	const claims = readPart(payload);
	const head = readPart(header);
	const [issued, expires] = [Number(claims.iat) * 1000, Number(claims.exp) * 1000];
	return (
		head.alg === 'HS256' &&
		claims.sub === options.institution &&
		claims.aud === options.operator &&
		claims.iss === options.partner &&
		Math.abs(world.now() - issued) <= options.issuedToleranceMs &&
		expires > world.now() - 1000 &&
		expires - issued <= options.longestSelfSignedMs
	);
}

function readPart(part: string): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
		return isRecord(value) ? value : {};
	} catch {
		return {};
	}
}
