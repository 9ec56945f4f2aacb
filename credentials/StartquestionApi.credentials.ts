import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';
import { assertOwnHost, hostOf } from './ownHost';
import { assertFilled } from './requiredFields';
import { secretOf } from './secretText';
import { withAccess } from './startquestionAccess';

/** One account of Startquestion, Netquest or Webankieta, brands of one platform. Source: contracts/startquestion.md 2. */
export class StartquestionApi implements ICredentialType {
	name = 'startquestionApi';

	displayName = 'Startquestion API';

	icon: Icon = { light: 'file:startquestion.svg', dark: 'file:startquestion.dark.svg' };

	documentationUrl = 'https://n8n-nodes-survey-ops.invalid/docs/connectors/startquestion.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. www.netquest.cz',
			hint: 'The host where you log in: www.startquestion.com, www.netquest.cz, www.netquest.sk or www.webankieta.pl',
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Token Secret',
			name: 'tokenSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Account ID (Optional)',
			name: 'accountId',
			type: 'string',
			default: '',
			hint: 'Only where surveys are listed by webhook; the support of the survey tool tells it',
		},
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		assertFilled(this.name, credentials);
		assertOwnHost('Startquestion', hostOf(credentials.host), requestOptions);
		const { url, query } = withAccess(requestOptions.url, requestOptions.qs ?? {}, {
			accountId: secretOf(credentials.accountId),
			token: secretOf(credentials.token),
			tokenSecret: secretOf(credentials.tokenSecret),
		});
		return { ...requestOptions, url, qs: query as typeof requestOptions.qs };
	};
}
