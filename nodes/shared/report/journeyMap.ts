import type { KpiResult, Verbatim } from '../survey/kpi';
import { type Headline, headlinesOf, whenInWords } from './headlines';
import { kpiBlock } from './kpiCard';
import { asOfLine, kpiTable } from './kpiReport';
import { element, escapeText, type Markup } from './markup';
import { formatPeriod } from './moments';
import { formatCount } from './numbers';
import { bdi, htmlPage, type PageOptions } from './page';
import { quotes } from './quotes';
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

/**
 * The stages side by side, each with its KPIs, its counts and what people said there; a line of each KPI along the journey. Of
 * KPIs in several periods the latest, with the change against the one before.
 */
export function journeyMap({ stages, whole = [], ...options }: JourneyMap): string {
	const all = [...whole, ...stages.flatMap(({ kpis }) => kpis)];
	const lines = journeyLines(stages, options.theme);
	const cards = headlinesOf(whole).map((one) =>
		element('div', { class: 'card' }, kpiBlock(one, one.result.kpi)),
	);
	return htmlPage(
		options,
		element('h1', {}, bdi(options.title)),
		asOfLine(all),
		cards.length > 0 ? element('div', { class: 'grid' }, ...cards) : undefined,
		stages.length > 0
			? element('ol', { class: 'stages' }, ...stages.map(stageBlock))
			: element('p', {}, escapeText('The journey has no stages yet.')),
		lines.length > 0 ? element('div', { class: 'charts' }, ...lines) : undefined,
		...kpiTable(all),
	);
}

function stageBlock({ name, description, kpis, verbatims = [] }: JourneyStage, at: number): Markup {
	const headlines = headlinesOf(kpis);
	const responses = headlines.reduce((most, { result }) => Math.max(most, result.responses), 0);
	const counted = responses === 1 ? '1 response' : `${formatCount(responses)} responses`;
	return element(
		'li',
		{ class: 'stage' },
		element('h2', {}, escapeText(`${at + 1}. `), bdi(name)),
		element('p', { class: 'muted' }, escapeText(counted)),
		description ? element('p', {}, bdi(description)) : undefined,
		...headlines.map((one) => kpiBlock(one, one.result.kpi)),
		...quotes(verbatims, kpis[0]?.period.timeZone),
	);
}

/** One line for each KPI that stands in more than one stage. */
function journeyLines(stages: readonly JourneyStage[], theme: PageOptions['theme']): Markup[] {
	const names = new Set(stages.flatMap(({ kpis }) => kpis.map(({ kpi }) => kpi)));
	const latest = stages.map(({ name, kpis }): [string, Headline[]] => [name, headlinesOf(kpis)]);
	return [...names].flatMap((name) => {
		const held = latest.map(([stage, headlines]) => ({
			stage,
			kpi: headlines.find(({ result }) => result.kpi === name)?.result,
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
		const title = `${name} along the journey`;
		const periods = new Set(present.filter(({ n }) => n > 0).map(whenInWords));
		const isOfOne = present.every(({ period }) => period.unit === 'all') || periods.size === 1;
		const subtitle = isOfOne ? spanInWords(present) : 'The latest period of each stage';
		const svg = trendChart(
			{ unit: present[0].unit, scale, points, target: present[0].target },
			{ title, subtitle, theme, standalone: false, compact: true },
		);
		return [svg as Markup];
	});
}

/** Of stages without a period: from the first to the last answer. */
function spanInWords(present: readonly KpiResult[]): string | undefined {
	const [first] = present;
	if (first.period.unit !== 'all') return whenInWords(present.find(({ n }) => n > 0) ?? first);
	const dates = (of: 'from' | 'to') => present.flatMap(({ period }) => period[of] ?? []).sort();
	const [from, to] = [dates('from')[0], dates('to').at(-1)];
	return from && to ? formatPeriod({ ...first.period, from, to }) : undefined;
}
