import { METRICS, type MetricName } from '../../../nodes/shared/survey/kpi';
import { studentT975 } from '../../../nodes/shared/survey/kpi/intervals';
import { assertTimeZone } from '../../../nodes/shared/survey/kpi/periods';
import { BUCKETS } from '../../../nodes/shared/survey/kpi/metrics';
import {
	DEFAULT_COUNT,
	exclusionOf,
	RESPONSE_REASONS,
	timeOf,
	versionOf,
} from '../../../nodes/shared/survey/kpi/counting';
import {
	numberIn,
	valueOf,
	valuesOf,
	dimensionValue,
} from '../../../nodes/shared/survey/kpi/readValue';
import { responseFromColumns } from '../../../nodes/shared/survey/kpi/rows';
import type { Measure } from '../../../nodes/shared/survey/kpi';
import type { CountRules } from '../../../nodes/shared/survey/kpi/types';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { answerOf, kpiOf, measure, responseOf, up } from './responses';

type Given = Partial<SurveyResponse['response']> & { event?: SurveyResponse['event'] };
const given = ({ event = 'completed', ...response }: Given) => responseOf({ event, response });

describe('C27 whether a response counts', () => {
	it.each<[Given, rule: keyof CountRules | undefined, reason: string | undefined]>([
		[{}, undefined, undefined],
		[{ isTest: true }, 'tests', 'test'],
		[{ event: 'test' }, 'tests', 'test'],
		[{ isSpam: true }, 'spam', 'spam'],
		[{ status: 'disqualified' }, 'screenedOut', 'screenedOut'],
		[{ status: 'overquota' } as Given, 'screenedOut', 'screenedOut'],
		[{ status: 'screened' } as Given, 'screenedOut', 'screenedOut'],
		[{ status: 'partial' }, 'unfinished', 'unfinished'],
		[{ status: 'unknown', submittedAt: undefined }, 'unfinished', 'unfinished'],
		[{ status: 'unknown' }, undefined, undefined],
		[{ status: 'complete', submittedAt: undefined }, undefined, undefined],
		[{ isImported: true }, undefined, undefined],
	])('%j', (response, rule, reason) => {
		expect(exclusionOf(given(response), DEFAULT_COUNT)).toBe(reason);
		if (rule) {
			expect(exclusionOf(given(response), { ...DEFAULT_COUNT, [rule]: true })).toBeUndefined();
		}
	});
	it('an imported one, where the plan says so', () => {
		const rules = { ...DEFAULT_COUNT, imported: false };
		expect(exclusionOf(given({ isImported: true }), rules)).toBe('imported');
		expect(exclusionOf(given({}), rules)).toBeUndefined();
	});
	it('reasons of the response, not of one answer', () => {
		expect([...RESPONSE_REASONS].join()).toBe(
			'test,unfinished,screenedOut,imported,spam,outsidePeriod,noTime',
		);
	});
});

describe('C24 when, and in which version', () => {
	const dates = { startedAt: '2026-01-01', updatedAt: '2026-01-03', submittedAt: '2026-01-02' };
	it('a response belongs to the moment at which it was submitted, else changed, else begun', () => {
		expect(timeOf(given(dates))).toBe('2026-01-02');
		expect(timeOf(given({ ...dates, submittedAt: undefined }))).toBe('2026-01-03');
		expect(timeOf(given({ startedAt: 'x', submittedAt: undefined, updatedAt: undefined }))).toBe(
			'x',
		);
	});
	it('a deletion is final, then the later change, then the finished one, then the revision', () => {
		const at = (updatedAt: string, more: Given = {}) =>
			versionOf(given({ updatedAt, status: 'partial', ...more }));
		const rising = [
			versionOf(given({ updatedAt: undefined, submittedAt: undefined, status: 'partial' })),
			at('2026-01-01'),
			at('2026-01-01', { revision: '1' }),
			at('2026-01-01', { status: 'complete' }),
			at('2026-01-01T12:00:00+0200'),
			at('2026-01-01T11:00:00Z'),
			at('2026-01-01T11:00:00.500Z'),
			at('2025-01-01', { event: 'deleted' }),
		];
		expect([...rising].sort()).toEqual(rising);
		expect(new Set(rising).size).toBe(rising.length);
		const submitted = { updatedAt: undefined, submittedAt: '2026-01-01T00:00:00.000Z' };
		expect(versionOf(given(submitted))).toBe('0|2026-01-01T00:00:00.000Z|1|');
		expect(rising[0]).toBe('0|0000-00-00T00:00:00.000Z|0|');
	});
});

