import { APP } from '../../sandbox/hubspot/oauth';
import { runWorkflow } from '../harness';
import { leadHubSpotTo, ownHubSpotNode } from './hubspotBeside';
import { CONTACT, setUp, type HubSpotSetup } from './hubspotSetup';
import { NODE, TYPE } from './setup';

let setup: HubSpotSetup;
let led: ReturnType<typeof leadHubSpotTo>;
beforeEach(async () => {
	setup = await setUp({ limits: { burst: 1_000, search: 5, associations: 100 } });
	led = leadHubSpotTo(setup.sandbox.url);
});
afterEach(async () => {
	led.stop();
	await setup.sandbox.close();
});

const run = async (appToken: string) =>
	await runWorkflow({
		nodes: [
			{
				name: NODE,
				type: TYPE,
				parameters: { ...CONTACT, hubspotAuthentication: 'serviceKey' } as never,
			},
		],
		input: [{ json: { email: 'ada@example.com', firstName: 'Ada' } }],
		credentials: { hubspotAppToken: { appToken } },
		mode: 'trigger',
	});

it("n8n's own service key writes, and goes to HubSpot alone", async () => {
	const result = await run(setup.sandbox.token);
	expect(result.json(NODE)).toMatchObject([{ status: 'created' }]);
	expect(setup.sandbox.records('contacts')).toHaveLength(1);
	expect(new Set(led.hosts)).toEqual(new Set(['api.hubapi.com']));
});

it.each([
	['a wrong one', 'pat-eu1-wrong', 'did not accept the credential'],
	['an empty one', ' ', "'Service Key' of the HubSpot credential is empty"],
])('%s is told', async (_name, token, words) => {
	const { error } = await run(token);
	expect(error?.message).toContain(words);
	expect(error?.message).not.toContain('pat-');
});

it('the token of an app is renewed when its half hour is over', async () => {
	setup.sandbox.world.options.tokens = { old: 'expired' };
	const { clientId, clientSecret, refreshToken } = APP;
	const runAs = async (secret: string) =>
		await runWorkflow({
			nodes: [{ name: NODE, type: TYPE, parameters: CONTACT as never }],
			input: [{ json: { email: 'ada@example.com', firstName: 'Ada' } }],
			credentials: {
				hubspotCrmOAuth2Api: {
					clientId,
					clientSecret: secret,
					oauthTokenData: { access_token: 'old', refresh_token: refreshToken },
				},
			},
			mode: 'trigger',
		});
	expect((await runAs(clientSecret)).json(NODE)).toMatchObject([{ status: 'created' }]);
	const { error } = await runAs('another');
	expect(error?.message).toContain('did not accept the credential');
});

it("n8n's own node writes the same with fifty times as many requests and more", async () => {
	const COUNT = 300;
	const input = Array.from({ length: COUNT }, (_, index) => ({
		json: { email: `p${index}@example.com`, firstName: 'P' },
	}));
	const credentials = { hubspotAppToken: { appToken: setup.sandbox.token } };
	const countOf = async (node: object): Promise<number> => {
		const before = led.hosts.length;
		const result = await runWorkflow({
			nodes: [{ name: NODE, ...node } as never],
			nodeTypes: { 'n8n-nodes-base.hubspot': ownHubSpotNode() },
			input,
			credentials,
			mode: 'trigger',
		});
		expect(result.error).toBeUndefined();
		expect(result.items(NODE)).toHaveLength(COUNT);
		return led.hosts.length - before;
	};
	const theirs = await countOf({
		type: 'n8n-nodes-base.hubspot',
		typeVersion: 2.1,
		parameters: {
			authentication: 'appToken',
			resource: 'contact',
			operation: 'upsert',
			email: '={{ $json.email }}',
			additionalFields: { firstName: '={{ $json.firstName }}' },
			options: {},
		},
	});
	expect(setup.sandbox.records('contacts')).toHaveLength(COUNT);
	for (const { id } of setup.sandbox.records('contacts')) setup.sandbox.remove('contacts', id);
	const ours = await countOf({
		type: TYPE,
		parameters: { ...CONTACT, hubspotAuthentication: 'serviceKey' },
	});
	expect(setup.sandbox.records('contacts')).toHaveLength(COUNT);
	expect(theirs / ours).toBeGreaterThanOrEqual(50);
});
