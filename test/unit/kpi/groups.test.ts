import { KpiBook, type KpiResult } from '../../../nodes/shared/survey/kpi';
import { PeriodFinder } from '../../../nodes/shared/survey/kpi/periods';
import { AS_OF, compute, measure, planOf, repeat, responseOf, state, up } from './responses';

const short = ({ group, value, n }: KpiResult) => [Object.values(group).join('/'), value, n];
const iso = (ms: number) => new Date(ms).toISOString();

describe('periods', () => {
	it.each([
		['day', 'UTC', '2026-03-31T23:59:59.999Z', '2026-03-31', '2026-03-31T00:00:00.000Z'],
		['day', 'Europe/Paris', '2026-03-31T22:00:00.000Z', '2026-04-01', '2026-03-31T22:00:00.000Z'],
		// Clocks go forward on 29 March in Paris: the day has 23 hours.
		['day', 'Europe/Paris', '2026-03-29T21:59:59.999Z', '2026-03-29', '2026-03-28T23:00:00.000Z'],
		['day', 'Asia/Kathmandu', '2026-01-01T18:14:59.999Z', '2026-01-01', '2025-12-31T18:15:00.000Z'],
		// 1 January 2027 is a Friday: it belongs to the 53rd ISO week of 2026.
		['week', 'UTC', '2027-01-01T12:00:00.000Z', '2026-W53', '2026-12-28T00:00:00.000Z'],
		['week', 'UTC', '2024-12-30T00:00:00.000Z', '2025-W01', '2024-12-30T00:00:00.000Z'],
		// Sunday night in New York is Monday in UTC.
		[
			'week',
			'America/New_York',
			'2026-03-09T03:59:59.999Z',
			'2026-W10',
			'2026-03-02T05:00:00.000Z',
		],
		['month', 'Europe/Paris', '2026-02-28T23:00:00.000Z', '2026-03', '2026-02-28T23:00:00.000Z'],
	] as const)('%s in %s of %s is %s', (unit, zone, moment, label, from) => {
		const period = new PeriodFinder(unit, zone).find(Date.parse(moment));
		expect([period.label, iso(period.from)]).toEqual([label, from]);
		expect(period.to).toBeGreaterThan(Date.parse(moment));
	});
	it('follow one another without gap or overlap over a year with two changes of the clock', () => {
		const finder = new PeriodFinder('day', 'Europe/Paris');
		let period = finder.find(Date.parse('2026-01-01T12:00:00Z'));
		for (let days = 0; days < 365; days++) {
			const next = finder.next(period);
			expect(next.from).toBe(period.to);
			expect(finder.find(next.to - 1).label).toBe(next.label);
			period = next;
		}
		expect(period.label).toBe('2027-01-01');
	});
	it('refuses a time zone that does not exist', () => {
		expect(() => new PeriodFinder('day', 'Mars/Base')).toThrow('There is no time zone "Mars/Base"');
	});
	it('give one line each, empty ones only when asked for, with null', () => {
		const plan = planOf([measure('nps')], { period: 'month', timeZone: 'Europe/Paris' });
		const sketches = [
			{ answers: { Q: 10 }, at: '2025-12-31T23:30:00.000Z' },
			{ answers: { Q: 0 }, at: '2026-03-10T00:00:00.000Z' },
			{ answers: { Q: 10 }, response: { submittedAt: undefined, updatedAt: undefined } },
		];
		const lines = (fillPeriods: boolean) =>
			compute(plan, sketches, { fillPeriods }).map(({ period, value, n }) => [
				period.label,
				value,
				n,
			]);
		expect(lines(false)).toEqual([
			['2026-01', 100, 1],
			['2026-03', -100, 1],
		]);
		expect(lines(true)).toEqual([
			['2026-01', 100, 1],
			['2026-02', null, 0],
			['2026-03', -100, 1],
		]);
	});
});

