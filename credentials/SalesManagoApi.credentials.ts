import { randomUUID } from 'crypto';
import type {
	IAuthenticate,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { assertOwnHost, hostOf } from './ownHost';
import { assertFilled } from './requiredFields';
import { signatureFor } from './salesManagoSignature';
import { secretOf } from './secretText';

/** One SALESmanago account. What proves it stands in the body of every request. Source: contracts/salesmanago.md 1 and 2. */
export class SalesManagoApi implements ICredentialType {
	name = 'salesManagoApi';

	displayName = 'SALESmanago API';

	icon: Icon = { light: 'file:salesManago.svg', dark: 'file:salesManago.dark.svg' };

	documentationUrl = 'https://n8n-nodes-survey-ops.invalid/docs/connectors/salesmanago.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Endpoint',
			name: 'endpoint',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://app2.salesmanago.com',
			hint: 'In SALESmanago: Menu → Integration Center → API, together with client ID and API secret',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
		},
		{
			displayName: 'API Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Owner',
			name: 'owner',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. owner@example.com',
			hint: 'Email address of a user of the account: the default owner of new contacts',
		},
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		assertFilled(this.name, credentials);
		assertOwnHost('SALESmanago', hostOf(credentials.endpoint, '/api'), requestOptions);
		const given = jsonBody(requestOptions.body);
		const account = {
			clientId: secretOf(credentials.clientId),
			apiSecret: secretOf(credentials.apiSecret),
		};
		const body = {
			owner: String(credentials.owner ?? '').trim(),
			...given,
			...signatureFor(account, randomUUID(), Date.now()),
		};
		return {
			...requestOptions,
			headers: { 'User-Agent': 'n8n-nodes-survey-ops', ...requestOptions.headers },
			body: typeof requestOptions.body === 'string' ? JSON.stringify(body) : body,
		};
	};
}

/** The body of a request as a map, whether it is one already or JSON; the signature has no other place to go. */
function jsonBody(body: IHttpRequestOptions['body']): Record<string, unknown> {
	if (body === undefined || body === null || body === '') return {};
	const text = Buffer.isBuffer(body) ? body.toString('utf8') : body;
	const json: unknown = typeof text === 'string' ? parsed(text) : text;
	if (typeof json === 'object' && json !== null && !Array.isArray(json))
		return json as Record<string, unknown>;
	throw new UserError('SALESmanago takes JSON objects only: the signature stands in the body');
}

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
};
