import { ConnectorError } from '../../http/ConnectorError';

/** Hosts of the platform's brands; any other may be typed. Source: contracts/startquestion.md 1. */
const BRAND_HOSTS = [
	'www.startquestion.com',
	'www.netquest.cz',
	'www.netquest.sk',
	'www.webankieta.pl',
] as const;

const isLoopback = (hostname: string): boolean =>
	hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

const invalid = (what: string): ConnectorError =>
	new ConnectorError('input', `The host of the survey account ${what}`, {
		hint: `Enter the host you log in at, for example ${BRAND_HOSTS[1]}.`,
	});

/** Where the account's API stands, from what people paste: only the host counts. */
export const hostAddress = (pasted: string): string => {
	const text = pasted.trim();
	if (text === '') throw invalid('is missing');
	const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
	if (!URL.canParse(address)) throw invalid('cannot be read');
	const url = new URL(address);
	if (url.username || url.password) throw invalid('must not contain a user name or password');
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
		throw invalid('must begin with https://');
	return url.origin;
};
