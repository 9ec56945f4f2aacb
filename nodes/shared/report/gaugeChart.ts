import type { KpiResult } from '../survey/kpi';
import { chart, type ChartOptions, emptyContent, HEADER, label, straight } from './chartFrame';
import { element, type Markup, markup } from './markup';
import { formatCount, formatInterval, formatTick, formatValue, inWords, rangeOf } from './numbers';
import { wrapText } from './textFit';

const [WIDTH, HEIGHT] = [360, 280];
const CENTRE = { x: WIDTH / 2, y: HEADER + 150 };
const RADIUS = 112;

export type Gauge = Pick<
	KpiResult,
	'kpi' | 'value' | 'unit' | 'interval' | 'n' | 'scale' | 'notes' | 'target'
>;

/** The value on its range, with the 95 % interval as a bracket around it; a plain number has no range and stands alone. */
export function gaugeChart(gauge: Gauge, options: ChartOptions): string {
	const { value, unit, interval, n, scale, notes, target } = gauge;
	const description = [`${inWords(gauge)}.`, ...notes].join(' ');
	if (value === null) {
		const content = n === 0 ? emptyContent(options, WIDTH, HEIGHT, notes) : noValue(n, notes);
		return chart(options, { width: WIDTH, height: HEIGHT, description, content });
	}
	const range = rangeOf(unit, scale);
	const figureAt = range ? CENTRE.y - 22 : CENTRE.y - 50;
	const content = markup([
		range ? dial(gauge, value, range) : undefined,
		label(formatValue(value, unit), CENTRE.x, figureAt, 'figure', 'middle'),
		label(`n = ${formatCount(n)}`, CENTRE.x, figureAt + 22, 'muted', 'middle'),
		label(
			interval
				? `95 % interval: ${formatInterval(interval, unit)}`
				: 'No interval for a single answer',
			CENTRE.x,
			CENTRE.y + 40,
			'',
			'middle',
		),
		target === undefined
			? undefined
			: label(
					`Target ${formatValue(target, unit)}`,
					CENTRE.x,
					CENTRE.y + 60,
					'target-name',
					'middle',
				),
	]);
	return chart(options, { width: WIDTH, height: HEIGHT, description, content });
}

function dial(
	{ interval, unit, target }: Gauge,
	value: number,
	{ min, max }: { min: number; max: number },
): Markup {
	const at = (number: number): number =>
		Math.PI * (1 - Math.min(1, Math.max(0, (number - min) / (max - min))));
	const ends = label(formatTick(min, unit), CENTRE.x - RADIUS, CENTRE.y + 18, 'muted', 'middle');
	return markup([
		arc('arc-track', RADIUS, Math.PI, 0),
		value > min ? arc('arc', RADIUS, Math.PI, at(value)) : undefined,
		tick(at(value), RADIUS - 15, RADIUS + 15),
		target === undefined
			? undefined
			: straight('target', ...point(at(target), RADIUS - 13), ...point(at(target), RADIUS + 13)),
		interval ? arc('whisker', RADIUS + 18, at(interval.low), at(interval.high)) : undefined,
		interval ? tick(at(interval.low), RADIUS + 14, RADIUS + 22) : undefined,
		interval ? tick(at(interval.high), RADIUS + 14, RADIUS + 22) : undefined,
		ends,
		label(formatTick(max, unit), CENTRE.x + RADIUS, CENTRE.y + 18, 'muted', 'middle'),
	]);
}

const point = (angle: number, radius: number): [x: number, y: number] => [
	CENTRE.x + radius * Math.cos(angle),
	CENTRE.y - radius * Math.sin(angle),
];

/** Clockwise from one angle to another, in radians, over the top. */
function arc(className: string, radius: number, from: number, to: number): Markup {
	const [start, end] = [point(from, radius), point(to, radius)].map((xy) =>
		xy.map((number) => number.toFixed(2)).join(' '),
	);
	return element('path', { class: className, d: `M${start} A${radius} ${radius} 0 0 1 ${end}` });
}

const tick = (angle: number, inner: number, outer: number): Markup =>
	straight('whisker', ...point(angle, inner), ...point(angle, outer));

function noValue(n: number, notes: string[]): Markup {
	const lines = notes.flatMap((note) => wrapText(note, WIDTH - 40, 12, 4));
	const top = (HEADER + HEIGHT) / 2 - lines.length * 8;
	return markup([
		label(`No value (n = ${formatCount(n)})`, WIDTH / 2, top - 10, 'strong', 'middle'),
		...lines.map((line, at) => label(line, WIDTH / 2, top + 12 + at * 16, 'muted', 'middle')),
	]);
}
