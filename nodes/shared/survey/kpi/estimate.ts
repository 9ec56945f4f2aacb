import type { Accumulator } from './Accumulator';
import { rounded } from './exactSum';
import { meanHalfWidth, npsHalfWidth, wilson } from './intervals';
import { BUCKETS, METRICS, type MetricFamily } from './metrics';
import type { Interval, KpiPart, Measure, Scale, Sentiment } from './types';

/** The value of one measure from one accumulator. */
export interface Estimate {
	value: number | null;
	n: number;
	/** Half the width before it is cut to the range; null for n < 2. */
	halfWidth: number | null;
	interval: Interval | null;
	parts: KpiPart[];
	scale: Scale | null;
	notes: string[];
}

const percent = (count: number, n: number): number => (100 * count) / n;

export const within = (low: number, high: number, min: number, max: number): Interval => ({
	low: Math.max(min, low),
	high: Math.min(max, high),
	level: 95,
});

/** @param base people asked, for a response rate against invitations */
export function estimate(measure: Measure, held: Accumulator, base?: number | null): Estimate {
	const { family } = METRICS[measure.metric];
	const scales = [...held.scales.values()];
	const shared: Estimate = {
		value: null,
		n: held.n,
		halfWidth: null,
		interval: null,
		parts: family === 'categories' ? categoriesOf(held) : partsOf(family, held.buckets, held.n),
		scale: scales.length === 1 ? scales[0] : null,
		notes: [],
	};
	if (held.n === 0) return shared;
	if (family === 'rate') return rate(shared, held, measure.invitations ? base : held.n);
	switch (family) {
		case 'bands':
			return netPromoters(shared, held);
		case 'mean':
			return mean(shared, held);
		case 'top':
			return { ...shared, ...share(held.buckets.get('top') ?? 0, held.n) };
		case 'sentiment':
			return { ...shared, ...share(held.buckets.get(sentimentOf(measure)) ?? 0, held.n) };
		case 'categories':
			return shared;
	}
}

const sentimentOf = ({ sentiment }: Measure): Sentiment => sentiment ?? 'positive';

function share(count: number, n: number) {
	const value = percent(count, n);
	if (n < 2) return { value, halfWidth: null, interval: null };
	const { low, high } = wilson(count, n);
	const interval: Interval = { low: 100 * low, high: 100 * high, level: 95 };
	return { value, interval, halfWidth: 50 * (high - low) };
}

function netPromoters(shared: Estimate, { buckets, n }: Accumulator): Estimate {
	const promoters = buckets.get('promoter') ?? 0;
	const detractors = buckets.get('detractor') ?? 0;
	const value = percent(promoters - detractors, n);
	if (n < 2) return { ...shared, value };
	const halfWidth = npsHalfWidth(promoters, detractors, n);
	const interval = within(value - halfWidth, value + halfWidth, -100, 100);
	return { ...shared, value, halfWidth, interval };
}

function mean(shared: Estimate, { sum, squares, scales, n }: Accumulator): Estimate {
	if (scales.size > 1) {
		const names = [...scales.keys()].sort().join(', ');
		return {
			...shared,
			notes: [
				`Answers on different scales (${names}) have no mean: set one scale to bring them to`,
			],
		};
	}
	const value = rounded(sum) / n;
	if (n < 2) return { ...shared, value };
	const halfWidth = meanHalfWidth(sum, squares, n);
	const { min, max } = shared.scale ?? { min: -Infinity, max: Infinity };
	return {
		...shared,
		value,
		halfWidth,
		interval: within(value - halfWidth, value + halfWidth, min, max),
	};
}

/** As long as nobody has finished there is no response, and so no rate: not one of 0. */
function rate(shared: Estimate, { buckets }: Accumulator, base: number | null | undefined) {
	const finished = buckets.get('finished') ?? 0;
	const none: Estimate = { ...shared, n: 0, parts: partsOf('rate', buckets, 0) };
	if (base === null || base === undefined) {
		return { ...none, notes: ['The number of people invited is not known for this group'] };
	}
	if (finished === 0) return none;
	if (finished > base) {
		return { ...none, notes: ['There are more responses than invitations'] };
	}
	const all = new Map([
		['finished', finished],
		['other', base - finished],
	]);
	return { ...shared, n: base, parts: partsOf('rate', all, base), ...share(finished, base) };
}

function partOf(key: string, label: string, count: number, n: number): KpiPart {
	if (n === 0) return { key, label, count, share: null, interval: null };
	const { value, interval } = share(count, n);
	return { key, label, count, share: value, interval };
}

const partsOf = (family: MetricFamily, buckets: ReadonlyMap<string, number>, n: number) =>
	Object.entries(BUCKETS[family]).map(([key, label]) =>
		partOf(key, label, buckets.get(key) ?? 0, n),
	);

/** Numbers in their order, words by their frequency. */
function categoriesOf(held: Accumulator): KpiPart[] {
	const parts = [...held.buckets].map(([key, count]) =>
		partOf(key, held.labelOf(key), count, held.n),
	);
	const isNumeric = parts.every(({ key }) => key.trim() !== '' && !Number.isNaN(Number(key)));
	return parts.sort((a, b) => {
		const order = isNumeric ? Number(a.key) - Number(b.key) : b.count - a.count;
		return order || (a.key < b.key ? -1 : 1);
	});
}