describe('groups', () => {
	const stages = [
		{ stage: 'Buy', surveyId: 'SV_1', from: 'answer' as const, key: 'Q1' },
		{ stage: 'Use', surveyId: 'SV_1', from: 'answer' as const, key: 'Q2' },
		{ stage: 'Use', surveyId: 'SV_2', from: 'answer' as const, key: 'Q9' },
		{ stage: 'Leave', surveyId: 'SV_3', from: 'answer' as const, key: 'Q5' },
	];
	const journey = planOf([measure('nps', { sources: stages })], {
		groupBy: [{ by: 'stage', name: 'stage' }],
	});

	it('C02 C17 places answers in journey stages, in the order of the table; a stage without answers is null', () => {
		const results = compute(
			journey,
			[
				{ survey: 'SV_1', answers: { Q1: 10, Q2: 0, Q9: 0 } },
				{ survey: 'SV_2', answers: { Q9: 9, Q1: 0 } },
			],
			{ withTotal: true },
		);
		expect(results.map(short)).toEqual([
			['Buy', 100, 1],
			['Use', 0, 2],
			['Leave', null, 0],
			['', 100 / 3, 3],
		]);
		expect(results.map(({ responses }) => responses)).toEqual([1, 2, 0, 2]);
	});
	it('one question in two stages counts in both, and once in the whole', () => {
		const plan = planOf(
			[
				measure('nps', {
					sources: ['A', 'B'].map((stage) => ({ from: 'answer', key: 'Q', stage })),
				}),
			],
			{ groupBy: [{ by: 'stage' }] },
		);
		const results = compute(plan, [{ answers: { Q: 10 } }], { withTotal: true });
		expect(results.map(short)).toEqual([
			['A', 100, 1],
			['B', 100, 1],
			['', 100, 1],
		]);
	});
	it('C20 by survey with its latest name, by answer in its words, by field', () => {
		const plan = planOf([measure('nps')], {
			groupBy: [
				{ by: 'survey' },
				{ by: 'answer', key: 'CH', name: 'channel' },
				{ by: 'context', key: 'plan' },
			],
		});
		const results = compute(plan, [
			{ surveyName: 'Old', answers: { Q: 10, CH: ['Shop'] }, context: { plan: 'gold' } },
			{
				surveyName: 'New',
				answers: { Q: 0, CH: ['Shop'] },
				context: { plan: 'gold' },
				at: '2026-03-11T00:00:00Z',
			},
			{ answers: { Q: 9 }, context: { plan: 2 }, at: '2026-01-01T00:00:00Z' },
		]);
		expect(results.map(({ group, value, n }) => ({ ...group, value, n }))).toEqual([
			{ survey: 'SV_1', channel: 'Shop', plan: 'gold', value: 0, n: 2 },
			{ survey: 'SV_1', channel: null, plan: '2', value: 100, n: 1 },
		]);
		expect(results[0].labels).toEqual({ survey: 'New' });
	});
	it('knows a survey by the name that its latest response has, whatever came first', () => {
		const named = (surveyName: string, day: number) => ({
			surveyName,
			answers: { Q: 10 },
			at: `2026-03-0${day}T00:00:00.000Z`,
		});
		const plan = planOf([measure('nps')], { groupBy: [{ by: 'survey' }] });
		const sketches = [named('B', 1), named('B', 9), named('A', 5)];
		for (const order of [sketches, sketches.toReversed()]) {
			expect(compute(plan, order)[0].labels).toEqual({ survey: 'B' });
		}
	});
	it('does not mistake two groups for one', () => {
		const plan = planOf([measure('nps')], {
			groupBy: [
				{ by: 'context', key: 'a' },
				{ by: 'context', key: 'b' },
			],
		});
		const results = compute(
			plan,
			[
				['x 1:y', null],
				['x', 'y'],
				['x', '-'],
				['x', null],
			].map(([a, b]) => ({
				answers: { Q: 10 },
				context: { a, b },
			})),
		);
		expect(results).toHaveLength(4);
	});
	it('C27 C29 a group that only tests and previews have opened is none', () => {
		const plan = planOf([measure('nps')], { groupBy: [{ by: 'context', key: 'plan' }] });
		const test = { answers: { Q: 0 }, context: { plan: 'gold' }, response: { isTest: true } };
		expect(compute(plan, [test])).toEqual([]);
	});
	it('rolls groups up: what is split and merged again is the same', () => {
		const plan = planOf([measure('csat'), measure('distribution')], {
			groupBy: [{ by: 'survey' }, { by: 'context', key: 'plan' }],
			period: 'week',
		});
		const sketches = repeat([
			[1, 3],
			[2, 5],
			[5, 7],
		]).map((value, index) => ({
			survey: `SV_${index % 3}`,
			answers: { Q: value },
			scale: up(1, 5),
			context: { plan: index % 2 ? 'gold' : 'free' },
			at: iso(Date.parse('2026-01-05T00:00:00Z') + index * 86_400_000),
		}));
		const responses = sketches.map(responseOf);
		const view = { by: [] as string[], perPeriod: false };
		expect(compute(plan, responses, view)).toEqual(compute(planOf(plan.measures), responses));
		expect(() => compute(plan, [], { by: ['region'] })).toThrow('not grouped by "region"');
	});
	it('refuses a group for every person', () => {
		const plan = planOf([measure('nps')], { groupBy: [{ by: 'context', key: 'id' }] });
		const book = new KpiBook(plan, { remember: false });
		const fill = () => {
			for (let id = 0; id <= 50_000; id++) book.add(responseOf({ context: { id } }));
		};
		expect(fill).toThrow('more than 50000 groups');
	});
});

