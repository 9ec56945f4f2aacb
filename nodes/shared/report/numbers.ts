import type { Interval, KpiResult, KpiUnit, Scale } from '../survey/kpi';

const formatters = new Map<number, Intl.NumberFormat>();

export function formatNumber(value: number, decimals: number): string {
	let formatter = formatters.get(decimals);
	if (!formatter) {
		formatter = new Intl.NumberFormat('en', { maximumFractionDigits: decimals });
		formatters.set(decimals, formatter);
	}
	const text = formatter.format(value);
	return text === '-0' ? '0' : text.replace('-', '−');
}

/** Thin space between thousands reads well in every language. */
export const formatCount = (count: number): string =>
	formatNumber(count, 0).replaceAll(',', '\u202f');

const DECIMALS: Readonly<Record<KpiUnit, number>> = {
	npsPoints: 0,
	percent: 1,
	scalePoints: 2,
	number: 2,
};

/** A value as it is shown: `−12`, `84.5 %`, `4.21`; an en dash where there is none. */
export function formatValue(value: number | null | undefined, unit: KpiUnit): string {
	if (value === null || value === undefined) return '–';
	const text = formatNumber(value, DECIMALS[unit]).replaceAll(',', '\u202f');
	return unit === 'percent' ? `${text}\u00a0%` : text;
}

export const formatInterval = ({ low, high }: Interval, unit: KpiUnit): string =>
	`${formatValue(low, unit)} to ${formatValue(high, unit)}`;

/** From the least to the most that a value of this unit can be; undefined for plain numbers. */
export function rangeOf(
	unit: KpiUnit,
	scale: Pick<Scale, 'min' | 'max'> | null,
): { min: number; max: number } | undefined {
	if (unit === 'npsPoints') return { min: -100, max: 100 };
	if (unit === 'percent') return { min: 0, max: 100 };
	return unit === 'scalePoints' && scale ? { min: scale.min, max: scale.max } : undefined;
}

/** Some four to six round numbers that cover a range. */
export function ticksFor(
	low: number,
	high: number,
	limits?: { min: number; max: number },
): number[] {
	const span = high - low || Math.abs(high) || 1;
	const rough = span / 4;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough)!;
	const first = Math.floor(low / step + 1e-9);
	const last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
	const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
	const inside = ticks
		.map((tick) => Number(tick.toPrecision(12)))
		.filter((tick) => !limits || (tick >= limits.min && tick <= limits.max));
	if (!limits) return inside;
	// A scale from 1 to 5 ends at 1 and at 5, whatever the round numbers are.
	const ends = [
		...(low <= limits.min ? [limits.min] : []),
		...(high >= limits.max ? [limits.max] : []),
	];
	return [...new Set([...inside, ...ends])].sort((a, b) => a - b);
}

/** One KPI in words: `NPS 30 (95 % interval 14 to 45, n = 100)`. */
export function inWords({ kpi, value, unit, interval, n }: KpiResult): string {
	if (value === null) return n === 0 ? `${kpi}: no answers yet (n = 0)` : `${kpi}: n = ${n}`;
	const range = interval ? `95 % interval ${formatInterval(interval, unit)}, ` : '';
	return `${kpi} ${formatValue(value, unit)} (${range}n = ${formatCount(n)})`;
}
