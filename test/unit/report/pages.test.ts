import type { BulkSummary } from '../../../nodes/shared/bulk/summary';
import {
	bulkReport,
	type BulkRun,
	bulkSummary,
	journeyMap,
	kpiCharts,
	kpiReport,
	kpiSummary,
	stagesOf,
} from '../../../nodes/shared/report';
import { type ValueSource, VerbatimSample } from '../../../nodes/shared/survey/kpi';
import { compute, measure, planOf, responseOf, up } from '../kpi/responses';
import { checkMarkup, texts } from './wellFormed';

const attack = '"><script>alert(1)</script>';

const stages: ValueSource[] = [
	{ stage: 'Discover', surveyId: 'SV_1', from: 'answer', key: 'Q' },
	{ stage: attack, surveyId: 'SV_2', from: 'answer', key: 'Q' },
	{ stage: 'تجديد', surveyId: 'SV_3', from: 'answer', key: 'Q' },
];
const plan = planOf(
	[
		measure('nps', { name: 'NPS', sources: stages }),
		measure('csat', { name: 'CSAT', sources: stages.map((source) => ({ ...source, key: 'S' })) }),
	],
	{ groupBy: [{ by: 'stage' }] },
);
const responses = [10, 9, 8, 3].flatMap((Q, index) => [
	responseOf({ survey: 'SV_1', answers: { Q, S: 4, T: `Remark ${index}` }, scale: up(0, 10) }),
	responseOf({ survey: 'SV_2', answers: { Q, S: 4, T: attack }, scale: up(0, 10) }),
]);

describe('C02 C03 the journey map', () => {
	const results = compute(plan, responses, { withTotal: true });
	const sample = new VerbatimSample(
		stages.map(({ stage, surveyId }) => ({ stage, surveyId, key: 'T' })),
		2,
	);
	for (const response of responses) sample.add(response);
	const byStage = stagesOf(results, (stage) => sample.of(stage));
	const whole = results.filter(({ group }) => Object.keys(group).length === 0);
	const found = checkMarkup(journeyMap({ title: attack, stages: byStage, whole }));

	it('shows the stages in order, with their counts, KPIs and n', () => {
		expect(byStage.map(({ name }) => name)).toEqual(['Discover', attack, 'تجديد']);
		const headings = texts(found, 'h2').map((text) => text.trim());
		expect(headings.slice(0, 3)).toEqual(['1.', '2.', '3.']);
		expect(texts(found, 'bdi')).toEqual(
			expect.arrayContaining(['Discover', attack, 'تجديد', 'NPS', 'CSAT']),
		);
		expect(texts(found, 'p')).toEqual(expect.arrayContaining(['4 responses', '0 responses']));
	});
	it('C29 a stage without answers has a dash and n = 0, never 0', () => {
		const figures = found
			.filter(({ attributes }) => attributes.class === 'big')
			.map(({ text }) => text);
		// Whole: 2 × (2 promoters − 1 detractor) of 8; stages alike; the last has none.
		expect(figures).toEqual(['25', '4.00', '25', '4.00', '25', '4.00', '–', '–']);
		expect(texts(found, 'p')).toContain('No answers yet (n = 0)');
	});
	it('shows what people said, as text', () => {
		expect(found.filter(({ name }) => name === 'blockquote')).toHaveLength(4);
		expect(texts(found, 'div')).toEqual(expect.arrayContaining(['Remark 3', 'Remark 2', attack]));
	});
	it('draws each KPI along the journey, with a gap where nobody answered', () => {
		const titles = texts(found, 'title');
		expect(titles).toEqual([attack, 'NPS along the journey', 'CSAT along the journey']);
		expect(texts(found, 'desc')[0]).toContain('تجديد: no answers');
	});
	it('is a page before there is anything to show', () => {
		const page = checkMarkup(journeyMap({ title: 'Journey', stages: [] }));
		expect(texts(page, 'p')).toContain('The journey has no stages yet.');
	});
});

