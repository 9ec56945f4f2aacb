import type { IDataObject } from 'n8n-workflow';
import { BY_ANSWER, ghostCredentials, labels, MEMBER } from '../engine/crmUpsert/ghostSetup';
import { NODE } from '../engine/crmUpsert/setup';
import { membersOf } from '../real/harness/adminApi';
import { startLocalServer } from '../sandbox/http/server';
import { htmlReply } from '../sandbox/http/types';
import { startGhostSandbox, type GhostSandbox } from '../sandbox/ghost';
import { runCrmUpsert } from './crmUpsertSetup/runCrmUpsert';
import { sharedN8n, type Execution, type N8n, type StoredCredential } from './harness';

describe('CRM Upsert into Ghost, in a real n8n', () => {
	let n8n: N8n;
	let sandbox: GhostSandbox;
	let credential: StoredCredential;

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, 240_000);
	beforeEach(async () => {
		sandbox = await startGhostSandbox();
		credential = await n8n.createCredential('ghostMembersApi', typed());
	});
	afterEach(async () => {
		await sandbox.close();
	});

	const typed = () => ghostCredentials(sandbox).ghostMembersApi;

	const run = async (items: IDataObject[], parameters: IDataObject): Promise<Execution> =>
		await runCrmUpsert(n8n, items, { ghostMembersApi: credential }, { ...MEMBER, ...parameters });

	it('a member is created by an answer, then labelled; an opt-out stands', async () => {
		const ada = { email: 'ada@example.com', name: 'Ada', news: 'Yes' };
		const created = await run([ada], BY_ANSWER);
		expect(created.problem).toBeUndefined();
		expect(created.json(NODE)).toMatchObject([{ status: 'created', consent: 'opt in' }]);
		await run([{ ...ada, news: 'No' }], { ...BY_ANSWER, addLabels: labels('Promoter') });
		const again = await run([ada], BY_ANSWER);
		expect(again.json(NODE)).toMatchObject([{ status: 'unchanged', consent: 'left alone' }]);
		expect(await membersOf(sandbox)).toMatchObject([
			{ email: ada.email, name: 'Ada', subscribed: false, labels: [{ name: 'Promoter' }] },
		]);
	});

	it('the credential is tested in its window: right, wrong, and a page that is no Ghost', async () => {
		const wrong = `${typed().adminApiKey.split(':')[0]}:${'00'.repeat(32)}`;
		const page = await startLocalServer(async () => htmlReply(200, '<h1>Hello</h1>'));
		try {
			expect(await n8n.testCredential(credential, typed())).toMatchObject({ status: 'OK' });
			const changes = [{ adminApiKey: wrong }, { adminApiKey: '' }, { url: page.url }];
			for (const change of changes) {
				const tested = await n8n.testCredential(credential, { ...typed(), ...change });
				expect(tested).toMatchObject({ status: 'Error' });
			}
		} finally {
			await page.close();
		}
	});
});
