import { DateTime } from 'luxon';
import { ConnectorError } from '../../http/ConnectorError';
import { Accumulator } from './Accumulator';
import type { Cell, CellStore } from './CellStore';
import { consolidate, type SurveyShare } from './consolidate';
import { RESPONSE_REASONS } from './counting';
import {
	type Dimension,
	dimensionsOf,
	expectedGroups,
	groupKey,
	type GroupValues,
	groupValues,
	orderGroups,
} from './groups';
import { invitedIn } from './invitations';
import { groupedBy } from './groupedBy';
import { METRICS } from './metrics';
import { momentOf, type Period, type PeriodFinder } from './periods';
import type { KpiPlan, KpiResult, LeftOut, Measure } from './types';

export interface View {
	/** ISO-8601 UTC. */
	asOf: string;
	/** Names of the dimensions to keep, of those of the plan; default all. `[]` gives the whole. */
	by?: string[];
	/** Default true where the plan has periods. */
	perPeriod?: boolean;
	/** Adds the whole (of each period) to the groups. */
	withTotal?: boolean;
	/** Gives periods without answers, between the first and the last, a line. */
	fillPeriods?: boolean;
}

/** Lines that filling the gaps of one group may make. */
const MAX_PERIODS = 5_000;

/** One line in the making: a group in a period. */
interface Line {
	group: GroupValues;
	period?: Period;
	isExpected: boolean;
	cells: Cell[];
}

/** Rolls cells up to the groups of a view. One measure after the other, groups in order, periods by time, the whole last. */
export function computeResults(
	plan: KpiPlan,
	store: CellStore,
	view: View,
	finder: PeriodFinder | undefined,
): KpiResult[] {
	const dimensions = dimensionsOf(plan, view.by);
	const perPeriod = finder !== undefined && view.perPeriod !== false;
	return plan.measures.flatMap((measure, index) => {
		const linesFor = (kept: Dimension[]): Line[] => {
			const lines = collect(plan, index, store, kept, perPeriod);
			const present = lines.filter((line) => line.isExpected || isPresent(line, index));
			const filled = perPeriod && view.fillPeriods ? fill(plan, present, finder) : present;
			return orderGroups(filled, plan, measure, kept);
		};
		const results = (kept: Dimension[]) =>
			linesFor(kept).map((line) => resultOf(plan, measure, index, kept, line, store, view.asOf));
		const hasTotal = view.withTotal && dimensions.length > 0;
		return [...results(dimensions), ...(hasTotal ? results([]) : [])];
	});
}

function collect(
	plan: KpiPlan,
	measure: number,
	store: CellStore,
	kept: Dimension[],
	perPeriod: boolean,
): Line[] {
	const byStage = kept.some(({ by }) => by === 'stage');
	const lines = new Map<string, Line>();
	const open = (group: GroupValues, period: Period | undefined, isExpected: boolean): Line => {
		const key = `${groupKey(group)} ${period?.label ?? ''}`;
		let line = lines.get(key);
		if (!line) lines.set(key, (line = { group, period, isExpected, cells: [] }));
		return line;
	};
	const grouped = new Set<string>();
	for (const cell of store.cells) {
		if (byStage !== (cell.stage !== undefined)) continue;
		const group = groupValues(cell, kept);
		open(group, perPeriod ? cell.period : undefined, false).cells.push(cell);
		if (cell.held[measure]?.n) grouped.add(groupKey(group));
	}
	for (const group of expectedGroups(plan, plan.measures[measure], kept)) {
		const hasLines = perPeriod && grouped.has(groupKey(group));
		if (!hasLines) open(group, undefined, true).isExpected = true;
	}
	return [...lines.values()];
}

/** A group that only tests, previews and the like have opened is none. */
function isPresent({ cells }: Line, measure: number): boolean {
	return cells.some(({ held }) => {
		const mine = held[measure];
		if (!mine) return false;
		return mine.n > 0 || [...mine.leftOut.keys()].some((reason) => !RESPONSE_REASONS.has(reason));
	});
}

