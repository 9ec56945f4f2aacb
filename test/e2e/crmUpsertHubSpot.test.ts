import type { IDataObject } from 'n8n-workflow';
import { BY_ANSWER, CONTACT, hubspotCredentials } from '../engine/crmUpsert/hubspotSetup';
import { NODE } from '../engine/crmUpsert/setup';
import { startHubSpotSandbox, type HubSpotSandbox } from '../sandbox/hubspot';
import { runCrmUpsert } from './crmUpsertSetup/runCrmUpsert';
import { sharedN8n, type Execution, type N8n, type StoredCredential } from './harness';

describe('CRM Upsert into HubSpot, in a real n8n', () => {
	let n8n: N8n;
	let sandbox: HubSpotSandbox;
	let credential: StoredCredential;

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, 240_000);
	beforeEach(async () => {
		sandbox = await startHubSpotSandbox();
		credential = await n8n.createCredential('hubspotCrmOAuth2Api', typed());
	});
	afterEach(async () => {
		await sandbox.close();
	});

	const typed = () => hubspotCredentials(sandbox).hubspotCrmOAuth2Api;

	const run = async (items: IDataObject[], parameters: IDataObject): Promise<Execution> =>
		await runCrmUpsert(
			n8n,
			items,
			{ hubspotCrmOAuth2Api: credential },
			{ ...CONTACT, ...parameters },
		);

	it('a contact is created by an answer; an opt-out stands; nobody else is written', async () => {
		const ada = { email: 'ada@example.com', firstName: 'Ada', news: 'Yes' };
		const created = await run([ada], BY_ANSWER);
		expect(created.problem).toBeUndefined();
		expect(created.json(NODE)).toMatchObject([{ status: 'created' }]);
		const changed = await run([{ ...ada, firstName: 'Augusta', news: 'No' }], BY_ANSWER);
		expect(changed.json(NODE)).toMatchObject([{ status: 'updated', consent: 'opt out' }]);
		const again = await run([{ ...ada, firstName: 'Augusta' }], BY_ANSWER);
		expect(again.json(NODE)).toMatchObject([{ status: 'unchanged', consent: 'left alone' }]);
		const contacts = sandbox.records('contacts');
		expect(contacts.map(({ values }) => [values.email, values.firstname])).toEqual([
			['ada@example.com', 'Augusta'],
		]);
	});

	it('the credential is tested in its window: right, and a token that is not known', async () => {
		expect(await n8n.testCredential(credential, typed())).toMatchObject({ status: 'OK' });
		sandbox.world.options.tokens = {};
		expect(await n8n.testCredential(credential, typed())).toMatchObject({ status: 'Error' });
	});
});
