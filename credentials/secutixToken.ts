import { createHash, createHmac } from 'crypto';

export interface SecutixSignIn {
	institution: string;
	/** Virtual operator, the code of a point of sale. */
	operator: string;
	partner: string;
	secret: string;
}

/** A token may live so long at most, and is to be used within a second; so every request gets its own (seconds). */
const LIFE_S = 30;

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that the caller signs: HS256 over whose it is. `now` in milliseconds. Source: contracts/secutix.md 4. */
export function selfSignedToken(signIn: SecutixSignIn, now: number): string {
	const iat = Math.floor(now / 1000);
	const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({
		sub: signIn.institution,
		aud: signIn.operator,
		iss: signIn.partner,
		iat,
		exp: iat + LIFE_S,
	})}`;
	return `${text}.${createHmac('sha256', signIn.secret).update(text).digest('base64url')}`;
}

/**
 * A token of the token service together with a mark of the sign-in that it was given for: n8n keeps it when the secret is
 * changed, and it must not speak for the new one.
 */
export const markedToken = (token: string, address: string, signIn: SecutixSignIn): string =>
	`${markOf(address, signIn)}.${token}`;

/** The token, where it was given for this sign-in. */
export function unmarkedToken(
	marked: string,
	address: string,
	signIn: SecutixSignIn,
): string | undefined {
	const mark = `${markOf(address, signIn)}.`;
	return marked.startsWith(mark) ? marked.slice(mark.length) : undefined;
}

const markOf = (address: string, { operator, partner, secret }: SecutixSignIn): string =>
	createHash('sha256')
		.update(JSON.stringify([address, operator, partner, secret]))
		.digest('hex')
		.slice(0, 16);
