import type { KpiResult, KpiUnit, Scale } from '../survey/kpi';
import {
	chart,
	type ChartOptions,
	emptyContent,
	HEADER,
	label,
	straight,
	widthOf,
} from './chartFrame';
import { formatPeriodShort } from './moments';
import { element, type Markup, markup } from './markup';
import { formatCount, formatInterval, formatTick, formatValue, rangeOf, ticksFor } from './numbers';
import { BOLD, fitText, textWidth } from './textFit';

export interface TrendPoint {
	/** A period, or a stage. */
	label: string;
	/** Null where nobody has answered: the line has a gap there. */
	value: number | null;
	interval?: { low: number; high: number } | null;
	/** Shown below the label. */
	n?: number;
}

export interface Trend {
	unit: KpiUnit;
	scale?: Pick<Scale, 'min' | 'max'> | null;
	/** A line across. */
	target?: number | undefined;
	points: TrendPoint[];
}

/** Along the periods of one KPI and group. */
export const trendOf = (results: readonly KpiResult[]): Trend => ({
	unit: results[0]?.unit ?? 'number',
	scale: results.find(({ scale }) => scale)?.scale ?? null,
	target: results[0]?.target,
	points: results.map(({ period, value, interval, n }) => ({
		label: formatPeriodShort(period),
		value,
		interval,
		n,
	})),
});

const HEIGHT = 340;
const TOP = HEADER + 16;
const BOTTOM = HEIGHT - 56;
/** Between the middles of two labels below the axis, at least. */
const LABEL_ROOM = 84;

interface Plotted extends TrendPoint {
	value: number;
	x: number;
}

/** A line with its 95 % interval as a band, `n` below every label, gaps where nobody answered. */
export function trendChart(trend: Trend, options: ChartOptions): string {
	const { points, unit, target } = trend;
	const width = widthOf(options);
	const description = describe(trend);
	const named = withTarget(options, trend);
	const known = points.filter(({ value }) => value !== null);
	if (known.length === 0) {
		const content = emptyContent(options, width, HEIGHT);
		return chart(named, { width, height: HEIGHT, description, content });
	}
	const numbers = known.flatMap(({ value, interval }) => [
		value!,
		...(interval ? [interval.low, interval.high] : []),
	]);
	if (target !== undefined) numbers.push(target);
	const ticks = ticksOf(numbers, trend);
	const [low, high] = [ticks[0], ticks[ticks.length - 1]];
	const left = 28 + Math.max(...ticks.map((tick) => textWidth(formatTick(tick, unit), 12)));
	const lastText = formatValue(known[known.length - 1].value, unit);
	const right = width - 26 - textWidth(lastText, 12 * BOLD);
	const y = (value: number): number => BOTTOM - ((value - low) / (high - low)) * (BOTTOM - TOP);
	const step = points.length > 1 ? (right - left - 24) / (points.length - 1) : 0;
	const x = (index: number): number =>
		points.length > 1 ? left + 24 + index * step : (left + right) / 2;
	const runs = runsOf(points, x);
	const content = markup([
		...ticks.map((tick) =>
			markup([
				straight('grid', left, y(tick), right, y(tick)),
				label(formatTick(tick, unit), left - 8, y(tick) + 4, 'muted', 'end'),
			]),
		),
		straight('axis', left, BOTTOM, right, BOTTOM),
		...runs.map((run) => band(run, y)),
		target === undefined ? undefined : straight('target', left, y(target), right, y(target)),
		...runs.map((run) => line(run, y)),
		...runs.flatMap((run) => marks(run, y, points.length > 40 ? 2 : 4)),
		lastValue(runs.flat(), y, unit),
		...xLabels(points, x, step),
	]);
	return chart(named, { width, height: HEIGHT, description, content });
}

/** Named above the picture, where no line runs across it. */
function withTarget(options: ChartOptions, { target, unit }: Trend): ChartOptions {
	if (target === undefined) return options;
	const words = `target ${formatValue(target, unit)} (dashed)`;
	return { ...options, subtitle: [options.subtitle, words].filter(Boolean).join(' · ') };
}