describe('C24 consolidation over several surveys', () => {
	// SV_1: nine of ten promote (NPS 90 - 10 = 80). SV_2: one of two (NPS 0). SV_3: nobody yet.
	const sketches = [
		...repeat([
			[10, 9],
			[0, 1],
		]).map((Q) => ({ survey: 'SV_1', answers: { Q } })),
		...repeat([
			[10, 1],
			[0, 1],
		]).map((Q) => ({ survey: 'SV_2', answers: { Q } })),
	];
	const surveys = ['SV_1', 'SV_2', 'SV_3'].map((id) => ({ id }));

	it('by respondents: all answers weigh the same', () => {
		const [all] = compute(planOf([measure('nps')], { surveys }), sketches);
		// 10 promoters - 2 detractors of 12
		expect(all).toMatchObject({ weighting: 'respondents', n: 12, surveys: 2 });
		expect(all.value).toBeCloseTo(800 / 12, 12);
	});
	it('one survey one vote: the one without answers has none', () => {
		const plan = planOf([measure('nps')], { surveys, weighting: 'surveys' });
		const [all] = compute(plan, sketches);
		expect(all).toMatchObject({ weighting: 'surveys', n: 12, surveys: 2, value: 40 });
		// Variances: (1 - 0.64) / 10 = 0.036 and (1 - 0) / 2 = 0.5; half = 196 * sqrt(0.536) / 2 = 71.746
		expect(all.interval?.low).toBeCloseTo(40 - 71.7464, 3);
		expect(all.interval?.high).toBe(100);
		expect(all.parts.map(({ share }) => share)).toEqual([70, 0, 30]);
	});
	it('C29 a survey without answers changes nothing, whatever the weighting', () => {
		for (const weighting of ['respondents', 'surveys'] as const) {
			const without = planOf([measure('nps')], { weighting });
			expect(compute({ ...without, surveys }, sketches)).toEqual(compute(without, sketches));
			// Nor does one where everybody skipped the question.
			const skipped = { survey: 'SV_3', answers: { Q: state('skipped') } };
			const [all] = compute(without, [...sketches, skipped]);
			const [before] = compute(without, sketches);
			expect(all).toMatchObject({ value: before.value, interval: before.interval, surveys: 2 });
		}
	});
	it('has no interval when one of the surveys has none', () => {
		const plan = planOf([measure('nps')], { weighting: 'surveys' });
		const one = { survey: 'SV_3', answers: { Q: 10 } };
		expect(compute(plan, [...sketches, one])[0]).toMatchObject({ value: 60, interval: null });
	});
	it('does not average different scales either way', () => {
		const plan = planOf([measure('csat')], { weighting: 'surveys' });
		const mixed = [
			{ survey: 'SV_1', answers: { Q: 5 }, scale: up(1, 5) },
			{ survey: 'SV_2', answers: { Q: 7 }, scale: up(1, 7) },
		];
		expect(compute(plan, mixed)[0].value).toBeNull();
	});
});

describe('the three timing cases', () => {
	const plan = planOf([measure('nps')], {
		groupBy: [{ by: 'survey' }],
		surveys: [{ id: 'SV_1', name: 'Onboarding' }, { id: 'SV_2' }],
	});
	const view = { asOf: AS_OF, withTotal: true };
	const running = repeat([
		[10, 3],
		[0, 1],
	]).map((Q) => responseOf({ survey: 'SV_2', answers: { Q } }));

	it('C20 case 1: survey live before the connection: all recorded responses count', () => {
		const book = new KpiBook(plan);
		const earlier = repeat([
			[10, 60],
			[7, 30],
			[2, 10],
		]).map((Q) => responseOf({ answers: { Q } }));
		for (const response of earlier) book.add({ ...response, event: 'backfill' });
		// The catch-up reads the latest again.
		for (const response of earlier.slice(-20)) book.add(response);
		expect(book.results(view)[0]).toMatchObject({
			value: 50,
			n: 100,
			labels: { survey: 'Onboarding' },
		});
	});
	it('C24 C29 case 2: connected first: null until somebody answers, then exact after each response', () => {
		const book = new KpiBook(plan);
		for (const response of running) book.add(response);
		expect(book.results(view).map(short)).toEqual([
			['SV_1', null, 0],
			['SV_2', 50, 4],
			['', 50, 4],
		]);
		let [promoters, detractors, n] = [3, 1, 4];
		for (const Q of [10, 10, 7, 0, 9]) {
			book.add(responseOf({ answers: { Q } }));
			if (Q > 8) promoters++;
			if (Q < 7) detractors++;
			n++;
			expect(book.results(view).at(-1)).toMatchObject({
				n,
				value: (100 * (promoters - detractors)) / n,
			});
		}
	});
	it('C27 C29 case 3: before the launch previews and tests add nothing, and the whole is unaffected', () => {
		const book = new KpiBook(plan);
		for (const response of running) book.add(response);
		const before = book.results(view);
		book.add(responseOf({ answers: { Q: 0 }, response: { isTest: true } }));
		book.add(responseOf({ answers: { Q: 0 }, event: 'test' }));
		const after = book.results(view);
		expect(after.map(short)).toEqual(before.map(short));
		expect(after.at(-1)).toMatchObject({ value: 50, n: 4, leftOut: { test: 2 } });
		book.add(responseOf({ answers: { Q: 10 } }));
		expect(book.results(view)[0]).toMatchObject({ value: 100, n: 1 });
	});
});
