import type { ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';
import { technicalFields } from './oAuth2Fields';
import { testRules } from './testRules';

/** What the nodes need for contacts, companies, deals, tickets, lists and subscriptions. Source: contracts/hubspot.md 2.4. */
const SCOPES = [
	'oauth',
	...['contacts', 'companies', 'deals'].flatMap((object) => [
		`crm.objects.${object}.read`,
		`crm.objects.${object}.write`,
	]),
	'tickets',
	'crm.objects.owners.read',
	'crm.lists.read',
	'crm.lists.write',
	'communication_preferences.read_write',
];

/**
 * An app that somebody signs in to. Another credential type than n8n's own `hubspotOAuth2Api`, whose scopes are fixed and reach
 * neither lists nor subscriptions. Source: contracts/hubspot.md 2.5 and 2.6.
 */
export class HubspotCrmOAuth2Api implements ICredentialType {
	name = 'hubspotCrmOAuth2Api';

	displayName = 'HubSpot CRM OAuth2 API';

	extends = ['oAuth2Api'];

	icon: Icon = { light: 'file:hubspot.svg', dark: 'file:hubspot.dark.svg' };

	documentationUrl = 'https://n8n-nodes-survey-ops.invalid/docs/connectors/hubspot.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'authorizationCode',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: 'https://app.hubspot.com/oauth/authorize',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: 'https://api.hubapi.com/oauth/2026-09/token',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: SCOPES.join(' '),
			required: true,
			hint: 'The app must have each of them, under the same name. Add crm.objects.custom.read and crm.objects.custom.write for custom objects; remove what you do not use.',
		},
		...technicalFields('body'),
		{
			displayName: 'Base URL (Optional)',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://api-gateway.example.com',
			description:
				'Only if you reach HubSpot through a gateway or sandbox: used instead of api.hubapi.com. Must begin with https:// (http only on localhost).',
		},
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: "={{ ($credentials.baseUrl || '').trim() || 'https://api.hubapi.com' }}",
			url: '/account-info/2026-09/details',
			disableFollowRedirect: true,
		},
		rules: testRules({
			system: 'HubSpot',
			address: "'Base URL'",
			answeredBy: 'portalId',
			refused: {
				401: 'HubSpot does not accept this sign-in: connect the account again',
				403: 'The sign-in works, but may not read the account: the app needs the scope oauth',
			},
		}),
	};
}
