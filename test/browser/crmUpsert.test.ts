import type { INodeParameters } from 'n8n-workflow';
import { dynamicsCredentials, NODE, row, TYPE } from '../engine/crmUpsert/setup';
import type { N8n, StoredWorkflow } from '../e2e/harness';
import { sharedN8n, waitFor } from '../e2e/harness';
import { startDataverseSandbox, type DataverseSandbox } from '../sandbox/dataverse';
import { startQualtricsSandbox, storeVisitId, type QualtricsSandbox } from '../sandbox/qualtrics';
import { credentialsOf, picked } from '../workflows';
import { Editor } from './harness';

const ANSWERED = {
	schemaVersion: '1',
	provider: 'qualtrics',
	event: 'test',
	survey: { id: storeVisitId, name: 'Store visit' },
	response: { id: 'R_1', status: 'complete', isTest: true, submittedAt: '2024-05-01T10:00:00Z' },
	respondent: { anonymous: true, identifiers: [] },
	context: {},
	consents: [],
	scores: [],
	tags: [],
	answers: Object.fromEntries(
		[
			['QID3', 'ada@example.com'],
			['QID5', '+33612345678'],
		].map(([key, value]) => [
			key,
			{
				key,
				questionId: key,
				title: key,
				type: 'text',
				state: 'answered',
				value,
				label: value,
				text: value,
			},
		]),
	),
};

