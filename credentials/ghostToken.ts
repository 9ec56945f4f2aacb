import { createHmac } from 'crypto';
import { UserError } from 'n8n-workflow';
import { secretOf } from './secretText';

const LIFETIME_S = 300;

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * What proves an Admin API key: a JSON Web Token, signed with its secret half and good for five minutes.
 * Source: contracts/ghost.md 2.2. `now`: milliseconds since 1970.
 */
export function ghostToken(adminApiKey: unknown, now: number): string {
	const [, id, secret] = /^([0-9a-f]+):((?:[0-9a-f]{2})+)$/i.exec(secretOf(adminApiKey)) ?? [];
	if (id === undefined || secret === undefined) {
		throw new UserError(
			'Ghost credential: the Admin API key must be two parts of digits and the letters a to f, with a colon between them. The Content API key beside it has none.',
		);
	}
	const iat = Math.floor(now / 1000);
	const claims = { iat, exp: iat + LIFETIME_S, aud: '/admin/' };
	const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: id })}.${part(claims)}`;
	const signature = createHmac('sha256', Buffer.from(secret, 'hex')).update(signed);
	return `${signed}.${signature.digest('base64url')}`;
}
