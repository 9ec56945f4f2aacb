import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { assertOwnHost } from './ownHost';
import { assertFilled } from './requiredFields';
import { secretOf } from './secretText';
import { ENVIRONMENTS, secutixAddress } from './secutixAccount';
import { markedToken, selfSignedToken, unmarkedToken, type SecutixSignIn } from './secutixToken';

/** The services of one institution, seen by one operator. Source: contracts/secutix.md 4. */
export class SecutixApi implements ICredentialType {
	name = 'secutixApi';

	displayName = 'SecuTix API';

	icon: Icon = { light: 'file:secutix.svg', dark: 'file:secutix.dark.svg' };

	documentationUrl = 'https://n8n-nodes-survey-ops.invalid/docs/connectors/secutix.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Institution',
			name: 'institution',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. MUSEUM',
			hint: 'The code of the institution in SecuTix',
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: ENVIRONMENTS,
			default: 'production',
		},
		{
			displayName: 'Address',
			name: 'address',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://secutix.example.com',
			displayOptions: { show: { environment: ['other'] } },
		},
		{
			displayName: 'Version of the Contact Service',
			name: 'serviceVersion',
			type: 'string',
			default: 'v2_21',
			required: true,
			hint: 'SecuTix removes old versions. The newest is in its API documentation under ContactInformationPublicService.',
		},
		{
			displayName: 'Token',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'From the Token Service',
					value: 'tokenService',
					description: 'Exchanges the secret for a temporary token',
				},
				{
					name: 'Self-Signed',
					value: 'selfSigned',
					description: 'Signs each request with the secret',
				},
			],
			default: 'selfSigned',
		},
		{
			displayName: 'Operator',
			name: 'operator',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. MUSEUM_CRM',
			hint: 'The virtual operator (point of sale) that SecuTix gave you for the API',
		},
		{
			displayName: 'Partner',
			name: 'partner',
			type: 'string',
			default: '',
			required: true,
		},
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Contact to Test With',
			name: 'testContactNumber',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 0001234',
			hint: 'Number of any contact, with leading zeros. The connection test reads this contact.',
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	/** Only the token service needs a request of its own; n8n keeps what it answers until a 401 comes. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<{ sessionToken?: string }> {
		if (credentials.authentication !== 'tokenService') return {};
		assertFilled('secutixApi', credentials);
		const host = secutixAddress(credentials);
		if (!host.ok) throw new UserError(`SecuTix credential: ${host.reason}`);
		const signIn = signInOf(credentials);
		const { operator, partner, secret } = signIn;
		const answer = (await this.helpers.httpRequest({
			method: 'POST',
			url: `${host.address}/tnai/backend-apis/v1/auth`,
			body: { operator, partner, secret },
			json: true,
			disableFollowRedirect: true,
		})) as { token?: unknown } | undefined;
		if (typeof answer?.token === 'string' && answer.token !== '')
			return { sessionToken: markedToken(answer.token, host.address, signIn) };
		throw new UserError(
			'The token service of SecuTix gave no token: compare operator, partner and secret with what SecuTix gave you',
		);
	}

	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		assertFilled(this.name, credentials);
		const host = secutixAddress(credentials);
		assertOwnHost('SecuTix', host, requestOptions);
		const signIn = signInOf(credentials);
		const token =
			credentials.authentication === 'tokenService'
				? unmarkedToken(String(credentials.sessionToken ?? ''), host.address, signIn)
				: selfSignedToken(signIn, Date.now());
		// With this status n8n fetches a new token and tries again.
		if (token === undefined)
			throw Object.assign(new UserError('SecuTix: the session token is for another sign-in'), {
				response: { status: 401 },
			});
		const headers = { ...requestOptions.headers, Authorization: `Bearer ${token}` };
		return { ...requestOptions, headers };
	};
}

const signInOf = (credentials: ICredentialDataDecryptedObject): SecutixSignIn => ({
	institution: secretOf(credentials.institution),
	operator: secretOf(credentials.operator),
	partner: secretOf(credentials.partner),
	secret: secretOf(credentials.secret),
});
