import type { INodeParameters } from 'n8n-workflow';
import { sharedN8n, waitFor, type N8n, type StoredWorkflow } from '../e2e/harness';
import type { QualtricsSandbox } from '../sandbox/qualtrics';
import {
	customersListId,
	mainDirectoryId,
	startQualtricsSandbox,
	storeVisitId,
} from '../sandbox/qualtrics';
import { credentialsOf, picked } from '../workflows';
import { Editor, type NodePanel } from './harness';

const NODE = 'Update Directory Contact';

describe('a contact update is built from nothing with the pickers', () => {
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let editor: Editor;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		n8n = await sharedN8n();
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		sandbox.control.addContact({
			email: 'eve@example.com',
			embeddedData: { lastComment: 'Fine', plan: 'gold' },
		});
		sandbox.control.addResponse(storeVisitId, {
			QID1: 3,
			QID2: 1,
			QID3_TEXT: 'ada@example.com',
			QID6_TEXT: 'Nobody at the till',
		});
		const { id, name } = await n8n.createCredential(
			'qualtricsApi',
			credentialsOf(sandbox).qualtricsApi,
			'Qualtrics (contacts)',
		);
		const credentials = { qualtricsApi: { id, name } };
		workflow = await n8n.createWorkflow({
			name: 'Contacts',
			nodes: [
				{
					name: 'Survey Trigger',
					type: 'n8n-nodes-survey-ops.surveyTrigger',
					parameters: { surveys: { values: [{ survey: picked(storeVisitId) }] } },
					credentials,
				},
				{ name: NODE, type: 'n8n-nodes-survey-ops.updateDirectoryContact', credentials },
			],
			connections: { 'Survey Trigger': { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
		});
		editor = await Editor.open(n8n, { width: 1500, height: 1100 });
		await editor.openWorkflow(workflow.id);
	}, 300_000);

	afterAll(async () => {
		await editor?.close();
		if (workflow) await n8n.deleteWorkflow(workflow.id);
		await sandbox?.close();
	});

	const stored = async (): Promise<INodeParameters> => {
		const { nodes } = await n8n.getWorkflow(workflow.id);
		return nodes.find(({ name }) => name === NODE)!.parameters;
	};

	/** A field and its source, both picked from their lists. */
	async function pickRow(
		panel: NodePanel,
		row: number,
		field: [search: string, name: string],
		source: [search: string, name: string | RegExp],
	): Promise<void> {
		await panel.resourceLocator('target', row).select(...field);
		await panel.resourceLocator('source', row).select(...source);
	}

	it('Q17 Q18 Q19 Q20 Q23 Q25 Q28 Q31 Q35 Q36: every part is picked, run and written', async () => {
		await editor.step('contact-built', async () => {
			const panel = await editor.openNode(NODE);
			expect(await panel.choices('operation')).toEqual(
				expect.arrayContaining([
					'Create',
					'Create or Update',
					'Create or Update by Chosen Fields',
					'Update',
				]),
			);
			const directory = panel.resourceLocator('directory');
			expect(await directory.value()).toBe('Default Directory');
			await directory.openList();
			// What is chosen stands in the list before the answer comes.
			await waitFor('all directories', async () => (await directory.names()).length === 3);
			expect(await directory.names()).toEqual([
				'Default Directory (merges by email)',
				'Customers & contacts (merges by email)',
				'Test directory (merges no contacts)',
			]);
			await directory.pick('Customers & contacts');
			await panel.add('Add Mailing List');
			await panel.resourceLocator('mailingList').select('store', 'Store customers');
			await panel.resourceLocator('questionsSurvey').select('store', 'Store visit');
			await pickRow(panel, 0, ['ema', 'Email'], ['QID3', 'What is your e-mail address?']);
			await pickRow(panel, 1, ['comm', 'Embedded Data · lastComment'], ['QID6', /.+/]);
			await panel.toggle('setSubscription');
			await panel.toggle('recordTransaction');
			await panel.resourceLocator('target').root.scrollIntoViewIfNeeded();
			await editor.screenshot('update-directory-contact-built');
			const transactionFields = panel.root.getByTestId('resource-locator-source');
			const rows = await transactionFields.count();
			await panel.add('Add Transaction Field');
			await transactionFields.nth(rows).waitFor();
			await panel.root.getByTestId('fixed-collection-delete').last().click();
			await waitFor(
				'the transaction field to be removed',
				async () => (await transactionFields.count()) === rows,
			);
			await waitFor('the rows to be stored', async () =>
				/embeddedData\.lastComment.*\$\{q:/.test(JSON.stringify(await stored())),
			);
			await panel.toggle('setSubscription');
			await panel.toggle('recordTransaction');
			await waitFor('the switches to be off', async () => {
				const { setSubscription, recordTransaction } = await stored();
				return !setSubscription && !recordTransaction;
			});
			await panel.execute(60_000);
			await waitFor(
				'the contact',
				async () => sandbox.state.directories.get(mainDirectoryId)!.contacts.size === 2,
			);
			await waitFor('the outcome', async () => (await panel.outputText()).includes('created'));
			await editor.screenshot('update-directory-contact-run');
			await panel.close();
		});
		const { mailingLists } = (await stored()) as { mailingLists: unknown };
		expect(JSON.stringify(mailingLists)).toContain(customersListId);
	}, 180_000);
});
