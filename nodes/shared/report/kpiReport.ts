import { type KpiResult, METRICS } from '../survey/kpi';
import { distributionChart } from './distributionChart';
import { gaugeChart } from './gaugeChart';
import { element, escapeText, type Markup } from './markup';
import { formatMoment, formatPeriod } from './moments';
import { formatCount, formatInterval, formatValue, inWords } from './numbers';
import { bdi, card, htmlPage, type PageOptions, table } from './page';
import type { Theme } from './theme';
import { trendChart, trendOf } from './trendChart';

export interface KpiChart {
	/** KPI and group, as its title. */
	name: string;
	kind: 'gauge' | 'trend' | 'distribution';
	svg: string;
}

/** `NPS – Onboarding, gold`. */
export function titleOf({ kpi, group, labels }: KpiResult): string {
	const values = Object.entries(group).map(([name, value]) => labels[name] ?? value ?? '(none)');
	return values.length > 0 ? `${kpi} – ${values.join(', ')}` : kpi;
}

/** `1 Mar 2026 to 31 Mar 2026, by respondents`. */
function periodInWords({ period, weighting, surveys }: KpiResult): string {
	const weights =
		surveys > 1 ? (weighting === 'surveys' ? ', one survey one vote' : ', by respondents') : '';
	return `${period.label ?? formatPeriod(period) ?? 'No answers'}${weights}`;
}

/**
 * The charts of any results: those of one KPI and group in several periods make a trend, others a gauge, or a distribution
 * where there is no single value; shares and NPS get their parts as well.
 */
export function kpiCharts(
	results: readonly KpiResult[],
	options: { theme?: Theme; standalone?: boolean } = {},
): KpiChart[] {
	const groups = new Map<string, KpiResult[]>();
	for (const result of results) {
		const key = JSON.stringify([result.kpi, result.group, result.period.unit]);
		groups.set(key, [...(groups.get(key) ?? []), result]);
	}
	return [...groups.values()].flatMap((same) => chartsOf(same, options));
}

function chartsOf(same: KpiResult[], options: { theme?: Theme; standalone?: boolean }): KpiChart[] {
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
			svg: distributionChart(result, { ...described, subtitle }),
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

const spanOf = (first: KpiResult, last: KpiResult): string =>
	`${first.period.label ?? ''} to ${last.period.label ?? ''}`;

export interface KpiReport extends PageOptions {
	results: readonly KpiResult[];
}

/** Cards, charts and a table of any results. */
export function kpiReport({ results, ...options }: KpiReport): string {
	const wholes = results.filter(
		({ group, period }) => Object.keys(group).length === 0 && period.unit === 'all',
	);
	const charts = kpiCharts(results, { theme: options.theme, standalone: false });
	return htmlPage(
		options,
		element('h1', {}, bdi(options.title)),
		asOfLine(results),
		wholes.length > 0 ? element('div', { class: 'grid' }, ...wholes.map(kpiCard)) : undefined,
		results.length === 0 ? element('p', {}, escapeText('No answers yet.')) : undefined,
		element('div', { class: 'charts' }, ...charts.map(({ svg }) => svg as Markup)),
		results.length > 0 ? element('h2', {}, escapeText('All values')) : undefined,
		results.length > 0 ? kpiTable(results) : undefined,
	);
}

const kpiCard = (result: KpiResult): Markup =>
	card(
		result.kpi,
		formatValue(result.value, result.unit),
		result.interval
			? `${formatInterval(result.interval, result.unit)}, n = ${formatCount(result.n)}`
			: `n = ${formatCount(result.n)}`,
	);

export function asOfLine(results: readonly KpiResult[]): Markup | undefined {
	const [first] = results;
	if (!first) return undefined;
	const moment = formatMoment(first.asOf, first.period.timeZone);
	const text = `As of ${moment}. Intervals are 95 % intervals; n is the number of answers.`;
	return element('p', { class: 'muted' }, escapeText(text));
}

export const kpiTable = (results: readonly KpiResult[]): Markup =>
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
			{ title: 'Left out', cell: (one) => escapeText(leftOutInWords(one)) },
		],
		results,
	);

const REASONS: Readonly<Record<keyof KpiResult['leftOut'], string>> = {
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

export function leftOutInWords({ leftOut, notes }: KpiResult): string {
	const counts = Object.entries(REASONS).flatMap(([reason, words]) => {
		const count = leftOut[reason as keyof typeof leftOut] ?? 0;
		return count > 0 ? [`${formatCount(count)} ${words}`] : [];
	});
	return [...counts, ...notes].join('; ');
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
