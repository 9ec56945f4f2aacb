import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';
import { ACCOUNT_PROPERTIES, assertOwnOrigin, BASE_URL_PROPERTY } from './qualtricsAccount';
import { assertFilled } from './requiredFields';
import { secretOf } from './secretText';

/** API token of one Qualtrics user; it sees what that user sees. Source: contracts/qualtrics.md 1.2. */
export class QualtricsApi implements ICredentialType {
	name = 'qualtricsApi';

	displayName = 'Qualtrics API';

	icon: Icon = { light: 'file:qualtrics.svg', dark: 'file:qualtrics.dark.svg' };

	documentationUrl = 'https://n8n-nodes-survey-ops.invalid/docs/connectors/qualtrics.md';

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'In Qualtrics: Account Settings → Qualtrics IDs → API. A new token there makes the old one invalid.',
		},
		...ACCOUNT_PROPERTIES,
		BASE_URL_PROPERTY,
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		assertFilled(this.name, credentials);
		assertOwnOrigin(credentials, requestOptions);
		return {
			...requestOptions,
			headers: { ...requestOptions.headers, 'X-API-TOKEN': secretOf(credentials.apiToken) },
		};
	};
}
