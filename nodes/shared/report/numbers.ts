import type { Interval, KpiResult, KpiUnit, Scale } from '../survey/kpi';

const formatters = new Map<string, Intl.NumberFormat>();

/** @param least decimals shown even when they are 0 */
export function formatNumber(value: number, most: number, least = 0): string {
	const key = `${least} ${most}`;
	let formatter = formatters.get(key);
	if (!formatter) {
		const options = { minimumFractionDigits: least, maximumFractionDigits: most };
		formatters.set(key, (formatter = new Intl.NumberFormat('en', options)));
	}
	const text = formatter.format(value).replaceAll(',', '\u202f');
	return /^-[0.]+$/.test(text) ? text.slice(1) : text.replace('-', '−');
}

export const formatCount = (count: number): string => formatNumber(count, 0);

const DECIMALS: Readonly<Record<KpiUnit, [least: number, most: number]>> = {
	npsPoints: [0, 0],
	percent: [0, 1],
	scalePoints: [2, 2],
	number: [0, 2],
};

/** A value as it is shown: `−12`, `84.5 %`, `4.20`; an en dash where there is none. Thousands stand apart by a thin space. */
export function formatValue(value: number | null | undefined, unit: KpiUnit): string {
	if (value === null || value === undefined) return '–';
	const [least, most] = DECIMALS[unit];
	const text = formatNumber(value, most, least);
	return unit === 'percent' ? `${text}\u00a0%` : text;
}

/** A round number beside an axis. */
export const formatTick = (value: number, unit: KpiUnit): string =>
	unit === 'percent' ? formatValue(value, unit) : formatNumber(value, 3);

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

/** One KPI in words: `NPS, September 2026: 30 (n = 100, 95 % interval 14 to 45)`. */
export function inWords({
	kpi,
	when,
	value,
	unit,
	interval,
	n,
}: Pick<KpiResult, 'kpi' | 'value' | 'unit' | 'interval' | 'n'> & { when?: string }): string {
	const name = when === undefined ? kpi : `${kpi}, ${when}`;
	if (value === null) return n === 0 ? `${name}: no answers yet (n = 0)` : `${name}: n = ${n}`;
	const range = interval ? `, 95 % interval ${formatInterval(interval, unit)}` : '';
	return `${name}: ${formatValue(value, unit)} (n = ${formatCount(n)}${range})`;
}
