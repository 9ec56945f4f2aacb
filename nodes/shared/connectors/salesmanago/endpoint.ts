import { ConnectorError } from '../../http/ConnectorError';
import { pastedAddress } from '../../http/pastedAddress';

const invalid = (what: string): ConnectorError =>
	new ConnectorError('input', `The endpoint of the SALESmanago account ${what}`, {
		hint: 'Copy it from SALESmanago: Menu → Integration Center → API, for example https://app2.salesmanago.com.',
	});

/** Where an account's API stands, from what people paste: with or without `https://`, a slash or `/api` at the end. Source: contracts/salesmanago.md 1. */
export const endpointAddress = (pasted: string): string => {
	const url = pastedAddress(pasted, invalid);
	const path = url.pathname.replace(/\/+$/, '').replace(/\/api$/i, '');
	return `${url.origin}${path}`;
};