describe('the KPI report', () => {
	const dated = planOf(
		[measure('nps', { name: 'NPS' }), measure('distribution', { name: attack, key: 'C' })],
		{
			period: 'month',
		},
	);
	const sketches = [10, 10, 0, 8].map((Q, index) => ({
		answers: { Q, C: [index % 2 ? attack : 'Shop'] },
		at: `2026-0${1 + index}-10T10:00:00.000Z`,
	}));
	const trend = compute(dated, sketches);
	const whole = compute(dated, sketches, { perPeriod: false });

	it('C24 makes a trend of periods, a gauge of a value, a distribution of answers', () => {
		const kinds = (results: typeof trend) =>
			kpiCharts(results).map(({ name, kind }) => [name, kind]);
		expect(kinds(trend)).toEqual([
			['NPS', 'trend'],
			[attack, 'distribution'],
		]);
		expect(kinds(whole)).toEqual([
			['NPS', 'gauge'],
			['NPS', 'distribution'],
			[attack, 'distribution'],
		]);
		for (const { svg } of kpiCharts([...trend, ...whole])) checkMarkup(svg);
	});
	it.each(['light', 'dark', 'auto'] as const)('is one page that loads nothing: %s', (theme) => {
		const page = kpiReport({ title: attack, theme, results: [...whole, ...trend] });
		const found = checkMarkup(page);
		expect(page).toContain("default-src 'none'");
		// One style for all charts.
		expect(found.filter(({ name }) => name === 'style')).toHaveLength(1);
		expect(found.filter(({ name }) => name === 'svg')).toHaveLength(5);
		expect(texts(found, 'p')[0]).toContain('As of 1 Apr 2026, 12:00 (UTC)');
	});
	it('takes a language for what it is', () => {
		const language = '"><script>alert(1)</script>';
		const [html] = checkMarkup(kpiReport({ title: 'T', language, results: [] }));
		expect(html.attributes.lang).toBe(language);
	});
	it('tells what was left out, and why', () => {
		const skewed = compute(planOf([measure('csat', { name: 'CSAT' })]), [
			{ answers: { Q: 9 }, scale: up(1, 5) },
			{ answers: { Q: 4 }, scale: up(1, 5) },
			{ answers: { Q: 4 }, scale: up(1, 5), response: { isTest: true } },
		]);
		const cells = texts(checkMarkup(kpiReport({ title: 'CSAT', results: skewed })), 'td');
		expect(cells).toEqual(
			expect.arrayContaining(['4.00', '1', '1 tests and previews; 1 off the scale']),
		);
	});
	it('C29 is a page without answers', () => {
		const none = compute(planOf([measure('nps', { name: 'NPS' })]), []);
		const found = checkMarkup(kpiReport({ title: 'KPIs', results: none }));
		expect(texts(found, 'div')).toContain('–');
		expect(texts(checkMarkup(kpiReport({ title: 'KPIs', results: [] })), 'p')).toContain(
			'No answers yet.',
		);
	});
	it('LC26 says it in one paragraph: measure, group, period, value, n, interval', () => {
		// Two promoters and one detractor of four: 25; variance (0.75 − 0.0625) / 4, half 81.25
		expect(kpiSummary(whole.slice(0, 1))).toBe(
			'NPS, 10 Jan 2026 to 10 Apr 2026: 25 (n = 4, 95 % interval −56 to 100). As of 1 Apr 2026, 12:00 (UTC).',
		);
		expect(kpiSummary(trend.slice(0, 2))).toBe(
			'NPS, January 2026: 100 (n = 1); NPS, February 2026: 100 (n = 1). As of 1 Apr 2026, 12:00 (UTC).',
		);
		expect(kpiSummary(compute(planOf([measure('nps', { name: 'NPS\nX' })]), []))).toBe(
			'NPS X: no answers yet (n = 0). As of 1 Apr 2026, 12:00 (UTC).',
		);
	});
	it.each([
		['day', 'NPS – gold, 31 Dec 2026: 100 (n = 1)'],
		['week', 'NPS – gold, week 53 of 2026: 100 (n = 1)'],
		['month', 'NPS – gold, December 2026: 100 (n = 1)'],
	] as const)('LC26 names the period and the group: %s', (period, text) => {
		const plan = planOf([measure('nps', { name: 'NPS' })], {
			period,
			groupBy: [{ by: 'context', key: 'plan' }],
		});
		const answered = responseOf({ answers: { Q: 10 }, at: '2026-12-31T10:00:00.000Z' });
		const results = compute(plan, [{ ...answered, context: { plan: 'gold' } }]);
		expect(kpiSummary(results)).toBe(`${text}. As of 1 Apr 2026, 12:00 (UTC).`);
	});
	it('LC26 a gauge has its value in words too', () => {
		expect(kpiCharts(whole)[0].svg).toContain('NPS: 25 (n = 4, 95 % interval −56 to 100).');
	});
});