describe('LC02 what a source finds', () => {
	const response = responseOf({
		answers: {
			n: 4,
			text: '4.5',
			words: 'four',
			list: { value: ['a', 'b'] },
			empty: '',
			skipped: { state: 'skipped' },
			hidden: { state: 'notShown' },
			numeric: { value: null, numeric: 0 },
			object: { value: null, numeric: 3, label: 'Three' },
			coded: { value: '1', choices: [{ code: '1', id: '9', label: 'One' }] },
			byId: { value: '9', choices: [{ id: '9', label: 'Nine' }] },
			byLabel: { value: 'x', choices: [{ label: 'Word' }] },
			nameless: { value: 'x', choices: [{ code: '7' }, {}] },
		},
		context: { plan: 'gold', none: '', zero: 0, off: false, tags: ['x', 'y'] },
		scores: [{ name: 'SC', value: 7 }] as SurveyResponse['scores'],
	});
	const read = (from: 'answer' | 'context' | 'score', key: string) => {
		const found = valueOf(response, { from, key }, true);
		return typeof found !== 'object'
			? found
			: [found.number, found.entries.map(({ key: name, label }) => `${name}=${label}`).join()];
	};
	it.each<['answer' | 'context' | 'score', string, unknown]>([
		['answer', 'n', [4, '4=4']],
		['answer', 'text', [4.5, '4.5=4.5']],
		['answer', 'words', [undefined, 'four=four']],
		['answer', 'list', [undefined, 'a=a,b=b']],
		['answer', 'empty', 'skipped'],
		['answer', 'skipped', 'skipped'],
		['answer', 'hidden', 'notShown'],
		['answer', 'numeric', [0, '0=0']],
		['answer', 'object', [3, '3=Three']],
		['answer', 'coded', [1, '1=One']],
		['answer', 'byId', [9, '9=Nine']],
		['answer', 'byLabel', [undefined, 'Word=Word']],
		['answer', 'nameless', [undefined, '7=7,=']],
		['answer', 'gone', undefined],
		['answer', 'constructor', undefined],
		['context', 'plan', [undefined, 'gold=gold']],
		['context', 'none', 'skipped'],
		['context', 'zero', [0, '0=0']],
		['context', 'off', [undefined, 'false=false']],
		['context', 'tags', [undefined, 'x=x,y=y']],
		['context', 'gone', 'notInResponse'],
		['context', 'constructor', 'notInResponse'],
		['score', 'SC', [7, '7=7']],
		['score', 'gone', 'notInResponse'],
	])('of %s %s', (from, key, wanted) => {
		expect(read(from, key)).toEqual(wanted);
	});
	it('in words only where they are asked for', () => {
		expect(valueOf(response, { from: 'answer', key: 'n' }, false)).toMatchObject({ entries: [] });
	});
	it('each pass of a loop; nothing where nothing is', () => {
		const looped = responseOf({
			answers: { '1_Q': { value: 1, loop: '1' }, '2_Q': { value: 2, loop: '2' }, '3_Q': 3 },
		});
		const source = { from: 'answer', key: 'Q' } as const;
		expect(valuesOf(looped, source, false)).toMatchObject([{ number: 1 }, { number: 2 }]);
		expect(valuesOf(looped, { ...source, key: 'R' }, false)).toEqual(['notInResponse']);
	});
	it('as a dimension: its words, several as one, null where there are none', () => {
		const value = (key: string) => dimensionValue(response, { from: 'answer', key });
		expect(value('coded')).toBe('One');
		expect(value('list')).toBe('a, b');
		expect(value('skipped')).toBeNull();
		expect(value('gone')).toBeNull();
	});
	it.each([
		[5, 5],
		['5', 5],
		['5,5', 5.5],
		['1,234', undefined],
		['', undefined],
		[true, undefined],
		[null, undefined],
		[['5'], undefined],
	])('%j as a number: %p', (value, number) => expect(numberIn(value)).toBe(number));
	it('an answer is what the helper of these tests says', () => {
		expect(answerOf('Q', 4).numeric).toBe(4);
	});
});

