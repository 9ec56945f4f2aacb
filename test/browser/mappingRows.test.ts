import type { INodeParameters } from 'n8n-workflow';
import { sharedN8n, waitFor, type N8n, type StoredWorkflow } from '../e2e/harness';
import type { QualtricsSandbox } from '../sandbox/qualtrics';
import { startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { credentialsOf, picked } from '../workflows';
import { Editor, type NodePanel } from './harness';

const NODE = 'Update Directory Contact';
/** What Qualtrics' own task takes. */
const MOST_CLICKS = { first: 26, further: 4 };

/** Counts what a mouse does: presses of a button, those that begin a drag included. */
const COUNT = `
	window.presses = 0;
	addEventListener('pointerdown', (event) => { if (event.isTrusted) window.presses++; }, true);
`;

const ROWS: Array<[field: [string, string], source: [string, string]]> = [
	[
		['ema', 'Email'],
		['e-mail', 'What is your e-mail address? · Typed text'],
	],
	[
		['phone', 'Phone'],
		['phone', 'What is your phone number? · Typed text'],
	],
	[
		['comm', 'Embedded Data · lastComment'],
		['tell us more', 'tell us more'],
	],
	[
		['plan', 'Embedded Data · plan'],
		['satisfied', 'How satisfied were you with your visit? · Selected choice'],
	],
	[
		['score', 'Embedded Data · score'],
		['recommend', 'How likely are you to recommend our store? · Score'],
	],
];

describe('a mapping is built with the mouse', () => {
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let editor: Editor;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		n8n = await sharedN8n();
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		sandbox.control.addContact({
			email: 'eve@example.com',
			embeddedData: { lastComment: 'Fine', plan: 'gold', score: '9' },
		});
		sandbox.control.addResponse(storeVisitId, {
			QID1: 3,
			QID2: 1,
			QID3_TEXT: 'ada@example.com',
			QID5_TEXT: '+33612345678',
			QID6_TEXT: 'Nobody at the till',
		});
		const { id, name } = await n8n.createCredential(
			'qualtricsApi',
			credentialsOf(sandbox).qualtricsApi,
			'Qualtrics (rows)',
		);
		const credentials = { qualtricsApi: { id, name } };
		workflow = await n8n.createWorkflow({
			name: 'Rows',
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
		editor = await Editor.open(n8n, { width: 1500, height: 1400 });
		await editor.page.addInitScript(COUNT);
		await editor.openWorkflow(workflow.id);
	}, 300_000);

	afterAll(async () => {
		await editor?.close();
		if (workflow) await n8n.deleteWorkflow(workflow.id);
		await sandbox?.close();
	});

	const presses = async (): Promise<number> => await editor.page.evaluate('window.presses');
	const stored = async (): Promise<INodeParameters> => {
		const { nodes } = await n8n.getWorkflow(workflow.id);
		return nodes.find(({ name }) => name === NODE)!.parameters;
	};
	const isStored = async (what: string, text: string) =>
		await waitFor(what, async () => JSON.stringify(await stored()).includes(text));

	let panel: NodePanel;

	it('Q25 Q35: the first row of {a} says that no survey is chosen; five fields cost few clicks', async () => {
		await editor.step('rows-built', async () => {
			const before = await presses();
			panel = await editor.openNode(NODE);
			const first = panel.resourceLocator('source');
			await first.openList();
			expect((await first.names())[0]).toContain('No survey is chosen');
			await first.closeList();
			const looked = await presses();
			await panel.resourceLocator('questionsSurvey').select('store', 'Store visit');
			const clicks: number[] = [];
			// Looking into the list above was no part of the work; opening the panel was.
			let since = looked - 2;
			expect(looked - before).toBeGreaterThanOrEqual(2);
			for (const [row, [field, source]] of ROWS.entries()) {
				await panel.resourceLocator('target', row).select(...field);
				await panel.resourceLocator('source', row).select(...source);
				const now = await presses();
				clicks.push(now - since);
				since = now;
			}
			console.info(`Clicks for each field, from the closed panel on: ${clicks.join(', ')}`);
			expect(clicks[0]).toBeLessThanOrEqual(MOST_CLICKS.first);
			for (const further of clicks.slice(1))
				expect(further).toBeLessThanOrEqual(MOST_CLICKS.further);
			await isStored('the rows', 'QID1/ChoiceNumericEntryValue');
			await panel.toTop('Contact Fields');
			await editor.screenshot('mapping-rows', '[data-test-id="node-parameters"]');
		});
	}, 180_000);

	it('K36 K37: a transformation shows its own settings, and the ready-made one is one click', async () => {
		await editor.step('rows-transformed', async () => {
			await panel.addInRow('Transformations', 1);
			await panel.add('Add Transformation');
			await panel.choose('name', 'Phone Number');
			await panel.choose('phoneFormat', 'National, Digits Only');
			await panel.fill('phoneCountry', 'FR');
			const text = await panel.text();
			expect(text).toContain('Number of Another Country');
			expect(text).not.toContain('Ellipsis');
			await isStored('the country', '"phoneCountry":"FR"');
			await editor.screenshot('mapping-rows-transformation', '[data-test-id="node-parameters"]');
			await panel.choose('name', 'Phone Number, International → National');
			await isStored('the ready-made step', 'phone:national');
		});
	}, 120_000);

	it('a row that holds a typed n8n expression runs as the others do', async () => {
		await editor.step('rows-expression', async () => {
			const source = panel.resourceLocator('source', 2);
			await source.switchMode('Text');
			// With the equals sign n8n makes an expression of the field, as it does of every other.
			await source.root.getByTestId('rlc-input').fill('={{ $json.answers.QID6.text }}');
			await isStored('the expression', '={{ $json.answers.QID6.text }}');
			await panel.execute(60_000);
			await waitFor('the outcome', async () => (await panel.outputText()).includes('created'));
			const [directory] = [...sandbox.state.directories.values()].filter(({ contacts }) =>
				[...contacts.values()].some(({ email }) => email === 'ada@example.com'),
			);
			const ada = [...directory.contacts.values()].find(({ email }) => email === 'ada@example.com');
			expect(ada).toMatchObject({
				phone: '0612345678',
				embeddedData: {
					lastComment: 'Nobody at the till',
					plan: 'Extremely dissatisfied',
					score: '3',
				},
			});
			await editor.screenshot('mapping-rows-run');
		});
	}, 120_000);

	it('a field dragged from the input panel fills a row', async () => {
		await editor.step('rows-dragged', async () => {
			const pill = panel.root
				.getByTestId('run-data-schema-item')
				.filter({ hasText: 'language' })
				.first();
			await pill.scrollIntoViewIfNeeded();
			const from = (await pill.locator('[data-name]').first().boundingBox())!;
			const source = panel.resourceLocator('source', 3).root;
			await source.scrollIntoViewIfNeeded();
			const to = (await source.boundingBox())!;
			const { mouse } = editor.page;
			await mouse.move(from.x + from.width / 2, from.y + from.height / 2);
			await mouse.down();
			await mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 20 });
			await mouse.up();
			await isStored('what was dragged', 'language }}');
			const { fields } = (await stored()) as { fields: { row: Array<{ source: unknown }> } };
			expect(fields.row[3].source).toMatchObject({
				__rl: true,
				value: '={{ $json.respondent.language }}',
			});
		});
	}, 60_000);
});
