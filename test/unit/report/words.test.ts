import { shownMoments } from './shown';
import { journeyMap, stagesOf } from '../../../nodes/shared/report';
import { changeInWords } from '../../../nodes/shared/report/headlines';
import { leftOutInWords } from '../../../nodes/shared/report/leftOut';
import {
	formatDay,
	formatDuration,
	formatMoment,
	formatPeriod,
	formatPeriodShort,
	formatPeriodSoFar,
	formatTime,
} from '../../../nodes/shared/report/moments';
import { formatTick, inWords, rangeOf } from '../../../nodes/shared/report/numbers';
import { fitText, shortened, textWidth, wrapText } from '../../../nodes/shared/report/textFit';
import type { KpiResult } from '../../../nodes/shared/survey/kpi';
import { compute, measure, planOf } from '../kpi/responses';
import { readMarkup, texts } from './wellFormed';

const [empty] = compute(planOf([measure('nps', { name: 'NPS' })]), []);

describe('C27 what was left out, in words', () => {
	it('a reason for each', () => {
		const reasons = {
			test: 'tests and previews',
			unfinished: 'unfinished',
			screenedOut: 'screened out',
			imported: 'imported',
			spam: 'spam',
			outsidePeriod: 'outside the dates',
			noTime: 'without a date',
			skipped: 'skipped',
			notShown: 'not shown',
			notInResponse: 'not in the response',
			offScale: 'off the scale',
			notANumber: 'not a number',
			notRecognised: 'not recognised',
			noScale: 'without a scale',
			noStandard: 'on a scale without a standard',
		};
		for (const [reason, words] of Object.entries(reasons))
			expect(leftOutInWords({ ...empty, leftOut: { [reason]: 1200 } })).toBe(`1\u202f200 ${words}`);
		const all = Object.fromEntries(Object.keys(reasons).map((reason, at) => [reason, at + 1]));
		expect(leftOutInWords({ ...empty, leftOut: all, notes: ['A', 'B'] })).toBe(
			[...Object.values(reasons).map((words, at) => `${at + 1} ${words}`), 'A', 'B'].join('; '),
		);
		expect(leftOutInWords({ ...empty, leftOut: { test: 0 } })).toBe('');
	});
});

describe('LC26 moments and spans in words', () => {
	it.each([
		[-5, '0 s'],
		[0, '0 s'],
		[499, '0 s'],
		[500, '1 s'],
		[59_499, '59 s'],
		[59_500, '1 min 0 s'],
		[185_000, '3 min 5 s'],
		[3_599_000, '59 min 59 s'],
		[3_600_000, '1 h 0 min'],
		[7_859_000, '2 h 10 min'],
	])('%d ms: %s', (ms, words) => expect(formatDuration(ms)).toBe(words));

	it('in the time zone; what is no date stays as it is', () => {
		const iso = '2026-03-31T22:05:09Z';
		expect(formatMoment(iso, 'Europe/Paris')).toBe('1 Apr 2026, 00:05 (Europe/Paris)');
		expect(formatDay(iso, 'Europe/Paris')).toBe('1 Apr 2026');
		expect(formatTime(iso, 'Europe/Paris')).toBe('00:05:09');
		for (const format of [formatMoment, formatDay, formatTime])
			expect(format('x', 'UTC')).toBe('x');
	});

	it.each(shownMoments)('%s %s: "%s", "%s" on an axis', (unit, label, words, short) => {
		const period = { unit, label, from: null, to: null, timeZone: 'Pacific/Auckland' };
		expect(formatPeriod(period)).toBe(words);
		expect(formatPeriodShort(period)).toBe(short);
	});

	it('of values that no period sets apart, from the first day to the last', () => {
		const days = (from: string | null, to: string | null) =>
			formatPeriod({ unit: 'all', label: null, from, to, timeZone: 'UTC' });
		expect(days('2026-01-10', '2026-04-10')).toBe('10 Jan 2026 to 10 Apr 2026');
		expect(days('2026-01-10T08:00:00Z', '2026-01-10T09:00:00Z')).toBe('10 Jan 2026');
		expect(days('2026-01-10', null)).toBe('10 Jan 2026');
		expect(days(null, null)).toBeUndefined();
		const all = { unit: 'all', label: null, from: null, to: null, timeZone: 'UTC' } as const;
		expect(formatPeriodShort(all)).toBe('All');
	});

	it('so far, while the period is not over', () => {
		const words = (to: string | null, label: string | null = '2026-03') =>
			formatPeriodSoFar({
				period: { unit: 'month', label, from: null, to, timeZone: 'UTC' },
				asOf: '2026-04-01T00:00:00Z',
			});
		expect(words('2026-04-01T00:00:00Z')).toBe('March 2026');
		expect(words('2026-04-01T00:00:01Z')).toBe('March 2026 so far');
		expect(words(null)).toBe('March 2026');
		expect(words('2026-05-01', null)).toBe('1 May 2026');
	});
});

