import { serviceCallId, storeVisitId } from '../../sandbox/qualtrics';
import { repeat, responseOf } from '../../unit/kpi/responses';
import { groupBy, kpi, kpis, NODE, setUp, surveys, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const DAY = 86_400_000;
const FROM = Date.parse('2026-03-02T09:00:00.000Z');
let minute = 0;

type Values = Record<string, string | number | null>;
const add = (values: Values, more: object = {}, surveyId = storeVisitId) =>
	setup.sandbox.control.addResponse(surveyId, values as never, {
		recordedAt: FROM + (minute += 60_000),
		...more,
	});

/** 5 promoters, 3 passives, 2 detractors: NPS 30. */
const TEN = repeat([
	[9, 3],
	[10, 2],
	[7, 1],
	[8, 2],
	[6, 1],
	[0, 1],
]);

describe('KPI: Compute from the survey itself', () => {
	it('C20 NPS of all recorded responses, with n, period, as of and interval', async () => {
		for (const QID1 of TEN) add({ QID1 });
		const before = Date.now();
		const [nps, ...others] = await setup.compute({ kpis: kpis(kpi('nps', ['QID1'])) });
		expect(others).toEqual([]);
		expect(nps).toMatchObject({
			kpi: 'NPS',
			metric: 'nps',
			group: {},
			value: 30,
			unit: 'npsPoints',
			n: 10,
			responses: 10,
			interval: { level: 95, low: expect.any(Number), high: expect.any(Number) },
			period: {
				unit: 'all',
				from: expect.stringMatching(/^2026-03-02/),
				timeZone: 'America/New_York',
			},
			weighting: 'respondents',
			text: expect.stringContaining('NPS'),
		});
		// (0.5 + 0.2 − 0.3²) / 10 = 0.061; ±1.96 √0.061 = ±48.4
		expect(nps.interval?.low).toBeCloseTo(-18.4, 1);
		expect(nps.interval?.high).toBeCloseTo(78.4, 1);
		expect(Date.parse(nps.asOf)).toBeGreaterThanOrEqual(before);
		expect(nps.parts.map(({ key, count }) => [key, count])).toEqual([
			['promoter', 5],
			['passive', 3],
			['detractor', 2],
		]);
	});

	it('C29 tests, previews, spam and unfinished do not count; skipped and not shown neither; each is told', async () => {
		for (const QID1 of TEN) add({ QID1 });
		add({ QID1: 0 }, { status: 1 });
		add({ QID1: 0 }, { status: 2 });
		add({ QID1: 0 }, { status: 8 });
		add({ QID1: 0 }, { finished: false, progress: 50 });
		add({ QID1: null });
		add({ QID2: 5 }, { notShown: ['QID1'] });
		const [nps] = await setup.compute({ kpis: kpis(kpi('nps', ['QID1'])) });
		expect(nps).toMatchObject({
			value: 30,
			n: 10,
			leftOut: { test: 2, spam: 1, unfinished: 1, skipped: 1, notShown: 1 },
		});
	});

	it('C27 C29 before the first response a KPI is null with n 0, and stays out of the consolidated one', async () => {
		for (const QID1 of TEN) add({ QID1 });
		const results = await setup.compute({
			surveys: surveys(storeVisitId, serviceCallId),
			kpis: kpis(
				kpi('nps', [
					{ value: 'QID1', survey: storeVisitId },
					{ value: 'QID2', survey: serviceCallId },
				]),
			),
			groupBy: groupBy({ by: 'survey' }),
			kpiOptions: { weighting: 'surveys' },
		});
		expect(
			results.map(({ group, labels, value, n, surveys: voting }) => [
				group.survey,
				labels.survey,
				value,
				n,
				voting,
			]),
		).toEqual([
			[storeVisitId, 'Store visit', 30, 10, 1],
			[serviceCallId, 'Service call', null, 0, 0],
			[undefined, undefined, 30, 10, 1],
		]);
	});

	it('C02 C03 by stage of the journey, each stage ← survey and question', async () => {
		add({ QID1: 10 });
		add({ QID1: 6 });
		add({ QID2: 9 }, {}, serviceCallId);
		const results = await setup.compute({
			surveys: surveys(storeVisitId, serviceCallId),
			kpis: kpis(
				kpi('nps', [
					{ value: 'QID1', survey: storeVisitId, stage: 'Purchase' },
					{ value: 'QID2', survey: serviceCallId, stage: 'Support' },
				]),
			),
			groupBy: groupBy({ by: 'stage' }),
		});
		expect(results.map(({ group, value, n }) => [group.stage, value, n])).toEqual([
			['Purchase', 0, 2],
			['Support', 100, 1],
			[undefined, (100 * (2 - 1)) / 3, 3],
		]);
	});

	it('by respondents or one survey one vote, declared in the output', async () => {
		for (const QID1 of [10, 10, 10, 0]) add({ QID1 });
		add({ QID2: 0 }, {}, serviceCallId);
		const compute = async (weighting: string) =>
			await setup.compute({
				surveys: surveys(storeVisitId, serviceCallId),
				kpis: kpis(
					kpi('nps', [
						{ value: 'QID1', survey: storeVisitId },
						{ value: 'QID2', survey: serviceCallId },
					]),
				),
				kpiOptions: { weighting },
			});
		expect(await compute('respondents')).toMatchObject([
			{ value: 20, weighting: 'respondents', n: 5 },
		]);
		expect(await compute('surveys')).toMatchObject([
			{ value: -25, weighting: 'surveys', surveys: 2 },
		]);
	});

	it('a question of one row may be named by its id, in its own survey only', async () => {
		add({ QID1: 10 });
		add({ QID1_1: 7 }, {}, serviceCallId);
		const results = await setup.compute({
			surveys: surveys(serviceCallId, storeVisitId),
			kpis: kpis(
				kpi('nps', [{ value: 'QID1', survey: storeVisitId }]),
				kpi('ces', [{ value: 'QID1', survey: serviceCallId }]),
			),
		});
		expect(results.map(({ value, n }) => [value, n])).toEqual([
			[100, 1],
			[7, 1],
		]);
	});

	it('CSAT, CES, average, distribution, response rate and sentiment with their settings', async () => {
		for (const [csat, plan, mood] of [
			[5, 'gold', 'positive'],
			[4, 'gold', 'Positif'],
			[1, 'free', 'grumpy'],
			[2, 'free', 'neutral'],
		] as const) {
			add({ QID2: csat, plan, store: mood, 'Loyalty points (year)': String(csat * 10) });
		}
		add({ QID2: 5 }, { finished: false, progress: 20 });
		add({ QID1_1: 6 }, {}, serviceCallId);
		add({ QID1_1: 2 }, {}, serviceCallId);
		const results = await setup.compute({
			surveys: surveys(storeVisitId, serviceCallId),
			kpis: kpis(
				kpi('csat', [{ value: 'QID2', survey: storeVisitId }]),
				kpi('csatTopBox', [{ value: 'QID2', survey: storeVisitId }]),
				kpi('csat', [{ value: 'QID2', survey: storeVisitId }], {
					name: 'Turned',
					direction: 'down',
				}),
				kpi('ces', [{ value: 'QID1_1', survey: serviceCallId }]),
				kpi('cesShare', [{ value: 'QID1_1', survey: serviceCallId }]),
				kpi('average', ['e://Field/Loyalty points (year)'], { name: 'Points' }),
				kpi('distribution', ['${e://Field/plan}']),
				kpi('responseRate', [{ value: '', survey: storeVisitId }]),
				kpi('sentimentShare', ['e://Field/store'], { negativeWords: 'grumpy, cross' }),
			),
		});
		const byName = Object.fromEntries(results.map((result) => [result.kpi, result]));
		expect(byName['CSAT (Mean)']).toMatchObject({ value: 3, n: 4, scale: { min: 1, max: 5 } });
		expect(byName['CSAT (Top Two Boxes)']).toMatchObject({ value: 50, n: 4 });
		expect(byName.Turned).toMatchObject({ value: 3 });
		expect(byName['CES (Mean)']).toMatchObject({ value: 4, n: 2, scale: { min: 1, max: 7 } });
		expect(byName['CES (Share)']).toMatchObject({ value: 50, n: 2 });
		expect(byName.Points).toMatchObject({ value: 30, n: 4 });
		expect(byName.Distribution.parts.map(({ label, count }) => [label, count])).toEqual([
			['free', 2],
			['gold', 2],
		]);
		expect(byName['Response Rate']).toMatchObject({ value: 80, n: 5 });
		expect(byName['Sentiment Share']).toMatchObject({ value: 50, n: 4 });
	});

	it('bounds, boxes, common scales and invitations are settings', async () => {
		for (const QID2 of [5, 5, 4, 3, 1]) add({ QID2 });
		add({ QID1_1: 7 }, {}, serviceCallId);
		const both = [
			{ value: 'QID2', survey: storeVisitId },
			{ value: 'QID1_1', survey: serviceCallId },
		];
		const results = await setup.compute({
			surveys: surveys(storeVisitId, serviceCallId),
			kpis: kpis(
				kpi('nps', [`${storeVisitId}/QID2`], { name: 'Bounds', promoterFrom: 5, passiveFrom: 4 }),
				kpi('csatTopBox', [`${storeVisitId}/QID2`], { name: 'One box', boxes: 1 }),
				kpi('csat', both, { name: 'Apart' }),
				kpi('csat', both, { name: 'Rescaled', rescaleMin: 0, rescaleMax: 100 }),
				kpi('csat', [`${storeVisitId}/QID2`], { name: 'Cut', min: 1, max: 4 }),
				kpi('responseRate', [{ value: '', survey: storeVisitId }], {
					name: 'Invited',
					invitations: { invitation: [{ count: 20, surveyId: storeVisitId }] },
				}),
			),
		});
		const byName = Object.fromEntries(results.map((result) => [result.kpi, result]));
		expect(byName.Bounds).toMatchObject({ value: 0, n: 5 });
		expect(byName['One box']).toMatchObject({ value: 40, n: 5 });
		expect(byName.Apart).toMatchObject({ value: null, n: 6 });
		expect(byName.Apart.notes[0]).toContain('different scales');
		// 100, 100, 75, 50, 0 and 100
		expect(byName.Rescaled.value).toBeCloseTo(425 / 6, 9);
		expect(byName.Cut).toMatchObject({ value: 8 / 3, n: 3, leftOut: { offScale: 2 } });
		expect(byName.Invited).toMatchObject({ value: 25, n: 20 });
	});

	it('by an embedded field and by week in a time zone, filled gaps on demand', async () => {
		add({ QID1: 10, plan: 'gold' }, { recordedAt: Date.parse('2026-03-08T22:30:00Z') });
		add({ QID1: 0, plan: 'gold' }, { recordedAt: Date.parse('2026-03-08T23:30:00Z') });
		add({ QID1: 9, plan: 'free' }, { recordedAt: Date.parse('2026-03-25T12:00:00Z') });
		const compute = async (kpiOptions: object) =>
			(
				await setup.compute({
					kpis: kpis(kpi('nps', ['QID1'])),
					groupBy: groupBy({
						by: 'value',
						value: { __rl: true, mode: 'key', value: 'e://Field/plan' },
					}),
					period: 'week',
					kpiOptions: { timeZone: 'Europe/Paris', withTotal: false, ...kpiOptions },
				})
			).map(({ group, period, value, n }) => [group.plan, period.label, value, n]);
		expect(await compute({})).toEqual([
			['free', '2026-W13', 100, 1],
			['gold', '2026-W10', 100, 1],
			['gold', '2026-W11', -100, 1],
		]);
		const filled = await compute({ fillPeriods: true });
		expect(filled.filter(([plan]) => plan === 'gold')).toEqual([
			['gold', '2026-W10', 100, 1],
			['gold', '2026-W11', -100, 1],
			['gold', '2026-W12', null, 0],
			['gold', '2026-W13', null, 0],
		]);
	});

	it('a date range holds, and its answers alone are exported', async () => {
		add({ QID1: 0 }, { recordedAt: FROM - DAY });
		add({ QID1: 10 }, { recordedAt: FROM });
		add({ QID1: 0 }, { recordedAt: FROM + DAY });
		const [nps] = await setup.compute({
			kpis: kpis(kpi('nps', ['QID1'])),
			kpiOptions: {
				from: new Date(FROM).toISOString(),
				to: new Date(FROM + DAY).toISOString(),
			},
		});
		expect(nps).toMatchObject({ value: 100, n: 1 });
		const [{ body }] = setup.sandbox.requests.filter(({ method }) => method === 'POST');
		expect(body).toMatchObject({ questionIds: ['QID1'], startDate: '2026-03-02T09:00:00.000Z' });
	});

	it.each([
		[{ kpis: {} }, 'There is no KPI to compute'],
		[{ kpis: kpis(kpi('nps', [])) }, 'choose the question or field that it is computed from'],
		[{ kpis: kpis(kpi('nps', ['QID99999'])) }, 'QID99999 is not in "Store visit"'],
		[
			{ kpis: kpis(kpi('nps', ['QID1'], { name: 'A' }), kpi('csat', ['QID2'], { name: 'A' })) },
			'Two KPIs are named "A"',
		],
		[{ kpis: kpis(kpi('nps', ['QID2'])) }, 'for which NPS has no standard'],
		[
			{ kpiOptions: { timeZone: 'Mars/Olympus' }, kpis: kpis(kpi('nps', ['QID1'])) },
			'Mars/Olympus',
		],
	])('says what is wrong before it reads anything: %j', async (parameters, message) => {
		await expect(setup.compute(parameters)).rejects.toThrow(message);
		expect(setup.sandbox.requests.some(({ path }) => path.includes('export'))).toBe(false);
	});
});

describe('KPI: Compute from incoming items', () => {
	const items = { kpiSource: 'items', kpis: kpis(kpi('nps', ['Q'])) };
	const json = (sketch: Parameters<typeof responseOf>[0]) => responseOf(sketch) as never;

	it('C24 whatever the order, repeated and updated, equals the latest versions computed once', async () => {
		const latest = TEN.map((Q, index) =>
			json({
				id: `R_${index}`,
				answers: { Q },
				response: { updatedAt: '2026-03-11T10:00:00.000Z' },
			}),
		);
		const earlier = TEN.map((_, index) => json({ id: `R_${index}`, answers: { Q: 0 } }));
		const [expected] = await setup.compute(items, latest);
		expect(expected).toMatchObject({ value: 30, n: 10 });
		for (const input of [
			[...earlier, ...latest],
			[...latest, ...earlier],
			[...latest, ...latest, ...earlier.slice(3)].reverse(),
		]) {
			const [nps] = await setup.compute(items, input);
			expect(nps).toMatchObject({ value: 30, n: 10, interval: expected.interval });
		}
	});

	it('rows made of responses give what the responses give, and hold nothing personal', async () => {
		const input = TEN.map((Q, index) =>
			json({
				id: `R_${index}`,
				answers: { Q, Other: 'secret words' },
				context: { plan: index % 2 ? 'gold' : 'free', email: 'ada@example.com' },
			}),
		);
		const parameters = {
			...items,
			groupBy: groupBy({
				by: 'value',
				value: { __rl: true, mode: 'key', value: 'e://Field/plan' },
			}),
		};
		const made = await setup.run(
			{ resource: 'kpi', operation: 'makeRows', ...parameters },
			{ input },
		);
		expect(made.error).toBeUndefined();
		const rows = made.json(NODE);
		expect(Object.keys(rows[0])).toEqual([
			'rowKey',
			'responseKey',
			'provider',
			'surveyId',
			'surveyName',
			'answeredAt',
			'version',
			'status',
			'content',
		]);
		expect(JSON.stringify(rows)).not.toMatch(/secret|ada@/);
		expect(made.items(NODE)[3].pairedItem).toEqual({ item: 3 });
		const strip = (results: object[]) =>
			results.map((result) => ({ ...result, asOf: '', text: '' }));
		const fromRows = await setup.compute(parameters, rows);
		expect(strip(fromRows)).toEqual(strip(await setup.compute(parameters, input)));
		expect(fromRows).toHaveLength(3);
		// As a table gives them back: more columns, twice, beside responses that are the same.
		const stored = rows.map((row, id) => ({ ...row, id, createdAt: '2026-03-12' }));
		expect(strip(await setup.compute(parameters, [...stored, ...input, ...stored]))).toEqual(
			strip(fromRows),
		);
	});

	it('rows of a table of one’s own, by their columns', async () => {
		const rows = TEN.map((score, index) => ({
			response_id: index,
			survey: 'shop',
			at: `2026-03-${String(index + 1).padStart(2, '0')} 10:00:00`,
			score: String(score),
			done: 'true',
			version: 2,
		}));
		const parameters = {
			kpiSource: 'items',
			itemsAre: 'columns',
			columns: {
				responseId: 'response_id',
				surveyId: 'survey',
				answeredAt: 'at',
				isFinished: 'done',
				revision: 'version',
			},
			kpis: kpis(kpi('nps', ['score'])),
			period: 'month',
			groupBy: groupBy({ by: 'survey' }),
			kpiOptions: { withTotal: false },
		};
		const stale = rows.map((row) => ({ ...row, score: '0', version: 1 }));
		const open = { ...rows[0], response_id: 99, done: 'false' };
		expect(await setup.compute(parameters, [...rows, ...stale, open])).toMatchObject([
			{ group: { survey: 'shop' }, value: 30, n: 10, period: { label: '2026-03' } },
		]);
	});

	it('remembers as many responses as it is told, and says so when there are more', async () => {
		const input = ['a', 'b', 'c'].map((id) => json({ id, answers: { Q: 10 } }));
		const remembering = async (maxRemembered: number) =>
			await setup.run({ resource: 'kpi', ...items, kpiOptions: { maxRemembered } }, { input });
		expect((await remembering(3)).json(NODE)).toMatchObject([{ value: 100, n: 3 }]);
		expect((await remembering(2)).error?.message).toContain('There are more than 2 responses');
	});

	it('no items at all, or empty ones, are null with n 0', async () => {
		expect(await setup.compute(items, [{}])).toMatchObject([{ value: null, n: 0, interval: null }]);
	});

	it('needs no account; with the survey at hand it knows empty surveys and names', async () => {
		const none = await setup.run(
			{ resource: 'kpi', operation: 'compute', ...items },
			{ input: [json({ answers: { Q: 10 } })], credentials: {} },
		);
		expect(none.json(NODE)).toMatchObject([{ value: 100, n: 1 }]);
		expect(setup.sandbox.requests).toEqual([]);
		const known = await setup.compute(
			{
				...items,
				kpis: kpis(kpi('nps', ['QID1'])),
				kpiSource: 'itemsAndSurvey',
				groupBy: groupBy({ by: 'survey' }),
			},
			[{}],
		);
		expect(known).toMatchObject([
			{ group: { survey: storeVisitId }, labels: { survey: 'Store visit' }, value: null, n: 0 },
			{ group: {}, value: null },
		]);
	});

	it('several accounts: two Get Many, one KPI', async () => {
		const of = (survey: string, Q: number) =>
			({ ...responseOf({ survey, answers: { Q } }), connectionLabel: survey }) as never;
		const [nps] = await setup.compute(items, [of('SV_a', 10), of('SV_b', 0)]);
		expect(nps).toMatchObject({ value: 0, n: 2, surveys: 2 });
	});

	it('an item that is no response is an error of that item', async () => {
		const input = [json({ answers: { Q: 10 } }), { hello: 'world' }];
		const failed = await setup.run({ resource: 'kpi', ...items }, { input });
		expect(failed.error?.message).toContain('neither a survey response nor a row');
		const going = await setup.run(
			{ resource: 'kpi', ...items },
			{ input, onError: 'continueRegularOutput' },
		);
		expect(going.json(NODE)).toMatchObject([
			{ value: 100, n: 1 },
			{ error: expect.stringContaining('[item 1]') },
		]);
	});
});
