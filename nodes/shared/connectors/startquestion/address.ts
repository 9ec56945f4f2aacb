import { ConnectorError } from '../../http/ConnectorError';
import { pastedAddress } from '../../http/pastedAddress';

/** Hosts of the platform's brands; any other may be typed. Source: contracts/startquestion.md 1. */
const BRAND_HOSTS = [
	'www.startquestion.com',
	'www.netquest.cz',
	'www.netquest.sk',
	'www.webankieta.pl',
] as const;

const invalid = (what: string): ConnectorError =>
	new ConnectorError('input', `The host of the survey account ${what}`, {
		hint: `Enter the host you log in at, for example ${BRAND_HOSTS[1]}.`,
	});

/** Where the account's API stands, from what people paste: only the host counts. */
export const hostAddress = (pasted: string): string => pastedAddress(pasted, invalid).origin;
