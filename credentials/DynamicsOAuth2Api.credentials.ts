import type { ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';
import {
	CLOUDS,
	environmentExpression,
	originExpression,
	signInExpression,
} from './dynamicsEnvironment';
import { technicalFields } from './oAuth2Fields';
import { testRules } from './testRules';

const APPLICATION_USER =
	'Power Platform admin center → Environments → your environment → Settings → Users + permissions → Application users';

/** Source: contracts/dataverse.md 2. */
export class DynamicsOAuth2Api implements ICredentialType {
	name = 'dynamicsOAuth2Api';

	displayName = 'Dynamics OAuth2 API';

	extends = ['oAuth2Api'];

	icon: Icon = { light: 'file:dynamics.svg', dark: 'file:dynamics.dark.svg' };

	documentationUrl = 'https://n8n-nodes-survey-ops.invalid/docs/connectors/dynamics.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'options',
			options: [
				{
					name: 'Authorization Code',
					value: 'authorizationCode',
					description: 'Acts as the person who signs in',
				},
				{
					name: 'Client Credentials',
					value: 'clientCredentials',
					description:
						'Acts as an application user of the environment. n8n tests it when you save.',
				},
			],
			default: 'clientCredentials',
		},
		{
			displayName: 'Environment URL',
			name: 'environmentUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://contoso.crm4.dynamics.com',
			hint: 'The address of your Dynamics home page. You can also paste the address of any page of the app.',
		},
		{
			displayName: 'Tenant ID',
			name: 'tenantId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 11111111-2222-4333-8444-555555555555',
			hint: 'Microsoft Entra admin center → Overview. Client credentials need the ID itself; for the authorization code, a domain or "common" will do.',
		},
		{
			displayName: `The app registration needs an application user with a security role in this environment: ${APPLICATION_USER}.`,
			name: 'applicationUserNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { grantType: ['clientCredentials'] } },
		},
		{
			displayName:
				'To check the connection after signing in, open a list in a node with this credential: it shows any problem.',
			name: 'signInNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { grantType: ['authorizationCode'] } },
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: signInExpression('authorize'),
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: signInExpression('token'),
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: `={{ ${originExpression('$self')} + '/.default' + ($self.grantType === 'clientCredentials' ? '' : ' offline_access') }}`,
		},
		...technicalFields('body'),
		{
			displayName: 'Cloud',
			name: 'cloud',
			type: 'options',
			options: CLOUDS,
			default: 'global',
			description: 'Where people of your organization sign in to Microsoft',
		},
		{
			displayName: 'Sign-In Address',
			name: 'signInAddress',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://login.example.com',
			description: 'The part before the tenant ID in the token URL. Must start with https://.',
			displayOptions: { show: { cloud: ['other'] } },
		},
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'string',
			default: '9.2',
			placeholder: 'e.g. 9.1',
			description: 'Of the Dataverse Web API; on-premises stops at 9.1',
		},
	];

	/**
	 * A token is issued even where the environment has no application user, and `WhoAmI` succeeds for one without any role: so
	 * something is read. Every environment has contacts; none is a pass too (Source: contracts/dataverse.md 2.3).
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `=${environmentExpression('$credentials')}`,
			url: "=/api/data/v{{ ($credentials.apiVersion || '9.2').trim().replace(/^v/i, '') || '9.2' }}/contacts?$select=contactid&$top=1",
			headers: { Accept: 'application/json', 'OData-MaxVersion': '4.0', 'OData-Version': '4.0' },
			disableFollowRedirect: true,
		},
		rules: testRules({
			system: 'Dataverse',
			address: "'Environment URL' and 'API Version'",
			answeredBy: 'value',
			refused: {
				401: 'Dynamics did not accept the token: check that the environment URL is right and that the client secret has not expired',
				403: `The sign-in works, but reading contacts is refused: this environment does not know the user or the app registration, gave it no security role, or none that may read contacts. Add it as an application user with a security role that may read and write the tables you use: ${APPLICATION_USER}`,
			},
		}),
	};
}
