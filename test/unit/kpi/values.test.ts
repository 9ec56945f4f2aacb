import { METRICS, type MetricName } from '../../../nodes/shared/survey/kpi';
import { studentT975, wilson } from '../../../nodes/shared/survey/kpi/intervals';
import table from '../../corpora/kpi/values.json';
import { compute, down, kpiOf, measure, planOf, repeat, state, up } from './responses';

interface Line {
	title: string;
	metric: MetricName;
	scale?: [number, number];
	counts: Array<[number, number]>;
	value: number;
	n: number;
	low: number | null;
	high: number | null;
	digits?: number;
}

describe('values, by hand and from the literature', () => {
	it.each(table as unknown as Line[])('$title', (line) => {
		const scale = line.scale && up(...line.scale);
		const result = kpiOf(measure(line.metric), repeat(line.counts), scale);
		const digits = line.digits ?? 5;
		expect(result.n).toBe(line.n);
		expect(result.value).toBeCloseTo(line.value, 5);
		if (line.low === null) expect(result.interval).toBeNull();
		else {
			expect(result.interval?.low).toBeCloseTo(line.low, digits);
			expect(result.interval?.high).toBeCloseTo(line.high!, digits);
		}
	});

	// Fisher & Yates, table III; the last three from the table of the NIST handbook, 1.3.6.7.2.
	it.each([
		[1, 12.7062],
		[2, 4.3027],
		[3, 3.1824],
		[4, 2.7764],
		[5, 2.5706],
		[10, 2.2281],
		[20, 2.086],
		[30, 2.0423],
		[50, 2.0086],
		[100, 1.984],
		[120, 1.9799],
		[1000, 1.9623],
	])('t with %i degrees of freedom is %d', (degrees, expected) => {
		expect(studentT975(degrees)).toBeCloseTo(expected, 4);
	});

	it('t goes on without a step where the expansion takes over, and ends in the normal', () => {
		// Falls by about 0.00024 from one to the next there.
		const step = studentT975(100) - studentT975(101);
		expect(step).toBeGreaterThan(0.00023);
		expect(step).toBeLessThan(0.00026);
		expect(studentT975(1e9)).toBeCloseTo(1.959963985, 8);
	});

	it('Wilson never leaves 0 to 1', () => {
		for (let n = 2; n < 500; n++) {
			expect(wilson(0, n).low).toBe(0);
			expect(wilson(n, n).high).toBe(1);
		}
	});

	it('C29 no answers give null with n 0, and never 0, for every metric', () => {
		const metrics = Object.keys(METRICS) as MetricName[];
		const results = compute(planOf(metrics.map((metric) => measure(metric))), []);
		expect(results.map(({ value, n, interval }) => ({ value, n, interval }))).toEqual(
			metrics.map(() => ({ value: null, n: 0, interval: null })),
		);
		expect(results).toHaveLength(9);
		for (const { parts } of results) {
			for (const part of parts) expect(part).toMatchObject({ count: 0, share: null });
		}
	});

	it('C20 every value comes with n, the period, as of, and its weighting', () => {
		const [result] = compute(planOf([measure('nps')]), [
			{ answers: { Q: 9 }, at: '2026-03-01T08:00:00.000Z' },
			{ answers: { Q: 3 }, at: '2026-03-05T08:00:00.000Z' },
			{ answers: { Q: state('skipped') }, at: '2026-03-09T08:00:00.000Z' },
		]);
		expect(result).toMatchObject({
			value: 0,
			n: 2,
			responses: 3,
			unit: 'npsPoints',
			weighting: 'respondents',
			surveys: 1,
			asOf: '2026-04-01T12:00:00.000Z',
			leftOut: { skipped: 1 },
			scale: { min: 0, max: 10, direction: 'up' },
			period: {
				unit: 'all',
				label: null,
				from: '2026-03-01T08:00:00.000Z',
				to: '2026-03-05T08:00:00.000Z',
				timeZone: 'UTC',
			},
		});
		expect(result.parts.map(({ key, count, share }) => [key, count, share])).toEqual([
			['promoter', 1, 50],
			['passive', 0, 0],
			['detractor', 1, 50],
		]);
	});
});

