import type { IDataObject } from 'n8n-workflow';
import type { KpiResult } from '../../nodes/shared/survey/kpi';
import {
	serviceCallId,
	startQualtricsSandbox,
	storeVisitId,
	type QualtricsSandbox,
} from '../sandbox/qualtrics';
import { netquestSurveyId, startStartquestionSandbox } from '../sandbox/startquestion';
import { credentialsOf, picked, template } from '../workflows';
import {
	sharedN8n,
	waitFor,
	type N8n,
	type StoredCredential,
	type StoredWorkflow,
	type WorkflowInput,
} from './harness';
import { MailSink } from './surveySetup/MailSink';
import {
	credentialOf,
	kpiBoard,
	line,
	manual,
	surveyNode,
	tableName,
	type BoardChoices,
} from './surveySetup/workflow';
import { OFTEN, triggerNode, TRIGGER } from './triggerSetup/workflow';

const HOUR = 3_600_000;
const LONG = 240_000;

describe('Survey in a real n8n', () => {
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let qualtrics: StoredCredential;
	let mails: MailSink;
	let smtp: StoredCredential;
	const workflows: StoredWorkflow[] = [];

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, LONG);
	beforeEach(async () => {
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		mails = await MailSink.open();
		qualtrics = await n8n.createCredential('qualtricsApi', credentialsOf(sandbox).qualtricsApi);
		smtp = await n8n.createCredential('smtp', mails.credential);
	});
	afterEach(async () => {
		for (const workflow of workflows.splice(0)) await n8n.deleteWorkflow(workflow.id);
		await mails.close();
		await sandbox.close();
	});

	async function create(input: WorkflowInput): Promise<StoredWorkflow> {
		const workflow = await n8n.createWorkflow(input);
		workflows.push(workflow);
		return workflow;
	}
	async function runOnce(input: WorkflowInput, trigger = 'Start') {
		const workflow = await create(input);
		const execution = await n8n.executions.runManually(workflow.id, trigger, { timeoutMs: 60_000 });
		if (execution?.problem) throw new Error(execution.problem);
		return execution!;
	}
	/** Waits until the workflow has put out `wanted` and gives what came out of a node in its executions, oldest first. */
	async function outputs(
		workflow: StoredWorkflow,
		node: string,
		wanted: (items: IDataObject[]) => boolean,
	): Promise<IDataObject[]> {
		const read = new Map<string, IDataObject[]>();
		return await waitFor(
			`the output of ${node}`,
			async () => {
				for (const { id, status } of await n8n.executions.list(workflow.id)) {
					if (read.has(id) || status === 'running' || status === 'new') continue;
					const execution = await n8n.executions.get(id);
					if (execution.problem) throw new Error(execution.problem);
					read.set(id, execution.json(node));
				}
				const items = [...read].sort(([a], [b]) => Number(a) - Number(b)).flatMap(([, own]) => own);
				return wanted(items) ? items : undefined;
			},
			{ timeoutMs: 120_000 },
		);
	}
	const idsOf = (items: IDataObject[]) => items.map(({ response }) => (response as IDataObject).id);

	describe('replay', () => {
		it(
			'C20 what follows the trigger gets the very same items from Get Many',
			async () => {
				sandbox.control.addResponses(25, { surveyId: storeVisitId, stepMs: HOUR, fill: 'all' });
				const delivering = await create(
					line(triggerNode({ ...OFTEN, delivery: 'scheduled', startFrom: 'all' }, qualtrics), {
						name: 'Next',
						type: 'n8n-nodes-base.noOp',
						parameters: {},
					}),
				);
				await n8n.activate(delivering.id);
				const delivered = await outputs(delivering, 'Next', (items) => items.length >= 25);
				const replay = await runOnce(
					line(
						manual,
						surveyNode(
							'Survey',
							{ surveys: { values: [{ survey: picked(storeVisitId) }] } },
							qualtrics,
						),
						{ name: 'Next', type: 'n8n-nodes-base.noOp', parameters: {} },
					),
				);
				expect(replay.json('Next')).toEqual(delivered);
			},
			LONG,
		);

		it(
			'the template: all responses of failed executions go through once more, whatever they failed at',
			async () => {
				const failing = await create(
					line(triggerNode({ delivery: 'instant' }, qualtrics), {
						name: 'Outage',
						type: 'n8n-nodes-base.stopAndError',
						parameters: { errorMessage: 'The CRM is down' },
					}),
				);
				await n8n.activate(failing.id);
				const failures = async (count: number) =>
					await waitFor(`${count} failed executions`, async () => {
						const list = await n8n.executions.list(failing.id);
						return list.length === count && list.every(({ status }) => status === 'error');
					});
				const first = await sandbox.control.submitResponse(storeVisitId, { QID1: 1 });
				await failures(1);
				const second = await sandbox.control.submitResponse(storeVisitId, { QID1: 2 });
				await failures(2);
				// One that fails before anything was fetched: the execution holds only what was announced.
				sandbox.control.revokeToken();
				const third = await sandbox.control.submitResponse(storeVisitId, { QID1: 3 });
				await failures(3);
				sandbox.control.restoreToken();

				const { rawApiKey } = await n8n.session.post<{ rawApiKey: string }>('/api-keys', {
					label: `Replay ${failing.id}`,
					scopes: ['execution:list', 'execution:read'],
					expiresAt: null,
				});
				const api = await n8n.createCredential('n8nApi', {
					apiKey: rawApiKey,
					baseUrl: `${n8n.url}/api/v1`,
				});
				const { name, nodes, connections } = template('replay-failed-executions');
				for (const node of nodes) {
					if (node.type === 'n8n-nodes-base.n8n') {
						node.credentials = { n8nApi: credentialOf(api) };
						(node.parameters!.filters as IDataObject).workflowId = picked(failing.id);
					}
					if (node.name === 'Their Responses') {
						node.credentials = { qualtricsApi: credentialOf(qualtrics) };
					}
				}
				const replay = await runOnce({ name, nodes, connections }, 'Start the Replay');
				const replayed = replay.json('Your Next Step');
				expect(idsOf(replayed)).toEqual([first, second, third]);
				const failed = await n8n.executions.list(failing.id);
				const [oldest] = failed.map(({ id }) => id).sort((a, b) => Number(a) - Number(b));
				expect(replayed[0]).toEqual((await n8n.executions.get(oldest)).json(TRIGGER)[0]);
			},
			LONG,
		);
	});

	describe('the template Journey KPI board', () => {
		const board = async (choices: Partial<BoardChoices> & Pick<BoardChoices, 'table'>) =>
			await create(kpiBoard({ qualtrics, smtp, ...choices }));
		const setUp = async (workflow: StoredWorkflow) => {
			const execution = await n8n.executions.runManually(workflow.id, 'Set Up Once');
			expect(execution?.problem).toBeUndefined();
		};
		const last = (items: IDataObject[], kpi = 'NPS', stage?: string): KpiResult | undefined =>
			(items.at(-1)?.results as unknown as KpiResult[] | undefined)?.find(
				(one) => one.kpi === kpi && one.group.stage === stage,
			);
		const boardWith = async (workflow: StoredWorkflow, n: number) =>
			await outputs(workflow, 'KPI Board', (items) => last(items)?.n === n);

		it(
			'C17 C18 C20 C24 case 1, live before: every earlier response counts, and the board goes out by mail',
			async () => {
				for (const [index, QID1] of [9, 9, 9, 10, 10, 7, 8, 8, 6, 0].entries()) {
					sandbox.control.addResponse(
						storeVisitId,
						{ QID1, QID2: 5 },
						{ recordedAt: Date.now() - (20 - index) * HOUR },
					);
				}
				const workflow = await board({ table: tableName() });
				await setUp(workflow);
				await n8n.activate(workflow.id);
				const items = await boardWith(workflow, 10);
				expect(last(items)).toMatchObject({ value: 30, n: 10, responses: 10 });
				expect(last(items, 'Satisfied')).toMatchObject({ value: 100, n: 10 });
				expect(last(items, 'NPS', 'Store visit')).toMatchObject({ value: 30, n: 10 });
				const [mail] = await mails.received(1);
				expect(mail).toMatch(/^Subject: Customer journey$/m);
				expect(mail).toMatch(/filename="?Customer-journey-journey-map\.html/);
				expect(mail).toContain('Content-Type: image/svg+xml');
				// The next response moves it, at once.
				await sandbox.control.submitResponse(storeVisitId, { QID1: 0, QID2: 1 });
				expect(last(await boardWith(workflow, 11))?.value).toBeCloseTo((100 * (5 - 3)) / 11, 9);
			},
			LONG,
		);

		it(
			'C21 C22 C24 C29 case 2, integrated before: no value and no zero, then each response as it comes',
			async () => {
				const workflow = await board({ table: tableName() });
				await setUp(workflow);
				const before = await runOnce(
					line(manual, { ...allRows(workflow), name: 'All Rows' }, boardOf(workflow)),
				);
				expect(before.json('KPI Board')[0].results).toMatchObject([
					{ kpi: 'NPS', value: null, n: 0, interval: null },
					{ value: null, n: 0 },
					{ value: null, n: 0 },
					{ value: null, n: 0 },
				]);
				await n8n.activate(workflow.id);
				for (const [index, [QID1, value]] of [
					[10, 100],
					[0, 0],
					[9, 100 / 3],
				].entries()) {
					await sandbox.control.submitResponse(storeVisitId, { QID1 });
					expect(last(await boardWith(workflow, index + 1))?.value).toBeCloseTo(value, 9);
				}
			},
			LONG,
		);

		it(
			'C25 C26 C27 C28 C29 case 3, saved for later: nothing before the switch, the consolidated KPI is unaffected',
			async () => {
				const table = tableName();
				const surveys = {
					values: [storeVisitId, serviceCallId].map((id) => ({ survey: picked(id) })),
				};
				const source = (value: string, survey: string) => ({
					value: picked(value, 'key'),
					survey: picked(survey, 'id'),
					stage: survey === storeVisitId ? 'Purchase' : 'Support',
				});
				const kpi = {
					surveys,
					kpis: {
						kpi: [
							{
								metric: 'nps',
								name: 'NPS',
								answers: { source: [source('QID1', storeVisitId), source('QID2', serviceCallId)] },
								settings: {},
							},
						],
					},
					kpiOptions: { title: 'Customer journey', weighting: 'surveys' },
				};
				const live = await board({ table, kpi });
				const later = await board({
					table,
					kpi,
					surveyId: serviceCallId,
					trigger: { fetchResponses: false, startFrom: 'new' },
				});
				await setUp(live);
				await n8n.activate(live.id);
				await n8n.activate(later.id);
				sandbox.control.addResponse(serviceCallId, { QID2: 0 }, { recordedAt: Date.now() - HOUR });
				await sandbox.control.submitResponse(serviceCallId, { QID2: 0 }, { status: 1 });
				await sandbox.control.submitResponse(storeVisitId, { QID1: 10 });
				const before = await boardWith(live, 1);
				expect(last(before)).toMatchObject({ value: 100, n: 1, surveys: 1, weighting: 'surveys' });
				expect(last(before, 'NPS', 'Support')).toMatchObject({ value: null, n: 0 });
				expect(await n8n.executions.list(later.id)).toEqual([]);

				const nodes = (await n8n.getWorkflow(later.id)).nodes.map((node) =>
					node.name === TRIGGER
						? { ...node, parameters: { ...node.parameters, fetchResponses: true } }
						: node,
				);
				await n8n.updateWorkflow(later.id, { nodes });
				await n8n.activate(later.id);
				await sandbox.control.submitResponse(serviceCallId, { QID2: 6 });
				const after = await boardWith(later, 2);
				expect(last(after)).toMatchObject({ value: 0, n: 2, surveys: 2 });
				expect(last(after, 'NPS', 'Support')).toMatchObject({ value: -100, n: 1 });
			},
			LONG,
		);

		it(
			'C24 kept up to date under concurrency, repeats and edits included, it equals the KPI from scratch',
			async () => {
				const workflow = await board({ table: tableName() });
				await setUp(workflow);
				await n8n.activate(workflow.id);
				const ids: string[] = [];
				for (let round = 0; round < 4; round += 1) {
					await Promise.all(
						Array.from({ length: 8 }, async (_, index) => {
							const n = round * 8 + index;
							const id = sandbox.control.addResponse(storeVisitId, {
								QID1: n % 11,
								QID2: 1 + (n % 5),
							});
							ids.push(id);
							if (n % 4 !== 3) await sandbox.control.announce(id, { times: 1 + (n % 3) });
						}),
					);
				}
				await boardWith(workflow, 32);
				for (const id of ids.slice(0, 10)) sandbox.control.editResponse(id, { QID1: 0 });
				const results = await fromScratch();
				expect(results[0]).toMatchObject({ n: 32 });
				const pick = ({ kpi, group, value, n, interval, parts }: KpiResult) => ({
					kpi,
					group,
					value,
					n,
					interval,
					parts,
				});
				const latest = await outputs(
					workflow,
					'KPI Board',
					(items) => last(items)?.value === results.find(({ group }) => !group.stage)?.value,
				);
				expect((latest.at(-1)?.results as unknown as KpiResult[]).map(pick)).toEqual(
					results.map(pick),
				);

				async function fromScratch(): Promise<KpiResult[]> {
					const scratch = await runOnce(
						line(manual, boardOf(workflow, { kpiSource: 'survey', output: 'values' })),
					);
					return scratch.json('KPI Board') as unknown as KpiResult[];
				}
			},
			LONG,
		);

		const nodeOf = (workflow: StoredWorkflow, name: string) => {
			const { id: _id, ...node } = workflow.nodes.find((one) => one.name === name)!;
			return node;
		};
		const allRows = (workflow: StoredWorkflow) => nodeOf(workflow, 'All Rows');
		const boardOf = (workflow: StoredWorkflow, more: IDataObject = {}) => {
			const node = nodeOf(workflow, 'KPI Board');
			return { ...node, parameters: { ...node.parameters, ...more } as typeof node.parameters };
		};
	});

	it(
		'starts a Qualtrics workflow by its JSON event, with what was answered',
		async () => {
			sandbox.control.addResponse(storeVisitId, { QID1: 2, QID3_TEXT: 'ada@example.com' });
			const execution = await runOnce(
				line(
					manual,
					surveyNode(
						'Survey',
						{ surveys: { values: [{ survey: picked(storeVisitId) }] } },
						qualtrics,
					),
					surveyNode(
						'Event',
						{
							resource: 'workflow',
							operation: 'start',
							workflowUrl: sandbox.jsonEventUrl,
							showQuestionsOf: 'none',
							payload: {
								row: [
									{
										target: 'score',
										source: picked('${q://QID1/ChoiceNumericEntryValue}', 'text'),
										options: {},
									},
									{
										target: 'contact.email',
										source: picked('${q://QID3/ChoiceTextEntryValue}', 'text'),
										options: {},
									},
								],
							},
						},
						qualtrics,
					),
				),
			);
			expect(execution.json('Event')).toMatchObject([{ status: 'started' }]);
			expect(sandbox.state.jsonEvents).toMatchObject([
				{ payload: { score: 2, contact: { email: 'ada@example.com' } } },
			]);
		},
		LONG,
	);

	it(
		'reads Startquestion too: responses, and a KPI of them',
		async () => {
			const startquestion = await startStartquestionSandbox();
			const { url: host, token, tokenSecret, accountId } = startquestion;
			const credential = await n8n.createCredential('startquestionApi', {
				host,
				token,
				tokenSecret,
				accountId,
			});
			for (const score of [10, 9, 8, 2]) {
				startquestion.control.addSheet(netquestSurveyId, { 5255740: score });
			}
			const survey = { values: [{ survey: picked(String(netquestSurveyId)) }] };
			const execution = await runOnce(
				line(
					manual,
					surveyNode('Responses', { provider: 'startquestion', surveys: survey }, credential),
					surveyNode('KPI', {
						resource: 'kpi',
						operation: 'compute',
						kpiSource: 'items',
						kpis: {
							kpi: [
								{
									metric: 'nps',
									name: 'NPS',
									answers: {
										source: [
											{ value: picked('Q5255740', 'key'), survey: picked('', 'id'), stage: '' },
										],
									},
									settings: {},
								},
							],
						},
					}),
				),
			);
			expect(execution.json('Responses')).toHaveLength(4);
			expect(execution.json('KPI')).toMatchObject([{ value: 25, n: 4 }]);
			await startquestion.close();
		},
		LONG,
	);

	it('C04 C15 is found by what people call it', async () => {
		const nodes = await n8n.packageNodes();
		const survey = nodes.find(({ name }) => name.endsWith('.survey'));
		expect(survey).toMatchObject({
			displayName: 'Survey',
			codex: {
				alias: expect.arrayContaining(['qualtrics', 'nps', 'kpi', 'replay', 'journey map']),
			},
		});
	});
});
