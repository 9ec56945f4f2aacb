import { ConnectorError } from '../../http/ConnectorError';

const DOMAIN = '.qualtrics.com';

/** Hosts that may appear in links of any account: data centres have several names (`co1` is `iad1`). */
export const isQualtricsHost = (hostname: string): boolean =>
	hostname.toLowerCase().endsWith(DOMAIN);

const isLoopback = (hostname: string): boolean =>
	hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

const invalid = (what: string): ConnectorError =>
	new ConnectorError('input', `The address of the Qualtrics account ${what}`, {
		hint: 'Enter the data centre ID shown under Account Settings → Qualtrics IDs, for example fra1.',
	});

/**
 * Where the API of an account stands, without `/API/v3` and trailing slashes, from what people paste: `fra1`,
 * `fra1.qualtrics.com`, `https://fra1.qualtrics.com/API/v3/`, or the full address of a gateway. Only https, save on loopback.
 * Source: qualtrics.md 1.1; the list of data centres is open.
 */
export const accountAddress = (pasted: string): string => {
	const text = pasted.trim();
	if (text === '') throw invalid('is missing');
	if (/^[a-z0-9-]+$/i.test(text) && text !== 'localhost') {
		return `https://${text.toLowerCase()}${DOMAIN}`;
	}
	const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
	const address = hasScheme ? text : `https://${text}`;
	if (!URL.canParse(address)) throw invalid('cannot be read');
	const url = new URL(address);
	if (url.username || url.password) throw invalid('must not contain a user name or password');
	const { hostname } = url;
	if (isQualtricsHost(hostname)) {
		// A page of the Qualtrics website was pasted: only its host counts.
		return `https://${hostname}`;
	}
	if (!hasScheme) throw invalid('is not on qualtrics.com');
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(hostname))) {
		throw invalid('must begin with https://');
	}
	const path = url.pathname.replace(/\/+$/, '').replace(/\/API\/v3$/i, '');
	return `${url.origin}${path}`;
};
