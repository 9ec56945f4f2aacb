import { serviceCallId, storeVisitId } from '../../sandbox/qualtrics';
import { picked } from '../../workflows';
import { forgetProcessed } from '../harness';
import { Production } from '../trigger/Production';
import type { KpiResult } from '../../../nodes/shared/survey/kpi';
import { idsOf, kpi, kpis, NODE, setUp, responsesOf, surveys, type Setup } from './setup';

const DAY = 86_400_000;
const NOW = Date.parse('2026-03-10T12:00:00.000Z');
const at = (daysAgo: number) => new Date(NOW - daysAgo * DAY).toISOString();

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
	forgetProcessed();
});
afterEach(async () => await setup.sandbox.close());

const add = (
	daysAgo: number,
	values: Record<string, string | number | null> = { QID1: 9 },
	more = {},
) =>
	setup.sandbox.control.addResponse(storeVisitId, values, {
		recordedAt: NOW - daysAgo * DAY,
		...more,
	});
const exportsStarted = () =>
	setup.sandbox.requests.filter(
		({ method, path }) => method === 'POST' && path.endsWith('/export-responses'),
	);

describe('Response: Get Many by date and filter', () => {
	it('C18 C19 gives the responses of the past in the model, oldest first', async () => {
		const late = add(1);
		const early = add(3, { QID1: 2, QID6_TEXT: 'Nobody there' });
		const result = await setup.run({});
		expect(result.error).toBeUndefined();
		expect(idsOf(result)).toEqual([early, late]);
		expect(responsesOf(result)[0]).toMatchObject({
			schemaVersion: '1',
			provider: 'qualtrics',
			event: 'completed',
			survey: { id: storeVisitId, name: 'Store visit' },
			response: { status: 'complete', revision: expect.stringMatching(/^[0-9a-f]{32}$/) },
			answers: { QID1: { numeric: 2 }, QID6: { text: 'Nobody there' } },
		});
	});

	it('a survey without responses gives no items and no error', async () => {
		const result = await setup.run({});
		expect(result.error).toBeUndefined();
		expect(result.json(NODE)).toEqual([]);
	});

	it('takes from a moment on and before another', async () => {
		add(5);
		const inside = [add(4), add(3)];
		add(2);
		const result = await setup.run({ filters: { from: at(4), to: at(2) } });
		expect(idsOf(result)).toEqual(inside);
	});

	it('a date without a zone is meant in the time zone of the workflow', async () => {
		add(0, {}, { recordedAt: Date.parse('2026-03-09T22:30:00.000Z') });
		const inside = add(0, {}, { recordedAt: Date.parse('2026-03-09T23:30:00.000Z') });
		const result = await setup.run(
			{ filters: { from: '2026-03-10T00:00:00' } },
			{ settings: { timezone: 'Europe/Paris' } },
		);
		expect(idsOf(result)).toEqual([inside]);
	});

	it('by last modification, with what was edited since', async () => {
		add(5);
		const edited = add(6);
		setup.sandbox.control.setNow(NOW);
		setup.sandbox.control.editResponse(edited, { QID1: 1 });
		const result = await setup.run({ filters: { from: at(1), dateOf: 'modified' } });
		expect(idsOf(result)).toEqual([edited]);
		expect(responsesOf(result)[0].answers.QID1.numeric).toBe(1);
	});

	it.each([
		[{ statuses: ['complete'] }, ['complete']],
		[{ statuses: ['partial'] }, ['partial']],
		[{ statuses: ['complete', 'partial'] }, ['complete', 'partial']],
		[
			{
				statuses: ['complete', 'partial'],
				options: { includeTests: true, includeImported: true, includeSpam: true },
			},
			['complete', 'partial', 'preview', 'imported', 'spam'],
		],
		[{ options: { includeTests: true } }, ['complete', 'preview']],
	])('finished and partial, tests, imported and spam by choice: %j', async (parameters, names) => {
		const ids: Record<string, string> = {
			complete: add(9),
			partial: add(8, { QID1: 9 }, { finished: false, progress: 40 }),
			preview: add(7, { QID1: 9 }, { status: 1 }),
			imported: add(6, { QID1: 9 }, { status: 4 }),
			spam: add(5, { QID1: 9 }, { status: 8 }),
		};
		const result = await setup.run(parameters);
		expect(idsOf(result)).toEqual(names.map((name) => ids[name]));
	});

	it('LC08 by embedded data with a comma in its value', async () => {
		const agreed = add(3, { plan: 'Yes, I agree' });
		add(2, { plan: 'No' });
		const field = [{ name: 'plan', operator: 'oneOf', value: 'Maybe, Yes, I agree' }];
		expect(idsOf(await setup.run({ filters: { embeddedData: { field } } }))).toEqual([agreed]);
	});

	it.each([
		[{ name: 'plan', operator: 'equals', value: ' GOLD ' }, ['gold']],
		[{ name: 'plan', operator: 'notEquals', value: 'gold' }, ['free', 'none']],
		[{ name: 'plan', operator: 'oneOf', value: 'gold, free' }, ['gold', 'free']],
		// LA03: what an expression gives is not cut, a list is its entries.
		[{ name: 'plan', operator: 'oneOf', value: '={{ ["gold", "free"] }}' }, ['gold', 'free']],
		[{ name: 'plan', operator: 'oneOf', value: '={{ "gold, free" }}' }, []],
		[{ name: 'plan', operator: 'oneOf', value: '=free, {{ "gold" }}' }, ['gold', 'free']],
		[{ name: 'plan', operator: 'empty' }, ['none']],
		[{ name: 'plan', operator: 'notEmpty' }, ['gold', 'free']],
		[{ name: '', operator: 'equals', value: 'gold' }, ['gold', 'free', 'none']],
	])('by embedded data: %j', async (field, names) => {
		const ids: Record<string, string> = {
			gold: add(3, { plan: 'gold' }),
			free: add(2, { plan: 'free' }),
			none: add(1, { plan: '' }),
		};
		const result = await setup.run({ filters: { embeddedData: { field: [field] } } });
		expect(idsOf(result)).toEqual(names.map((name) => ids[name]));
	});

	it.each([
		['oldest', [0, 1]],
		['latest', [3, 4]],
	])('a limit keeps the %s, and they come oldest first', async (keep, positions) => {
		const ids = [5, 4, 3, 2, 1].map((daysAgo) => add(daysAgo));
		const result = await setup.run({ returnAll: false, limit: 2, keep });
		expect(idsOf(result)).toEqual(positions.map((position) => ids[position]));
	});

	it('several surveys come in one order of time', async () => {
		const first = add(3);
		const middle = setup.sandbox.control.addResponse(
			serviceCallId,
			{ QID2: 5 },
			{ recordedAt: NOW - 2 * DAY },
		);
		const last = add(1);
		const result = await setup.run({ surveys: surveys(storeVisitId, serviceCallId) });
		expect(idsOf(result)).toEqual([first, middle, last]);
	});

	it('many items that ask the same are answered with one export, paired with all of them', async () => {
		add(1);
		const result = await setup.run({}, { input: [{}, {}, {}] });
		expect(result.json(NODE)).toHaveLength(1);
		expect(exportsStarted()).toHaveLength(1);
		expect(result.items(NODE)[0].pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});

	it('items that ask for different times each get theirs', async () => {
		const old = add(9);
		const young = add(1);
		const result = await setup.run(
			{ filters: { from: '={{ $json.from }}', to: '={{ $json.to }}' } },
			{
				input: [
					{ from: at(2), to: at(0) },
					{ from: at(10), to: at(8) },
				],
			},
		);
		expect(idsOf(result)).toEqual([young, old]);
		expect(result.items(NODE).map(({ pairedItem }) => pairedItem)).toEqual([
			[{ item: 0 }],
			[{ item: 1 }],
		]);
	});

	it('the connection label goes along, IP address and place only when asked for', async () => {
		add(1);
		const [plain] = responsesOf(await setup.run({ options: { connectionLabel: 'Retail' } }));
		expect(plain.connectionLabel).toBe('Retail');
		expect(plain.meta).toBeUndefined();
		const [personal] = responsesOf(await setup.run({ options: { includeMeta: true } }));
		expect(personal.meta).toMatchObject({ ip: expect.any(String) });
	});

	it('what was never shown may be left out: of a long survey most of an item', async () => {
		add(1, { QID1: 9, QID6_TEXT: 'Fine' }, { notShown: ['QID2'] });
		const [whole] = responsesOf(await setup.run({ options: { onlyShown: false } }));
		const [shown] = responsesOf(await setup.run({}));
		expect(whole.answers.QID2.state).toBe('notShown');
		expect(shown.answers.QID2).toBeUndefined();
		expect(shown.answers.QID1).toEqual(whole.answers.QID1);
		expect(shown.answers.QID3.state).toBe('skipped');
		expect(shown.notShown).toContainEqual({ id: 'QID2', ref: 'Q2' });
		expect(JSON.stringify(whole).length).toBeGreaterThan(95_000);
		expect(JSON.stringify(shown).length).toBeLessThan(20_000);
		expect(Object.keys(shown).slice(0, 2)).toEqual(['respondent', 'answers']);
		const one = { operation: 'get', survey: picked(storeVisitId), responseId: shown.response.id };
		expect(responsesOf(await setup.run(one))).toEqual([shown]);
	});

	it('Simplify gives question and answer in words, and every response by the same names', async () => {
		add(2, { QID1: 9, QID2: 5 });
		add(1, { QID1: 0, QID2: null });
		const result = await setup.run({ simplify: true });
		expect(result.json(NODE)).toMatchObject([
			{
				answers: {
					'How likely are you to recommend our store?': 9,
					'How satisfied were you with your visit?': 'Extremely satisfied',
				},
				survey: { id: storeVisitId },
			},
			{ answers: { 'How likely are you to recommend our store?': 0 } },
		]);
		for (const item of result.json(NODE)) {
			expect(Object.keys(item).slice(0, 2)).toEqual(['respondent', 'answers']);
			expect(JSON.stringify(item).length).toBeLessThan(3_000);
		}
	});

	it('KPIs come out of simplified items as out of whole ones, and say what was not shown', async () => {
		[9, 10, 3].forEach((QID1, at) => add(at, { QID1 }));
		add(4, { QID2: 5 }, { notShown: ['QID1'] });
		const parameters = { kpiSource: 'items', kpis: kpis(kpi('nps', ['QID1'])) };
		const kpiOf = async (given: object) => {
			const items = (await setup.run(given as never)).json(NODE);
			const [found] = await setup.compute(parameters, items);
			return found;
		};
		const whole = await kpiOf({ options: { onlyShown: false } });
		expect(whole).toMatchObject({ n: 3, leftOut: { notShown: 1 } });
		const told = ({ value, n, parts, interval }: KpiResult) => ({ value, n, parts, interval });
		expect(await kpiOf({})).toMatchObject({ ...told(whole), leftOut: { notShown: 1 } });
		expect(await kpiOf({ simplify: true })).toMatchObject(told(whole));
	});

	it.each([
		[{ surveys: surveys('={{ $json.none }}') }, "No survey is chosen in 'Surveys'"],
		[{ filters: { from: 'soon' } }, "'From' is not a date"],
		[{ statuses: '={{ [] }}' }, "Nothing is chosen under 'Status'"],
		[{ surveys: surveys('SV_gone') }, 'SV_gone'],
	])('says what is wrong: %j', async (parameters, message) => {
		const { error } = await setup.run(parameters);
		expect(error?.message).toContain(message);
	});
});

describe('Response: the same items as the trigger', () => {
	it('a workflow built for the trigger is fed with the very same items by Get Many', async () => {
		setup.sandbox.control.addResponses(40, { surveyId: storeVisitId, stepMs: 60_000, fill: 'all' });
		add(0, { QID1: 3 }, { recordedAt: Date.now() - 5000, status: 1 });
		const production = await new Production(setup.sandbox, {
			delivery: 'scheduled',
			startFrom: 'all',
			options: { connectionLabel: 'Retail', includeMeta: true },
		}).start();
		await production.activate();
		await production.check();
		await production.settled();
		const delivered = production.runs.flatMap((run) => run.json('Survey Trigger'));
		await production.close();
		const replayed = await setup.run({
			options: { connectionLabel: 'Retail', includeMeta: true },
		});
		expect(delivered).toHaveLength(40);
		expect(replayed.json(NODE)).toEqual(delivered);
	});
});

describe('Response: Get Many by ID', () => {
	const byId = (responseIds: string, options = {}) => ({
		select: 'ids',
		survey: picked(storeVisitId),
		responseIds,
		options,
	});

	it('takes ids in a text or a list, each once, oldest first', async () => {
		const ids = [3, 2, 1].map((daysAgo) => add(daysAgo));
		const text = await setup.run(byId(`${ids[2]}, ${ids[0]}\n${ids[2]}`));
		expect(idsOf(text)).toEqual([ids[0], ids[2]]);
		const list = await setup.run(byId('={{ $json.ids }}'), { input: [{ ids: [ids[1], ids[0]] }] });
		expect(idsOf(list)).toEqual([ids[0], ids[1]]);
	});

	it('gives what was asked for by name, tests and partial ones too', async () => {
		const ids = [
			add(2, { QID1: 9 }, { status: 1 }),
			add(1, { QID1: 9 }, { finished: false, progress: 10 }),
		];
		expect(idsOf(await setup.run(byId(ids.join())))).toEqual(ids);
	});

	it('more than a hundred ids are read with one export', async () => {
		const ids = setup.sandbox.control.addResponses(150, { surveyId: storeVisitId });
		setup.sandbox.control.clearRequests();
		const result = await setup.run(byId(ids.slice(0, 120).join(' ')));
		expect(idsOf(result)).toEqual(ids.slice(0, 120));
		expect(exportsStarted()).toHaveLength(1);
		expect(setup.sandbox.requests.some(({ path }) => /\/responses\/R_/.test(path))).toBe(false);
	});

	it('an id that is not there fails by name, or is left out with a note', async () => {
		const id = add(1);
		const failed = await setup.run(byId(`${id},R_gone`));
		expect(failed.error?.message).toBe('One response was not found: R_gone');
		const going = await setup.run(byId(`${id},R_gone`, { whenNotFound: 'goOn' }));
		expect(idsOf(going)).toEqual([id]);
		expect(JSON.stringify(going.task(NODE)?.hints)).toContain('R_gone');
	});
});

describe('Response: Get Many named in the input', () => {
	const named = { select: 'input' };

	it('finds them in failed executions, whatever stage they failed at, each once', async () => {
		const [a, b, c] = [4, 3, 2].map((daysAgo) => add(daysAgo));
		const delivered = (await setup.run({ filters: { to: at(3.5) } })).json(NODE);
		const executions = [
			{
				id: '7',
				status: 'error',
				retrySuccessId: null,
				data: {
					resultData: {
						runData: { 'Survey Trigger': [{ data: { main: [[{ json: delivered[0] }]] } }] },
					},
				},
			},
			{
				id: '8',
				status: 'error',
				data: {
					executionData: {
						nodeExecutionStack: [
							{
								data: {
									main: [[{ json: { kind: 'announced', surveyId: storeVisitId, responseId: b } }]],
								},
							},
						],
					},
				},
			},
			{
				id: '9',
				data: [{ kind: 'caughtUp', surveyId: storeVisitId, raw: { responseId: c, values: {} } }],
			},
			{ id: '10', data: [{ surveyId: storeVisitId, responseId: a }] },
		];
		const result = await setup.run(named, { input: executions });
		expect(result.error).toBeUndefined();
		expect(idsOf(result)).toEqual([a, b, c]);
		expect(result.items(NODE).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(result.json(NODE)[0]).toEqual(delivered[0]);
	});

	it('leaves out what was retried with success; nothing named asks for nothing', async () => {
		const id = add(1);
		const input = [
			{ retrySuccessId: '12', data: [{ surveyId: storeVisitId, responseId: id }] },
			{},
		];
		setup.sandbox.control.clearRequests();
		const result = await setup.run(named, { input });
		expect(result.error).toBeUndefined();
		expect(result.json(NODE)).toEqual([]);
		expect(setup.sandbox.requests).toEqual([]);
	});
});

describe('Response: Get', () => {
	const get = (responseId: string) => ({
		operation: 'get',
		survey: picked(storeVisitId),
		responseId,
	});

	it('one response per item, in the order of the items', async () => {
		const [old, young] = [add(2), add(1)];
		const result = await setup.run(get('={{ $json.id }}'), {
			input: [{ id: young }, { id: old }, { id: young }],
		});
		expect(idsOf(result)).toEqual([young, old, young]);
		expect(result.items(NODE)[1].pairedItem).toEqual({ item: 1 });
		const fetched = setup.sandbox.requests.filter(({ path }) => /\/responses\/R_/.test(path));
		expect(fetched).toHaveLength(2);
	});

	it('fails for one that does not exist; with Continue the others go on', async () => {
		const id = add(1);
		const input = [{ id: 'R_gone' }, { id }, { id: '' }];
		const failed = await setup.run(get('={{ $json.id }}'), { input });
		expect(failed.error?.message).toBe(`Survey ${storeVisitId} has no response R_gone [item 0]`);
		const going = await setup.run(get('={{ $json.id }}'), {
			input,
			onError: 'continueRegularOutput',
		});
		const json = going.json(NODE);
		expect(json[0].error).toContain('R_gone');
		expect(json[1]).toMatchObject({ response: { id } });
		expect(json[2].error).toContain("'Response ID' is empty");
	});
});
