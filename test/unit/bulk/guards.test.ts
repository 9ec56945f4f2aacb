import { errorsIn, noCounts, totalOf, type Outcome } from '../../../nodes/shared/bulk';
import {
	hasGuards,
	stopByChangedRows,
	stopByErrors,
	stopByForecast,
} from '../../../nodes/shared/bulk/plan/guards';

const counts = (of: Partial<Record<Outcome, number>>) => ({ ...noCounts(), ...of });

describe('what counts', () => {
	it.each<[Outcome, number]>([
		['ok', 0],
		['unchanged', 0],
		['conflict', 0],
		['invalid', 3],
		['notFound', 3],
		['ambiguous', 3],
		['failed', 3],
		['notProcessed', 0],
	])('rows that are %s: %i of 3 are errors', (outcome, errors) => {
		expect([errorsIn(counts({ [outcome]: 3 })), totalOf(counts({ [outcome]: 3 }))]).toEqual([
			errors,
			3,
		]);
	});

	it.each([
		[{}, false],
		[{ maxChangedRows: undefined }, false],
		[{ maxChangedRows: 0 }, true],
		[{ maxErrorShare: 0.1, maxChangedShare: undefined }, true],
	])('%j are guards: %s', (guards, has) => {
		expect(hasGuards(guards as object)).toBe(has);
	});
});

describe('S24 a run stops by itself', () => {
	it.each([
		['no limit', { failed: 500 }, undefined, true, undefined],
		['too few rows yet', { ok: 0, failed: 99 }, 0.1, false, undefined],
		['enough rows', { ok: 89, failed: 11 }, 0.1, false, '11 %'],
		['as many as allowed', { ok: 90, failed: 10 }, 0.1, false, undefined],
		['few rows at the end', { ok: 1, failed: 1 }, 0.1, true, '50 %'],
		['no rows at the end', {}, 0, true, undefined],
		['rows that were not begun do not count', { failed: 1, notProcessed: 999 }, 0.5, true, '100 %'],
		['none are allowed', { ok: 999, invalid: 1 }, 0, false, '0.1 %'],
	])('by errors: %s', (_name, of, maxErrorShare, isEnd, share) => {
		const guards = maxErrorShare === undefined ? {} : { maxErrorShare };
		expect(stopByErrors(counts(of), guards, isEnd)).toEqual(
			share && {
				kind: 'errorShare',
				message: `${share} of the rows so far are in error, more than the ${maxErrorShare! * 100} % allowed`,
			},
		);
	});

	it.each([
		[5, undefined, false],
		[5, 5, false],
		[6, 5, true],
		[1, 0, true],
		[0, 0, false],
	])('by changed rows: %i of %s', (changed, maxChangedRows, stops) => {
		const guards = maxChangedRows === undefined ? {} : { maxChangedRows };
		expect(stopByChangedRows(changed, guards)).toEqual(
			stops
				? {
						kind: 'changedRows',
						message: `More rows would change than the ${maxChangedRows} allowed`,
					}
				: undefined,
		);
	});

	it.each([
		['an empty file', { rows: 0, edited: 0, invalid: 0 }, { maxErrorShare: 0 }, undefined],
		['no limits', { rows: 2, edited: 2, invalid: 2 }, {}, undefined],
		[
			'as many invalid as allowed',
			{ rows: 4, edited: 0, invalid: 1 },
			{ maxErrorShare: 0.25 },
			undefined,
		],
		[
			'more',
			{ rows: 3, edited: 0, invalid: 1 },
			{ maxErrorShare: 0.25 },
			{
				kind: 'errorShare',
				message: '33.3 % of the rows are invalid, more than the 25 % allowed; nothing was written',
			},
		],
		[
			'as many edited as allowed',
			{ rows: 4, edited: 1, invalid: 0 },
			{ maxChangedShare: 0.25 },
			undefined,
		],
		[
			'more of them',
			{ rows: 4, edited: 2, invalid: 0 },
			{ maxChangedShare: 0.25 },
			{
				kind: 'changedShare',
				message: '50 % of the rows are edited, more than the 25 % allowed; nothing was written',
			},
		],
		[
			'as many rows as allowed',
			{ rows: 4, edited: 2, invalid: 0 },
			{ maxChangedRows: 2 },
			undefined,
		],
		[
			'more rows',
			{ rows: 4, edited: 3, invalid: 0 },
			{ maxChangedRows: 2 },
			{
				kind: 'changedRows',
				message: 'More rows would change than the 2 allowed (3 are edited); nothing was written',
			},
		],
	])('by what the file alone tells: %s', (_name, forecast, guards, stop) => {
		expect(stopByForecast(forecast, guards)).toEqual(stop);
	});
});
