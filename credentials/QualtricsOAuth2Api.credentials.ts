import type { ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';
import { technicalFields } from './oAuth2Fields';
import { ACCOUNT_PROPERTIES, BASE_URL_PROPERTY, baseUrlExpression } from './qualtricsAccount';
import { testRules } from './testRules';

/**
 * OAuth client credentials; the client acts with the scopes a brand administrator gave it. Source: contracts/qualtrics.md 1.3.
 * `read:users` is what whoami, and so the connection test, needs.
 */
const SCOPES = [
	'read:users',
	'read:surveys',
	'read:survey_responses',
	'read:subscriptions',
	'write:subscriptions',
	'read:directories',
	'manage:directory_contacts',
	'read:mailing_lists',
	'manage:mailing_list_contacts',
	'manage:contact_transactions',
].join(' ');

export class QualtricsOAuth2Api implements ICredentialType {
	name = 'qualtricsOAuth2Api';

	displayName = 'Qualtrics OAuth2 API';

	extends = ['oAuth2Api'];

	icon: Icon = { light: 'file:qualtrics.svg', dark: 'file:qualtrics.dark.svg' };

	documentationUrl = 'https://n8n-nodes-survey-ops.invalid/docs/connectors/qualtrics.md';

	properties: INodeProperties[] = [
		...ACCOUNT_PROPERTIES,
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'clientCredentials',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `=${baseUrlExpression('$self')}/oauth2/token`,
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: SCOPES,
			hint: 'Remove scopes that the client does not have. The connection test needs read:users.',
		},
		...technicalFields('header'),
		BASE_URL_PROPERTY,
	];

	/** n8n runs no test of a node for credentials of this kind. Source: contracts/qualtrics.md 1.4. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `=${baseUrlExpression('$credentials')}`,
			url: '/API/v3/whoami',
			disableFollowRedirect: true,
		},
		rules: testRules({
			system: 'Qualtrics',
			address: "'Data Center ID' and 'Base URL'",
			answeredBy: 'result',
			refused: {
				401: 'Qualtrics does not accept this sign-in: check the client secret, and that the data center ID is the one shown under Account Settings → Qualtrics IDs',
				403: 'Qualtrics knows this client but does not let it use the API: ask your brand administrator for the permission "Access API" and the scope read:users',
			},
		}),
	};
}
