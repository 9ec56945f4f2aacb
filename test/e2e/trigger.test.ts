import type { INodeParameters } from 'n8n-workflow';
import type { QualtricsSandbox } from '../sandbox/qualtrics';
import { startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import {
	sharedN8n,
	waitFor,
	type Execution,
	type N8n,
	type StoredCredential,
	type StoredWorkflow,
	type WorkflowInput,
} from './harness';
import { Sink } from './triggerSetup/Sink';
import { credentialDataOf, OFTEN, toSink, TRIGGER, triggerNode } from './triggerSetup/workflow';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ago = (ms: number) => ({ recordedAt: Date.now() - ms });

describe('Survey Trigger in a real n8n', () => {
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let sink: Sink;
	let credential: StoredCredential;
	const workflows: StoredWorkflow[] = [];

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, 240_000);
	beforeEach(async () => {
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		sink = await Sink.open();
		credential = await n8n.createCredential('qualtricsApi', credentialDataOf(sandbox));
	});
	afterEach(async () => {
		sink.release();
		for (const workflow of workflows.splice(0)) await n8n.deleteWorkflow(workflow.id);
		await sink.close();
		await sandbox.close();
	});

	async function create(input: WorkflowInput): Promise<StoredWorkflow> {
		const workflow = await n8n.createWorkflow(input);
		workflows.push(workflow);
		return workflow;
	}
	const triggered = async (parameters: INodeParameters, path = '/'): Promise<StoredWorkflow> =>
		await create(toSink([triggerNode(parameters, credential)], sink, { path }));
	const subscriptions = () => [...sandbox.state.subscriptions.values()];
	const outcomes = async (workflow: StoredWorkflow) =>
		(await n8n.executions.list(workflow.id)).map(({ status }) => status);
	/** Nothing more is under way, and the next checks brought nothing. */
	async function quiet(workflow: StoredWorkflow): Promise<void> {
		const exports = () => sandbox.requests.filter(({ path }) => path.endsWith('/file')).length;
		const before = exports();
		await waitFor('two more checks', async () => exports() >= before + 2, { timeoutMs: 60_000 });
		// What was announced is fetched at the pace of the account, 240 a minute, also where the check brought it first: what must
		// not take long is the next one. After a refusal nothing goes out until a window of the account, a minute, is over.
		const progress = async () => {
			const all = await n8n.executions.all(workflow.id);
			const underWay = all.filter(({ status }) => status === 'running' || status === 'new');
			return { underWay: underWay.length, ended: all.length - underWay.length };
		};
		for (let now = await progress(); now.underWay > 0; ) {
			const { ended } = now;
			now = await waitFor(
				'one more execution to end',
				async () => {
					const next = await progress();
					// n8n looks for those under way and those that ended one after the other: one that ends in between is counted twice.
					return (next.ended > ended || next.underWay === 0) && next;
				},
				{ everyMs: 250, timeoutMs: 150_000 },
			);
		}
	}
	const hintsOf = (execution: Execution | undefined) =>
		execution?.task(TRIGGER)?.hints?.map(({ message }) => message) ?? [];

	it('Q11 Q12 Q26 C01 C07 C22 C23: instant and scheduled at once: of 500 responses, a third announced twice and a tenth never, 500 come out, once each', async () => {
		const workflow = await triggered({ ...OFTEN, options: { youngSeconds: 2 } });
		await n8n.activate(workflow.id);
		const since = Date.now();
		const ids: string[] = [];
		for (let start = 0; start < 500; start += 20) {
			await Promise.all(
				Array.from({ length: 20 }, async (_, index) => {
					const n = start + index;
					const id = sandbox.control.addResponse(storeVisitId, { QID1: n % 11, QID2: 1 });
					ids.push(id);
					if (n % 10 === 9) return;
					await sandbox.control.announce(id, { times: n % 3 === 0 ? 2 : 1 });
				}),
			);
		}
		await sink.received(500);
		await quiet(workflow);
		expect(sink.ids().sort()).toEqual([...ids].sort());
		expect(new Set(await outcomes(workflow))).toEqual(new Set(['success']));
		expect(new Set(sandbox.state.deliveries.map(({ status }) => status))).toEqual(new Set([200]));
		// 60 schemas a minute are allowed: the executions share the one that is read each minute.
		const schemas = sandbox.requests.filter(({ path }) => path.endsWith('/response-schema'));
		expect(schemas.length).toBeLessThanOrEqual(2 + (Date.now() - since) / MINUTE);
	}, 900_000);

	it('C18 C19 C20: live before the integration: the first check takes all earlier responses, without a manual step', async () => {
		const ids = sandbox.control.addResponses(7, { surveyId: storeVisitId, stepMs: HOUR });
		const workflow = await triggered({ startFrom: 'all', options: { youngSeconds: 0 } });
		await n8n.activate(workflow.id);
		expect(await sink.received(7)).toEqual(ids);
		await sandbox.control.submitResponse(storeVisitId);
		expect(await sink.received(8)).toHaveLength(8);
	});

	it('C21 C22 C23 C24: integrated before the survey goes live: responses come on their own from then on', async () => {
		const workflow = await triggered({ ...OFTEN });
		await n8n.activate(workflow.id);
		const first = await sandbox.control.submitResponse(storeVisitId);
		expect(await sink.received(1)).toEqual([first]);
		const second = await sandbox.control.submitResponse(storeVisitId);
		expect(await sink.received(2)).toEqual([first, second]);
	});

	it('C25 C26 C27 C28: active but not fetching: nothing comes before it is switched on, responses come from then on', async () => {
		const workflow = await triggered({
			...OFTEN,
			fetchResponses: false,
			options: { youngSeconds: 0 },
		});
		await n8n.activate(workflow.id);
		sandbox.control.addResponse(storeVisitId, undefined, ago(HOUR));
		expect(sandbox.requests).toEqual([]);
		expect(await n8n.webhookMethods(String(workflow.nodes[0].webhookId))).toEqual([]);
		const nodes = workflow.nodes.map((node) =>
			node.name === TRIGGER
				? { ...node, parameters: { ...node.parameters, fetchResponses: true } }
				: node,
		);
		await n8n.updateWorkflow(workflow.id, { nodes });
		await n8n.activate(workflow.id);
		const id = await sandbox.control.submitResponse(storeVisitId);
		expect(await sink.received(1)).toEqual([id]);
		await quiet(workflow);
		expect(sink.ids()).toEqual([id]);
	});

	it('deactivated and activated again: nothing lost, nothing twice', async () => {
		const workflow = await triggered({ ...OFTEN, options: { youngSeconds: 0 } });
		await n8n.activate(workflow.id);
		const ids = [await sandbox.control.submitResponse(storeVisitId)];
		await sink.received(1);
		await n8n.deactivate(workflow.id);
		expect(subscriptions()).toEqual([]);
		ids.push(sandbox.control.addResponse(storeVisitId));
		await n8n.activate(workflow.id);
		expect(subscriptions()).toHaveLength(1);
		ids.push(await sandbox.control.submitResponse(storeVisitId));
		await sink.received(3);
		await quiet(workflow);
		expect(sink.ids().sort()).toEqual([...ids].sort());
	});

	it('Q14: forged, cut off and sent again: refused, or known', async () => {
		const workflow = await triggered({ ...OFTEN, options: { youngSeconds: 0 } });
		await n8n.activate(workflow.id);
		const { control } = sandbox;
		const id = await control.submitResponse(storeVisitId);
		await sink.received(1);
		for (const how of [
			'wrong-key',
			'no-signature',
			'wrong-hmac',
			'changed-message',
			'not-a-form',
		] as const) {
			expect(await control.forgeWebhook({ surveyId: storeVisitId, how })).toEqual([401]);
		}
		for (const length of [0, 40, 200]) {
			const [status] = await control.truncateWebhook(id, { length });
			expect([400, 401]).toContain(status);
		}
		await control.announce(id, { times: 5 });
		await quiet(workflow);
		expect(sink.ids()).toEqual([id]);
	});

	it('C05: two accounts in one workflow, each with its own trigger, credential and label', async () => {
		const other = await startQualtricsSandbox({
			exportPolls: 0,
			token: 'token-of-the-other-account-0001',
			seed: 7,
		});
		const second = await n8n.createCredential('qualtricsApi', credentialDataOf(other));
		const label = (connectionLabel: string) => ({ options: { connectionLabel } });
		const workflow = await create(
			toSink(
				[
					triggerNode(label('France'), credential),
					triggerNode(label('Spain'), second, 'Survey Trigger Spain'),
				],
				sink,
			),
		);
		await n8n.activate(workflow.id);
		const ids = [
			await sandbox.control.submitResponse(storeVisitId),
			await other.control.submitResponse(storeVisitId),
		];
		expect((await sink.received(2)).sort()).toEqual([...ids].sort());
		const labels = await Promise.all(
			(await n8n.executions.list(workflow.id)).map(async ({ id }) => {
				const execution = await n8n.executions.get(id);
				return [TRIGGER, 'Survey Trigger Spain'].flatMap((name) =>
					execution.json(name).map(({ connectionLabel }) => connectionLabel),
				);
			}),
		);
		expect(labels.flat().sort()).toEqual(['France', 'Spain']);
		await n8n.deactivate(workflow.id);
		expect(subscriptions()).toEqual([]);
		expect(other.state.subscriptions.size).toBe(0);
		await other.close();
	});

	it('two workflows on one survey: each response comes out once in each, and one leaves the other its subscription', async () => {
		const one = await triggered({ ...OFTEN }, '/one');
		const two = await triggered({ ...OFTEN }, '/two');
		await n8n.activate(one.id);
		await n8n.activate(two.id);
		expect(subscriptions()).toHaveLength(2);
		const id = await sandbox.control.submitResponse(storeVisitId);
		await sink.received(1, '/one');
		await sink.received(1, '/two');
		await n8n.deactivate(one.id);
		expect(subscriptions()).toHaveLength(1);
		const next = await sandbox.control.submitResponse(storeVisitId);
		expect(await sink.received(2, '/two')).toEqual([id, next]);
		expect(sink.ids('/one')).toEqual([id]);
	});

	it('a Wait node: executions that wait keep nothing back and come out once when they go on', async () => {
		const wait = {
			name: 'Wait',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			webhookId: `wait-${Date.now()}`,
			parameters: { resume: 'webhook' },
		};
		const trigger = triggerNode({ ...OFTEN, delivery: 'scheduled' }, credential);
		const workflow = await create(
			toSink([trigger], sink, {
				between: [wait],
				// What goes on after it is what resumed it.
				response: `$('${TRIGGER}').first().json.response`,
			}),
		);
		await n8n.activate(workflow.id);
		const first = sandbox.control.addResponse(storeVisitId);
		const waiting = async (count: number) =>
			await waitFor(
				`${count} waiting executions`,
				async () =>
					(await outcomes(workflow)).filter((status) => status === 'waiting').length === count,
			);
		await waiting(1);
		const second = sandbox.control.addResponse(storeVisitId);
		await waiting(2);
		await quiet(workflow);
		expect(sink.ids()).toEqual([]);
		expect(await outcomes(workflow)).toEqual(['waiting', 'waiting']);
		for (const { id } of (await n8n.executions.list(workflow.id)).reverse()) {
			const { data } = await n8n.executions.get(id);
			const { resumeToken } = data as { resumeToken?: string };
			const query = resumeToken ? `?signature=${resumeToken}` : '';
			const answer = await fetch(`${n8n.url}/webhook-waiting/${id}${query}`);
			expect(answer.status).toBe(200);
		}
		expect((await sink.received(2)).sort()).toEqual([first, second].sort());
		await quiet(workflow);
		expect(sink.ids()).toHaveLength(2);
	}, 90_000);

	it('without the right to subscribe: instant refuses with the reason; with catch-up it runs on and says so at every run', async () => {
		sandbox.control.makeBrandAdmin(false);
		const refused = await triggered({ delivery: 'instant' });
		await expect(n8n.activate(refused.id)).rejects.toThrow(
			/may not create or see event subscriptions/,
		);
		const workflow = await triggered({ ...OFTEN, options: { youngSeconds: 0 } });
		await n8n.activate(workflow.id);
		for (let n = 1; n <= 2; n += 1) {
			sandbox.control.addResponse(storeVisitId);
			await sink.received(n);
		}
		const runs = await n8n.executions.list(workflow.id);
		expect(runs).toHaveLength(2);
		for (const { id } of runs) {
			const hints = hintsOf(await n8n.executions.finished(id));
			expect(hints[0]).toMatch(/by the scheduled check alone/);
			expect(hints[0]).toMatch(/To change it/);
		}
	}, 90_000);

	it('what goes wrong between responses is an execution that failed, told once', async () => {
		const workflow = await triggered({ ...OFTEN, delivery: 'scheduled' });
		await n8n.activate(workflow.id);
		await quiet(workflow);
		sandbox.control.unshareSurvey(storeVisitId);
		const failed = await n8n.executions.waitFor(workflow.id);
		expect(failed.status).toBe('error');
		expect(failed.problem).toMatch(/may not (use|read)/);
		sandbox.control.shareSurvey(storeVisitId);
		await quiet(workflow);
		expect(await outcomes(workflow)).toEqual(['error']);
	}, 60_000);

	it('two triggers published one after the other keep their keys and their progress', async () => {
		const first = triggerNode({ ...OFTEN, delivery: 'scheduled' }, credential);
		const workflow = await create(toSink([first], sink));
		await n8n.activate(workflow.id);
		const second = triggerNode({ delivery: 'instant' }, credential, 'Survey Trigger 2');
		const both = toSink([workflow.nodes[0], second], sink);
		const sinkOf = workflow.nodes[1];
		await n8n.updateWorkflow(workflow.id, {
			nodes: [workflow.nodes[0], second, sinkOf],
			connections: both.connections,
		});
		await n8n.activate(workflow.id);
		// The first one stores its copy of what is remembered.
		const silent = sandbox.control.addResponse(storeVisitId);
		await sink.received(1);
		const announced = await sandbox.control.submitResponse(storeVisitId);
		expect(sandbox.state.deliveries.map(({ status }) => status)).toEqual([200]);
		const ids = await sink.received(3);
		expect(ids.filter((id) => id === announced)).toHaveLength(2);
		expect(ids.filter((id) => id === silent)).toHaveLength(1);
	});

	describe('tests in the editor, beside production', () => {
		it('Q15: the latest responses, or one: nothing counts, and production goes on', async () => {
			const old = sandbox.control.addResponses(7, {
				surveyId: storeVisitId,
				stepMs: HOUR,
				lastAt: Date.now() - HOUR,
			});
			const workflow = await triggered({ ...OFTEN, options: { youngSeconds: 0 } });
			await n8n.activate(workflow.id);
			const subscribed = subscriptions();
			const latest = await n8n.executions.runManually(workflow.id, TRIGGER, {
				destination: TRIGGER,
			});
			expect(latest?.json(TRIGGER).map(({ response }) => (response as { id: string }).id)).toEqual(
				old.slice(2),
			);
			const nodes = workflow.nodes.map((node) =>
				node.name === TRIGGER
					? {
							...node,
							parameters: { ...node.parameters, testWith: 'responseId', testResponseId: old[0] },
						}
					: node,
			);
			await n8n.updateWorkflow(workflow.id, { nodes });
			const one = await n8n.executions.runManually(workflow.id, TRIGGER, { destination: TRIGGER });
			expect(one?.json(TRIGGER)).toMatchObject([{ event: 'test', response: { id: old[0] } }]);
			expect(subscriptions()).toEqual(subscribed);
			const id = await sandbox.control.submitResponse(storeVisitId);
			expect(await sink.received(1)).toEqual([id]);
		});

		it('a new response: registers at the test address, shows what arrives, and deletes its own registration alone', async () => {
			const workflow = await triggered({ ...OFTEN, testWith: 'new', options: { youngSeconds: 0 } });
			await n8n.activate(workflow.id);
			const [production] = subscriptions();
			const waiting = await n8n.executions.runManually(workflow.id, TRIGGER, {
				destination: TRIGGER,
			});
			expect(waiting).toBeUndefined();
			expect(subscriptions()).toHaveLength(2);
			expect(subscriptions()[1].publicationUrl).toContain('/webhook-test/');
			const id = await sandbox.control.submitResponse(storeVisitId);
			const manual = await n8n.executions.waitFor(workflow.id, ({ mode }) => mode === 'manual');
			expect(manual.json(TRIGGER)).toMatchObject([{ response: { id } }]);
			expect(await sink.received(1)).toEqual([id]);
			await waitFor('the test to be taken back', async () => subscriptions().length === 1);
			expect(subscriptions()).toEqual([expect.objectContaining({ id: production.id })]);
			const next = await sandbox.control.submitResponse(storeVisitId);
			expect(await sink.received(2)).toEqual([id, next]);
		});
	});
});