describe('LC26 a value in words', () => {
	const one = { kpi: 'NPS', value: 30, unit: 'npsPoints', interval: null, n: 1 } as const;
	const interval = { low: 14.2, high: 45, level: 95 } as const;
	it.each<[Partial<KpiResult> & { when?: string }, string]>([
		[{}, 'NPS: 30 (n = 1)'],
		[{ interval, n: 1200 }, 'NPS: 30 (n = 1\u202f200, 95 % interval 14 to 45)'],
		[{ when: 'May 2026' }, 'NPS, May 2026: 30 (n = 1)'],
		[{ value: null, n: 0 }, 'NPS: no answers yet (n = 0)'],
		[{ value: null, n: 3 }, 'NPS: n = 3'],
		[{ value: 0 }, 'NPS: 0 (n = 1)'],
	])('%j: %s', (more, words) => expect(inWords({ ...one, ...more })).toBe(words));

	it('ranges and ticks by the unit', () => {
		const scale = { min: 1, max: 7 };
		expect(rangeOf('npsPoints', scale)).toEqual({ min: -100, max: 100 });
		expect(rangeOf('percent', null)).toEqual({ min: 0, max: 100 });
		expect(rangeOf('scalePoints', scale)).toEqual(scale);
		expect(rangeOf('scalePoints', null)).toBeUndefined();
		expect(rangeOf('number', scale)).toBeUndefined();
		expect(formatTick(50, 'percent')).toBe('50\u00a0%');
		expect(formatTick(0.12345, 'number')).toBe('0.123');
	});
});

describe('LC26 a change in words', () => {
	const of = (unit: KpiResult['unit'], by: number) =>
		changeInWords({
			result: { ...empty, unit },
			before: { ...empty, period: { ...empty.period, from: '2026-01-10', to: '2026-01-10' } },
			change: { by, interval: null, verdict: 'clear' },
		});
	it.each<[KpiResult['unit'], number, string]>([
		['npsPoints', 5, '+5 points'],
		['npsPoints', -1, '−1 point'],
		['percent', 2.54, '+2.5 points'],
		['percent', 1, '+1 point'],
		['scalePoints', -0.5, '−0.50'],
		['number', 1, '+1'],
		['number', 1234.567, '+1\u202f234.57'],
	])('%s by %d: %s', (unit, by, words) => {
		expect(of(unit, by)).toBe(`${words} against 10 Jan 2026: more than chance`);
	});
	it.each<[KpiResult['unit'], number]>([
		['npsPoints', 0.4],
		['percent', -0.04],
		['scalePoints', 0.004],
		['number', 0],
	])('%s by %d is none', (unit, by) => {
		expect(of(unit, by)).toBe('No change against 10 Jan 2026');
	});
});

describe('C02 a journey without answers', () => {
	it('has no span, also where the plan says from when on answers count', () => {
		const sources = ['A', 'B'].map((stage) => ({ stage, from: 'answer' as const, key: 'Q' }));
		const plan = planOf([measure('nps', { name: 'NPS', sources })], {
			groupBy: [{ by: 'stage' }],
			between: { from: '2026-01-10' },
		});
		const page = journeyMap({ title: 'T', stages: stagesOf(compute(plan, [])) });
		expect(texts(readMarkup(page)).join()).not.toContain('10 Jan 2026');
	});
});

describe('room for texts', () => {
	it('wide, narrow and broad characters', () => {
		const widths = (text: string) => [...new Set([...text].map((one) => textWidth(one, 100)))];
		expect(widths("iljtfrI.,;:'’|!()[]{}- ")).toEqual([36]);
		expect(widths('ABCmwMW@%&+=–—…ÀÉ')).toEqual([80]);
		for (const one of '满ᄀ가豈︰！￠😀') expect(textWidth(one, 100)).toBeCloseTo(110);
		expect(textWidth('🇫🇷', 100)).toBeCloseTo(110);
		expect(widths('abc019é')).toEqual([64]);
	});
	it('breaks between words, cuts the last line, and a word that is too long', () => {
		expect(wrapText('aa bb cc dd', 40, 10, 5)).toEqual(['aa bb', 'cc dd']);
		expect(wrapText(' aa \n bb ', 400, 10, 2)).toEqual(['aa bb']);
		expect(wrapText('aaaaaaaaaa bb', 40, 10, 3)).toEqual(['aaaaa…']);
		expect(wrapText('aa bb cc dd ee', 40, 10, 2)).toEqual(['aa bb', 'cc dd…']);
		expect(shortened('abcde', 5)).toBe('abcde');
		expect(shortened('abcdef', 5)).toBe('abcd…');
		expect(shortened(' a\n b ', 3)).toBe('a b');
	});
	it('what fits to the last bit is whole; a little less room, and it is cut or goes to the next line', () => {
		const [word, line] = [textWidth('aaaa', 25), textWidth('aa bb', 25)];
		expect(wrapText('aaaa bb', word, 25, 3)).toEqual(['aaaa', 'bb']);
		expect(wrapText('aaaa bb', word - 1, 25, 3)).toEqual(['aa…']);
		expect(wrapText('aa bb cc', line, 25, 3)).toEqual(['aa bb', 'cc']);
		expect(wrapText('aa bb cc', line - 1, 25, 3)).toEqual(['aa', 'bb', 'cc']);
		expect(fitText('aaaa', word, 25)).toBe('aaaa');
		// Two letters of 16 pixels and an ellipsis of 20.
		expect(fitText('aaaa', 52, 25)).toBe('aa…');
		expect(fitText('aaaa', 51, 25)).toBe('a…');
	});
});
