import type { KpiPart } from '../survey/kpi';
import { chart, type ChartOptions, emptyContent, HEADER, label, straight } from './chartFrame';
import { element, type Markup, markup } from './markup';
import { formatCount, formatInterval, formatValue } from './numbers';
import { BOLD, textWidth, wrapText } from './textFit';

const WIDTH = 720;
const MAX_LABEL = 250;
const ROW = 36;
/** Bars shown; the rest is counted below them. */
const MAX_ROWS = 25;

export interface Distribution {
	parts: readonly KpiPart[];
	n: number;
}

/** One bar for each answer, with its share, its count and the 95 % interval of the share. */
export function distributionChart({ parts, n }: Distribution, options: ChartOptions): string {
	const description = describe(parts, n);
	if (n === 0 || parts.length === 0) {
		const content = emptyContent(options, WIDTH, 180);
		return chart(options, { width: WIDTH, height: 180, description, content });
	}
	const shown = parts.slice(0, MAX_ROWS);
	const rest = parts.slice(MAX_ROWS);
	const widest = Math.max(...shown.map((part) => textWidth(part.label, 12)));
	const left = 16 + Math.min(MAX_LABEL, widest) + 10;
	const figures = Math.max(...shown.map((part) => textWidth(figureOf(part), 12 * BOLD)));
	const right = WIDTH - 20 - figures - 10;
	const x = (share: number): number => left + (share / 100) * (right - left);
	const rows = shown.map((part, index) => {
		const middle = HEADER + 8 + index * ROW + ROW / 2;
		return markup([
			...partLabel(part.label, left - 10, middle),
			element('rect', {
				class: 'track',
				x: left,
				y: middle - 9,
				width: right - left,
				height: 18,
				rx: 3,
			}),
			part.share === null || part.share === 0
				? undefined
				: element('rect', {
						class: 'bar',
						x: left,
						y: middle - 9,
						width: Math.max(1, x(part.share) - left),
						height: 18,
						rx: 3,
					}),
			...whisker(part, x, middle),
			label(figureOf(part), WIDTH - 20, middle + 4, 'strong', 'end'),
		]);
	});
	const bottom = HEADER + 8 + shown.length * ROW;
	const note = rest.length > 0 ? `; ${moreOf(rest)}` : '';
	const height = bottom + 36;
	const content = markup([
		...rows,
		straight('axis', left, HEADER + 8, left, bottom),
		label(`n = ${formatCount(n)}${note}`, left, bottom + 20, 'muted'),
	]);
	return chart(options, { width: WIDTH, height, description, content });
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

function partLabel(text: string, right: number, middle: number): Markup[] {
	const lines = wrapText(text, right - 16, 12, 2);
	const first = lines.length > 1 ? middle - 3 : middle + 4;
	return lines.map((line, index) => label(line, right, first + index * 15, '', 'end'));
}

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
