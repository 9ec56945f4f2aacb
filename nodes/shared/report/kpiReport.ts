import { type KpiResult, METRICS, type Verbatim } from '../survey/kpi';
import { distributionChart } from './distributionChart';
import { gaugeChart } from './gaugeChart';
import {
	headlineInWords,
	headlinesOf,
	partInWords,
	partTones,
	seriesOf,
	titleOf,
} from './headlines';
import { kpiBlock } from './kpiCard';
import { leftOutInWords } from './leftOut';
import { element, escapeText, type Markup } from './markup';
import { formatMoment, formatPeriod, formatPeriodShort } from './moments';
import { formatCount, formatInterval, formatValue, inWords } from './numbers';
import { bdi, htmlPage, type PageOptions, table } from './page';
import type { Theme } from './theme';
import { trendChart, trendOf } from './trendChart';
import { quotes } from './quotes';

export interface KpiChart {
	/** KPI and group, as its title. */
	name: string;
	kind: 'gauge' | 'trend' | 'distribution';
	svg: string;
}

interface KpiChartOptions {
	theme?: Theme;
	standalone?: boolean;
	/** Half as wide, for several beside each other and for narrow screens. */
	compact?: boolean;
}

const periodInWords = ({ period }: KpiResult): string => formatPeriod(period) ?? 'No answers';

/**
 * The charts of any results: those of one KPI and group in several periods make a trend, others a gauge, or a distribution
 * where there is no single value; shares and NPS get their parts as well.
 */
export const kpiCharts = (
	results: readonly KpiResult[],
	options: KpiChartOptions = {},
): KpiChart[] => seriesOf(results).flatMap((same) => chartsOf(same, options));

function chartsOf(same: KpiResult[], options: KpiChartOptions): KpiChart[] {
	const [first] = same;
	const last = same[same.length - 1];
	const name = titleOf(first);
	const described = { ...options, title: name };
	const isDistribution = METRICS[first.metric].family === 'categories';
	if (first.period.unit !== 'all' && !isDistribution) {
		const subtitle = same.length > 1 ? spanOf(first, last) : periodInWords(first);
		const svg = trendChart(trendOf(same), { ...described, subtitle });
		return [{ name, kind: 'trend', svg }];
	}
	// Of the distributions of several periods only the latest: the table has the others.
	const latest = same.findLast(({ n }) => n > 0) ?? last;
	return (isDistribution ? [latest] : same).flatMap((result) => {
		const subtitle = periodInWords(result);
		const distribution: KpiChart = {
			name,
			kind: 'distribution',
			svg: distributionChart({ ...result, tones: partTones(result) }, { ...described, subtitle }),
		};
		if (isDistribution) return [distribution];
		const gauge: KpiChart = {
			name,
			kind: 'gauge',
			svg: gaugeChart(result, { ...described, subtitle }),
		};
		return result.parts.length > 0 ? [gauge, distribution] : [gauge];
	});
}

/** Short: a target is named beside it. */
const spanOf = (first: KpiResult, last: KpiResult): string =>
	`${formatPeriodShort(first.period)} to ${formatPeriodShort(last.period)}`;

export interface KpiReport extends PageOptions {
	results: readonly KpiResult[];
	/** What people said, where it belongs to no stage. */
	verbatims?: readonly Verbatim[];
}

/** The figures that stand above everything: those of the whole, or of the groups where there is no whole. */
const MOST_CARDS = 12;

/** Headlines, charts and a table of any results. */
export function kpiReport({ results, verbatims = [], ...options }: KpiReport): string {
	const shown = results.filter(({ metric }) => METRICS[metric].family !== 'categories');
	const wholes = shown.filter(({ group }) => Object.keys(group).length === 0);
	const headlines = headlinesOf(wholes.length > 0 ? wholes : shown).slice(0, MOST_CARDS);
	const charts = kpiCharts(results, { theme: options.theme, standalone: false, compact: true });
	const cards = headlines.map((one) =>
		element('div', { class: 'card' }, kpiBlock(one, titleOf(one.result))),
	);
	return htmlPage(
		options,
		element('h1', {}, bdi(options.title)),
		asOfLine(results),
		cards.length > 0 ? element('div', { class: 'grid' }, ...cards) : undefined,
		results.length === 0 ? element('p', {}, escapeText('No answers yet.')) : undefined,
		element('div', { class: 'charts' }, ...charts.map(({ svg }) => svg as Markup)),
		...quotes(verbatims, results[0]?.period.timeZone, 'h2'),
		...kpiTable(results),
	);
}

