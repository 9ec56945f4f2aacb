import {
	bulkMail,
	bulkReport,
	type BulkRun,
	headlineSummary,
	kpiMail,
	kpiReport,
	stagesOf,
} from '../../../nodes/shared/report';
import {
	changeInWords,
	changeTone,
	headlinesOf,
	targetInWords,
} from '../../../nodes/shared/report/headlines';
import { changeOf } from '../../../nodes/shared/survey/kpi';
import { withSettings } from '../../../nodes/BulkCsvUpdate/reasonSettings';
import { compute, measure, planOf, responseOf, up } from '../kpi/responses';
import { checkMarkup, readMarkup, texts } from './wellFormed';

const attack = '"><script>alert(1)</script>';

/** Scores of each month, from January. */
const scores = (...months: number[][]) =>
	months.flatMap((given, month) =>
		given.map((Q) =>
			responseOf({
				answers: { Q },
				at: `2026-0${month + 1}-10T10:00:00.000Z`,
				scale: up(0, 10),
			}),
		),
	);
const times = (count: number, score: number): number[] =>
	Array.from({ length: count }, () => score);
const monthly = (months: number[][], more = {}) =>
	compute(
		planOf([measure('nps', { name: 'NPS', ...more })], { period: 'month' }),
		scores(...months),
	);

describe('the change against the period before', () => {
	it('of shares is that of Newcombe: 56/70 against 48/80 is 0.20 (0.0524 to 0.3339)', () => {
		// Newcombe 1998, table II, example (a), method 10. Wilson: 0.6918 to 0.8776 and 0.4906 to 0.7003.
		const share = (value: number, low: number, high: number, n: number) => ({
			value,
			n,
			interval: { low, high, level: 95 as const },
		});
		const change = changeOf(share(80, 69.176, 87.697, 70), share(60, 49.045, 70.035, 80))!;
		expect(change.by).toBeCloseTo(20, 9);
		expect(change.interval!.low).toBeCloseTo(5.24, 1);
		expect(change.interval!.high).toBeCloseTo(33.39, 1);
		expect(change.verdict).toBe('clear');
	});
	it.each([
		[
			'more than chance',
			[times(60, 10), times(60, 3)],
			'−200 points against January 2026: more than chance',
			'bad',
		],
		[
			'upwards',
			[times(60, 3), times(60, 10)],
			'+200 points against January 2026: more than chance',
			'good',
		],
		[
			'may be chance',
			[
				[...times(20, 10), ...times(20, 3)],
				[...times(21, 10), ...times(19, 3)],
			],
			'+5 points against January 2026: may be chance',
			undefined,
		],
		[
			'few',
			[times(9, 10), times(60, 3)],
			'−200 points against January 2026: too few answers to tell',
			undefined,
		],
		[
			'one answer',
			[[10], [3]],
			'−200 points against January 2026: too few answers to tell',
			undefined,
		],
		['none', [times(20, 8), times(20, 7)], 'No change against January 2026', undefined],
		[
			'a month without answers is passed over',
			[times(20, 10), [], times(20, 3)],
			'−200 points against January 2026: more than chance',
			'bad',
		],
		['nothing before', [times(20, 10)], undefined, undefined],
	] as const)('%s', (_, months, words, tone) => {
		const [headline] = headlinesOf(monthly(months as unknown as number[][]));
		expect(changeInWords(headline)).toBe(words);
		expect(changeTone(headline)).toBe(tone);
	});
	it('less of a negative sentiment is good news; of a plain number nothing is', () => {
		const plan = (metric: 'sentimentShare' | 'average') =>
			planOf([measure(metric, { name: 'K', sentiment: 'negative' })], { period: 'month' });
		const moods = (word: string, month: number) =>
			Array.from({ length: 30 }, () => ({
				answers: { Q: word },
				at: `2026-0${month}-10T10:00:00.000Z`,
			}));
		const [less] = headlinesOf(
			compute(plan('sentimentShare'), [...moods('negative', 1), ...moods('positive', 2)]),
		);
		expect(changeTone(less)).toBe('good');
		const [plain] = headlinesOf(compute(plan('average'), scores(times(20, 2), times(20, 9))));
		expect(changeInWords(plain)).toContain('more than chance');
		expect(changeTone(plain)).toBeUndefined();
	});
	it('each KPI and group has its own, of the latest period in which somebody answered', () => {
		const results = monthly([times(20, 10), times(20, 3)]);
		const other = results.map((one) => ({ ...one, group: { plan: 'gold' } })).slice(0, 1);
		expect(headlinesOf([...results, ...other]).map(({ result }) => result.period.label)).toEqual([
			'2026-02',
			'2026-01',
		]);
	});
});

