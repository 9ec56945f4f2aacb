import type { INodeParameters } from 'n8n-workflow';
import { CONTACTS, csv, NODE, TYPE } from '../engine/bulkCsvUpdate/setup';
import { dynamicsCredentials } from '../engine/crmUpsert/setup';
import type { N8n, StoredWorkflow } from '../e2e/harness';
import { sharedN8n } from '../e2e/harness';
import { startDataverseSandbox, type DataverseSandbox } from '../sandbox/dataverse';
import { picked } from '../workflows';
import { Editor } from './harness';

const JOBS = ['Boss', 'Clerk', 'Nurse', '', 'Baker'];

/** Changes, rows with nothing to do, conflicts, wrong cells, and somebody who is not there. */
const FILE = csv(
	'Email,[old] Job Title,[new] Job Title,[old] Gender,[new] Gender,[old] Do not allow Emails,[new] Do not allow Emails',
	...Array.from({ length: 60 }, (_, index) => {
		const job = JOBS[index % JOBS.length];
		const old = index % 11 === 0 ? 'Somebody' : '';
		const gender = index % 17 === 0 ? '7' : index % 3 === 0 ? '2' : '';
		const mail = index % 13 === 0 ? 'Vrai' : index % 7 === 0 ? 'TRUE' : '';
		return `person${index + 1}@example.com,${old},${job},,${gender},,${mail}`;
	}),
	'nobody@example.com,,Boss,,,,',
);

