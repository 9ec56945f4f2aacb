import type { Scheme } from './authenticity';
import type { Signature } from './presets';

/** A tool's scheme with the account's own secret in it; for basic auth, with the name before a colon. */
export function schemeOf(signature: Signature, secret: string): Scheme {
	if (signature.method !== 'basic') return { ...signature, secret };
	const at = secret.indexOf(':');
	return at < 0
		? { ...signature, user: '', password: '' }
		: { ...signature, user: secret.slice(0, at), password: secret.slice(at + 1) };
}