describe('LC26 the words of a report', () => {
	it('the summary names the latest period, and says so while it is not over', () => {
		const months = monthly([times(20, 10), times(20, 3), [], [10, 10]]);
		// As of 1 April: that month has just begun.
		expect(headlineSummary(months)).toBe(
			'NPS, April 2026 so far: 100 (n = 2, 95 % interval 100 to 100), +200 points against February 2026: too few answers to tell. As of 1 Apr 2026, 12:00 (UTC).',
		);
	});
	it('a paragraph names twelve values, and how many more there are', () => {
		const said = (count: number, months: number[][]) => {
			const results = Array.from({ length: count }, (_, at) =>
				monthly(months).map((result) => ({ ...result, kpi: `KPI ${at + 1}` })),
			).flat();
			return headlineSummary(results).split('; ');
		};
		const changing = [times(20, 10), times(20, 3)];
		expect(said(12, changing)).toHaveLength(12);
		expect(said(12, changing)[11]).toMatch(/^KPI 12, .* than chance\. As of/);
		expect(said(14, changing)[12]).toBe('and 2 more. As of 1 Apr 2026, 12:00 (UTC).');
		// Without a change to tell, each value stands for itself.
		expect(said(12, [[10]])[11]).toMatch(/^KPI 12, January 2026: 100 \(n = 1\)\. As of/);
		expect(said(14, [[10]])[12]).toBe('and 2 more. As of 1 Apr 2026, 12:00 (UTC).');
		expect(headlineSummary([])).toBe('No KPIs.');
	});
	it.each([
		[40, 'Target 40: reached', 'good'],
		[60, 'Target 60: not reached', 'bad'],
	])('a target of %d', (target, words, tone) => {
		const results = monthly([[...times(15, 10), ...times(5, 3)]], { target });
		expect(targetInWords(results[0])).toBe(words);
		const found = checkMarkup(kpiReport({ title: 'T', results }));
		expect(texts(found, 'p')).toContain(words);
		expect(texts(found).join()).toContain(`target ${target} (dashed)`);
		expect(found.find(({ attributes }) => attributes.class === `big ${tone}`)?.text).toBe('50');
	});
	it('months have names everywhere, and no column is empty', () => {
		const found = checkMarkup(kpiReport({ title: 'T', results: monthly([[10], [3]]) }));
		expect(texts(found, 'th')).toEqual(['KPI', 'Period', 'Value', 'n']);
		expect(texts(found)).toEqual(expect.arrayContaining(['Jan 2026', 'Feb 2026']));
		expect(texts(found).join()).toContain('Jan 2026 to Feb 2026');
		expect(found.map(({ text }) => text).join()).not.toContain('2026-0');
	});
	it('promoters, passives and detractors are a bar, and words beside it', () => {
		const found = checkMarkup(kpiReport({ title: 'T', results: monthly([[10, 10, 8, 3]]) }));
		const widths = found.flatMap(({ attributes }) =>
			/^fill (good|plain|bad)$/.test(attributes.class ?? '') ? [attributes.style] : [],
		);
		expect(widths).toEqual(['width:50.0%', 'width:25.0%', 'width:25.0%']);
		expect(texts(found, 'bdi')).toEqual(
			expect.arrayContaining([
				'Promoters 50\u00a0% (2)',
				'Passives 25\u00a0% (1)',
				'Detractors 25\u00a0% (1)',
			]),
		);
	});
});

