import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { QualtricsSandbox } from '../sandbox/qualtrics';
import { mainDirectoryId, startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { picked } from '../workflows';
import {
	N8n,
	N8nInstance,
	waitFor,
	type StoredCredential,
	type StoredWorkflow,
	type WorkflowInput,
} from './harness';
import { Sink } from './triggerSetup/Sink';
import { credentialDataOf, toSink, triggerNode } from './triggerSetup/workflow';

/** Qualtrics' documented limits are enforced here, on the real clock. */
describe('one account, many executions, in a real n8n', () => {
	let instance: N8nInstance;
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let credential: StoredCredential;
	const workflows: StoredWorkflow[] = [];

	beforeAll(async () => {
		instance = new N8nInstance({ env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '6' } });
		await instance.start();
		n8n = await N8n.setUp(instance.url);
	}, 240_000);
	afterAll(async () => await instance.dispose());
	beforeEach(async () => {
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		sandbox.control.setRateLimits(true);
		credential = await n8n.createCredential('qualtricsApi', credentialDataOf(sandbox));
	});
	afterEach(async () => {
		for (const workflow of workflows.splice(0)) await n8n.deleteWorkflow(workflow.id);
		await sandbox.close();
	});

	const create = async (input: WorkflowInput): Promise<StoredWorkflow> => {
		const workflow = await n8n.createWorkflow(input);
		workflows.push(workflow);
		return workflow;
	};
	const refusals = () => sandbox.requests.filter(({ status }) => status === 429).length;

	it('300 announcements, 6 executions at a time: none fails', async () => {
		const sink = await Sink.open();
		const workflow = await create(toSink([triggerNode({ delivery: 'instant' }, credential)], sink));
		await n8n.activate(workflow.id);
		const ids = Array.from({ length: 300 }, (_, index) =>
			sandbox.control.addResponse(storeVisitId, { QID1: index % 11 }),
		);
		for (let start = 0; start < ids.length; start += 50)
			await Promise.all(
				ids.slice(start, start + 50).map(async (id) => await sandbox.control.announce(id)),
			);
		await sink.received(300);
		await waitFor('the executions to end', async () =>
			(await n8n.executions.all(workflow.id)).every(
				({ status }) => status !== 'running' && status !== 'new',
			),
		);
		expect(sink.ids().sort()).toEqual([...ids].sort());
		const outcomes = (await n8n.executions.all(workflow.id)).map(({ status }) => status);
		expect(outcomes).toHaveLength(300);
		expect(new Set(outcomes)).toEqual(new Set(['success']));
		expect(refusals()).toBeLessThan(5);
		await sink.close();
	}, 300_000);

	it('two runs of 300 upserts at once: none fails, fewer than 5 answers 429', async () => {
		const run = async (name: string) => {
			const jsCode = `return Array.from({ length: 300 }, (_, i) => ({ json: { email: '${name}' + i + '@example.com' } }));`;
			const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
			const workflow = await create({
				nodes: [
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
					{
						name: 'Items',
						type: 'n8n-nodes-base.code',
						typeVersion: 2,
						parameters: { jsCode },
					},
					{
						name: 'Upsert',
						type: 'n8n-nodes-survey-ops.updateDirectoryContact',
						parameters: {
							fields: { row: [row('email', '={{ $json.email }}')] },
							showQuestionsOf: 'none',
							options: { bulkImportAbove: 0 },
						} as INodeParameters,
						credentials: { qualtricsApi: { id: credential.id, name: credential.name } },
					},
				],
				connections: { Start: to('Items'), Items: to('Upsert') },
			});
			return await n8n.executions.runManually(workflow.id, 'Start', { timeoutMs: 240_000 });
		};
		for (const execution of await Promise.all([run('a'), run('b')])) {
			expect(execution?.problem).toBeUndefined();
			expect(execution?.json('Upsert')).toHaveLength(300);
		}
		expect(sandbox.state.directories.get(mainDirectoryId)!.contacts.size).toBe(600);
		expect(refusals()).toBeLessThan(5);
	}, 300_000);
});

const row = (target: string, source: string): IDataObject => ({
	target: picked(target, 'name'),
	source: picked(source, 'text'),
	options: {},
});
