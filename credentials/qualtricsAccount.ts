import type {
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { qualtricsBaseUrl } from './qualtricsBaseUrl';

/** The same rule as `qualtricsBaseUrl`, in the only language a credential form and its test speak. A test compares the two. */
export const baseUrlExpression = (credentials: '$credentials' | '$self'): string =>
	`{{ (${credentials}.baseUrl || '').trim() ? ${credentials}.baseUrl.trim().replace(/\\/+$/, '')` +
	` : 'https://' + (${credentials}.dataCenter || '').trim().replace(/^https?:\\/\\//i, '')` +
	`.replace(/[\\/?#:].*$/, '').replace(/\\.qualtrics\\.com$/i, '').toLowerCase() + '.qualtrics.com' }}`;

export const ACCOUNT_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Data Center ID',
		name: 'dataCenter',
		type: 'string',
		default: '',
		placeholder: 'e.g. fra1',
		hint: 'Required unless you enter a base URL. In Qualtrics: Account Settings → Qualtrics IDs → User. You can also paste an address such as https://fra1.qualtrics.com.',
	},
];

export const BASE_URL_PROPERTY: INodeProperties = {
	displayName: 'Base URL (Optional)',
	name: 'baseUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://api-gateway.example.com',
	description:
		'Only if you reach Qualtrics through a gateway or sandbox: used instead of the data center. Must begin with https:// (http only on localhost).',
};

/**
 * The last check before a request leaves: the token goes to the account's own address and nowhere else, whoever built the URL
 * (an HTTP Request node using this credential included).
 */
export function assertOwnOrigin(
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): void {
	const account = qualtricsBaseUrl(credentials);
	if (!account.ok) throw new UserError(`Qualtrics credential: ${account.reason}`);
	const target = new URL(request.url, request.baseURL ?? account.baseUrl);
	if (target.origin !== new URL(account.baseUrl).origin) {
		throw new UserError(
			`The Qualtrics token is not sent to ${target.host}: this credential belongs to ${new URL(account.baseUrl).host}`,
		);
	}
}
