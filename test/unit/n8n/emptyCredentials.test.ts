import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { RequestContext } from '../../../nodes/shared/n8n/context';
import { connectDynamics } from '../../../nodes/shared/n8n/dataverse';
import { connectGhost } from '../../../nodes/shared/n8n/ghost';
import { connectHubSpot } from '../../../nodes/shared/n8n/hubspot';
import { connectQualtrics, qualtricsSecret } from '../../../nodes/shared/n8n/qualtrics';
import { connectSalesManago } from '../../../nodes/shared/n8n/salesmanago';
import { connectSecutix } from '../../../nodes/shared/n8n/secutix';
import { connectStartquestion } from '../../../nodes/shared/n8n/startquestion';
import { connectSurveyMonkey } from '../../../nodes/shared/n8n/surveymonkey';

/** A node with one credential; it can send nothing. */
const nodeWith = (
	data: ICredentialDataDecryptedObject,
	parameters: INodeParameters = {},
): RequestContext =>
	({
		getNode: () => ({ parameters, credentials: { secutixApi: { id: '1', name: 'x' } } }),
		getCredentials: async () => data,
	}) as unknown as RequestContext;

const OAUTH = { authentication: 'clientCredentials' };
const connect: Record<string, (secret: string) => Promise<unknown>> = {
	'API Token': async (apiToken) =>
		await connectQualtrics(nodeWith({ dataCenter: 'fra1', apiToken })),
	'Client Secret': async (clientSecret) =>
		await connectQualtrics(nodeWith({ dataCenter: 'fra1', clientId: 'x', clientSecret }, OAUTH)),
	'Client Secret, Dynamics': async (clientSecret) =>
		await connectDynamics(
			nodeWith({
				grantType: 'clientCredentials',
				environmentUrl: 'https://x.crm4.dynamics.com',
				clientId: 'x',
				clientSecret,
			}),
		),
	'API Secret': async (apiSecret) =>
		await connectSalesManago(nodeWith({ endpoint: 'x.example.com', clientId: 'x', apiSecret })),
	Secret: async (secret) =>
		await connectSecutix(nodeWith({ institution: 'MUSEUM', operator: 'x', partner: 'x', secret }), {
			perMinute: 60,
		}),
	'Token Secret': async (tokenSecret) =>
		await connectStartquestion(nodeWith({ host: 'x.example.com', token: 'x', tokenSecret })),
	'Admin API Key': async (adminApiKey) => await connectGhost(nodeWith({ url: 'x', adminApiKey })),
	'Service Key': async (appToken) => await connectHubSpot(nodeWith({ appToken })),
	'Access Token': async (accessToken) => await connectSurveyMonkey(nodeWith({ accessToken })),
	'API Token, for a key': async (apiToken) => await qualtricsSecret(nodeWith({ apiToken })),
};

describe('LA08 a node with an empty secret says so, and sends nothing', () => {
	it.each(
		Object.keys(connect).flatMap((field) => ['', ' \n', '\u200b'].map((blank) => [field, blank])),
	)('%s: %j', async (field, blank) => {
		await expect(connect[field](blank)).rejects.toMatchObject({
			kind: 'input',
			message: expect.stringContaining(`'${field.split(',')[0]}' of the`),
			hint: expect.stringContaining('Open the credential'),
		});
	});

	it('with a secret there, the key of announcements rests on it without what was pasted along', async () => {
		expect(await qualtricsSecret(nodeWith({ apiToken: 'token\n' }))).toBe('token');
		const data = { clientId: 'x', clientSecret: ' secret ', oauthTokenData: { access_token: 'y' } };
		expect(await qualtricsSecret(nodeWith(data, OAUTH))).toBe('secret');
	});
});
