import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';
import { ghostSite } from './ghostSite';
import { ghostToken } from './ghostToken';
import { assertOwnHost } from './ownHost';
import { assertFilled } from './requiredFields';

/**
 * The Admin API key of one Ghost site; its test asks for a member. Another credential type than n8n's own `ghostAdminApi`, whose test asks
 * for pages of an old version and which sends the token to any host. Source: contracts/ghost.md 2.
 */
export class GhostMembersApi implements ICredentialType {
	name = 'ghostMembersApi';

	displayName = 'Ghost Members API';

	icon: Icon = { light: 'file:ghost.svg', dark: 'file:ghost.dark.svg' };

	documentationUrl = 'https://n8n-nodes-survey-ops.invalid/docs/connectors/ghost.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Admin API URL',
			name: 'url',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.ghost.io',
			hint: 'In Ghost: Settings → Integrations → your custom integration, together with the key',
		},
		{
			displayName: 'Admin API Key',
			name: 'adminApiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'The longer of the two keys, with a colon',
		},
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		assertFilled(this.name, credentials);
		assertOwnHost('Ghost', ghostSite(credentials.url), requestOptions);
		const Authorization = `Ghost ${ghostToken(credentials.adminApiKey, Date.now())}`;
		return { ...requestOptions, headers: { ...requestOptions.headers, Authorization } };
	};
}
