import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import type { QualtricsSandbox } from '../sandbox/qualtrics';
import { startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { N8n, N8nInstance, waitFor, type ExecutionSummary, type StoredWorkflow } from './harness';
import { ProcessedData } from './triggerSetup/database';
import { Sink } from './triggerSetup/Sink';
import { credentialDataOf, OFTEN, toSink, triggerNode } from './triggerSetup/workflow';

const HOUR = 3_600_000;

/** An n8n of its own, since here it is stopped and killed. */
describe('Survey Trigger when n8n ends', () => {
	let instance: N8nInstance;
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let sink: Sink;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		instance = new N8nInstance();
		await instance.start();
		n8n = await N8n.setUp(instance.url);
	}, 240_000);
	afterAll(async () => await instance.dispose());

	beforeEach(async () => {
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		sink = await Sink.open();
	});
	afterEach(async () => {
		sink.release();
		await n8n.deleteWorkflow(workflow.id);
		await sink.close();
		await sandbox.close();
	});

	async function activated(parameters: INodeParameters): Promise<void> {
		const credential = await n8n.createCredential('qualtricsApi', credentialDataOf(sandbox));
		workflow = await n8n.createWorkflow(toSink([triggerNode(parameters, credential)], sink));
		await n8n.activate(workflow.id);
	}

	/** As a power cut: nothing is told to anybody. */
	async function killAndStart(): Promise<void> {
		await instance.kill();
		await instance.start();
		// The calls of before have long broken off.
		sink.release();
	}

	const crashed = async (): Promise<ExecutionSummary[]> =>
		(await n8n.executions.list(workflow.id)).filter(({ status }) => status === 'crashed');

	/** Each unfinished execution is shown as crashed; a person retries it. `orMore`: where a check may have been under way too. */
	async function retryCrashed(count: number, orMore = false): Promise<void> {
		const unfinished = await waitFor(
			`${count} crashed executions`,
			async () => {
				const list = await crashed();
				return list.length >= count ? list : undefined;
			},
			{ timeoutMs: 60_000 },
		).catch(async (error: unknown) => {
			const all = await n8n.executions.list(workflow.id);
			throw new Error(`${String(error)}; there are: ${all.map(({ status }) => status).join(', ')}`);
		});
		if (!orMore) expect(unfinished).toHaveLength(count);
		for (const { id } of unfinished) {
			const retried = await n8n.executions.retry(id);
			expect(retried.status).toBe('success');
		}
	}

	/** Two whole checks brought nothing more. */
	async function quiet(): Promise<void> {
		const exports = () => sandbox.requests.filter(({ path }) => path.endsWith('/file')).length;
		const before = exports();
		await waitFor('two checks', async () => exports() >= before + 2, { timeoutMs: 60_000 });
	}

	const eventLog = () => path.join(instance.userFolder, '.n8n', 'n8nEventLog.log');
	const eventsOfWorkflow = () =>
		readFileSync(eventLog(), 'utf8')
			.split('\n')
			.filter((line) => line.includes(workflow.id));
	const isOfNode = (line: string) => line.includes('n8n.node.');

	const AT_ONCE = { ...OFTEN, options: { youngSeconds: 0 } };
	const calls = (path: RegExp) => sandbox.requests.filter((one) => path.test(one.path)).length;
	const seen = (path: RegExp) => waitFor(String(path), async () => calls(path) > 0, { everyMs: 5 });

	it('stopped for a while and started in the middle: of what came before, meanwhile and after, nothing is lost and nothing comes twice', async () => {
		await activated(AT_ONCE);
		const ids: string[] = [];
		const submit = async (count: number) => {
			for (let n = 0; n < count; n += 1)
				ids.push(await sandbox.control.submitResponse(storeVisitId));
		};
		await submit(5);
		await instance.stop();
		await submit(5);
		await instance.start();
		await submit(5);
		await sink.received(15);
		await quiet();
		expect(sink.ids().sort()).toEqual([...ids].sort());
		expect(await crashed()).toEqual([]);
	}, 120_000);

	/** Answered, and its response not fetched yet. */
	async function killedWhileAnswered(): Promise<string> {
		await activated({ delivery: 'instant' });
		sandbox.control.misbehave({
			match: /GET .*\/surveys\/SV_/,
			kind: 'slow',
			delayMs: 8000,
			times: 4,
		});
		const before = calls(/\/surveys\/SV_/);
		const id = await sandbox.control.submitResponse(storeVisitId);
		expect(sandbox.state.deliveries.at(-1)?.status).toBe(200);
		// The activation reads the survey too; n8n writes its event log a moment after the event.
		await waitFor('the fetch', async () => calls(/\/surveys\/SV_/) > before, { everyMs: 5 });
		await waitFor('n8n noted the first node', async () => eventsOfWorkflow().some(isOfNode));
		await instance.kill();
		sandbox.control.behave();
		return id;
	}

	it('killed after the announcement was answered', async () => {
		const id = await killedWhileAnswered();
		await instance.start();
		await retryCrashed(1);
		expect(sink.ids()).toEqual([id]);
	}, 120_000);

	it('killed before n8n noted that the first node began: n8n goes on showing the execution as running, and its retry through the API brings the response', async () => {
		const id = await killedWhileAnswered();
		expect(eventsOfWorkflow().some((line) => line.includes('n8n.workflow.started'))).toBe(true);
		const lines = readFileSync(eventLog(), 'utf8').split('\n');
		writeFileSync(eventLog(), lines.filter((line) => !isOfNode(line)).join('\n'));
		expect(eventsOfWorkflow().filter(isOfNode)).toEqual([]);
		await instance.start();
		const [left] = await n8n.executions.list(workflow.id);
		expect(left.status).toBe('running');
		expect((await n8n.executions.retry(left.id)).status).toBe('success');
		expect(sink.ids()).toEqual([id]);
	}, 120_000);

	it('killed during the fetch: the check brings it, and the retry knows', async () => {
		await activated(AT_ONCE);
		const id = sandbox.control.addResponse(storeVisitId);
		sandbox.control.hideResponse(id, 1000);
		await sandbox.control.announce(id);
		await seen(new RegExp(`/responses/${id}$`));
		await killAndStart();
		sandbox.control.hideResponse(id, 0);
		await sink.received(1);
		await retryCrashed(1, true);
		await quiet();
		expect(sink.ids()).toEqual([id]);
	}, 120_000);

	it('killed right after the response was recorded as processed', async () => {
		await activated(AT_ONCE);
		sink.hold();
		const processed = new ProcessedData(instance.database);
		const before = await processed.entries();
		const id = await sandbox.control.submitResponse(storeVisitId);
		await waitFor('the record', async () => (await processed.entries()) > before, { everyMs: 2 });
		await killAndStart();
		await quiet();
		expect(sink.ids()).toEqual([]);
		await retryCrashed(1);
		await quiet();
		expect(sink.ids()).toEqual([id]);
	}, 120_000);

	it('killed in a later node', async () => {
		await activated(AT_ONCE);
		sink.hold();
		const id = await sandbox.control.submitResponse(storeVisitId);
		await sink.holding();
		await killAndStart();
		await quiet();
		expect(sink.ids()).toEqual([]);
		await retryCrashed(1);
		await quiet();
		expect(sink.ids()).toEqual([id]);
	}, 120_000);

	it('killed in the middle of a catch-up: it goes on where it was, and the retry brings the rest', async () => {
		const ids = sandbox.control.addResponses(9, {
			surveyId: storeVisitId,
			lastAt: Date.now() - HOUR,
			stepMs: 60_000,
		});
		sink.hold((id) => id === ids[3]);
		await activated({
			...OFTEN,
			delivery: 'scheduled',
			startFrom: 'all',
			options: { batchSize: 3 },
		});
		await sink.holding();
		await sink.received(5);
		await killAndStart();
		// The second batch was under way; the third comes by itself.
		await waitFor('the third batch', async () => sink.ids().includes(ids[8]), {
			timeoutMs: 60_000,
		});
		await retryCrashed(1);
		await quiet();
		const whole = (from: number, to: number) => ids.slice(from, to).sort();
		// A later node that was cut off does its work again in the retry: its own calls are made twice, and no other.
		const counts = new Map<string, number>();
		for (const id of sink.ids()) counts.set(id, (counts.get(id) ?? 0) + 1);
		expect([...counts.keys()].sort()).toEqual(whole(0, 9));
		const twice = [...counts].filter(([, count]) => count > 1).map(([id]) => id);
		for (const id of twice) expect(ids.slice(3, 6)).toContain(id);
	}, 120_000);
});