describe('C24 rows of a table of one’s own', () => {
	const columns = {
		responseId: 'id',
		surveyId: 'survey',
		surveyName: 'name',
		answeredAt: 'at',
		revision: 'rev',
		isTest: 'test',
		isFinished: 'done',
	};
	const read = (record: Record<string, unknown>, more = {}) =>
		responseFromColumns({ id: 'R', done: 1, ...record }, { ...columns, ...more }, 'Europe/Paris');
	it.each(['', ' ', 'false', 'FALSE', '0', 'no', 'f', 'N', 'null', null, undefined, 0, false])(
		'%j is no',
		(value) => {
			expect(read({ test: value }).response.isTest).toBe(false);
			expect(read({ done: value }).response.status).toBe('partial');
		},
	);
	it.each([true, 1, 'yes', 'true', 'x'])('%j is yes', (value) => {
		expect(read({ test: value }).response.isTest).toBe(true);
		expect(read({ done: value }).response.status).toBe('complete');
	});
	it('what no column says', () => {
		const bare = responseFromColumns({ id: 7 }, { responseId: 'id' }, 'UTC');
		expect(bare).toMatchObject({
			provider: 'table',
			event: 'completed',
			survey: { id: 'table' },
			response: { id: '7', status: 'complete', isTest: false },
		});
		expect(Object.keys(bare.survey)).toEqual(['id']);
		expect(Object.keys(bare.response)).toEqual(['id', 'status', 'isTest']);
	});
	it.each([
		['2026-03-10', '2026-03-09T23:00:00.000Z'],
		['2026-03-10 10:00:00', '2026-03-10T09:00:00.000Z'],
		['2026-03-10T10:00:00Z', '2026-03-10T10:00:00.000Z'],
		[1773136800000, '2026-03-10T10:00:00.000Z'],
		[1e11, '1973-03-03T09:46:40.000Z'],
		['soon', undefined],
	])('answered at %j', (at, iso) => expect(read({ at }).response.submittedAt).toBe(iso));
	it.each([
		[7, '00000000000000000007', undefined],
		['12', '00000000000000000012', undefined],
		['v2', 'v2', undefined],
		['2026-03-10T10:00:00Z', '2026-03-10T10:00:00Z', '2026-03-10T10:00:00.000Z'],
		[new Date('2026-03-10T10:00:00Z'), '2026-03-10T10:00:00.000Z', '2026-03-10T10:00:00.000Z'],
		[new Date(Number.NaN), '', undefined],
	])('revision %p', (rev, revision, updatedAt) => {
		expect(read({ rev }).response).toMatchObject({ revision });
		expect(read({ rev }).response.updatedAt).toBe(updatedAt);
	});
	it('all columns can be used as fields', () => {
		const { context } = read({
			text: 'x',
			when: new Date(0),
			never: new Date(Number.NaN),
			list: [1, 2],
			object: { a: 1 },
			none: undefined,
		});
		expect(context).toEqual({
			id: 'R',
			done: 1,
			text: 'x',
			when: '1970-01-01T00:00:00.000Z',
			never: null,
			list: ['1', '2'],
			object: '{"a":1}',
			none: null,
		});
	});
	it.each([undefined, '', ' ', null, true])('without an id (%j) it is refused', (id) => {
		expect(() => read({ id })).toThrow('A row has no response id in "id"');
	});
});

