import { ConnectorError } from '../../http/ConnectorError';

const isLoopback = (hostname: string): boolean =>
	hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

const invalid = (what: string): ConnectorError =>
	new ConnectorError('input', `The endpoint of the SALESmanago account ${what}`, {
		hint: 'Copy it from SALESmanago: Menu → Integration Center → API, for example https://app2.salesmanago.com.',
	});

/** Where an account's API stands, from what people paste: with or without `https://`, a slash or `/api` at the end. Source: contracts/salesmanago.md 1. */
export const endpointAddress = (pasted: string): string => {
	const text = pasted.trim();
	if (text === '') throw invalid('is missing');
	const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
	if (!URL.canParse(address)) throw invalid('cannot be read');
	const url = new URL(address);
	if (url.username || url.password) throw invalid('must not contain a user name or password');
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
		throw invalid('must begin with https://');
	const path = url.pathname.replace(/\/+$/, '').replace(/\/api$/i, '');
	return `${url.origin}${path}`;
};
