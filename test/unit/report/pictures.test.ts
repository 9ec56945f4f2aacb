import { kpiMail } from '../../../nodes/shared/report/kpiMail';
import { bulkMail, refusedMail } from '../../../nodes/shared/report/bulkMail';
import { bulkReport } from '../../../nodes/shared/report/bulkReport';
import type { BulkRun } from '../../../nodes/shared/report/bulkRun';
import { distributionChart } from '../../../nodes/shared/report/distributionChart';
import { type Gauge, gaugeChart } from '../../../nodes/shared/report/gaugeChart';
import { journeyMap } from '../../../nodes/shared/report/journeyMap';
import { kpiReport } from '../../../nodes/shared/report/kpiReport';
import { chartPage } from '../../../nodes/shared/report/page';
import { chartStyle, pageStyle } from '../../../nodes/shared/report/theme';
import { trendChart } from '../../../nodes/shared/report/trendChart';
import {
	answeredStages,
	bulkRun,
	gaugeOf,
	manyParts,
	mixedResults,
	monthsOfNps,
	partOf,
	pointsOf,
	verbatim,
} from './shown';

// Pictures, pages and mails as they are. A change that is meant is looked at, and written with
// `npm run test:file -- test/unit/report/pictures.test.ts -u`; the other tests of this folder say why a picture has to be as it is.

/** An element in a line, and without the style, which has a picture of its own. */
const shown = (source: string) =>
	`\n${source.replace(/<style>[^<]*<\/style>/g, '<style/>').replaceAll('><', '>\n<')}`;

describe('C03 C24 a trend', () => {
	it.each([
		['with gaps, a target and a point that stands alone', {}],
		['half as wide', { compact: true, standalone: false }],
	])('%s', (_, options) => {
		const points = pointsOf([10, 25.5, null, 30, null, 40, 38, 35]);
		const svg = trendChart(
			{ unit: 'npsPoints', points, target: 35 },
			{ title: 'NPS', subtitle: '2026', ...options },
		);
		expect(shown(svg)).toMatchSnapshot();
	});
	it.each([
		['of one point', pointsOf([4]), 'scalePoints'],
		['of one value throughout, of which no range is known', pointsOf([7, 7, 7]), 'number'],
		['of more labels than there is room for', pointsOf(Array(48).fill(60)), 'percent'],
		['without values', pointsOf([null, null]), 'percent'],
	] as const)('%s', (_, points, unit) => {
		const svg = trendChart({ unit, points, scale: { min: 1, max: 5 } }, { title: 'T' });
		expect(shown(svg)).toMatchSnapshot();
	});
});

describe('C03 C24 a distribution', () => {
	it.each([
		['of groups of people', [partOf('promoter', 6), partOf('detractor', 3), partOf('x', 1)], 10],
		['with a few of many, and none', [partOf('a', 1, 0.01), partOf('b', 0, 0)], 10_000],
		['of parts without a share', [partOf('a', 2, null)], 2],
		['of more answers than there is room for', manyParts(28), 28],
		['without answers', [partOf('a', 0, null)], 0],
		['without parts', [], 3],
		['with a text that ends before its figure', [partOf('W'.repeat(90), 9)], 10],
	])('%s', (_, parts, n) => {
		const tones = { promoter: 'good', detractor: 'bad' };
		expect(shown(distributionChart({ parts, n, tones }, { title: 'D' }))).toMatchSnapshot();
	});
});

describe('C24 a gauge', () => {
	it.each([
		['with interval and target', { target: 40 }],
		['at its least', { value: -100, interval: null, n: 1 }],
		['of a mean', { unit: 'scalePoints', value: 4.2, interval: { low: 4, high: 4.4, level: 95 } }],
		['of a plain number', { unit: 'number', value: 1234.5, target: 1000 }],
		['without answers', { value: null, n: 0, interval: null, notes: ['Nobody has answered'] }],
		['without a value', { value: null, n: 4, interval: null, notes: ['Scales', 'differ'] }],
	] as const)('%s', (_, more) => {
		expect(
			shown(gaugeChart(gaugeOf(more as Partial<Gauge>), { title: 'G', theme: 'light' })),
		).toMatchSnapshot();
	});
});

describe('pages', () => {
	it.each(['light', 'dark', 'auto'] as const)('the style of %s', (theme) => {
		expect(`\n${chartStyle(theme)}`).toMatchSnapshot();
		expect(`\n${pageStyle(theme)}`).toMatchSnapshot();
	});
	it('the layout', () => {
		const page = kpiReport({ title: 'Nothing', results: [] });
		const style = /<style>([^<]*)<\/style>/.exec(page)![1];
		expect(style.endsWith(pageStyle('auto'))).toBe(true);
		expect(style.slice(0, -pageStyle('auto').length)).toMatchSnapshot();
		const alone = chartPage({ title: 'One', theme: 'light' }, '<svg></svg>');
		expect(alone.replace(chartStyle('light'), '')).toMatchSnapshot();
	});
	it('C24 LC26 a KPI report', () => {
		const page = kpiReport({
			title: 'KPIs',
			theme: 'light',
			results: mixedResults(),
			verbatims: [
				verbatim({}),
				verbatim({ score: undefined }),
				verbatim({ at: null, question: 'Why?' }),
			],
		});
		expect(shown(page)).toMatchSnapshot();
	});
	it('C02 a journey map', () => {
		const { stages, whole } = answeredStages();
		expect(
			shown(journeyMap({ title: 'Journey', theme: 'light', stages, whole })),
		).toMatchSnapshot();
	});
	it('S25 the report of a bulk run', () => {
		expect(shown(bulkReport(bulkRun({})))).toMatchSnapshot();
	});
	it.each([
		[{ operation: 'validate', state: 'running', endedAt: undefined, timeZone: undefined }],
		[{ operation: 'rollBack', state: 'cancelled', counts: { ok: 1 }, reasons: [] }],
		[{ operation: 'verify', state: 'failed', counts: {}, sample: [], fields: [] }],
	] as const)('S25 the report of %j', (more) => {
		const little = { sample: [], timeline: [], ...more } as Partial<BulkRun>;
		expect(shown(bulkReport(bulkRun(little)))).toMatchSnapshot();
	});
});

describe('S25 mails', () => {
	it('of KPIs', () => {
		const { stages, results } = answeredStages();
		expect(
			shown(kpiMail({ title: 'KPIs', results: [...mixedResults(), ...results], stages })),
		).toMatchSnapshot();
	});
	it('of more KPIs than a mail has room for', () => {
		const many = Array.from({ length: 32 }, (_, at) =>
			monthsOfNps(at + 10).map((result) => ({ ...result, kpi: `KPI ${at}` })),
		);
		const mail = shown(kpiMail({ title: 'KPIs', results: many.flat() }));
		expect(mail).toContain('2 more values are in the report.');
		expect(mail).toContain('KPI 29');
		expect(mail).not.toContain('KPI 30');
	});
	it('of a bulk run', () => {
		expect(shown(bulkMail(bulkRun({})))).toMatchSnapshot();
		expect(shown(bulkMail(bulkRun({ counts: {}, reasons: [] })))).toMatchSnapshot();
		expect(shown(refusedMail('The file is empty.'))).toMatchSnapshot();
	});
});
