import { compare, NOTHING } from './compare';
import type { Operand, Query, Segment, Selector, Test } from './JsonPath';

/** Values looked at for one path and one document: a filter within a filter can multiply them. */
const MOST_LOOKED_AT = 500_000;
/** Levels that `..` goes down, and that a comparison does; a circle is too deep. */
const DEEPEST = 200;

/** The document is larger or deeper than one path may look into. */
class TooMuch extends Error {}

const isContainer = (value: unknown): value is object =>
	typeof value === 'object' && value !== null;

const entriesOf = (value: unknown): unknown[] => {
	if (Array.isArray(value)) return value as unknown[];
	return isContainer(value) ? Object.values(value) : [];
};

/** Follows one path through one document, by the meaning RFC 9535 gives it, with bounded work. */
export class Walk {
	private left = MOST_LOOKED_AT;
	/** What a path beginning with `$` finds is the same for every entry a filter looks at. */
	private readonly found = new Map<Query, unknown[]>();

	constructor(private readonly root: unknown) {}

	/** Throws TooMuch. */
	values(query: Query, current: unknown = this.root): unknown[] {
		if (query.from === '@') return this.follow(query, current);
		const known = this.found.get(query);
		if (known) return known;
		const found = this.follow(query, this.root);
		this.found.set(query, found);
		return found;
	}

	private follow({ segments }: Query, start: unknown): unknown[] {
		let level = [start];
		for (const segment of segments) {
			const next: unknown[] = [];
			for (const value of level) this.step(segment, value, next);
			level = next;
		}
		return level;
	}

	private step({ kind, selectors }: Segment, value: unknown, found: unknown[]): void {
		if (kind === 'child') {
			this.select(selectors, value, found);
			return;
		}
		const open: Array<{ value: unknown; depth: number }> = [{ value, depth: 0 }];
		for (let next = open.pop(); next; next = open.pop()) {
			const { depth } = next;
			this.select(selectors, next.value, found);
			const inner = entriesOf(next.value);
			this.spend(inner.length, depth);
			for (let index = inner.length - 1; index >= 0; index--)
				if (isContainer(inner[index])) open.push({ value: inner[index], depth: depth + 1 });
		}
	}

	private select(selectors: Selector[], value: unknown, found: unknown[]): void {
		this.spend(1);
		if (!isContainer(value)) return;
		for (const selector of selectors) this.selectOne(selector, value, found);
	}

	private selectOne(selector: Selector, value: object, found: unknown[]): void {
		switch (selector.kind) {
			case 'name':
				this.spend(1);
				if (!Array.isArray(value) && Object.hasOwn(value, selector.name))
					found.push((value as Record<string, unknown>)[selector.name]);
				return;
			case 'index': {
				this.spend(1);
				if (!Array.isArray(value)) return;
				const index = selector.index < 0 ? value.length + selector.index : selector.index;
				if (index >= 0 && index < value.length) found.push(value[index]);
				return;
			}
			case 'slice':
				if (Array.isArray(value)) this.slice(selector, value as unknown[], found);
				return;
			case 'wildcard':
				for (const inner of this.counted(value)) found.push(inner);
				return;
			case 'filter':
				for (const inner of this.counted(value))
					if (this.passes(selector.test, inner)) found.push(inner);
		}
	}

	private counted(value: object): unknown[] {
		const inner = entriesOf(value);
		this.spend(inner.length);
		return inner;
	}

	/** RFC 9535 section 2.3.4.2. */
	private slice(
		{ start, end, step = 1 }: Extract<Selector, { kind: 'slice' }>,
		list: unknown[],
		found: unknown[],
	): void {
		if (step === 0) return;
		const { length } = list;
		const counted = (position: number) => (position < 0 ? length + position : position);
		const clamp = (position: number, least: number, most: number) =>
			Math.min(Math.max(position, least), most);
		const isForward = step > 0;
		const [least, most] = isForward ? [0, length] : [-1, length - 1];
		const from = clamp(counted(start ?? (isForward ? 0 : length - 1)), least, most);
		const to = end === undefined ? (isForward ? most : least) : clamp(counted(end), least, most);
		for (let at = from; isForward ? at < to : at > to; at += step) {
			this.spend(1);
			found.push(list[at]);
		}
	}

	private passes(test: Test, current: unknown): boolean {
		switch (test.kind) {
			case 'or':
				return test.tests.some((one) => this.passes(one, current));
			case 'and':
				return test.tests.every((one) => this.passes(one, current));
			case 'not':
				return !this.passes(test.test, current);
			case 'exists':
				return this.values(test.query, current).length > 0;
			case 'compare':
				return compare(
					test.operator,
					this.operand(test.left, current),
					this.operand(test.right, current),
					(values, depth) => this.spend(values, depth),
				);
		}
	}

	private operand(operand: Operand, current: unknown): unknown {
		if (operand.kind === 'literal') return operand.value;
		const found = this.values(operand, current);
		return found.length === 0 ? NOTHING : found[0];
	}

	private spend(values: number, depth = 0): void {
		this.left -= values;
		if (this.left < 0 || depth > DEEPEST) throw new TooMuch();
	}
}
