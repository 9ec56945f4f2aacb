import { createHmac, timingSafeEqual } from 'node:crypto';
import { refuse } from './errors';

type Claims = Record<string, unknown>;

const read = (part: string | undefined): Claims => {
	try {
		return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8')) as Claims;
	} catch {
		return {};
	}
};

/** Source: contracts/ghost.md 2.2 and 2.4. */
export function checkToken(authorization: string | undefined, key: string, now: number): void {
	const [scheme, token = ''] = (authorization ?? '').split(' ');
	if (scheme !== 'Ghost') throw refuse(403, 'Authorization failed');
	const [head, claims, signature] = token.split('.');
	const [id, secret] = key.split(':');
	const { alg, kid } = read(head);
	if (kid !== id) throw refuse(401, 'Unknown Admin API Key', { code: 'UNKNOWN_ADMIN_API_KEY' });
	const invalid = (why: string) => refuse(401, `Invalid token: ${why}`, { code: 'INVALID_JWT' });
	const made = createHmac('sha256', Buffer.from(secret, 'hex'))
		.update(`${head}.${claims}`)
		.digest();
	const given = Buffer.from(signature ?? '', 'base64url');
	if (alg !== 'HS256' || given.length !== made.length || !timingSafeEqual(given, made))
		throw invalid('invalid signature');
	const { aud, exp, iat } = read(claims);
	if (typeof aud !== 'string' || !/\/?admin\/?$/.test(aud)) throw invalid('jwt audience invalid');
	const seconds = now / 1000;
	if (typeof exp !== 'number' || typeof iat !== 'number' || exp <= seconds || iat + 300 < seconds)
		throw invalid('jwt expired');
}
