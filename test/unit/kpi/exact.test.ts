import fc from 'fast-check';
import { KpiBook, type KpiPlan, rowOf } from '../../../nodes/shared/survey/kpi';
import {
	addSquare,
	addTo,
	exactProduct,
	type ExactSum,
	multiply,
	rounded,
} from '../../../nodes/shared/survey/kpi/exactSum';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { AS_OF, measure, planOf, responseOf, state } from './responses';

/** A double as a whole number of 2^-1074. */
function units(number: number): bigint {
	const view = new DataView(new ArrayBuffer(8));
	view.setFloat64(0, number);
	const bits = view.getBigUint64(0);
	const exponent = Number((bits >> 52n) & 0x7ffn);
	const fraction = bits & 0xfffffffffffffn;
	const size = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
	return number < 0 ? -size : size;
}
const exactUnits = (numbers: number[]) => numbers.reduce((total, one) => total + units(one), 0n);
const sumOf = (numbers: number[]): ExactSum => {
	const sum: ExactSum = [];
	for (const number of numbers) addTo(sum, number);
	return sum;
};
const doubles = fc.double({ min: -1e100, max: 1e100, noNaN: true });

describe('exact sums', () => {
	it('hold the same value as the numbers added without rounding', () => {
		fc.assert(
			fc.property(fc.array(doubles), (numbers) => {
				expect(exactUnits(sumOf(numbers))).toBe(exactUnits(numbers));
			}),
		);
	});
	it('round to the nearest double, whatever the order', () => {
		fc.assert(
			fc.property(fc.array(doubles, { maxLength: 30 }), (numbers) => {
				const result = rounded(sumOf(numbers));
				expect(rounded(sumOf([...numbers].reverse()))).toBe(result);
				expect(rounded(sumOf([...numbers].sort((a, b) => a - b)))).toBe(result);
				const exact = exactUnits(numbers);
				const distance = (number: number) => {
					const off = units(number) - exact;
					return off < 0n ? -off : off;
				};
				const step = Math.abs(result) * Number.EPSILON;
				for (const other of [result + step, result - step]) {
					expect(distance(result) <= distance(other)).toBe(true);
				}
			}),
		);
	});
	it('know sums that plain addition gets wrong', () => {
		expect(rounded(sumOf([1e100, 1, -1e100]))).toBe(1);
		expect(rounded(sumOf(Array.from({ length: 10 }, () => 0.1)))).toBe(1);
		// Half way between two doubles, and a little above.
		expect(rounded(sumOf([1, 2 ** -53, 2 ** -120]))).toBe(1 + 2 ** -52);
		expect(rounded(sumOf([1, 2 ** -53]))).toBe(1);
	});
	it('two doubles multiplied lose nothing', () => {
		const moderate = fc
			.double({ min: -1e50, max: 1e50, noNaN: true })
			.filter((x) => x === 0 || Math.abs(x) > 1e-50);
		fc.assert(
			fc.property(moderate, moderate, (left, right) => {
				const [high, low] = exactProduct(left, right);
				expect(high).toBe(left * right);
				expect((units(high) + units(low)) << 1074n).toBe(units(left) * units(right));
			}),
		);
		expect(rounded(multiply(sumOf([1e16, 1]), sumOf([1e16, -1])))).toBe(1e32);
	});
	it('squares lose nothing, be they of whole numbers beyond the safe ones', () => {
		const numbers = fc.oneof(
			fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
			fc.constantFrom(2 ** 26 + 1, 94_906_265, 94_906_267, 2 ** 40 + 1, 0.1, 1.5),
		);
		fc.assert(
			fc.property(fc.array(numbers, { maxLength: 20 }), (list) => {
				const sum: ExactSum = [];
				for (const number of list) addSquare(sum, number);
				const exact = list.reduce((total, one) => total + units(one) * units(one), 0n);
				expect(exactUnits(sum) << 1074n).toBe(exact);
			}),
		);
	});
});

const plan: KpiPlan = planOf(
	[
		measure('nps'),
		measure('average', { name: 'spent', sources: [{ from: 'context', key: 'spent' }] }),
		measure('distribution', { key: 'CH' }),
		measure('responseRate', { sources: [] }),
		measure('csat', {
			sources: [
				{ from: 'answer', key: 'Q', surveyId: 'SV_1', stage: 'Buy' },
				{ from: 'answer', key: 'Q2', stage: 'Use' },
			],
		}),
	],
	{
		groupBy: [{ by: 'stage' }, { by: 'context', key: 'plan' }],
		period: 'week',
		timeZone: 'Europe/Paris',
		surveys: [{ id: 'SV_9' }],
	},
);
const views = [
	{ asOf: AS_OF, withTotal: true },
	{ asOf: AS_OF, by: [], perPeriod: false },
	{ asOf: AS_OF, by: ['plan'], fillPeriods: true },
];
const all = (book: KpiBook) => views.map((view) => book.results(view));
const bookOf = (responses: SurveyResponse[], options = {}, chosen = plan) => {
	const book = new KpiBook(chosen, options);
	for (const response of responses) book.add(response);
	return book;
};

