import type { QualtricsSandbox } from '../sandbox/qualtrics';
import { startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { N8n, waitFor, type StoredWorkflow } from './harness';
import { QueueMode, toolsForQueueMode } from './triggerSetup/QueueMode';
import { Sink } from './triggerSetup/Sink';
import { credentialDataOf, OFTEN, toSink, triggerNode } from './triggerSetup/workflow';

const { missing } = toolsForQueueMode();
if (missing.length > 0) {
	console.warn(`Queue mode is not tested: this machine lacks ${missing.join(', ')}`);
}

const suite = missing.length > 0 ? describe.skip : describe;

suite('Survey Trigger in queue mode, with two workers', () => {
	let queue: QueueMode;
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let sink: Sink;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		queue = await QueueMode.start(2);
		n8n = await N8n.setUp(queue.main.url);
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		sink = await Sink.open();
		const credential = await n8n.createCredential('qualtricsApi', credentialDataOf(sandbox));
		const trigger = triggerNode({ ...OFTEN, options: { youngSeconds: 3 } }, credential);
		workflow = await n8n.createWorkflow(toSink([trigger], sink));
		await n8n.activate(workflow.id);
	}, 400_000);
	afterAll(async () => {
		sink?.release();
		await queue?.dispose();
		await sink?.close();
		await sandbox?.close();
	}, 60_000);

	const statuses = async () => (await n8n.executions.list(workflow.id)).map(({ status }) => status);
	async function quiet(): Promise<void> {
		const exports = () => sandbox.requests.filter(({ path }) => path.endsWith('/file')).length;
		const before = exports();
		await waitFor('two checks', async () => exports() >= before + 2, { timeoutMs: 120_000 });
		await waitFor(
			'the executions to end',
			async () => (await statuses()).every((status) => status !== 'running' && status !== 'new'),
			{ timeoutMs: 120_000 },
		);
	}

	it('announced three times at once and listed by the check: each response comes out once', async () => {
		const ids: string[] = [];
		for (let round = 0; round < 5; round += 1) {
			await Promise.all(
				Array.from({ length: 4 }, async (_, n) => {
					const id = sandbox.control.addResponse(storeVisitId);
					ids.push(id);
					// One in four is never announced.
					if (n > 0) await sandbox.control.announce(id, { times: 3 });
				}),
			);
		}
		await sink.received(ids.length);
		await quiet();
		expect(sink.ids().sort()).toEqual([...ids].sort());
		expect(new Set(await statuses())).toEqual(new Set(['success']));
	}, 360_000);

	it('a worker that is killed: what it had under way is shown as failed, is completed by the other one, and comes out once', async () => {
		const before = sink.taken.length;
		sink.hold();
		const ids: string[] = [];
		for (let n = 1; n <= 4; n += 1) {
			ids.push(await sandbox.control.submitResponse(storeVisitId));
			await sink.holding(n);
		}
		// Each worker takes two at a time, so each has two.
		await queue.killWorker(queue.workers[0]);
		await waitFor('its calls to break off', async () => sink.heldCalls === 2);
		sink.release();
		await sink.received(before + 4, '/', 180_000);
		await quiet();
		expect(sink.ids().slice(before).sort()).toEqual([...ids].sort());
		expect((await statuses()).filter((status) => status === 'error')).toHaveLength(2);
	}, 300_000);
});
