import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { NODE, TYPE } from '../engine/crmUpsert/setup';
import { CONTACT, salesmanagoCredentials, sheet } from '../engine/crmUpsert/salesmanagoSetup';
import type { N8n, StoredWorkflow } from '../e2e/harness';
import { sharedN8n, waitFor } from '../e2e/harness';
import { answer } from '../unit/salesmanago/responses';
import { startSalesManagoSandbox, type SalesManagoSandbox } from '../sandbox/salesmanago';
import { Editor } from './harness';

/** The row of the consent stands after those of the fields. */
const LAST = -1;

describe('CRM Upsert with SALESmanago in the editor', () => {
	let n8n: N8n;
	let sandbox: SalesManagoSandbox;
	let editor: Editor;
	let workflow: StoredWorkflow;
	const answered = sheet({}, [
		answer('Q4', 'Chcete newsletter?', { text: 'Ne', label: 'Ne', value: 'Ne' }),
	]);

	beforeAll(async () => {
		n8n = await sharedN8n();
		sandbox = await startSalesManagoSandbox();
		sandbox.control.addContact({ email: 'jan@example.com', tags: ['VIP', 'NPS_PROMOTER'] });
		const credential = await n8n.createCredential(
			'salesManagoApi',
			salesmanagoCredentials(sandbox).salesManagoApi,
			'SALESmanago (sandbox)',
		);
		workflow = await n8n.createWorkflow({
			name: 'An answer updates SALESmanago',
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'Sheet',
					type: 'n8n-nodes-base.code',
					typeVersion: 2,
					parameters: { jsCode: `return [{ json: ${JSON.stringify(answered)} }];` },
				},
				{
					name: NODE,
					type: TYPE,
					parameters: {
						...CONTACT,
						showQuestionsOf: 'sample',
						questionsSample: JSON.stringify(answered),
					} as INodeParameters,
					credentials: { salesManagoApi: { id: credential.id, name: credential.name } },
				},
			],
			connections: {
				Start: { main: [[{ node: 'Sheet', type: 'main', index: 0 }]] },
				Sheet: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
			},
		});
		editor = await Editor.open(n8n, { width: 1440, height: 1600 });
	}, 300_000);

	afterAll(async () => {
		await editor?.close();
		if (workflow) await n8n.deleteWorkflow(workflow.id);
		await sandbox?.close();
	});

	const stored = async (): Promise<IDataObject> => {
		const { nodes } = await n8n.getWorkflow(workflow.id);
		return nodes.find(({ name }) => name === NODE)!.parameters as IDataObject;
	};
	const saved = async (what: string, wanted: string): Promise<void> => {
		await waitFor(what, async () => JSON.stringify(await stored()).includes(wanted));
	};

	it('N08 N10 N11 N12 N14 N17 N27 owner, tags, fields and answers are picked; a run writes them', async () => {
		await editor.openWorkflow(workflow.id);
		await editor.step('salesmanago-panel', async () => {
			const panel = await editor.openNode(NODE);
			expect(await panel.choices('provider')).toEqual([
				'Microsoft Dynamics 365',
				'Ghost Members',
				'HubSpot',
				'SALESmanago',
			]);
			const text = await panel.text();
			for (const foreign of ['Table', 'Match On', 'Lookups', 'Set Consent'])
				expect(text).not.toMatch(new RegExp(`^${foreign}$`, 'm'));

			const owner = panel.resourceLocator('owner');
			await owner.openList();
			expect(await owner.names()).toEqual(['owner@example.com', 'second.owner@example.com']);
			await editor.screenshot('crm-upsert-salesmanago-owner');
			await owner.pick('second.owner@example.com');
			expect(await owner.value()).toBe('second.owner@example.com');

			expect(await panel.choices('identifyBy')).toEqual([
				'Answer to the First Email Question',
				'Email Address Below',
				'Smclientid in the Survey Link',
				'Smclientid, Else the First Email Question',
			]);
			expect(await panel.value('answerPrefix')).toBe('Czech, Slovak (dotaznik.)');
			expect(await panel.choices('answerPrefix')).toHaveLength(5);

			await panel.root.getByText('Add Tag', { exact: true }).first().click();
			const tag = panel.resourceLocator('tag', 0);
			await tag.openList();
			expect(await tag.names()).toEqual(['NPS_PROMOTER', 'VIP']);
			await tag.pick('VIP');
			await panel.root.getByText('Add Tag', { exact: true }).last().click();
			await panel.resourceLocator('tag', 1).select('promoter', 'NPS_PROMOTER');

			await panel.resourceLocator('target').select('birth', 'Birthday · date');
			await panel.resourceLocator('target').select('state', 'State');
			const source = panel.resourceLocator('source');
			await source.openList();
			expect((await source.names())[0]).toBe('Choice · CUSTOMER');
			await source.pick('Choice · CUSTOMER');
			await saved('the rows', '"value":"CUSTOMER"');
			await editor.screenshot('crm-upsert-salesmanago');
			expect(await panel.cutOff()).toEqual([]);

			await panel.root.getByText('Add Consent', { exact: true }).click();
			await panel.choose('kind', 'Named Consent');
			await panel.fill('name', 'Newsletter');
			await panel.resourceLocator('source', LAST).select('newsletter', /Chcete newsletter\?/);
			await panel.choose('identifyBy', 'Smclientid, Else the First Email Question');
			await panel.choose('answerPrefix', 'Other');
			await panel.parameter('answerPrefixOther').scrollIntoViewIfNeeded();
			expect(await panel.cutOff()).toEqual([]);
			// What does not fit would be found.
			const long = `dotaznik.${'velmi-'.repeat(20)}`;
			await panel.fill('answerPrefixOther', long);
			expect(await panel.cutOff()).toEqual([long]);
			await panel.fill('answerPrefixOther', 'dotaznik.');
			await panel.fill('optIn', 'Ano');
			await panel.fill('optOut', 'Ne');
			await panel.parameter('optOut').scrollIntoViewIfNeeded();
			await editor.screenshot('crm-upsert-salesmanago-consents');

			await panel.execute();
			await waitFor('the outcome', async () => (await panel.outputText()).includes('updated'));
			await editor.screenshot('crm-upsert-salesmanago-run');
			await panel.close();
		});
		expect(sandbox.control.getContact('jan@example.com')).toMatchObject({
			state: 'CUSTOMER',
			tags: ['VIP'],
			consents: { Newsletter: false },
			properties: { 'dotaznik.Proc?': 'Málo místa' },
		});
	}, 180_000);
});