const few = { numRuns: 40 };
const start = Date.parse('2026-03-20T00:00:00Z');
/** Versions of some ten responses, tests, partial and deleted ones among them. */
const versions = fc.array(
	fc
		.record({
			id: fc.integer({ min: 0, max: 9 }),
			change: fc.integer({ min: 0, max: 3 }),
			score: fc.oneof(fc.integer({ min: -1, max: 11 }), fc.constant(state('skipped'))),
			other: fc.integer({ min: 1, max: 5 }),
			channel: fc.subarray(['Shop', 'Web', 'Phone']),
			spent: fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constant('')),
			plan: fc.constantFrom('gold', 'free', null),
			status: fc.constantFrom('complete' as const, 'complete' as const, 'partial' as const),
			isTest: fc.constantFrom(false, false, false, true),
			event: fc.constantFrom(...Array(9).fill('updated'), 'deleted') as fc.Arbitrary<'updated'>,
		})
		.map(({ id, change, score, other, channel, spent, plan: tier, event, ...info }) =>
			responseOf({
				id: `R_${id}`,
				survey: `SV_${id % 3}`,
				event,
				at: new Date(start + id * 2 * 86_400_000).toISOString(),
				answers: { Q: score, Q2: other, CH: channel },
				context: { spent, plan: tier },
				response: {
					...info,
					updatedAt: new Date(start + change * 3_600_000).toISOString(),
					revision: String(change),
				},
			}),
		),
	{ maxLength: 30 },
);
const shuffled = versions.chain((list) =>
	fc.tuple(
		fc.constant(list),
		fc.shuffledSubarray([...list.keys(), ...list.keys()], {
			minLength: list.length * 2,
			maxLength: list.length * 2,
		}),
	),
);

describe('C24 KPIs are exact', () => {
	it('in any order, with every response twice', () => {
		fc.assert(
			fc.property(shuffled, ([list, order]) => {
				expect(all(bookOf(order.map((index) => list[index])))).toEqual(all(bookOf(list)));
			}),
			few,
		);
	});
	it('an update replaces: the same as if only the latest versions had ever come', () => {
		fc.assert(
			fc.property(versions, (list) => {
				// Deletions are final; among equals in time the finished one holds; other ties are cut out.
				const rank = ({ event, response }: SurveyResponse) =>
					`${event === 'deleted' ? 1 : 0} ${response.updatedAt} ${response.status === 'complete' ? 1 : 0}`;
				const distinct = new Map(list.map((one) => [`${one.response.id} ${rank(one)}`, one]));
				const latest = new Map<string, SurveyResponse>();
				for (const one of distinct.values()) {
					const known = latest.get(one.response.id);
					if (!known || rank(one) > rank(known)) latest.set(one.response.id, one);
				}
				const kept = [...latest.values()].filter(({ event }) => event !== 'deleted');
				expect(all(bookOf([...distinct.values()]))).toEqual(all(bookOf(kept)));
				expect(all(bookOf(kept, { remember: false }))).toEqual(all(bookOf(kept)));
			}),
			few,
		);
	});
	it('from the rows of a table: any order, any row twice', () => {
		fc.assert(
			fc.property(shuffled, ([list, order]) => {
				const rows = list.map((response) => rowOf(plan, response));
				const book = new KpiBook(plan);
				for (const index of order) book.addRow(JSON.parse(JSON.stringify(rows[index])));
				expect(all(book)).toEqual(all(bookOf(list)));
			}),
			few,
		);
	});
	it('agree with plain arithmetic', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 60 }),
				(scores) => {
					const simple = planOf([measure('nps'), measure('average')]);
					const [nps, mean] = bookOf(
						scores.map((Q) => responseOf({ answers: { Q } })),
						{},
						simple,
					).results(views[1]);
					const share = (from: number, to: number) =>
						scores.filter((x) => x >= from && x <= to).length / scores.length;
					expect(nps.value).toBeCloseTo(100 * (share(9, 10) - share(0, 6)), 9);
					const average = scores.reduce((total, x) => total + x, 0) / scores.length;
					expect(mean.value).toBeCloseTo(average, 12);
					const { low, high } = mean.interval!;
					expect(low).toBeLessThanOrEqual(average + 1e-12);
					expect((low + high) / 2).toBeCloseTo(average, 9);
				},
			),
		);
	});
});
