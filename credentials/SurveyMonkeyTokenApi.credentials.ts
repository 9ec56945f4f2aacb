import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';
import { assertOwnHost } from './ownHost';
import { assertFilled } from './requiredFields';
import { secretOf } from './secretText';
import { surveyMonkeyAddress } from './surveyMonkeyAddress';

/**
 * Access token of one SurveyMonkey account. Its test (`testedBy` of the nodes) reads the user and says which scope is missing.
 * Source: contracts/surveymonkey.md 1.
 */
export class SurveyMonkeyTokenApi implements ICredentialType {
	name = 'surveyMonkeyTokenApi';

	displayName = 'SurveyMonkey Token API';

	icon: Icon = { light: 'file:surveyMonkey.svg', dark: 'file:surveyMonkey.dark.svg' };

	documentationUrl = 'https://n8n-nodes-survey-ops.invalid/docs/connectors/surveymonkey.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'At developer.surveymonkey.com: My Apps → your app → Settings. Its scopes must include View Surveys and View Response Details.',
		},
		{
			displayName: 'Data Center',
			name: 'dataCenter',
			type: 'options',
			options: [
				{ name: 'Canada (api.surveymonkey.ca)', value: 'ca' },
				{ name: 'Europe (api.eu.surveymonkey.com)', value: 'eu' },
				{ name: 'United States (api.surveymonkey.com)', value: 'us' },
			],
			default: 'us',
			hint: 'The data center of the account. The connection test reports a wrong one.',
		},
		{
			displayName: 'Base URL (Optional)',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://api-gateway.example.com',
			description:
				'Only if you reach SurveyMonkey through a gateway or sandbox: used instead of the data center. Must begin with https:// (http only on localhost).',
		},
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		assertFilled(this.name, credentials);
		assertOwnHost('SurveyMonkey', surveyMonkeyAddress(credentials), requestOptions);
		const Authorization = `Bearer ${secretOf(credentials.accessToken)}`;
		return { ...requestOptions, headers: { ...requestOptions.headers, Authorization } };
	};
}
