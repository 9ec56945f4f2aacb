import { responseOf } from '../../unit/kpi/responses';
import { picked } from '../../workflows';
import { groupBy, kpi, kpis, NODE, setUp, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const TYPED = 'hello ${e://Field/plan}';
const response = (score: number, context = {}) =>
	responseOf({
		answers: { QID1: score, Said: TYPED },
		context: { plan: 'gold', score, ...context },
	}) as never;
const items = [9, 9, 3].map((score) => response(score));
const compute = async (key: string, more = {}) =>
	await setup.compute({ kpiSource: 'items', kpis: kpis(kpi('average', [key])), ...more }, items);

describe('KPI fields', () => {
	it('LA04 piped text that its author wrote names embedded data, in an expression too', async () => {
		expect(await compute('${e://Field/score}')).toMatchObject([{ value: 7, n: 3 }]);
		expect(await compute('=${e://Field/score}')).toMatchObject([{ value: 7, n: 3 }]);
	});

	it('LA03 what an expression gives is the name of an answer, never piped text', async () => {
		expect(await compute('={{ "QID" + 1 }}')).toMatchObject([{ value: 7, n: 3 }]);
		expect(await compute('={{ "$" + "{e://Field/score}" }}')).toMatchObject([{ n: 0 }]);
		const [group] = await compute('QID1', {
			groupBy: groupBy({
				by: 'value',
				value: picked('={{ "e://Field/plan" }}', 'key'),
				name: 'By',
			}),
		});
		expect(group.group.By).not.toBe('gold');
	});
});

it('LA03 LA04 Workflow: Start sends what was typed, and resolves what its author wrote', async () => {
	const row = (target: string, source: string) => ({
		target,
		source: picked(source, 'text'),
		options: {},
	});
	const result = await setup.run(
		{
			resource: 'workflow',
			operation: 'start',
			workflowUrl: setup.sandbox.jsonEventUrl,
			showQuestionsOf: 'none',
			payload: {
				row: [
					row('said', '={{ $json.answers.Said.text }}'),
					row('both', '=${e://Field/plan}: {{ $json.answers.Said.text }}'),
					row('list', '={{ [1, 2] }}'),
				],
			},
		},
		{ input: [response(9)] },
	);
	expect(result.error).toBeUndefined();
	const payload = { said: TYPED, both: `gold: ${TYPED}`, list: [1, 2] };
	expect(result.json(NODE)).toMatchObject([{ payload }]);
	expect(setup.sandbox.state.jsonEvents).toMatchObject([{ payload }]);
});