describe('scales', () => {
	const values = [1, 1, 2, 4, 5];
	it.each([
		['CSAT mean, 5 is best', measure('csat'), up(1, 5), 2.6],
		// 6 - x: 5 5 4 2 1 = 17 / 5
		['CSAT mean, 1 is best', measure('csat'), down(1, 5), 3.4],
		['the setting wins', measure('csat', { scale: { direction: 'up' } }), down(1, 5), 2.6],
		// 4 and 5 of five
		['top two, 5 is best', measure('csatTopBox'), up(1, 5), 40],
		// 1, 1 and 2 of five
		['top two, 1 is best', measure('csatTopBox'), down(1, 5), 60],
		['one box', measure('csatTopBox', { boxes: 1 }), up(1, 5), 20],
		['an average stays as it was given', measure('average'), down(1, 5), 2.6],
		['unless it is turned', measure('average', { scale: { direction: 'down' } }), up(1, 5), 3.4],
		// 0–100: 0 0 25 75 100 = 200 / 5
		['rescaled', measure('csat', { rescaleTo: { min: 0, max: 100 } }), up(1, 5), 40],
	])('%s', (_, one, scale, expected) => {
		expect(kpiOf(one, values, scale).value).toBeCloseTo(expected, 12);
	});

	it.each([
		// 11 and 10 promote, 9 and 8 are passive: the eleven points of the standard, counted from 1
		['1–11', up(1, 11), {}, [11, 10, 9, 8, 7, 1], 0],
		['1–10', up(1, 10), {}, [10, 9, 8, 7, 6], 20],
		// 10 - x: 10 9 8 7 6
		['0–10, 0 is best', down(0, 10), {}, [0, 1, 2, 3, 4], 20],
		['1–5, bounds set', up(1, 5), { npsBounds: { promoterFrom: 5, passiveFrom: 4 } }, [5, 4, 3], 0],
	])('NPS on %s', (_, scale, more, values, expected) => {
		expect(kpiOf(measure('nps', more), values, scale).value).toBeCloseTo(expected, 12);
	});

	it('NPS has no standard on other scales: nothing is guessed', () => {
		expect(kpiOf(measure('nps'), [5, 4, 1], up(1, 5))).toMatchObject({
			value: null,
			n: 0,
			leftOut: { noStandard: 3 },
		});
	});
	it('a share needs a scale, and CES a known number of points', () => {
		expect(kpiOf(measure('csatTopBox'), [5]).leftOut).toEqual({ noScale: 1 });
		expect(kpiOf(measure('cesShare'), [5], up(1, 10)).leftOut).toEqual({ noStandard: 1 });
		expect(kpiOf(measure('cesShare', { boxes: 4 }), [7, 6], up(1, 10)).value).toBe(50);
	});
	it('values off the scale are left out and counted', () => {
		const result = kpiOf(measure('csat'), [5, 3, 0, 6, 99], up(1, 5));
		expect(result).toMatchObject({ value: 4, n: 2, leftOut: { offScale: 3 } });
	});
	it('LC02 what is no number is left out and counted; texts that are numbers count', () => {
		const result = kpiOf(measure('csat'), ['4', ' 2 ', 'good', '4,5', '1e3', '1.234'], up(1, 5));
		expect(result).toMatchObject({ value: 3.5, n: 3, leftOut: { notANumber: 3 } });
	});
	it('a number that nobody can mean is none', () => {
		const result = kpiOf(measure('average'), [2, 1e200, -1e200, 4]);
		expect(result).toMatchObject({ value: 3, n: 2, leftOut: { notANumber: 2 } });
		expect(kpiOf(measure('average'), [1e100]).n).toBe(1);
	});
	it('a distribution leaves out what is off its scale; words have none', () => {
		const scale = { min: 1, max: 3 };
		const result = kpiOf(measure('distribution', { scale }), [1, 3, 9, 'x']);
		expect(result.parts.map(({ key }) => key).sort()).toEqual(['1', '3', 'x']);
		expect(result).toMatchObject({ n: 3, leftOut: { offScale: 1 } });
		expect(kpiOf(measure('distribution'), [1, 3, 9, 'x']).n).toBe(4);
	});
	it('means of different scales are not mixed in silence', () => {
		const sketches = [
			{ answers: { Q: 5 }, scale: up(1, 5) },
			{ answers: { Q: 7 }, scale: up(1, 7) },
		];
		const [mixed] = compute(planOf([measure('csat')]), sketches);
		expect(mixed).toMatchObject({ value: null, n: 2, interval: null, scale: null });
		expect(mixed.notes[0]).toContain('1–5, 1–7');
		const rescaled = measure('csat', { rescaleTo: { min: 0, max: 100 } });
		expect(compute(planOf([rescaled]), sketches)[0]).toMatchObject({ value: 100, notes: [] });
		expect(compute(planOf([measure('csatTopBox')]), sketches)[0].value).toBe(100);
	});
	it('the points of a scale come from its question, gaps and exclusions included', () => {
		const question = {
			id: 'Q',
			title: 'Satisfied?',
			type: 'singleChoice' as const,
			choices: ['10', '20', '30', '40', '99'].map((code) => ({ id: code, code, label: code })),
			rows: [],
			scale: up(10, 40),
			answerKeys: ['Q'],
		};
		const definition = {
			provider: 'q',
			id: 'SV_1',
			name: 'S',
			questions: [question],
			contextFields: [],
		};
		const result = kpiOf(measure('csatTopBox'), [40, 30, 20, 10, 99], undefined, {
			definitions: [definition],
		});
		expect(result).toMatchObject({ value: 50, n: 4, leftOut: { offScale: 1 } });
	});
	it.each([
		['promoter', 100],
		['passive', 0],
		['detractor', -100],
	] as const)('the NPS group %s counts where a source gives no score', (npsGroup, value) => {
		const given = { value: 'x', npsGroup };
		expect(kpiOf(measure('nps'), [given])).toMatchObject({ value, n: 1 });
		expect(kpiOf(measure('nps'), [given, 3])).toMatchObject({ value: (value - 100) / 2, n: 2 });
		// A mean has no use for a group.
		expect(kpiOf(measure('average'), [given]).n).toBe(0);
	});
});

