import { createHash, createHmac, timingSafeEqual } from 'crypto';

/** How an incoming call shows that it comes from whom it says. Source: survey-systems.md section 6.2. */
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
	  };

export interface IncomingCall {
	/** Names in lower case, as Node gives them. */
	headers: Record<string, string | string[] | undefined>;
	/** The bytes as received: a body that was parsed and written again has another signature. */
	rawBody: Buffer;
}

/** A missing proof is as wrong as a false one. */
export function isAuthentic(call: IncomingCall, scheme: Scheme): boolean {
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
			return sameText(encoding === 'hex' ? given.toLowerCase() : given, expected);
		}
	}
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
