import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';
import {
	ACCOUNT_PROPERTIES,
	assertOwnOrigin,
	BASE_URL_PROPERTY,
	WHOAMI_TEST,
} from './qualtricsAccount';

/** API token of one Qualtrics user; it sees what that user sees. Source: contracts/qualtrics.md 1.2. */
export class QualtricsApi implements ICredentialType {
	name = 'qualtricsApi';

	displayName = 'Qualtrics API';

	icon: Icon = { light: 'file:qualtrics.svg', dark: 'file:qualtrics.dark.svg' };

	documentationUrl =
		'https://github.com/survey-ops/n8n-nodes-survey-ops/blob/main/docs/connectors/qualtrics.md';

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
		assertOwnOrigin(credentials, requestOptions);
		return {
			...requestOptions,
			headers: { ...requestOptions.headers, 'X-API-TOKEN': String(credentials.apiToken ?? '') },
		};
	};

	test: ICredentialTestRequest = WHOAMI_TEST;
}