function ticksOf(numbers: number[], { unit, scale = null }: Trend): number[] {
	const limits = rangeOf(unit, scale);
	const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
	if (least < most) return ticksFor(least, most, limits);
	// One value, or the same throughout: the whole range, or some room around it.
	if (limits) return ticksFor(limits.min, limits.max, limits);
	const room = Math.max(Math.abs(most) / 10, 1);
	return ticksFor(least - room, most + room);
}

/** Neighbouring points without a gap between them. */
function runsOf(points: TrendPoint[], x: (index: number) => number): Plotted[][] {
	const runs: Plotted[][] = [[]];
	points.forEach((point, index) => {
		if (point.value === null) runs.push([]);
		else runs[runs.length - 1].push({ ...point, value: point.value, x: x(index) });
	});
	return runs.filter((run) => run.length > 0);
}

const path = (points: Array<[x: number, y: number]>): string =>
	points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join(' L');

function band(run: Plotted[], y: (value: number) => number): Markup {
	const parts: Markup[] = [];
	let open: Array<Plotted & { interval: { low: number; high: number } }> = [];
	const close = () => {
		if (open.length > 1) {
			const upper = open.map(({ x, interval }): [number, number] => [x, y(interval.high)]);
			const lower = open.map(({ x, interval }): [number, number] => [x, y(interval.low)]);
			const outline = `M${path(upper)} L${path(lower.reverse())} Z`;
			parts.push(element('path', { class: 'band', d: outline }));
		}
		open = [];
	};
	for (const point of run) {
		if (point.interval) open.push({ ...point, interval: point.interval });
		else close();
	}
	close();
	return markup(parts);
}

const line = (run: Plotted[], y: (value: number) => number): Markup | undefined =>
	run.length > 1
		? element('path', { class: 'line', d: `M${path(run.map((one) => [one.x, y(one.value)]))}` })
		: undefined;

/** A point that stands alone has no band, so its interval is drawn at it. */
function marks(run: Plotted[], y: (value: number) => number, radius: number): Markup[] {
	return run.map(({ x, value, interval }, index) => {
		const dot = element('circle', { class: 'mark', cx: x, cy: y(value), r: radius });
		const hasBand = [run[index - 1], run[index + 1]].some((beside) => beside?.interval);
		if (!interval || hasBand) return dot;
		const [top, bottom] = [y(interval.high), y(interval.low)];
		return markup([
			straight('whisker', x, top, x, bottom),
			straight('whisker', x - 4, top, x + 4, top),
			straight('whisker', x - 4, bottom, x + 4, bottom),
			dot,
		]);
	});
}

function lastValue(points: Plotted[], y: (value: number) => number, unit: KpiUnit): Markup {
	const last = points[points.length - 1];
	return label(formatValue(last.value, unit), last.x + 10, y(last.value) - 6, 'strong');
}

/** As many labels as there is room for, the last always among them. */
function xLabels(
	points: TrendPoint[],
	x: (index: number) => number,
	step: number,
): Array<Markup | undefined> {
	const every = step > 0 ? Math.ceil(LABEL_ROOM / step) : 1;
	const width = Math.max(LABEL_ROOM, step * every) - 8;
	return points.flatMap(({ label: text, n }, index) => {
		if ((points.length - 1 - index) % every !== 0) return [];
		return [
			straight('axis', x(index), BOTTOM, x(index), BOTTOM + 4),
			label(fitText(text, width, 12), x(index), BOTTOM + 20, '', 'middle'),
			n === undefined
				? undefined
				: label(`n = ${formatCount(n)}`, x(index), BOTTOM + 37, 'muted', 'middle'),
		];
	});
}

function describe({ points, unit }: Trend): string {
	if (points.every(({ value }) => value === null)) return 'No answers yet.';
	return points
		.map(({ label: name, value, interval, n }) => {
			if (value === null) return `${name}: no answers`;
			const range = interval
				? `, 95 % interval ${formatInterval({ ...interval, level: 95 }, unit)}`
				: '';
			const count = n === undefined ? '' : `, n = ${formatCount(n)}`;
			return `${name}: ${formatValue(value, unit)}${range}${count}`;
		})
		.join('; ');
}