describe('bodies of mails', () => {
	const results = compute(
		planOf([measure('nps', { name: attack }), measure('distribution', { name: 'D', key: 'C' })], {
			groupBy: [{ by: 'context', key: 'stage' }],
		}),
		['Buy', attack].map((stage) =>
			responseOf({ answers: { Q: 10, C: [attack] }, context: { stage }, scale: up(0, 10) }),
		),
	);
	const said = [
		{ text: attack, stage: null, survey: attack, at: null, score: attack, scoreName: attack },
	];
	const run: BulkRun = {
		operation: 'apply',
		target: attack,
		fileName: attack,
		state: 'stopped',
		stopReason: attack,
		startedAt: '2026-03-31T10:00:00Z',
		rows: 62,
		counts: { ok: 41, invalid: 21 },
		fields: [],
		reasons: withSettings(
			[
				{
					kind: 'lostZeros',
					field: attack,
					outcome: 'invalid',
					rows: 20,
					message: attack,
					firstLine: 2,
				},
				{ kind: attack, outcome: 'invalid', rows: 1, message: attack },
			],
			'apply',
		),
		sample: [
			{
				line: 2,
				key: 'a',
				field: 'Gender',
				from: '1',
				to: '2',
				fromLabel: '1 – Male',
				toLabel: '2 – Female',
			},
		],
		warnings: [attack],
	};
	it.each([
		['KPI', kpiMail({ title: attack, results, stages: stagesOf(results, () => said) })],
		['bulk', bulkMail(run)],
		['no answers', kpiMail({ title: attack, results: [] })],
	])('C02 C03 S25 %s: tables and inline styles alone, and every text is a text', (_, html) => {
		const found = readMarkup(html);
		const names = new Set(found.map(({ name }) => name));
		expect(
			[...names].filter(
				(name) =>
					!['table', 'tbody', 'tr', 'td', 'h1', 'h2', 'p', 'div', 'span', 'bdi'].includes(name),
			),
		).toEqual([]);
		for (const { attributes } of found) {
			expect(Object.keys(attributes).join()).not.toMatch(/class|src|href|(^|,)on/);
			expect(attributes.style ?? '').not.toMatch(/url|var\(|@|undefined/);
		}
		expect(texts(found, 'bdi')).toContain(
			html.includes('Update report') ? `Update report: ${attack}` : attack,
		);
	});
	it('the KPI mail says period, change, parts and target without its attachments', () => {
		const html = kpiMail({
			title: 'T',
			results: monthly([times(20, 10), times(20, 3)], { target: 40 }),
		});
		const words = texts(readMarkup(html), 'span').join('\n');
		expect(words).toContain('February 2026');
		expect(words).toContain('−200 points against January 2026: more than chance');
		expect(words).toContain('Detractors 100\u00a0% (20)');
		expect(words).toContain('Target 40: not reached');
	});
	it('S25 S35 the bulk mail says how many rows were read and written, and which setting lets refused ones through', () => {
		const words = readMarkup(bulkMail(run))
			.map(({ text }) => text)
			.join('\n');
		expect(words).toContain('Read 62 rows');
		expect(words).toContain('41 written, 21 invalid');
		expect(words).toContain('Cells That a Spreadsheet Changed');
	});
	it('S35 the report shows codes with their labels and names the setting', () => {
		const found = checkMarkup(bulkReport(run));
		expect(texts(found, 'bdi')).toEqual(expect.arrayContaining(['1 – Male', '2 – Female']));
		expect(texts(found, 'td').join()).toContain('Are Taken as They Are');
		expect(withSettings(run.reasons, 'rollBack')).toEqual(run.reasons);
	});
});