describe('C24 bounds', () => {
	it.each([
		[1, 12.706204736],
		[10, 2.228138852],
		[100, 1.983971519],
	])('Student’s t for %d degrees of freedom', (degrees, t) => {
		expect(studentT975(degrees)).toBeCloseTo(t, 8);
	});
	it.each([
		[101, 1.983731002956],
		[120, 1.979930405082],
		[200, 1.971896223634],
		[1000, 1.962339080826],
	])('Student’s t to ten digits where there are many answers: %d', (degrees, t) => {
		expect(studentT975(degrees)).toBeCloseTo(t, 9);
	});
	it('a time zone that does not exist is refused, with an example', () => {
		expect(() => assertTimeZone('Europe/Atlantis')).toThrow(
			expect.objectContaining({
				kind: 'input',
				message: 'There is no time zone "Europe/Atlantis"',
				hint: 'Use a name such as Europe/Paris.',
			}),
		);
	});
});

describe('C24 what a measure says of its value', () => {
	it.each([
		['sentimentShare', { sentiment: 'positive' }, undefined],
		['sentimentShare', {}, undefined],
		['sentimentShare', { sentiment: 'negative' }, 'down'],
		['sentimentShare', { sentiment: 'neutral' }, 'neither'],
		['sentimentShare', { sentiment: 'mixed' }, 'neither'],
		['average', {}, 'neither'],
		['average', { scale: { direction: 'up' } }, undefined],
		['csat', {}, undefined],
		['nps', {}, undefined],
		['distribution', {}, undefined],
	] as const)('%s %j: better is %p', (metric, more, better) => {
		expect(kpiOf(measure(metric, more as Partial<Measure>), [4], up(0, 10)).better).toBe(better);
	});
	it('only a mean is brought to another scale', () => {
		const rescaleTo = { min: 0, max: 100 };
		const mean = kpiOf(measure('csat', { rescaleTo }), [4], up(1, 5));
		expect([mean.value, mean.scale]).toEqual([75, { ...rescaleTo, direction: 'up' }]);
		const share = kpiOf(measure('csatTopBox', { rescaleTo }), [4, 2], up(1, 5));
		expect([share.value, share.scale]).toEqual([50, up(1, 5)]);
	});
	it('all of the points are no best ones', () => {
		const left = (boxes: number) =>
			kpiOf(measure('csatTopBox', { boxes }), [4], up(1, 5)).leftOut.noStandard;
		expect([left(4), left(5), left(6)]).toEqual([undefined, 1, 1]);
	});
});

describe('C24 the KPIs there are', () => {
	// Source: contracts/kpi.md 2. As people read them; a change that is meant is written with `npm run test:file -- test/unit/kpi/counting.test.ts -u`.
	it.each(Object.keys(METRICS) as MetricName[])('%s', (name) => {
		expect(METRICS[name]).toMatchSnapshot();
	});
	it('and their parts', () => {
		expect(BUCKETS).toMatchSnapshot();
	});
	it.each<[sentiment: NonNullable<Measure['sentiment']>, words: string]>([
		['positive', 'Positive, very positive, positif, très positif, positiv, sehr positiv, positivo'],
		['positive', 'muy positivo, pozytywny, pozytywna, pozitivní, pozitívny'],
		['neutral', 'neutral, neutre, neutro, neutralny, neutralna, neutrální, neutrálny'],
		['negative', 'negative, very negative, négatif, très négatif, negativ, sehr negativ, negativo'],
		['negative', 'muy negativo, negatywny, negatywna, negativní, negatívny'],
		['mixed', 'mixed, mitigé, gemischt, mixto, mieszany, smíšený, zmiešaný'],
	])('C03 %s: %s', (sentiment, words) => {
		for (const word of words.split(', ')) {
			const one = kpiOf(measure('sentimentShare', { sentiment }), [
				` ${word.toUpperCase()} `,
				word,
			]);
			expect([word, one.value, one.n]).toEqual([word, 100, 2]);
		}
	});
	it.each([
		[3, up(1, 5), 'neutral'],
		[4, up(1, 5), 'positive'],
		[2, up(1, 5), 'negative'],
		[4, { ...up(1, 5), direction: 'down' as const }, 'negative'],
		[0, undefined, 'neutral'],
		[1, undefined, 'positive'],
		[-1, undefined, 'negative'],
	])('C03 %d on %j is %s', (value, scale, sentiment) => {
		const { parts } = kpiOf(measure('sentimentShare'), [value], scale);
		expect(parts.filter(({ count }) => count > 0).map(({ key }) => key)).toEqual([sentiment]);
	});
});
