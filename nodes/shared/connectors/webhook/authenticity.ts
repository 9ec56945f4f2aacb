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
	/** A part of the address that nobody can guess. */
	| { method: 'path'; secret: string };

export interface IncomingCall {
	/** Names in lower case, as Node gives them. */
	headers: Record<string, string | string[] | undefined>;
	/** The bytes as received: a body that was parsed and written again has another signature. */
	rawBody: Buffer;
	/** Of the address that was called, without the host. */
	path?: string;
}

/** A missing proof is as wrong as a false one. */
export function isAuthentic(
	call: IncomingCall,
	scheme: Scheme,
	nowMs: number = Date.now(),
): boolean {
	switch (scheme.method) {
		case 'header':
			return sameText(headerOf(call, scheme.headerName), scheme.secret);
		case 'basic': {
			const credentials = Buffer.from(`${scheme.user}:${scheme.password}`).toString('base64');
			const [kind, given = ''] = headerOf(call, 'authorization').split(' ');
			return kind.toLowerCase() === 'basic' && sameText(given, credentials);
		}
		case 'hmac': {
			const { algorithm, secret, encoding, prefix = '' } = scheme;
			const digest = createHmac(algorithm, secret).update(call.rawBody).digest(encoding);
			const given = headerOf(call, scheme.headerName).trim();
			const expected = prefix + digest;
			return encoding === 'hex'
				? sameText(given.toLowerCase(), expected.toLowerCase())
				: sameText(given, expected);
		}
		case 'standardWebhooks':
			return isStandardWebhook(call, scheme, nowMs);
		case 'path':
			return (call.path ?? '').split(/[/?#&=]/).some((part) => sameText(part, scheme.secret));
		default:
			return false;
	}
}

const TOLERANCE_SECONDS = 300;

/** The header may hold several signatures, from before and after a change of the secret. */
function isStandardWebhook(
	call: IncomingCall,
	{ secret, toleranceSeconds = TOLERANCE_SECONDS }: Extract<Scheme, { method: 'standardWebhooks' }>,
	nowMs: number,
): boolean {
	const id = headerOf(call, 'webhook-id');
	const timestamp = headerOf(call, 'webhook-timestamp');
	const key = Buffer.from(secret.trim().replace(/^whsec_/, ''), 'base64');
	const age = Math.abs(nowMs / 1000 - Number(timestamp));
	if (id === '' || !/^\d+$/.test(timestamp) || age > toleranceSeconds || key.length === 0)
		return false;
	const signed = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(call.rawBody);
	const expected = `v1,${signed.digest('base64')}`;
	return headerOf(call, 'webhook-signature')
		.split(' ')
		.some((given) => sameText(given, expected));
}

function headerOf({ headers }: IncomingCall, name: string): string {
	const value = headers[name.trim().toLowerCase()];
	return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** Takes the same time wherever the texts differ and however long they are; an empty secret fits nothing. */
function sameText(given: string, expected: string): boolean {
	if (expected === '') return false;
	const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
	return timingSafeEqual(digest(given), digest(expected));
}
