import type { IDataObject } from 'n8n-workflow';
import { Survey } from '../../../nodes/Survey/Survey.node';
import { storeVisitId } from '../../sandbox/qualtrics';
import { credentialsOf, picked } from '../../workflows';
import { runWorkflow } from '../harness';
import { NODE, setUp, surveys, type Setup } from './setup';

const TYPE = 'n8n-nodes-survey-ops.surveyTool';

/** As n8n makes a tool of it. */
const surveyTool = new Survey();
surveyTool.description = { ...surveyTool.description, name: 'surveyTool' };

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const call = async (parameters: IDataObject) =>
	await runWorkflow({
		nodes: [{ name: NODE, type: TYPE, parameters: parameters as never }],
		credentials: credentialsOf(setup.sandbox),
		nodeTypes: { [TYPE]: surveyTool },
		mode: 'trigger',
	});
const add = (count: number): string[] =>
	Array.from({ length: count }, (_, index) =>
		setup.sandbox.control.addResponse(
			storeVisitId,
			{ QID1: 9, QID6_TEXT: 'Nobody there' },
			{
				recordedAt: Date.UTC(2026, 1, 1 + index),
			},
		),
	);

describe('reading as a tool', () => {
	it.each([{}, { returnAll: true }, { returnAll: false, limit: 50 }])(
		'%j: at most ten responses, simplified, a few kB each',
		async (more) => {
			add(25);
			const result = await call({ surveys: surveys(storeVisitId), ...more });
			expect(result.error).toBeUndefined();
			const items = result.json(NODE);
			expect(items).toHaveLength(10);
			for (const item of items) {
				expect(JSON.stringify(item).length).toBeLessThan(4_000);
				const answers = item.answers as IDataObject;
				expect(Object.values(answers)).toContain('Nobody there');
				expect(Object.keys(answers).length).toBeLessThanOrEqual(3);
			}
		},
	);

	it.each([
		[{}, 'the oldest 10 of 25 responses'],
		[{ returnAll: false, limit: 2, keep: 'latest' }, 'the latest 2 of 25 responses'],
	])('%j: says that there are more, and how to ask for others', async (more, words) => {
		add(25);
		const items = (await call({ surveys: surveys(storeVisitId), ...more })).json(NODE);
		expect(items[0].note).toContain(words);
		expect(items[0].note).toContain('ask for a shorter time');
		expect(items.filter(({ note }) => note !== undefined)).toHaveLength(1);
	});

	it('says nothing where ten are all there are', async () => {
		const ids = add(10);
		const all = (await call({ surveys: surveys(storeVisitId) })).json(NODE);
		expect(all).toHaveLength(10);
		const named = await call({
			select: 'ids',
			survey: picked(storeVisitId),
			responseIds: ids.join(),
		});
		for (const item of [...all, ...named.json(NODE)]) expect(item).not.toHaveProperty('note');
	});

	it('a lower limit holds, by ids it is ten too, and the latest where they are asked for', async () => {
		const ids = add(25);
		const two = await call({
			surveys: surveys(storeVisitId),
			returnAll: false,
			limit: 2,
			keep: 'latest',
		});
		expect(two.json(NODE).map(({ response }) => (response as IDataObject).id)).toEqual(
			ids.slice(-2),
		);
		const named = await call({
			select: 'ids',
			survey: picked(storeVisitId),
			responseIds: ids.join(),
		});
		expect(named.json(NODE)).toHaveLength(10);
		expect(named.json(NODE)[0].note).toContain('Ask for the others by their IDs');
		const one = await call({
			operation: 'get',
			survey: picked(storeVisitId),
			responseId: ids[3],
		});
		expect(one.json(NODE)[0].answers).not.toHaveProperty('QID1');
	});
});

describe('Start a Qualtrics Workflow as a tool', () => {
	const start = async (workflowOptions: IDataObject = {}) =>
		await call({
			resource: 'workflow',
			operation: 'start',
			showQuestionsOf: 'none',
			workflowUrl: `${setup.sandbox.url}/inbound-event/v1/events/json/triggers?contextId=1`,
			workflowOptions,
		});

	it('is refused, unless its owner lets it', async () => {
		expect((await start()).error?.message).toContain('may not start');
		expect(setup.sandbox.state.jsonEvents).toEqual([]);
		expect((await start({ dryRun: true })).json(NODE)).toMatchObject([{ status: 'wouldStart' }]);
		const allowed = await start({ allowAsTool: true });
		expect(allowed.error?.message ?? '').not.toContain('may not start');
		expect(setup.sandbox.requests.map(({ path }) => path)).toEqual([
			expect.stringContaining('/inbound-event/v1/events/json/triggers'),
		]);
	});
});
