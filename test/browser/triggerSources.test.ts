import type { INodeParameters } from 'n8n-workflow';
import { sharedN8n, waitFor, type N8n, type StoredWorkflow } from '../e2e/harness';
import { Editor, type NodePanel } from './harness';

const TRIGGER = 'Survey Trigger';

const SAMPLE = {
	form: { id: 'f-7', name: 'Till' },
	entry: 'e-1',
	person: { mail: 'ada@example.com' },
	scores: { nps: 6 },
	replies: [
		{ q: 'q1', tag: 'motif', ask: 'What went wrong?', said: 'Nobody at the till' },
		{ q: 'q2', tag: 'again', ask: 'Will you come again?', said: 'Yes' },
	],
	hidden: { store: 'Lyon' },
};

describe('a webhook source is set up in the editor', () => {
	let n8n: N8n;
	let editor: Editor;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		n8n = await sharedN8n();
		await n8n.createCredential(
			'surveyWebhookApi',
			{ method: 'tool', secret: 'a secret of at least sixteen' },
			'Shop survey',
		);
		workflow = await n8n.createWorkflow({
			name: 'Any tool that calls a webhook',
			nodes: [
				{ name: TRIGGER, type: 'n8n-nodes-survey-ops.surveyTrigger', webhookId: 'shop-survey' },
				{ name: 'Condition', type: 'n8n-nodes-survey-ops.condition' },
			],
			connections: { [TRIGGER]: { main: [[{ node: 'Condition', type: 'main', index: 0 }]] } },
		});
		editor = await Editor.open(n8n, { width: 1500, height: 1500 });
		await editor.openWorkflow(workflow.id);
	}, 300_000);

	afterAll(async () => {
		await editor?.close();
		if (workflow) await n8n.deleteWorkflow(workflow.id);
	});

	const stored = async (node = TRIGGER): Promise<INodeParameters> => {
		const { nodes } = await n8n.getWorkflow(workflow.id);
		return nodes.find(({ name }) => name === node)!.parameters;
	};
	const saved = async (what: string, wanted: string, node = TRIGGER): Promise<void> => {
		await waitFor(what, async () => JSON.stringify(await stored(node)).includes(wanted));
	};
	async function paste(panel: NodePanel, name: string, json: unknown): Promise<void> {
		const field = panel.parameter(name).locator('textarea');
		await field.fill(JSON.stringify(json, null, 2));
		await field.blur();
	}
	const pickPath = async (
		panel: NodePanel,
		name: string,
		row: number,
		search: string,
		path: string,
	): Promise<void> => {
		const locator = panel.resourceLocator(name, row);
		await locator.openList();
		await locator.searchFor(search);
		await locator.pick(path);
		await waitFor(`${path} to be shown`, async () => (await locator.value()).startsWith(path));
	};

	it('every tool is a source; each asks for what it needs, and Source stays where it is', async () => {
		await editor.step('sources', async () => {
			const panel = await editor.openNode(TRIGGER);
			expect(await panel.value('source')).toBe('Qualtrics');
			expect(await panel.choices('source')).toEqual([
				'Alchemer',
				'Custom Webhook',
				'Formbricks',
				'Qualtrics',
				'Skeepers',
				'Startquestion / Netquest / Webankieta',
				'SurveyJS',
				'SurveyMonkey',
				'SurveyMonkey (Posted by a Tool)',
				'Tally',
				'Typeform',
			]);
			expect(await panel.text()).not.toContain('Sample Payload');
			await panel.choose('source', 'Startquestion / Netquest / Webankieta');
			expect(await panel.text()).toContain('RESThook');
			expect(await panel.text()).toContain('Startquestion API');
			expect(await panel.text()).not.toContain('Survey Webhook');
			await panel.choose('source', 'Typeform');
			const text = await panel.text();
			expect(text).toContain('Typeform: Connect → Webhooks → Edit → Secret');
			expect(text).toContain('Survey Webhook API');
			expect(text).not.toMatch(/Delivery|Qualtrics API|Response Fields/);
			await panel.choose('source', 'Custom Webhook');
			expect(await panel.value('source')).toBe('Custom Webhook');
			await panel.close();
		});
	}, 120_000);

	it('K30 K38: a mapping by JSONPath is picked from a pasted sample, and a test shows at once what comes of it', async () => {
		await editor.step('mapping', async () => {
			const panel = await editor.openNode(TRIGGER);
			await panel.chooseCredential('Shop survey');
			await paste(panel, 'samplePayload', SAMPLE);
			await saved('the sample', 'Nobody at the till');

			await panel.add('Add Response Field');
			await panel.choose('field', 'Email');
			await pickPath(panel, 'path', 0, 'mail', '$.person.mail');
			await panel.add('Add Response Field');
			await pickPath(panel, 'path', 1, 'entry', '$.entry');

			await panel.add('Add Answer');
			const nps = panel.resourceLocator('path', 2);
			await nps.openList();
			expect(await nps.names()).toContain('$.scores.nps · 6');
			expect((await nps.searchFor('nps')).join()).toContain('$.scores.nps');
			await nps.pick('$.scores.nps');
			await panel.choose('type', 'NPS (0–10)');

			await panel.add('Add List of Answers');
			await pickPath(panel, 'each', 0, 'replies', '$.replies[*]');
			await pickPath(panel, 'id', 0, 'q1', '$.q');
			await pickPath(panel, 'label', 0, 'motif', '$.tag');
			await pickPath(panel, 'title', 0, 'wrong', '$.ask');
			await pickPath(panel, 'value', 0, 'till', '$.said');
			await saved('the mapping', '"value":"$.said"');

			await panel.execute();
			const output = panel.root.getByTestId('output-panel');
			await output.getByText('JSON', { exact: true }).click();
			await waitFor('the answers', async () => (await panel.outputText()).includes('detractor'));
			await editor.screenshot('survey-trigger-custom-webhook');
			await panel.parameter('source').scrollIntoViewIfNeeded();
			await editor.screenshot('survey-trigger-sample-payload');
			await panel.close();
		});
		const { data } = await n8n.executions.waitFor(workflow.id);
		const [item] = data.resultData.runData[TRIGGER][0].data!.main[0]!;
		expect(item.json).toMatchObject({
			event: 'test',
			response: { id: 'e-1' },
			respondent: { email: 'ada@example.com' },
			answers: {
				nps: { value: 6, npsGroup: 'detractor' },
				motif: { questionId: 'q1', title: 'What went wrong?', value: 'Nobody at the till' },
				again: { questionId: 'q2', value: 'Yes' },
			},
		});
	}, 180_000);

	it('K38: what came out feeds the {a} list of the next node at once', async () => {
		await editor.step('picker', async () => {
			const execution = await n8n.executions.waitFor(workflow.id);
			const panel = await editor.openNode('Condition');
			await panel.choose('showQuestionsOf', 'Sample Response');
			await paste(panel, 'questionsSample', execution.json(TRIGGER));
			await saved('the sample response', 'What went wrong?', 'Condition');
			const subject = panel.resourceLocator('subject');
			await subject.openList();
			const found = await subject.searchFor('wrong');
			expect(found.join('\n')).toContain('What went wrong?');
			await editor.screenshot('piped-text-from-sample');
			await subject.pick('What went wrong?');
			await saved('the token', '${q://', 'Condition');
			expect(JSON.stringify((await stored('Condition')).groups)).toMatch(/\$\{q:\/\/(motif|q1)\//);
			await panel.close();
		});
	}, 120_000);

	it('K38: without pasting anything, the list has the questions of the response that was received', async () => {
		await editor.step('received', async () => {
			const panel = await editor.openNode('Condition');
			await panel.choose('showQuestionsOf', 'Received Response');
			await saved('the choice', '"received"', 'Condition');
			const subject = panel.resourceLocator('subject');
			await subject.openList();
			const found = await subject.searchFor('come again');
			expect(found.join('\n')).toContain('Will you come again?');
			// Nothing of what was received is kept in the workflow: of a default n8n keeps nothing at all.
			expect(await stored('Condition')).not.toHaveProperty('questionsReceived');
			await panel.close();
		});
	}, 120_000);
});