describe('which answers count', () => {
	const of = (more: object) =>
		compute(planOf([measure('nps')]), [{ answers: { Q: 10 }, ...more }])[0];

	it.each([
		['complete', {}, 1, {}],
		['a test', { response: { isTest: true } }, 0, { test: 1 }],
		['a test event', { event: 'test' }, 0, { test: 1 }],
		['unfinished', { response: { status: 'partial' } }, 0, { unfinished: 1 }],
		['screened out', { response: { status: 'screened' } }, 0, { screenedOut: 1 }],
		['over quota', { response: { status: 'overquota' } }, 0, { screenedOut: 1 }],
		['spam', { response: { isSpam: true } }, 0, { spam: 1 }],
		['imported', { response: { isImported: true } }, 1, {}],
		['of unknown status, submitted', { response: { status: 'unknown' } }, 1, {}],
		[
			'of unknown status, not submitted',
			{ response: { status: 'unknown', submittedAt: undefined } },
			0,
			{ unfinished: 1 },
		],
		['skipped', { answers: { Q: state('skipped') } }, 0, { skipped: 1 }],
		['not shown', { answers: { Q: state('notShown') } }, 0, { notShown: 1 }],
		['empty', { answers: { Q: '' } }, 0, { skipped: 1 }],
		['not in the survey', { answers: {} }, 0, { notInResponse: 1 }],
		['0', { answers: { Q: 0 } }, 1, {}],
		['deleted', { event: 'deleted' }, 0, {}],
	])('C20 C29 %s', (_, more, n, leftOut) => {
		expect(of(more)).toMatchObject({ n, value: n ? expect.any(Number) : null });
		expect(of(more).leftOut).toEqual(leftOut);
	});

	it('tests, unfinished ones, spam and imported ones as the plan says', () => {
		const count = { tests: true, unfinished: true, screenedOut: true, spam: true, imported: false };
		const sketches = [
			{ answers: { Q: 10 }, response: { isTest: true } },
			{ answers: { Q: 10 }, response: { status: 'partial' as const } },
			{ answers: { Q: 10 }, response: { isSpam: true } },
			{ answers: { Q: 10 }, response: { isImported: true } },
		];
		expect(compute(planOf([measure('nps')], { count }), sketches)[0]).toMatchObject({
			n: 3,
			leftOut: { imported: 1 },
		});
	});
	it('only of the dates asked for', () => {
		const between = { from: '2026-03-01', to: '2026-04-01' };
		const at = ['2026-02-28T22:59:59.999Z', '2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z'];
		const [result] = compute(
			planOf([measure('nps')], { between, timeZone: 'Europe/Paris' }),
			at.map((date) => ({ answers: { Q: 10 }, at: date })),
		);
		expect(result).toMatchObject({ n: 1, leftOut: { outsidePeriod: 2 } });
		expect(result.period).toMatchObject({
			from: '2026-03-01T00:00:00.000+01:00',
			to: '2026-04-01T00:00:00.000+02:00',
		});
	});
	it('takes every pass of a loop, an export tag, a field, a score', () => {
		const sketch = {
			answers: { '1_QL': { loop: '1', value: 4 }, '2_QL': { loop: '2', value: 2 } },
			context: { spent: '12.5', empty: '' },
			scores: [{ name: 'total', value: 7 }],
		};
		const value = (from: 'answer' | 'context' | 'score', key: string) =>
			compute(planOf([measure('average', { sources: [{ from, key }] })]), [sketch])[0];
		expect(value('answer', 'QL')).toMatchObject({ value: 3, n: 2, responses: 1 });
		expect(value('context', 'spent')).toMatchObject({ value: 12.5, n: 1 });
		expect(value('context', 'empty').leftOut).toEqual({ skipped: 1 });
		expect(value('context', 'toString').leftOut).toEqual({ notInResponse: 1 });
		expect(value('score', 'total')).toMatchObject({ value: 7, n: 1 });
	});
});
