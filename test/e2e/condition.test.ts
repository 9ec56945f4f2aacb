import type { INodeParameters } from 'n8n-workflow';
import type { QualtricsSandbox } from '../sandbox/qualtrics';
import { startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { credentialsOf, picked, template } from '../workflows';
import { type N8n, type StoredCredential, type StoredWorkflow, sharedN8n } from './harness';

const UNHAPPY = { QID1: 3, QID2: 1, QID3_TEXT: 'ada@example.com', QID6_TEXT: 'Nobody there' };
const SATISFACTION = '${q://QID2/ChoiceGroup/SelectedChoices}';

describe('Condition, in a real n8n', () => {
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let credential: StoredCredential;
	const workflows: StoredWorkflow[] = [];

	beforeAll(async () => {
		n8n = await sharedN8n();
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		credential = await n8n.createCredential('qualtricsApi', credentialsOf(sandbox).qualtricsApi);
		sandbox.control.addResponse(storeVisitId, UNHAPPY);
	}, 240_000);
	afterEach(async () => {
		for (const workflow of workflows.splice(0)) await n8n.deleteWorkflow(workflow.id);
	});
	afterAll(async () => await sandbox?.close());

	const attached = () => ({ qualtricsApi: { id: credential.id, name: credential.name } });
	async function create(workflow: Parameters<N8n['createWorkflow']>[0]): Promise<StoredWorkflow> {
		const stored = await n8n.createWorkflow(workflow);
		workflows.push(stored);
		return stored;
	}
	const trigger = () => ({
		name: 'Survey Trigger',
		type: 'n8n-nodes-survey-ops.surveyTrigger',
		parameters: { surveys: { values: [{ survey: picked(storeVisitId) }] } },
		credentials: attached(),
	});
	const condition = (rule: object, options: object = {}) => ({
		name: 'Condition',
		type: 'n8n-nodes-survey-ops.condition',
		parameters: {
			questionsSurvey: picked(storeVisitId),
			groups: { group: [{ combine: 'all', rules: { rule: [rule] } }] },
			options: { explain: true, ...options },
		} as unknown as INodeParameters,
		credentials: attached(),
	});
	const line = (...names: string[]) =>
		Object.fromEntries(
			names
				.slice(0, -1)
				.map((name, place) => [
					name,
					{ main: [[{ node: names[place + 1], type: 'main' as const, index: 0 }]] },
				]),
		);

	it('Q14 Q15: the template "Alert on an unhappy customer" runs as imported', async () => {
		const { name, nodes, connections } = template('detractor-alert');
		for (const node of nodes) {
			if (node.type.startsWith('n8n-nodes-survey-ops.')) node.credentials = attached();
		}
		const { id } = await create({ name, nodes, connections });
		const execution = await n8n.executions.runManually(id, 'Survey Trigger', { timeoutMs: 60_000 });
		expect(execution?.problem).toBeUndefined();
		expect(execution?.json('Alert')[0]).toMatchObject({
			subject: 'Unhappy customer: Store visit',
			text: 'Nobody there',
			email: 'ada@example.com',
			why: expect.stringMatching(
				/^Group 1 \(any\): Detractor: "How likely are you to recommend our store\?" is a detractor → true \(answer: 3\).*; decided by rule 1\.1\nGroup 2 \(any\): Left words: .*\nBetween groups \(all\): true; all are true$/s,
			),
		});
		const hints = execution?.task('Unhappy?')?.hints?.map(({ message }) => message) ?? [];
		expect(hints).toEqual([expect.stringContaining('First item:')]);
	}, 90_000);

	it('Q14 Q25: the response is found behind an HTTP Request and an Edit Fields node', async () => {
		const { id } = await create({
			nodes: [
				trigger(),
				{
					name: 'Look up',
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					parameters: {
						url: `${sandbox.url}/API/v3/whoami`,
						sendHeaders: true,
						headerParameters: { parameters: [{ name: 'X-API-TOKEN', value: sandbox.token }] },
						options: {},
					},
				},
				{
					name: 'Edit Fields',
					type: 'n8n-nodes-base.set',
					typeVersion: 3.4,
					parameters: {
						assignments: {
							assignments: [{ id: '1', name: 'crmId', value: '7', type: 'string' }],
						},
						options: {},
					},
				},
				condition({
					subject: picked(SATISFACTION),
					operator: picked('selected'),
					value: picked('Extremely dissatisfied'),
				}),
			],
			connections: line('Survey Trigger', 'Look up', 'Edit Fields', 'Condition'),
		});
		const execution = await n8n.executions.runManually(id, 'Survey Trigger', { timeoutMs: 60_000 });
		expect(execution?.problem).toBeUndefined();
		const [passed] = execution!.items('Condition', 0);
		expect(passed.json).toMatchObject({
			crmId: '7',
			_condition: { output: 'True', explanation: expect.stringContaining('→ true') },
		});
		expect(passed.pairedItem).toEqual({ item: 0 });
	}, 90_000);

	it('Q14: dragged fields, the error output, and the whole item behind it', async () => {
		const { id } = await create({
			nodes: [
				trigger(),
				{
					...condition(
						{
							subject: picked('={{ $json.answers.QID6.label }}', 'text'),
							operator: picked('greater'),
							value: picked('5', 'text'),
							name: 'Long stay',
						},
						{ notEvaluable: 'error' },
					),
					onError: 'continueErrorOutput',
				},
				{ name: 'Failed', type: 'n8n-nodes-base.noOp' },
			],
			connections: {
				...line('Survey Trigger', 'Condition'),
				Condition: { main: [[], [], [{ node: 'Failed', type: 'main', index: 0 }]] },
			},
		});
		const execution = await n8n.executions.runManually(id, 'Survey Trigger', { timeoutMs: 60_000 });
		expect(execution?.problem).toBeUndefined();
		const [failed] = execution!.items('Failed');
		expect(failed.json).toMatchObject({
			error: expect.stringContaining(
				'Rule 1.1 (Long stay): "Would you like to tell us more? Every comment is read." does not hold a number.',
			),
			answers: { QID2: { label: 'Extremely dissatisfied' } },
		});
	}, 90_000);

	it('Q14 Q25: operators and choices are listed for the question that the rule speaks of', async () => {
		const groups = { group: [{ rules: { rule: [{ subject: picked(SATISFACTION) }] } }] };
		const ask = async (method: string, field: string) =>
			await n8n.nodeParameters.searchAll({
				nodeType: 'n8n-nodes-survey-ops.condition',
				method,
				path: `parameters.groups.group[0].rules.rule[0].${field}`,
				parameters: { questionsSurvey: picked(storeVisitId), groups } as never,
				credentials: attached(),
			});
		const operators = await ask('searchOperators', 'operator');
		expect(operators.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['Is Selected', 'Was Skipped', 'Was Not Shown']),
		);
		expect((await ask('searchChoices', 'value')).map(({ name }) => name)).toEqual([
			'Extremely dissatisfied',
			'Somewhat dissatisfied',
			'Neither satisfied nor dissatisfied',
			'Somewhat satisfied',
			'Extremely satisfied',
		]);
	}, 60_000);
});