function fill(plan: KpiPlan, lines: Line[], finder: PeriodFinder): Line[] {
	const known = lines.flatMap(({ period }) => (period ? [period.from] : []));
	const bounds = boundsOf(plan);
	const first = bounds.from ?? known.reduce((least, from) => Math.min(least, from), Infinity);
	const last =
		bounds.to === undefined
			? known.reduce((most, from) => Math.max(most, from), -Infinity)
			: bounds.to - 1;
	if (!Number.isFinite(first) || !Number.isFinite(last)) return lines;
	const periods: Period[] = [];
	for (let period = finder.find(first); period.from <= last; period = finder.next(period)) {
		if (periods.length >= MAX_PERIODS) {
			throw new ConnectorError('input', `The dates span more than ${MAX_PERIODS} periods`, {
				hint: 'Narrow the date range, or use longer periods.',
			});
		}
		periods.push(period);
	}
	const groups = groupedBy(lines, ({ group }) => groupKey(group));
	return [...groups.values()].flatMap((same) => {
		const present = new Map(same.map((line) => [line.period?.label, line]));
		const { group } = same[0];
		return periods.map(
			(period) => present.get(period.label) ?? { group, period, isExpected: true, cells: [] },
		);
	});
}

const boundsOf = ({ between, timeZone = 'UTC' }: KpiPlan) => ({
	from: momentOf(between?.from, timeZone),
	to: momentOf(between?.to, timeZone),
});

function resultOf(
	plan: KpiPlan,
	measure: Measure,
	index: number,
	kept: Dimension[],
	{ group, period, cells }: Line,
	{ names }: CellStore,
	asOf: string,
): KpiResult {
	const weighting = plan.weighting ?? 'respondents';
	const scope = { period: period?.label, kept, group };
	const shares = [...groupedBy(cells, ({ survey }) => survey.key)].map(
		([surveyKey, own]): SurveyShare => {
			const held = new Accumulator();
			for (const cell of own) if (cell.held[index]) held.merge(cell.held[index]);
			return { surveyKey, held, base: invitedIn(measure, { ...scope, survey: own[0].survey.id }) };
		},
	);
	const whole = consolidate(measure, shares, weighting, invitedIn(measure, scope));
	return {
		kpi: measure.name,
		metric: measure.metric,
		group: Object.fromEntries(kept.map(({ name }, at) => [name, group[at]])),
		labels: labelsOf(plan, kept, group, cells, names),
		value: whole.value,
		unit: METRICS[measure.metric].unit,
		...(measure.target !== undefined && { target: measure.target }),
		...betterOf(measure),
		n: whole.n,
		responses: cells.reduce((total, { responses }) => total + responses, 0),
		interval: whole.interval,
		parts: whole.parts,
		scale: whole.scale,
		leftOut: Object.fromEntries(whole.held.leftOut) as LeftOut,
		period: periodOf(plan, period, whole.held),
		weighting,
		surveys: whole.surveys,
		asOf,
		notes: whole.notes,
	};
}

/** A plain number is neither good nor bad, unless the measure has said which end of its scale is. */
function betterOf({ metric, scale, sentiment = 'positive' }: Measure): Pick<KpiResult, 'better'> {
	const { family, followsDirection } = METRICS[metric];
	if (family === 'sentiment') {
		if (sentiment === 'positive') return {};
		return { better: sentiment === 'negative' ? 'down' : 'neither' };
	}
	const isPlain = family === 'mean' && !followsDirection && scale?.direction === undefined;
	return isPlain ? { better: 'neither' } : {};
}

function periodOf(
	plan: KpiPlan,
	period: Period | undefined,
	held: Accumulator,
): KpiResult['period'] {
	const timeZone = plan.timeZone ?? 'UTC';
	const iso = (ms: number | undefined): string | null =>
		ms === undefined || !Number.isFinite(ms)
			? null
			: DateTime.fromMillis(ms, { zone: timeZone }).toISO();
	if (period) {
		const { label, fromDate: from, toDate: to } = period;
		return { unit: plan.period ?? 'all', label, from, to, timeZone };
	}
	const bounds = boundsOf(plan);
	return {
		unit: 'all',
		label: null,
		from: iso(bounds.from ?? held.first),
		to: iso(bounds.to ?? held.last),
		timeZone,
	};
}

function labelsOf(
	plan: KpiPlan,
	kept: Dimension[],
	group: GroupValues,
	cells: Cell[],
	names: CellStore['names'],
): Record<string, string> {
	const at = kept.findIndex(({ by }) => by === 'survey');
	if (at < 0) return {};
	const declared =
		plan.surveys?.find(({ id }) => id === group[at])?.name ??
		plan.definitions?.find(({ id }) => id === group[at])?.name;
	const met = cells.map(({ survey }) => names.get(survey.key)?.name).find(Boolean);
	const label = declared ?? met;
	return label === undefined ? {} : { [kept[at].name]: label };
}
