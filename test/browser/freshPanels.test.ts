import { sharedN8n, type N8n, type StoredWorkflow } from '../e2e/harness';
import { Editor, NodePanel } from './harness';
import { byTestId } from './harness/Editor';

/** What a person types to find the node, what they pick in its list of actions, and what they set next. */
interface Fresh {
	find: string;
	node: string;
	action: string;
	/** Parameter and the names of its options, each looked at. */
	through?: [parameter: string, options: string[]];
}

/** n8n shows a node without actions, and the trigger that it puts together with the node of that name, in ways of their own. */
const ADD = 'Add to workflow';
const FIRST_TRIGGER = 'its first trigger';

const CRMS = ['Microsoft Dynamics 365', 'SALESmanago', 'HubSpot', 'Ghost Members'];
const SOURCES = [
	'Qualtrics',
	'Startquestion / Netquest / Webankieta',
	'SurveyMonkey',
	'Typeform',
	'Custom Webhook',
];
const TARGETS = ['Microsoft Dynamics 365', 'HubSpot', 'Qualtrics XM Directory', 'SecuTix'];

const PANELS: Fresh[] = [
	{
		find: 'typeform',
		node: 'Survey',
		action: FIRST_TRIGGER,
		through: ['source', SOURCES],
	},
	...['Get a response', 'Get many responses', 'Make a response from a form'].map((action) => ({
		find: 'surveymonkey',
		node: 'Survey',
		action,
	})),
	...['Describe a survey', 'Compute key figures', 'Start a qualtrics workflow'].map((action) => ({
		find: 'voc',
		node: 'Survey',
		action,
	})),
	{ find: 'piped text', node: 'Condition', action: ADD },
	...['Create contact', 'Update contact', 'Create or update contact by chosen fields'].map(
		(action) => ({ find: 'xm directory', node: 'Update Directory Contact', action }),
	),
	{
		find: 'dataverse',
		node: 'CRM Upsert',
		action: 'Create or update record',
		through: ['provider', CRMS],
	},
	{ find: 'dataverse', node: 'CRM Upsert', action: 'Update record' },
	...['Validate file', 'Download template'].map((action) => ({
		find: 'excel',
		node: 'Bulk CSV Update',
		action,
		through: ['target', TARGETS] as [string, string[]],
	})),
	...['Apply file', 'List codes of fields'].map((action) => ({
		find: 'excel',
		node: 'Bulk CSV Update',
		action,
	})),
];

describe('a panel that nobody has touched', () => {
	let n8n: N8n;
	let editor: Editor;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		n8n = await sharedN8n();
		workflow = await n8n.createWorkflow({
			name: 'Fresh panels',
			nodes: [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }],
			connections: {},
		});
		editor = await Editor.open(n8n, { width: 1440, height: 1600 });
	}, 300_000);

	afterAll(async () => {
		await editor?.close();
		if (workflow) await n8n.deleteWorkflow(workflow.id);
	});

	/** Adds the node as a person does: by a word, then by the action. */
	async function add({ find, node, action }: Fresh): Promise<NodePanel> {
		const { page } = editor;
		await editor.openWorkflow(workflow.id);
		await page.getByTestId('node-creator-plus-button').first().click();
		await page.getByTestId('node-creator-search-bar').fill(find);
		const items = page.getByTestId('node-creator-item-name').locator('visible=true');
		const named = (text: string) =>
			items.filter({ hasText: new RegExp(`^\\s*${text}\\s*$`) }).first();
		await named(node).click();
		if (action === FIRST_TRIGGER) {
			await page.getByText(/^Triggers \(/).click();
			await items.last().click();
		} else if (action === ADD) await page.getByText(ADD, { exact: true }).click();
		else await named(action).click();
		await page.locator(byTestId('ndv')).waitFor();
		return new NodePanel(page);
	}

	/** Texts of the red marks that are shown. */
	async function faults(panel: NodePanel): Promise<string[]> {
		const marks = panel.root
			.getByTestId('node-parameters')
			.locator(
				'[data-test-id="parameter-issues"], .has-issues, [class*="hasIssues"], .cm-lintRange-error',
			);
		const shown = await marks.locator('visible=true').all();
		return await Promise.all(
			shown.map(
				async (mark) =>
					await mark.evaluate((element) =>
						String(element.closest('.parameter-item')?.textContent ?? element.className).slice(
							0,
							80,
						),
					),
			),
		);
	}

	it.each(PANELS)(
		'MB02 $node, $action, found by "$find", shows no error, and all its words',
		async (fresh) => {
			await editor.step(`fresh ${fresh.node} ${fresh.action}`, async () => {
				const panel = await add(fresh);
				expect(await faults(panel)).toEqual([]);
				expect(await panel.cutOff()).toEqual([]);
				const [parameter, options] = fresh.through ?? ['', []];
				for (const option of options) {
					await panel.choose(parameter, option);
					await panel.parameter(parameter).waitFor();
					expect([option, ...(await faults(panel))]).toEqual([option]);
					expect([option, ...(await panel.cutOff())]).toEqual([option]);
				}
				const text = await panel.text();
				expect(text).not.toMatch(/undefined|\[object Object\]/);
			});
		},
		120_000,
	);
});
