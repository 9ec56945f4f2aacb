import { ConnectorError } from '../../http/ConnectorError';
import type { Classified, LeftOutReason, Scale } from './types';
import { addAll, addSquare, addTo, type ExactSum } from './exactSum';

/** Different answers in one distribution. More are no choices but texts, and would hold the whole survey in memory. */
const MAX_CATEGORIES = 500;

/**
 * All that a KPI needs to know of any number of answers, in a size that does not depend on how many they are. Adding and
 * merging are exact: counts are whole numbers and sums are not rounded, so order and grouping leave no trace.
 */
export class Accumulator {
	/** Answers in the value. */
	n = 0;
	readonly sum: ExactSum = [];
	readonly squares: ExactSum = [];
	readonly buckets = new Map<string, number>();
	/** Words of a category as they were met; the most frequent are shown. */
	readonly labels = new Map<string, Map<string, number>>();
	readonly scales = new Map<string, Scale>();
	readonly leftOut = new Map<LeftOutReason, number>();
	/** Milliseconds of the first and last answer in the value. */
	first = Infinity;
	last = -Infinity;

	/** @param at milliseconds */
	add(classified: Classified | LeftOutReason, at: number | undefined): void {
		if (typeof classified === 'string') {
			count(this.leftOut, classified, 1);
			return;
		}
		const { value, buckets, scale } = classified;
		this.n++;
		if (at !== undefined) {
			if (at < this.first) this.first = at;
			if (at > this.last) this.last = at;
		}
		if (scale && !this.scales.has(scale.name)) this.scales.set(scale.name, scale.scale);
		if (value !== undefined) {
			addTo(this.sum, value);
			addSquare(this.squares, value);
		}
		if (!buckets) return;
		for (const { key, label } of buckets) {
			count(this.buckets, key, 1);
			if (label !== undefined) this.label(key, label, 1);
		}
	}

	merge(other: Accumulator): void {
		this.n += other.n;
		this.first = Math.min(this.first, other.first);
		this.last = Math.max(this.last, other.last);
		addAll(this.sum, other.sum);
		addAll(this.squares, other.squares);
		for (const [key, number] of other.buckets) count(this.buckets, key, number);
		for (const [reason, number] of other.leftOut) count(this.leftOut, reason, number);
		for (const [name, scale] of other.scales) this.scales.set(name, scale);
		for (const [key, labels] of other.labels) {
			for (const [label, number] of labels) this.label(key, label, number);
		}
	}

	/** The words most often seen; among equals the first in order. */
	labelOf(key: string): string {
		const labels = [...(this.labels.get(key) ?? [])];
		labels.sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1));
		return labels[0]?.[0] ?? key;
	}

	private label(key: string, label: string, number: number): void {
		let labels = this.labels.get(key);
		if (!labels) {
			if (this.labels.size >= MAX_CATEGORIES) throw tooMany();
			this.labels.set(key, (labels = new Map()));
		}
		if (labels.size >= MAX_CATEGORIES && !labels.has(label)) throw tooMany();
		count(labels, label, number);
	}
}

function count<Key>(counts: Map<Key, number>, key: Key, number: number): void {
	counts.set(key, (counts.get(key) ?? 0) + number);
}

const tooMany = (): ConnectorError =>
	new ConnectorError('input', `A distribution has more than ${MAX_CATEGORIES} different answers`, {
		hint: 'Use a question with choices, or a number with few values.',
	});
