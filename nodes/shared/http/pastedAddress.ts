import type { ConnectorError } from './ConnectorError';

/** No certificate is needed to talk to the machine itself. */
export const isLoopback = (hostname: string): boolean =>
	hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

/**
 * The address of an account's system as people paste it, with or without `https://`. Throws what `invalid` makes of what is wrong
 * with it, such as `is missing`. Only https, save on loopback: a credential travels there.
 */
export const pastedAddress = (pasted: string, invalid: (what: string) => ConnectorError): URL => {
	const text = pasted.trim();
	if (text === '') throw invalid('is missing');
	const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
	if (!URL.canParse(address)) throw invalid('cannot be read');
	const url = new URL(address);
	if (url.username || url.password) throw invalid('must not contain a user name or password');
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
		throw invalid('must begin with https://');
	return url;
};
