import type { KpiPart } from '../survey/kpi';
import {
	chart,
	type ChartOptions,
	emptyContent,
	HEADER,
	label,
	straight,
	widthOf,
} from './chartFrame';
import { element, type Markup, markup } from './markup';
import { formatCount, formatInterval, formatValue } from './numbers';
import { BOLD, fitText, textWidth } from './textFit';

const EDGE = 16;
const ROW = 46;
/** Bars shown; the rest is counted below them. */
const MAX_ROWS = 25;

export interface Distribution {
	parts: readonly KpiPart[];
	n: number;
	/** What a part means, by its key; others have the colour of bars. */
	tones?: Readonly<Record<string, string>>;
}

/** One bar for each answer, with its share, its count and the 95 % interval of the share. */
export function distributionChart(
	{ parts, n, tones = {} }: Distribution,
	options: ChartOptions,
): string {
	const width = widthOf(options);
	const description = describe(parts, n);
	if (n === 0 || parts.length === 0) {
		const content = emptyContent(options, width, 180);
		return chart(options, { width, height: 180, description, content });
	}
	const shown = parts.slice(0, MAX_ROWS);
	const rest = parts.slice(MAX_ROWS);
	const [left, right] = [EDGE, width - EDGE];
	const x = (share: number): number => left + (share / 100) * (right - left);
	const rows = shown.map((part, index) => {
		const middle = HEADER + 32 + index * ROW;
		const figure = figureOf(part);
		const room = right - left - textWidth(figure, 12 * BOLD) - 12;
		const tone = Object.hasOwn(tones, part.key) ? ` ${tones[part.key]}` : '';
		const bar = { x: left, y: middle - 7, height: 14, rx: 3 };
		return markup([
			label(fitText(part.label, room, 12), left, middle - 13, ''),
			label(figure, right, middle - 13, 'strong', 'end'),
			element('rect', { class: 'track', ...bar, width: right - left }),
			part.share === null || part.share === 0
				? undefined
				: element('rect', {
						class: `bar${tone}`,
						...bar,
						width: Math.max(1, Math.min(right, x(part.share)) - left),
					}),
			...whisker(part, x, middle),
		]);
	});
	const bottom = HEADER + 16 + shown.length * ROW;
	const note = rest.length > 0 ? `; ${moreOf(rest)}` : '';
	const content = markup([
		...rows,
		label(`n = ${formatCount(n)}${note}`, left, bottom + 10, 'muted'),
	]);
	return chart(options, { width, height: bottom + 26, description, content });
}

/** A few of many are not none. */
const figureOf = ({ share, count }: KpiPart): string => {
	const isTiny = share !== null && share > 0 && share < 0.05;
	return `${isTiny ? '< 0.1\u00a0%' : formatValue(share, 'percent')} (${formatCount(count)})`;
};

const moreOf = (rest: readonly KpiPart[]): string => {
	const count = rest.reduce((total, part) => total + part.count, 0);
	return `${rest.length} more answers, given ${formatCount(count)} times`;
};

function whisker({ interval }: KpiPart, x: (share: number) => number, middle: number): Markup[] {
	if (!interval) return [];
	const [low, high] = [x(interval.low), x(interval.high)];
	return [
		straight('whisker', low, middle, high, middle),
		straight('whisker', low, middle - 4, low, middle + 4),
		straight('whisker', high, middle - 4, high, middle + 4),
	];
}

function describe(parts: readonly KpiPart[], n: number): string {
	if (n === 0) return 'No answers yet.';
	const bars = parts.slice(0, MAX_ROWS).map((part) => {
		const range = part.interval
			? `, 95 % interval ${formatInterval(part.interval, 'percent')}`
			: '';
		return `${part.label}: ${figureOf(part)}${range}`;
	});
	return `${bars.join('; ')}. n = ${formatCount(n)}.`;
}
