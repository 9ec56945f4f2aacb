import type { KpiResult, Verbatim } from '../survey/kpi';
import { asOfLine, kpiTable, leftOutInWords, titleOf } from './kpiReport';
import { element, escapeText, type Markup } from './markup';
import { formatDay } from './moments';
import { formatCount, formatInterval, formatValue, rangeOf } from './numbers';
import { bdi, htmlPage, type PageOptions } from './page';
import { shortened } from './textFit';
import { trendChart } from './trendChart';

export interface JourneyStage {
	name: string;
	/** What people do here. */
	description?: string;
	kpis: readonly KpiResult[];
	verbatims?: readonly Verbatim[];
}

export interface JourneyMap extends PageOptions {
	/** In the order of the journey. */
	stages: readonly JourneyStage[];
	/** KPIs of the whole journey. */
	whole?: readonly KpiResult[];
}

/** Results grouped by stage become stages, in their order; those without a stage are left to the caller. */
export function stagesOf(
	results: readonly KpiResult[],
	verbatimsOf: (stage: string) => readonly Verbatim[] = () => [],
	dimension = 'stage',
): JourneyStage[] {
	const stages = new Map<string, KpiResult[]>();
	for (const result of results) {
		const stage = result.group[dimension];
		if (stage) stages.set(stage, [...(stages.get(stage) ?? []), result]);
	}
	return [...stages].map(([name, kpis]) => ({ name, kpis, verbatims: verbatimsOf(name) }));
}

/** The stages side by side, each with its KPIs, its counts and what people said there; a line of each KPI along the journey. */
export function journeyMap({ stages, whole = [], ...options }: JourneyMap): string {
	const all = [...whole, ...stages.flatMap(({ kpis }) => kpis)];
	return htmlPage(
		options,
		element('h1', {}, bdi(options.title)),
		asOfLine(all),
		whole.length > 0
			? element(
					'div',
					{ class: 'grid' },
					...whole.map((kpi) => element('div', { class: 'card' }, kpiBlock(kpi))),
				)
			: undefined,
		stages.length > 0
			? element('ol', { class: 'stages' }, ...stages.map(stageBlock))
			: element('p', {}, escapeText('The journey has no stages yet.')),
		element('div', { class: 'charts' }, ...journeyLines(stages, options.theme)),
		all.length > 0 ? element('h2', {}, escapeText('All values')) : undefined,
		all.length > 0 ? kpiTable(all) : undefined,
	);
}

function stageBlock({ name, description, kpis, verbatims = [] }: JourneyStage, at: number): Markup {
	const responses = kpis.reduce((most, kpi) => Math.max(most, kpi.responses), 0);
	const counted = responses === 1 ? '1 response' : `${formatCount(responses)} responses`;
	return element(
		'li',
		{ class: 'stage' },
		element('h2', {}, escapeText(`${at + 1}. `), bdi(name)),
		element('p', { class: 'muted' }, escapeText(counted)),
		description ? element('p', {}, bdi(description)) : undefined,
		...kpis.map(kpiBlock),
		verbatims.length > 0 ? element('h3', {}, escapeText('What people said')) : undefined,
		...verbatims.map((verbatim) => quote(verbatim, kpis[0]?.period.timeZone ?? 'UTC')),
	);
}

function kpiBlock(kpi: KpiResult): Markup {
	const { value, unit, interval, n, scale } = kpi;
	const range = rangeOf(unit, scale);
	const remark = interval
		? `${formatInterval(interval, unit)} · n = ${formatCount(n)}`
		: `n = ${formatCount(n)}`;
	const leftOut = value === null && n > 0 ? leftOutInWords(kpi) : '';
	return element(
		'div',
		{ class: 'kpi' },
		element('div', { class: 'muted' }, bdi(kpi.kpi)),
		element('div', { class: 'big' }, escapeText(formatValue(value, unit))),
		range && value !== null ? meter((value - range.min) / (range.max - range.min)) : undefined,
		element('div', { class: 'muted' }, escapeText(n === 0 ? 'No answers yet (n = 0)' : remark)),
		leftOut ? element('div', { class: 'muted' }, escapeText(leftOut)) : undefined,
	);
}

const meter = (share: number): Markup => {
	const width = `width:${(100 * Math.min(1, Math.max(0, share))).toFixed(1)}%`;
	return element(
		'span',
		{ class: 'meter', 'aria-hidden': 'true' },
		element('span', { style: width }),
	);
};

function quote({ text, score, at, survey }: Verbatim, timeZone: string): Markup {
	const source = [score, at ? formatDay(at, timeZone) : undefined, survey];
	return element(
		'blockquote',
		{},
		element('div', { dir: 'auto' }, escapeText(shortened(text, 400))),
		element('footer', {}, bdi(source.filter(Boolean).join(' · '))),
	);
}

/** One line for each KPI that stands in more than one stage. */
function journeyLines(stages: readonly JourneyStage[], theme: PageOptions['theme']): Markup[] {
	const names = new Set(stages.flatMap(({ kpis }) => kpis.map(({ kpi }) => kpi)));
	return [...names].flatMap((name) => {
		const held = stages.map((stage) => ({
			stage: stage.name,
			kpi: stage.kpis.find(({ kpi }) => kpi === name),
		}));
		const present = held.flatMap(({ kpi }) => kpi ?? []);
		const hasValues = present.some(({ metric }) => metric !== 'distribution');
		if (present.length < 2 || !hasValues) return [];
		// Stages whose answers are on different scales cannot share an axis.
		const scales = new Set(present.flatMap(({ scale }) => (scale ? [JSON.stringify(scale)] : [])));
		if (present[0].unit === 'scalePoints' && scales.size > 1) return [];
		const points = held.map(({ stage, kpi }) => ({
			label: stage,
			value: kpi?.value ?? null,
			interval: kpi?.interval,
			n: kpi?.n ?? 0,
		}));
		const scale = present.find((kpi) => kpi.scale)?.scale;
		const title = `${titleOf({ ...present[0], group: {} })} along the journey`;
		const svg = trendChart(
			{ unit: present[0].unit, scale, points },
			{ title, theme, standalone: false },
		);
		return [svg as Markup];
	});
}
