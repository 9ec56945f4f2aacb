import { createHash, createHmac, timingSafeEqual } from 'crypto';

/** How an incoming call shows that it comes from whom it says. Source: contracts/webhooks.md 6. */
export type Scheme =
	| { method: 'header'; headerName: string; secret: string }
	| { method: 'basic'; user: string; password: string }
	| {
			method: 'hmac';
			headerName: string;
			secret: string;
			algorithm: 'sha1' | 'sha256' | 'sha512';
			encoding: 'hex' | 'base64';
			/** Stands before the digest in the header, e.g. `sha256=`. */
			prefix?: string;
	  }
	/** The Standard Webhooks convention: id, time and body are signed, and an old time is refused. */
	| {
			method: 'standardWebhooks';
			/** `whsec_` and base64, as the sender shows it. */
			secret: string;
			/** Default 5 minutes, into the past and the future. */
			toleranceSeconds?: number;
	  }
	/** Stands behind the `?` of the address. */
	| { method: 'path'; secret: string };

export interface IncomingCall {
	/** Names in lower case, as Node gives them. */
	headers: Record<string, string | string[] | undefined>;
	/** The bytes as received: a body that was parsed and written again has another signature. */
	rawBody: Buffer;
	/** Of the address that was called, without the host. */
	path?: string;
}

/** Whether the proof is made over the body, so that its bytes are needed. */
export const signsBody = ({ method }: Pick<Scheme, 'method'>): boolean =>
	method === 'hmac' || method === 'standardWebhooks';

/** A missing proof is as wrong as a false one, and an empty secret proves nothing. */
export function isAuthentic(
	call: IncomingCall,
	scheme: Scheme,
	nowMs: number = Date.now(),
): boolean {
	switch (scheme.method) {
		case 'header':
			return headersOf(call, scheme.headerName).some((given) => sameText(given, scheme.secret));
		case 'basic':
			return headersOf(call, 'authorization').some((given) => isBasic(given, scheme));
		case 'hmac':
			return isSigned(call, scheme);
		case 'standardWebhooks':
			return isStandardWebhook(call, scheme, nowMs);
		case 'path':
			// What stands before the question mark is n8n's own, and to be read in the workflow.
			return queryOf(call).some((part) => sameText(part, scheme.secret));
		default:
			return false;
	}
}

function isBasic(given: string, { user, password }: Extract<Scheme, { method: 'basic' }>): boolean {
	const [, encoded] = /^basic +([A-Za-z0-9+/=_-]+)$/i.exec(given.trim()) ?? [];
	if (encoded === undefined || !hasSubstance(user) || !hasSubstance(password)) return false;
	return sameText(Buffer.from(encoded, 'base64').toString('utf8'), `${user}:${password}`);
}

type Signed = Extract<Scheme, { method: 'hmac' }>;

function isSigned(call: IncomingCall, scheme: Signed): boolean {
	const { algorithm, secret, headerName } = scheme;
	if (!hasSubstance(secret)) return false;
	const expected = createHmac(algorithm, secret).update(call.rawBody).digest();
	return headersOf(call, headerName).some((given) => {
		const digest = digestOf(given, scheme);
		return digest?.length === expected.length && timingSafeEqual(digest, expected);
	});
}

const HEX = /^(?:[0-9a-f]{2})+$/i;
/** With or without padding, and with either alphabet. */
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** The bytes that a header shows; undefined where it shows something else. */
function digestOf(given: string, { algorithm, encoding, prefix = '' }: Signed): Buffer | undefined {
	const text = given.trim();
	// Some senders write the algorithm before the digest, whether their documentation says so or not.
	const before = [prefix.trim(), `${algorithm}=`].find(
		(one) => one !== '' && text.toLowerCase().startsWith(one.toLowerCase()),
	);
	if (before === undefined && prefix.trim() !== '') return undefined;
	const digest = text.slice(before?.length ?? 0).trim();
	const form = encoding === 'hex' ? HEX : BASE64;
	return form.test(digest) ? Buffer.from(digest, encoding) : undefined;
}

const TOLERANCE_SECONDS = 300;
/** Signatures of one call that are looked at. */
const MOST_SIGNATURES = 20;

/** The header may hold several signatures, from before and after a change of the secret. */
function isStandardWebhook(
	call: IncomingCall,
	{ secret, toleranceSeconds = TOLERANCE_SECONDS }: Extract<Scheme, { method: 'standardWebhooks' }>,
	nowMs: number,
): boolean {
	const [id, ...otherIds] = headersOf(call, 'webhook-id');
	const [timestamp, ...otherTimes] = headersOf(call, 'webhook-timestamp');
	const key = standardKey(secret);
	if (!id || otherIds.length > 0 || otherTimes.length > 0 || key.length === 0) return false;
	const age = Math.abs(nowMs / 1000 - Number(timestamp));
	if (!/^\d{1,15}$/.test(timestamp ?? '') || age > toleranceSeconds) return false;
	const signed = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(call.rawBody);
	const expected = `v1,${signed.digest('base64')}`;
	return headersOf(call, 'webhook-signature')
		.flatMap((header) => header.split(' '))
		.slice(0, MOST_SIGNATURES)
		.some((given) => sameText(given, expected));
}

/** The bytes of a signing secret; none where it is not one. */
export const standardKey = (secret: string): Buffer =>
	Buffer.from(secret.trim().replace(/^whsec_/, ''), 'base64');

/** A header that came several times is a list, whoever put it there. */
function headersOf({ headers }: IncomingCall, name: string): string[] {
	const value = headers[name.trim().toLowerCase()];
	return (Array.isArray(value) ? value : [value])
		.filter((one): one is string => typeof one === 'string')
		.slice(0, MOST_SIGNATURES);
}

function queryOf({ path = '' }: IncomingCall): string[] {
	const at = path.indexOf('?');
	return at < 0 ? [] : path.slice(at + 1).split(/[&=#]/);
}

/** Blanks and signs that cannot be seen are no secret; the credential says so in words. */
const hasSubstance = (text: string): boolean =>
	/[^\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);

/** Takes the same time wherever the texts differ and however long they are; an empty secret fits nothing. */
function sameText(given: string, expected: string): boolean {
	if (!hasSubstance(expected)) return false;
	const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
	return timingSafeEqual(digest(given), digest(expected));
}
