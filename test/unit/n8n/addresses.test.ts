import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { RequestContext } from '../../../nodes/shared/n8n/context';
import { connectDynamics } from '../../../nodes/shared/n8n/dataverse';
import { connectGhost } from '../../../nodes/shared/n8n/ghost';
import { connectHubSpot } from '../../../nodes/shared/n8n/hubspot';
import { writableProperties } from '../../../nodes/shared/n8n/hubspotLocators';
import { connectQualtrics } from '../../../nodes/shared/n8n/qualtrics';
import { connectSecutix } from '../../../nodes/shared/n8n/secutix';
import { connectSurveyMonkey } from '../../../nodes/shared/n8n/surveymonkey';
import type { Property } from '../../../nodes/shared/connectors/hubspot/properties';
import { property as hubspotProperty } from '../hubspot/samples';

/** A node with one credential; it can send nothing. */
const nodeWith = (
	data: ICredentialDataDecryptedObject,
	parameters: INodeParameters = {},
	credentials: Record<string, { id: string }> = {},
): RequestContext =>
	({
		getNode: () => ({ parameters, credentials }),
		getCredentials: async () => await Promise.resolve(data),
		getTimezone: () => 'UTC',
		logger: { debug() {}, warn() {} },
		helpers: {},
	}) as unknown as RequestContext;

const OAUTH = { hubspotAuthentication: 'oAuth2' };
const KEY = `${'a'.repeat(24)}:${'b'.repeat(64)}`;

describe('the address in a credential', () => {
	it.each<[string, () => Promise<unknown>]>([
		[
			'Qualtrics',
			async () => await connectQualtrics(nodeWith({ apiToken: 'x', dataCenter: 'not a host/' })),
		],
		['Ghost', async () => await connectGhost(nodeWith({ adminApiKey: KEY, url: 'not a host/' }))],
		[
			'SurveyMonkey',
			async () =>
				await connectSurveyMonkey(
					nodeWith({ accessToken: 'x', dataCenter: 'own', address: 'x y' }),
				),
		],
		[
			'HubSpot',
			async () =>
				await connectHubSpot(nodeWith({ clientId: 'x', clientSecret: 'x', baseUrl: 'x y' }, OAUTH)),
		],
	])('%s: what is none is refused, with the reason', async (system, connect) => {
		await expect(connect()).rejects.toMatchObject({
			kind: 'input',
			message: `The ${system} credential has no valid address`,
			hint: expect.stringMatching(/\w/),
		});
	});

	it.each<[string, () => Promise<unknown>]>([
		[
			'Qualtrics',
			async () => await connectQualtrics(nodeWith({ apiToken: 'x', dataCenter: 'fra1' })),
		],
		[
			'Ghost',
			async () => await connectGhost(nodeWith({ adminApiKey: KEY, url: 'https://blog.example' })),
		],
		[
			'SurveyMonkey',
			async () => await connectSurveyMonkey(nodeWith({ accessToken: 'x', dataCenter: 'us' })),
		],
		['HubSpot', async () => await connectHubSpot(nodeWith({ appToken: 'x', baseUrl: 'x y' }))],
		[
			'HubSpot, by an app',
			async () =>
				await connectHubSpot(nodeWith({ clientId: 'x', clientSecret: 'x', baseUrl: ' ' }, OAUTH)),
		],
		[
			'Dynamics',
			async () =>
				await connectDynamics(
					nodeWith({
						grantType: 'authorizationCode',
						oauthTokenData: { access_token: 'x' },
						environmentUrl: 'https://x.crm4.dynamics.com',
						clientId: 'x',
						clientSecret: 'x',
					}),
				),
		],
	])('%s: what is one is taken', async (_system, connect) => {
		await expect(connect()).resolves.toBeDefined();
	});

	it('SecuTix is asked for only with a credential of its own', async () => {
		const data = { institution: 'MUSEUM', operator: 'x', partner: 'x', secret: 'x' };
		await expect(connectSecutix(nodeWith(data), { perMinute: 60 })).rejects.toMatchObject({
			message: 'Reading contacts of SecuTix needs its credential',
			hint: expect.stringContaining("'Credential to connect with'"),
		});
		const connect = async (serviceVersion?: string) =>
			await connectSecutix(
				nodeWith(
					{ ...data, ...(serviceVersion && { serviceVersion }) },
					{},
					{ secutixApi: { id: '1' } },
				),
				{ perMinute: 60 },
			);
		await expect(connect(' v2_21 ')).resolves.toBeDefined();
		await expect(connect()).rejects.toThrow('"" is not a version of the contact service');
	});

	it('an account is told by its credential and its address', async () => {
		const credentials = { qualtricsApi: { id: '7' }, surveyMonkeyTokenApi: { id: '9' } };
		const qualtrics = nodeWith({ apiToken: 'x', dataCenter: 'fra1' }, {}, credentials);
		expect((await connectQualtrics(qualtrics)).account).toMatch(/^qualtricsApi 7 https:\/\/fra1\./);
		const surveys = nodeWith({ accessToken: 'x', dataCenter: 'us' }, {}, credentials);
		expect((await connectSurveyMonkey(surveys)).account).toMatch(/^surveyMonkeyTokenApi 9 https:/);
		const nameless = nodeWith({ apiToken: 'x', dataCenter: 'fra1' });
		expect((await connectQualtrics(nameless)).account).toMatch(/^qualtricsApi {2}https:/);
	});

	it.each([
		['authorizationCode', undefined, true],
		['authorizationCode', { access_token: '' }, true],
		['clientCredentials', undefined, false],
	])(
		'Dynamics with %s and %j: not connected yet: %s',
		async (grantType, oauthTokenData, isRefused) => {
			const data = {
				grantType,
				...(oauthTokenData && { oauthTokenData }),
				environmentUrl: 'https://x.crm4.dynamics.com',
				clientId: 'x',
				clientSecret: 'x',
			};
			const connecting = connectDynamics(nodeWith(data));
			if (!isRefused) return void (await expect(connecting).resolves.toBeDefined());
			await expect(connecting).rejects.toMatchObject({
				kind: 'auth',
				message: 'The Dynamics credential is not connected yet',
				hint: expect.stringContaining("click 'Connect'"),
			});
		},
	);
});

describe('properties of HubSpot that are offered to be written', () => {
	const property = (name: string, more: Partial<Property>): Property =>
		hubspotProperty(name, 'text', { label: name, ...more });

	it('neither hidden nor read-only ones, nor those of a kind that cannot be', () => {
		const all = [
			property('plain', {}),
			property('hidden', { isHidden: true }),
			property('made', { isReadOnly: true }),
			property('odd', { kind: 'other' }),
		];
		expect(writableProperties({ all, byName: new Map() }).map(({ name }) => name)).toEqual([
			'plain',
		]);
	});
});
