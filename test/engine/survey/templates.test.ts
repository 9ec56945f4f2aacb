import type { IDataObject, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import {
	startQualtricsSandbox,
	storeVisitId,
	type QualtricsSandbox,
} from '../../sandbox/qualtrics';
import { credentialsOf, template } from '../../workflows';
import { forgetProcessed, runWorkflow } from '../harness';

let sandbox: QualtricsSandbox;
beforeEach(async () => {
	sandbox = await startQualtricsSandbox({ exportPolls: 0 });
	forgetProcessed();
});
afterEach(async () => await sandbox.close());

/** In place of one of n8n's own nodes. */
const standIn = (answer: (items: IDataObject[]) => IDataObject[]): INodeType => ({
	description: {
		displayName: 'Stand-in',
		name: 'standIn',
		group: ['transform'],
		version: [1, 1.1, 2, 2.1],
		description: '',
		defaults: { name: 'Stand-in' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute() {
		const items = this.getInputData();
		const answered = answer(items.map(({ json }) => json));
		return [answered.map((json, index) => ({ json, binary: items[index]?.binary }))];
	},
});

describe('the template journey-kpi-board', () => {
	it('C24 from the latest responses of the survey to the report, with rows kept in between', async () => {
		for (const QID1 of [10, 9, 0]) sandbox.control.addResponse(storeVisitId, { QID1, QID2: 5 });
		const table = new Map<string, IDataObject>();
		const dataTable = standIn((items) => {
			for (const item of items) table.set(String(item.rowKey), item);
			return [...table.values()];
		});
		const run = async () =>
			await runWorkflow({
				...template('journey-kpi-board'),
				startNode: 'Survey Trigger',
				nodeTypes: {
					'n8n-nodes-base.dataTable': dataTable,
					'n8n-nodes-base.emailSend': standIn((items) => items),
				},
				credentials: credentialsOf(sandbox),
			});
		for (const _time of [1, 2]) {
			const result = await run();
			expect(result.error).toBeUndefined();
			expect(table.size).toBe(3);
			const [board] = result.items('Send Board');
			expect(board.json).toMatchObject({ title: 'Customer journey' });
			expect(Object.keys(board.binary!)).toEqual(expect.arrayContaining(['report', 'journeyMap']));
			// A sample is a test: it goes all the way, is not counted, and the step says so.
			expect(board.json.results).toMatchObject([
				{ value: null, n: 0, leftOut: { test: 3 } },
				{},
				{},
				{},
			]);
			expect(JSON.stringify(result.task('KPI Board')?.hints)).toContain('All responses are tests');
		}
	});
});

describe('the template replay-failed-executions', () => {
	it('feeds what follows with the responses of executions, oldest first', async () => {
		const ids = [2, 1].map((hours) =>
			sandbox.control.addResponse(
				storeVisitId,
				{ QID1: hours },
				{ recordedAt: Date.now() - hours * 3_600_000 },
			),
		);
		const executions = [...ids].reverse().map((responseId, index) => ({
			id: String(index),
			data: { executionData: [{ surveyId: storeVisitId, responseId }] },
		}));
		const result = await runWorkflow({
			...template('replay-failed-executions'),
			startNode: 'Start the Replay',
			nodeTypes: { 'n8n-nodes-base.n8n': standIn(() => executions) },
			credentials: credentialsOf(sandbox),
		});
		expect(result.error).toBeUndefined();
		const replayed = result.json('Your Next Step');
		expect(replayed.map(({ response }) => (response as IDataObject).id)).toEqual(ids);
	});
});