describe('Bulk CSV Update in the editor', () => {
	let n8n: N8n;
	let dynamics: DataverseSandbox;
	let editor: Editor;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		n8n = await sharedN8n();
		dynamics = await startDataverseSandbox();
		dynamics.control.addRecords('contact', 60);
		const credential = await n8n.createCredential(
			'dynamicsOAuth2Api',
			dynamicsCredentials(dynamics).dynamicsOAuth2Api,
			'Dynamics for files (sandbox)',
		);
		workflow = await n8n.createWorkflow({
			name: 'A file of changes for Dynamics',
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', position: [0, 0] },
				{
					name: 'Changes',
					type: 'n8n-nodes-base.code',
					typeVersion: 2,
					position: [200, 0],
					parameters: { jsCode: `return [{ json: { text: ${JSON.stringify(FILE)} } }];` },
				},
				{
					name: 'File',
					type: 'n8n-nodes-base.convertToFile',
					typeVersion: 1.1,
					position: [400, 0],
					parameters: {
						operation: 'toText',
						sourceProperty: 'text',
						options: { fileName: 'changes.csv' },
					},
				},
				{
					name: NODE,
					type: TYPE,
					position: [700, 0],
					parameters: {
						...CONTACTS,
						operation: 'validate',
						table: { ...picked('contact'), cachedResultName: 'Contact (contact)' },
						cellRules: 'secutixSam',
						consents: 'allow',
						options: { rowsPerRun: 25 },
					} as INodeParameters,
					credentials: { dynamicsOAuth2Api: { id: credential.id, name: credential.name } },
				},
				{ name: 'How it ended', type: 'n8n-nodes-base.noOp', position: [1000, -80] },
				{ name: 'How far it is', type: 'n8n-nodes-base.noOp', position: [1000, 160] },
			],
			connections: {
				Start: { main: [[{ node: 'Changes', type: 'main', index: 0 }]] },
				Changes: { main: [[{ node: 'File', type: 'main', index: 0 }]] },
				File: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
				[NODE]: {
					main: [
						[{ node: 'How it ended', type: 'main', index: 0 }],
						[{ node: 'How far it is', type: 'main', index: 0 }],
					],
				},
				'How far it is': { main: [[{ node: NODE, type: 'main', index: 0 }]] },
			},
		});
		editor = await Editor.open(n8n, { width: 1440, height: 1300 });
	}, 300_000);
	beforeEach(async () => await editor.openWorkflow(workflow.id), 90_000);

	afterAll(async () => {
		await editor?.close();
		if (workflow) await n8n.deleteWorkflow(workflow.id);
		await dynamics?.close();
	});

	it('S24 the canvas shows two outputs, and a run that is looped back', async () => {
		await editor.step('bulk-canvas', async () => {
			const node = editor.page.locator(
				`[data-test-id="canvas-node"][data-node-name=${JSON.stringify(NODE)}]`,
			);
			await node.waitFor();
			const text = await node.innerText();
			expect(text).toContain('Done');
			expect(text).toContain('Progress');
			expect(text).toContain('Validate: Dynamics Contact');
			const execution = await n8n.executions.runManually(workflow.id, 'Start', {
				timeoutMs: 90_000,
			});
			expect(execution?.problem).toBeUndefined();
			expect(execution?.data.resultData.runData[NODE]).toHaveLength(3);
			await editor.page.getByTestId('zoom-to-fit').click();
			await editor.screenshot('bulk-csv-update-canvas');
		});
	}, 180_000);

	it('S22 S35 the report is a page to look at, in light and dark', async () => {
		await editor.step('bulk-report', async () => {
			const execution = await n8n.executions.runManually(workflow.id, 'Start', {
				timeoutMs: 90_000,
			});
			const [done] = execution!.items('How it ended');
			expect(done.json).toMatchObject({ state: 'done', rows: 61 });
			const { id = '', mimeType } = done.binary!.report;
			const query = new URLSearchParams({ id, mimeType, action: 'download' });
			const response = await fetch(`${n8n.url}/rest/binary-data?${query.toString()}`, {
				headers: n8n.session.headers(),
			});
			const page = await editor.page.context().newPage();
			await page.setContent(await response.text());
			expect(await page.locator('h1').innerText()).toContain('Dynamics 365, Contact');
			for (const colorScheme of ['light', 'dark'] as const) {
				await page.emulateMedia({ colorScheme });
				await page.screenshot({
					path: `docs/screenshots/bulk-csv-update-report-${colorScheme}.png`,
					fullPage: true,
				});
			}
			await page.close();
		});
	}, 180_000);

	it('S22 S33 S34 the panel holds what a file may mean and do', async () => {
		await editor.step('bulk-panel', async () => {
			const panel = await editor.openNode(NODE);
			expect(await panel.value('operation')).toBe('Validate');
			expect((await panel.choices('operation')).slice(0, 5)).toEqual([
				'Apply',
				'Download Template',
				'Roll Back',
				'Validate',
				'Verify',
			]);
			expect(await panel.choices('target')).toEqual(
				expect.arrayContaining(['Microsoft Dynamics 365', 'n8n Items']),
			);
			expect(await panel.choices('keyField')).toContain('Email (emailaddress1)');
			expect(await panel.choices('cellRules')).toEqual([
				'Custom Rules',
				'Neutral',
				'Salesforce Style',
				'SecuTix Extended',
				'SecuTix SAM',
			]);
			expect(await panel.choices('conflicts')).toHaveLength(4);
			expect(await panel.choices('consents')).toHaveLength(3);
			expect(await panel.cutOff()).toEqual([]);
			await editor.screenshot('bulk-csv-update');
			await panel.close();
		});
	}, 120_000);

	it('S10 S11 S16 a template: whose records, which fields', async () => {
		await editor.step('bulk-template', async () => {
			const panel = await editor.openNode(NODE);
			await panel.choose('operation', 'Download Template');
			expect(await panel.choices('targetGroup')).toEqual([
				'All Records',
				'Filter',
				'View',
				'List of Keys From a File',
				'List of Keys From Items',
			]);
			await panel.choose('targetGroup', 'View');
			const view = panel.resourceLocator('view');
			await view.openList();
			expect(await view.names()).toEqual(
				expect.arrayContaining([expect.stringContaining('Detractors')]),
			);
			await editor.page.keyboard.press('Escape');
			await panel.choose('dataKind', 'Consents and Authorizations');
			await panel.parameter('fields').locator('.el-select__tags').click();
			const option = editor.page.getByRole('option').locator('visible=true');
			await option.first().waitFor();
			expect(await option.allInnerTexts()).toEqual(
				expect.arrayContaining(['Do not allow Emails (donotemail)']),
			);
			await option.first().click();
			await editor.page.keyboard.press('Escape');
			await editor.screenshot('bulk-csv-update-template');
			await panel.close();
		});
	}, 120_000);
});
