import type { IHttpRequestOptions } from 'n8n-workflow';
import { HubspotCrmOAuth2Api } from '../../../credentials/HubspotCrmOAuth2Api.credentials';
import { startHubSpotSandbox, type HubSpotSandbox } from '../hubspot';
import { sendCredentialTest } from './credentialTest';

let sandbox: HubSpotSandbox;
beforeAll(async () => {
	sandbox = await startHubSpotSandbox();
});
afterAll(async () => await sandbox.close());

/** The token is added by n8n once somebody has signed in. */
const withToken = (token: string) =>
	Object.assign(new HubspotCrmOAuth2Api(), {
		authenticate: async (_data: object, request: IHttpRequestOptions) =>
			await Promise.resolve({ ...request, headers: { Authorization: `Bearer ${token}` } }),
	});

it.each([
	['that is good', () => sandbox.token, 200],
	['that nobody knows', () => 'wrong', 401],
])('a token %s is told apart by the test of the credential', async (_name, token, wanted) => {
	const { status } = await sendCredentialTest(withToken(token()), { baseUrl: sandbox.url });
	expect(status).toBe(wanted);
});

it('asks for what lists, subscriptions and owners need, which the credential of n8n does not', () => {
	const scope = new HubspotCrmOAuth2Api().properties.find(({ name }) => name === 'scope');
	for (const wanted of ['crm.lists.read', 'communication_preferences.read_write'])
		expect(String(scope?.default).split(' ')).toContain(wanted);
	expect(scope?.type).toBe('string');
});