export function asOfLine(results: readonly KpiResult[]): Markup | undefined {
	const [first] = results;
	if (!first) return undefined;
	const moment = formatMoment(first.asOf, first.period.timeZone);
	return element('p', { class: 'muted' }, escapeText(`As of ${moment}.`));
}

/** What the words of a report mean, in as few of them as it takes. */
export function explanations(results: readonly KpiResult[]): string[] {
	const [first] = results;
	const hasChange = headlinesOf(results).some(({ change }) => change);
	return [
		'n is the number of answers.',
		'The 95 % interval is where the value would most likely lie if everybody had answered.',
		...(hasChange
			? ['A change is “more than chance” where the 95 % interval of the difference leaves out 0.']
			: []),
		...(results.some(({ surveys }) => surveys > 1)
			? [
					first.weighting === 'surveys'
						? 'Each survey weighs the same, however many answers it has.'
						: 'Each answer weighs the same, whichever survey it is from.',
				]
			: []),
	];
}

/** Of a distribution, which has no single value. */
const answersOf = ({ metric, parts }: KpiResult): Markup =>
	METRICS[metric].family === 'categories' && parts.length > 0
		? bdi(parts.slice(0, 3).map(partInWords).join('; '))
		: escapeText('');

export function kpiTable(results: readonly KpiResult[]): Array<Markup | undefined> {
	if (results.length === 0) return [];
	return [
		element('h2', {}, escapeText('All values')),
		table(
			'Every value with its answers',
			[
				{ title: 'KPI', cell: (one) => bdi(titleOf(one)) },
				{ title: 'Period', cell: (one) => escapeText(periodInWords(one)) },
				{
					title: 'Value',
					isNumber: true,
					cell: (one) => escapeText(formatValue(one.value, one.unit)),
				},
				{
					title: '95 % interval',
					isNumber: true,
					cell: (one) => escapeText(one.interval ? formatInterval(one.interval, one.unit) : '–'),
				},
				{ title: 'n', isNumber: true, cell: (one) => escapeText(formatCount(one.n)) },
				{ title: 'Most frequent answers', cell: answersOf },
				{ title: 'Left out', cell: (one) => escapeText(leftOutInWords(one)) },
			],
			results,
		),
		element('p', { class: 'muted' }, escapeText(explanations(results).join(' '))),
	];
}

/** One paragraph of plain text, for mail and chat. */
export function kpiSummary(results: readonly KpiResult[]): string {
	const [first] = results;
	if (!first) return 'No KPIs.';
	const lines = results
		.slice(0, 12)
		.map((one) => inWords({ ...one, kpi: titleOf(one), when: formatPeriod(one.period) }));
	const rest = results.length > 12 ? `; and ${results.length - 12} more` : '';
	const moment = formatMoment(first.asOf, first.period.timeZone);
	return `${lines.join('; ')}${rest}. As of ${moment}.`.replace(/\s+/g, ' ');
}

/** The same of the latest values alone, each with its change against the period before. */
export function headlineSummary(results: readonly KpiResult[]): string {
	const headlines = headlinesOf(results);
	const [first] = results;
	if (!first || headlines.every(({ change }) => !change)) return kpiSummary(results);
	const lines = headlines.slice(0, 12).map(headlineInWords);
	const rest = headlines.length > 12 ? `; and ${headlines.length - 12} more` : '';
	const moment = formatMoment(first.asOf, first.period.timeZone);
	return `${lines.join('; ')}${rest}. As of ${moment}.`.replace(/\s+/g, ' ');
}
