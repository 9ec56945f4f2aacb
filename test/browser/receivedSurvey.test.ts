import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { sharedN8n, waitFor, type N8n, type StoredWorkflow } from '../e2e/harness';
import type { QualtricsSandbox } from '../sandbox/qualtrics';
import { serviceCallId, startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { answer, sheetResponse } from '../unit/salesmanago/responses';
import { credentialsOf, picked } from '../workflows';
import { Editor } from './harness';

const TRIGGER = 'Survey Trigger';
const MARK = ' · in the received response';

/** As the trigger would have put it out, of a survey that nobody has read in this n8n. */
const PINNED = sheetResponse([answer('QID7', 'Was the engineer on time?', { text: 'No' })], {
	provider: 'qualtrics',
	survey: { id: serviceCallId },
});

describe('a node behind a trigger offers the survey that came in', () => {
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let editor: Editor;
	const workflows: StoredWorkflow[] = [];

	beforeAll(async () => {
		n8n = await sharedN8n();
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		sandbox.control.addResponse(storeVisitId, { QID1: 3, QID6_TEXT: 'Nobody at the till' });
		editor = await Editor.open(n8n, { width: 1500, height: 1000 });
	}, 300_000);

	afterAll(async () => {
		await editor?.close();
		for (const { id } of workflows) await n8n.deleteWorkflow(id);
		await sandbox?.close();
	});

	/** A trigger with a condition and a Survey node behind it, in a workflow and with a credential of their own. */
	async function open(name: string, pinned?: object): Promise<StoredWorkflow> {
		const { qualtricsApi } = credentialsOf(sandbox);
		const credential = await n8n.createCredential('qualtricsApi', qualtricsApi, name);
		const credentials = { qualtricsApi: { id: credential.id, name } };
		const after = (...names: string[]) => [
			names.map((node) => ({ node, type: 'main' as const, index: 0 })),
		];
		const workflow = await n8n.createWorkflow({
			name,
			nodes: [
				{
					name: TRIGGER,
					type: 'n8n-nodes-survey-ops.surveyTrigger',
					parameters: { surveys: { values: [{ survey: picked(storeVisitId) }] } },
					credentials,
				},
				{ name: 'Condition', type: 'n8n-nodes-survey-ops.condition', credentials },
				{
					name: 'Survey',
					type: 'n8n-nodes-survey-ops.survey',
					parameters: { resource: 'survey', operation: 'describe' },
					credentials,
				},
			],
			connections: { [TRIGGER]: { main: after('Condition', 'Survey') } },
			...(pinned && { pinData: { [TRIGGER]: [{ json: pinned as IDataObject }] } }),
		});
		workflows.push(workflow);
		await editor.openWorkflow(workflow.id);
		return workflow;
	}

	const parametersOf = async ({ id }: StoredWorkflow, node: string): Promise<INodeParameters> => {
		const { nodes } = await n8n.getWorkflow(id);
		return nodes.find(({ name }) => name === node)!.parameters;
	};

	it('Q25 of a trigger that was executed; before that the list is as ever', async () => {
		await editor.step('received-survey-executed', async () => {
			const workflow = await open('Executed trigger');
			let panel = await editor.openNode('Condition');
			let survey = panel.resourceLocator('questionsSurvey');
			await survey.openList();
			const fresh = await survey.names();
			expect(fresh).toEqual(expect.arrayContaining(['Store visit', 'Service call']));
			expect(fresh.join()).not.toContain(MARK);
			await panel.close();

			panel = await editor.openNode(TRIGGER);
			await panel.execute(60_000);
			await panel.close();

			panel = await editor.openNode('Condition');
			survey = panel.resourceLocator('questionsSurvey');
			await survey.openList();
			const names = await survey.names();
			expect(names[0]).toBe(`Store visit${MARK}`);
			expect(names.filter((name) => name.startsWith('Store visit'))).toHaveLength(1);
			await editor.screenshot('received-survey-first');
			await survey.pick(MARK);
			await waitFor('the survey to be stored', async () =>
				JSON.stringify(await parametersOf(workflow, 'Condition')).includes(storeVisitId),
			);
			// Nothing of what came in is kept in the workflow: of a default n8n keeps nothing at all.
			expect(await parametersOf(workflow, 'Condition')).not.toHaveProperty('receivedSurvey');
			const subject = panel.resourceLocator('subject');
			await subject.openList();
			expect((await subject.searchFor('recommend our store')).join()).toContain('Score (Q1)');
			await panel.close();
		});
	}, 180_000);

	it('Q25 of a trigger whose output is pinned, also in the Survey node, and found by a search', async () => {
		await editor.step('received-survey-pinned', async () => {
			const workflow = await open('Pinned trigger', PINNED);
			let panel = await editor.openNode('Condition');
			let survey = panel.resourceLocator('questionsSurvey');
			await survey.openList();
			expect((await survey.names())[0]).toBe(`Service call${MARK}`);
			expect((await survey.searchFor('store')).join()).not.toContain(MARK);
			expect(await survey.searchFor('service')).toEqual([`Service call${MARK}`]);
			await panel.close();

			panel = await editor.openNode('Survey');
			survey = panel.resourceLocator('survey');
			await survey.openList();
			expect((await survey.names())[0]).toBe(`Service call${MARK}`);
			await survey.pick(MARK);
			await waitFor('the survey to be stored', async () =>
				JSON.stringify(await parametersOf(workflow, 'Survey')).includes(serviceCallId),
			);
			await panel.close();
			// On the canvas the survey has its own name.
			const node = editor.page.locator('[data-test-id="canvas-node"][data-node-name="Survey"]');
			await waitFor('the subtitle', async () => (await node.innerText()).includes('Service call'));
			expect(await node.innerText()).not.toContain(MARK);
		});
	}, 180_000);

	it('Q25 Received Response shows the questions of a pinned response', async () => {
		await editor.step('received-response-pinned', async () => {
			const workflow = await open('Pinned response', PINNED);
			const panel = await editor.openNode('Condition');
			await panel.choose('showQuestionsOf', 'Received Response');
			await waitFor('the choice to be stored', async () =>
				JSON.stringify(await parametersOf(workflow, 'Condition')).includes('"received"'),
			);
			const subject = panel.resourceLocator('subject');
			await subject.openList();
			expect((await subject.names())[0]).toContain('Was the engineer on time?');
			expect(await parametersOf(workflow, 'Condition')).not.toHaveProperty('questionsReceived');
			await panel.close();
		});
	}, 120_000);
});
