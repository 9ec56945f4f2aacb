import { ConnectorError } from '../../http/ConnectorError';
import { isLoopback, pastedAddress } from '../../http/pastedAddress';

/** Hosts that Microsoft runs; on them the API stands at the root. */
const CLOUD_HOST =
	/\.(dynamics\.com|dynamics\.cn|microsoftdynamics\.us|appsplatform\.us|microsoftdynamics\.de)$/i;

/** Pages about environments, which people paste for the environment itself. */
const PORTAL_HOST =
	/(^|\.)(powerapps\.com|powerapps\.us|powerplatform\.microsoft\.com|office\.com|portal\.azure\.com|entra\.microsoft\.com|microsoftonline\.com)$|^(home|www|port|admin)\.dynamics\.com$/i;

const HINT =
	'Copy the Environment URL from the Power Platform admin center (Environments → your environment), for example https://contoso.crm4.dynamics.com.';

const invalid = (what: string): ConnectorError =>
	new ConnectorError('input', `The environment URL ${what}`, { hint: HINT });

/**
 * Where an environment stands, without path and trailing slash, from what people paste: `contoso.crm4.dynamics.com`, the
 * address of a page in the app, of the API. On other hosts (on-premises, a gateway) a path before `/api/data` or `/main.aspx`
 * is kept. Only https, save on loopback. Source: contracts/dataverse.md 1; the list of regions is open.
 */
export const environmentAddress = (pasted: string): string => {
	const url = pastedAddress(pasted, invalid);
	const { hostname } = url;
	if (!hostname.includes('.') && !isLoopback(hostname)) throw invalid('cannot be read');
	if (PORTAL_HOST.test(hostname)) throw invalid('is that of a portal, not of an environment');
	if (CLOUD_HOST.test(hostname)) return url.origin;
	const path = url.pathname
		.replace(/\/(api(\/data(\/.*)?)?|main\.aspx|apps)$/i, '')
		.replace(/\/+$/, '');
	return `${url.origin}${path}`;
};

/** `contoso.crm4.dynamics.com` and `contoso.api.crm4.dynamics.com` are the same environment (contracts/dataverse.md 1). */
export const isSameEnvironment =
	(address: string) =>
	(hostname: string): boolean => {
		const plain = (host: string): string => host.toLowerCase().replace(/^([^.]+)\.api\./, '$1.');
		return plain(hostname) === plain(new URL(address).hostname);
	};

const DEFAULT_API_VERSION = 'v9.2';

/** `9.2`, `v9.1`, empty for the default. On-premises stops at 9.1. */
export const apiVersionOf = (given: string | undefined): string => {
	const text = given?.trim() ?? '';
	if (text === '') return DEFAULT_API_VERSION;
	const version = /^v?(\d{1,2}\.\d)$/i.exec(text)?.[1];
	if (version === undefined) {
		throw new ConnectorError('input', 'The API version cannot be read', {
			hint: 'Enter it like 9.2.',
		});
	}
	return `v${version}`;
};