describe('CRM Upsert in the editor', () => {
	let n8n: N8n;
	let dynamics: DataverseSandbox;
	let qualtrics: QualtricsSandbox;
	let editor: Editor;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		n8n = await sharedN8n();
		[dynamics, qualtrics] = await Promise.all([
			startDataverseSandbox(),
			startQualtricsSandbox({ exportPolls: 0 }),
		]);
		dynamics.control.addRecord('contact', {
			emailaddress1: 'ada@example.com',
			mobilephone: '+33699999999',
			gendercode: 1,
		});
		const crm = await n8n.createCredential(
			'dynamicsOAuth2Api',
			dynamicsCredentials(dynamics).dynamicsOAuth2Api,
			'Dynamics (sandbox)',
		);
		const survey = await n8n.createCredential(
			'qualtricsApi',
			credentialsOf(qualtrics).qualtricsApi,
			'Qualtrics for CRM (sandbox)',
		);
		workflow = await n8n.createWorkflow({
			name: 'An answer updates Dynamics',
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'Answer',
					type: 'n8n-nodes-base.code',
					typeVersion: 2,
					parameters: { jsCode: `return [{ json: ${JSON.stringify(ANSWERED)} }];` },
				},
				{
					name: NODE,
					type: TYPE,
					parameters: {
						questionsSurvey: picked(storeVisitId),
						fields: {
							row: [
								row('', ''),
								row('mobilephone', '${q://QID5/ChoiceTextEntryValue}'),
								row('gendercode', ''),
							].map((one, index) =>
								index === 1 ? one : { ...one, target: picked(''), source: picked('') },
							),
						},
					} as unknown as INodeParameters,
					credentials: {
						dynamicsOAuth2Api: { id: crm.id, name: crm.name },
						qualtricsApi: { id: survey.id, name: survey.name },
					},
				},
			],
			connections: {
				Start: { main: [[{ node: 'Answer', type: 'main', index: 0 }]] },
				Answer: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
			},
		});
		editor = await Editor.open(n8n, { width: 1440, height: 1400 });
	}, 300_000);
	beforeEach(async () => await editor.openWorkflow(workflow.id), 90_000);

	afterAll(async () => {
		await editor?.close();
		if (workflow) await n8n.deleteWorkflow(workflow.id);
		await Promise.all([dynamics?.close(), qualtrics?.close()]);
	});

	const stored = async (): Promise<INodeParameters> => {
		const { nodes } = await n8n.getWorkflow(workflow.id);
		return nodes.find(({ name }) => name === NODE)!.parameters;
	};
	const saved = async (what: string, wanted: string): Promise<void> => {
		await waitFor(what, async () => JSON.stringify(await stored()).includes(wanted));
	};

	it('K24 K25 K26: the table, the operation and what records are matched on are picked', async () => {
		await editor.step('crm-match', async () => {
			const panel = await editor.openNode(NODE);
			expect(await panel.value('provider')).toBe('Microsoft Dynamics 365');
			const operations = await panel.choices('operation');
			expect(operations.slice(0, 3)).toEqual(['Create', 'Create or Update', 'Update']);
			const table = panel.resourceLocator('table');
			await table.openList();
			expect(await table.searchFor('response survey')).toEqual([
				'Survey Response (new_surveyresponse)',
			]);
			await table.searchFor('contact');
			await editor.screenshot('crm-upsert-table');
			await table.pick('Contact (contact)');
			expect(await table.value()).toBe('Contact (contact)');

			await panel.choose('matchBy', 'Alternate Key');
			const key = panel.resourceLocator('matchKey');
			await key.openList();
			expect(await key.names()).toEqual(
				expect.arrayContaining([
					'Email (emailaddress1)',
					'Mobile Phone (mobilephone) · not in use: Pending',
				]),
			);
			await editor.screenshot('crm-upsert-key');
			await key.pick('Email (emailaddress1)');
			await saved('the key', 'new_emailkey');
			expect(await panel.choices('matchBy')).toEqual(['Alternate Key', 'Any Columns', 'Record ID']);
			await panel.choose('matchBy', 'Any Columns');
			const column = panel.resourceLocator('column');
			await column.openList();
			expect(await column.searchFor('email')).toContain('Email (emailaddress1)');
			await column.pick('Email (emailaddress1)');
			await saved('the match column', '"value":"emailaddress1"');
			await panel.close();
		});
	}, 120_000);

	it('K22 K34 K35 K36 K37: rows are added, columns, answers and choices are picked; the phone is one click', async () => {
		await editor.step('crm-rows', async () => {
			const panel = await editor.openNode(NODE);
			const target = panel.resourceLocator('target', 0);
			await target.openList();
			expect(await target.searchFor('fullname')).toEqual([]);
			await target.searchFor('email');
			await target.pick('Email (emailaddress1)');
			await panel.resourceLocator('source', 0).select('QID3', 'e-mail address');

			await panel.resourceLocator('target', 2).select('gender', 'Gender (gendercode)');
			const choice = panel.resourceLocator('source', 2);
			await choice.openList();
			const offered = await choice.names();
			expect(offered.slice(0, 2)).toEqual(['Choice · Male', 'Choice · Female']);
			expect(offered.length).toBeGreaterThan(10);
			await editor.screenshot('crm-upsert-choice');
			await choice.pick('Choice · Female');

			const rows = panel.root.getByTestId('resource-locator-target');
			const count = await rows.count();
			await panel.add('Add Column');
			await panel.resourceLocator('target', count).select('lastname', 'Last Name (lastname)');
			await saved('the added row', '"value":"lastname"');
			await panel.root.getByTestId('fixed-collection-delete').last().click();
			await waitFor('the row to be removed', async () => (await rows.count()) === count);

			await saved('the rows', '"value":"Female"');
			await panel.close();
		});
	}, 120_000);

	it('K37 Dry Run in the panel shows the phone as it will be written, and the requests', async () => {
		await editor.step('crm-dry-run', async () => {
			const panel = await editor.openNode(NODE);
			await panel.addInRow('Transformations', 1);
			await panel.add('Add Transformation');
			await panel.choose('name', 'Phone Number, International → National');
			await panel.root.locator('input[placeholder="Add option"]').click();
			await editor.page
				.getByText('Dry Run', { exact: true })
				.locator('visible=true')
				.last()
				.click();
			await panel.toggle('dryRun');
			await saved('the transformation', 'phone:national');
			await saved('the dry run', '"dryRun":true');
			await panel.execute();
			// The first view of an output is drawn a moment after it is there.
			const output = panel.root.getByTestId('output-panel');
			await output.getByText('JSON', { exact: true }).click();
			await waitFor('the requests', async () => (await panel.outputText()).includes('0612345678'));
			expect(await panel.outputText()).toContain('wouldUpdate');
			await editor.screenshot('crm-upsert-dry-run');
			await panel.close();
		});
		expect(dynamics.control.findRecords('contact')).toMatchObject([
			{ mobilephone: '+33699999999', gendercode: 1 },
		]);
	}, 120_000);
});
