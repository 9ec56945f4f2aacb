import { createHash } from 'crypto';

/** What SALESmanago wants to see in the body of every request. Source: contracts/salesmanago.md 2. */
export interface Signature {
	clientId: string;
	/** Any text of the caller's choice; a new one for each request, so that no two carry the same hash. */
	apiKey: string;
	/** Milliseconds since 1970. */
	requestTime: number;
	/** Lower-case hexadecimal SHA-1 over key, client id and secret. */
	sha: string;
}

export function signatureFor(
	account: { clientId: string; apiSecret: string },
	apiKey: string,
	requestTime: number,
): Signature {
	const { clientId, apiSecret } = account;
	const sha = createHash('sha1').update(`${apiKey}${clientId}${apiSecret}`, 'utf8').digest('hex');
	return { clientId, apiKey, requestTime, sha };
}
