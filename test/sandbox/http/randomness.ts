/** Seeded pseudo-random numbers (mulberry32): the same seed gives the same survey, response and id on every machine. */
export interface Random {
	/** 0 ≤ x < 1 */
	next(): number;
	/** Whole number from `min` to `max`, both included. */
	integer(min: number, max: number): number;
	pick<T>(items: readonly T[]): T;
	chance(probability: number): boolean;
	shuffle<T>(items: readonly T[]): T[];
	/** Letters and digits, as in the ids of most systems. */
	token(length: number): string;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
	const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
	return {
		next,
		integer,
		pick: (items) => items[integer(0, items.length - 1)],
		chance: (probability) => next() < probability,
		shuffle(items) {
			const copy = [...items];
			for (let index = copy.length - 1; index > 0; index -= 1) {
				const other = integer(0, index);
				[copy[index], copy[other]] = [copy[other], copy[index]];
			}
			return copy;
		},
		token(length) {
			let text = '';
			for (let index = 0; index < length; index += 1) text += alphabet[integer(0, 61)];
			return text;
		},
	};
}

/** Ids such as `CID_…` that never repeat within one sandbox and are the same in every run. */
export function createIds(seed: number): (prefix: string, length?: number) => string {
	const random = createRandom(seed);
	const given = new Set<string>();
	return (prefix, length = 15) => {
		let id = prefix + random.token(length);
		while (given.has(id)) id = prefix + random.token(length);
		given.add(id);
		return id;
	};
}