const summary: BulkSummary = {
	rows: 12045,
	counts: {
		ok: 9000,
		unchanged: 2500,
		conflict: 120,
		invalid: 300,
		notFound: 20,
		ambiguous: 5,
		failed: 100,
		notProcessed: 0,
	},
	fields: [{ field: attack, changed: 5000, cleared: 12, conflicts: 20, invalid: 300 }],
	reasons: [
		{
			kind: 'boolean',
			field: 'newsletter',
			outcome: 'invalid',
			rows: 300,
			message: `"${attack}" is no boolean`,
			firstLine: 17,
		},
		{ kind: 'duplicateKey', outcome: 'invalid', rows: 2, message: 'Twice', firstLine: 18 },
	],
	sample: [
		{ line: 2, key: 'ada@example.com', field: 'phone', from: null, to: '+33 6 00 00 00 00' },
		{ line: 3, key: '2', field: 'newsletter', from: true, to: null },
	],
};
const run: BulkRun = {
	...summary,
	operation: 'apply',
	target: 'Dynamics 365, contacts',
	fileName: 'spring.csv',
	state: 'done',
	startedAt: '2026-03-31T10:00:00Z',
	endedAt: '2026-03-31T10:07:12Z',
	timeZone: 'Europe/Prague',
	timeline: Array.from({ length: 130 }, (_, index) => ({
		at: new Date(Date.parse('2026-03-31T10:00:00Z') + index * 3000).toISOString(),
		done: index * 93,
		problems: index * 3,
	})),
};

describe('the report of a bulk run', () => {
	const found = checkMarkup(bulkReport(run));

	it('shows counts, fields, reasons, timeline and changes', () => {
		const figures = found
			.filter(({ attributes }) => /^big/.test(attributes.class ?? ''))
			.map(({ text }) => text);
		expect(figures).toEqual(['9\u202f000', '2\u202f500', '120', '300', '20', '5', '100']);
		expect(texts(found, 'caption')).toEqual([
			'Cells of each field',
			'All reasons',
			'The first 2 changes',
		]);
		expect(texts(found, 'title')).toEqual([
			'Update report: Dynamics 365, contacts',
			'Rows by outcome',
			'Rows done over time',
		]);
		expect(texts(found, 'bdi')).toEqual(
			expect.arrayContaining([attack, `"${attack}" is no boolean`, 'true']),
		);
		expect(texts(found, 'span')).toEqual(['(empty)', '(empty)']);
		expect(texts(found, 'p')[1]).toBe(
			'Started 31 Mar 2026, 12:00 (Europe/Prague), ended 31 Mar 2026, 12:07 (Europe/Prague), took 7 min 12 s, completed.',
		);
	});
	it('thins a long timeline and keeps its end', () => {
		expect(found.filter(({ name }) => name === 'circle').length).toBeLessThanOrEqual(60);
		expect(texts(found)).toContain('11\u202f997');
	});
	it('says it in one paragraph without values or contact data', () => {
		const text = bulkSummary({
			...run,
			state: 'stopped',
			stopReason: 'More than 2 % of the rows\nfailed',
		});
		expect(text.replaceAll('\u202f', ' ')).toBe(
			'Read 12 045 rows from spring.csv (Dynamics 365, contacts): 9 000 written, 2 500 unchanged, 120 changed meanwhile, ' +
				'300 invalid, 20 not found, 5 ambiguous, 100 failed. The run was stopped by a safety limit. More than 2 % of the rows failed. ' +
				'Most frequent reason: invalid in "newsletter" (boolean, 300 rows).',
		);
		expect(text).not.toMatch(/script|example\.com|\+33|[\n\r]/);
	});
	it.each([
		['done', ''],
		['running', ' The run was still running.'],
		['stopped', ' The run was stopped by a safety limit.'],
		['cancelled', ' The run was cancelled.'],
		['failed', ' The run was stopped by an error.'],
	] as const)('a run that is %s', (state, words) => {
		const said = bulkSummary({ ...run, state, target: 'X', rows: 0, counts: {}, reasons: [] });
		expect(said).toBe(`Read 0 rows from spring.csv (X): nothing to do.${words}`);
	});
	it.each([
		['validate', 'Checked 1 row (X): 1 ready to be written.'],
		['apply', 'Read 1 row (X): 1 written.'],
		['rollBack', 'Read 1 row (X): 1 put back.'],
		['verify', 'Checked 1 row (X): 1 as expected.'],
	] as const)('%s', (operation, expected) => {
		const little = {
			...run,
			operation,
			target: 'X',
			fileName: undefined,
			rows: 1,
			counts: { ok: 1 },
			reasons: [],
		};
		expect(bulkSummary(little)).toBe(expected);
	});
	it('is a page for an empty file', () => {
		const nothing = {
			...run,
			rows: 0,
			counts: {},
			fields: [],
			reasons: [],
			sample: [],
			timeline: [],
		};
		const page = checkMarkup(bulkReport(nothing));
		expect(texts(page)).toContain('No rows');
		expect(bulkSummary(nothing)).toBe(
			'Read 0 rows from spring.csv (Dynamics 365, contacts): nothing to do.',
		);
		expect(texts(page, 'table')).toEqual([]);
	});
	it.each(['dark', 'auto'] as const)('in %s', (theme) => {
		checkMarkup(bulkReport({ ...run, theme, title: attack, warnings: [attack] }));
	});
});
