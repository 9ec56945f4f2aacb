import { foldText } from '../foldText';

const LONGEST = 64;

/**
 * The candidate nearest to what was written, by edit distance without regard to case and diacritics; undefined when
 * none is near (more than a third of the letters differ). Of several equally near, one of the same length comes first,
 * then the one whose number is nearest: `QID12` is rather `QID11` than `QID1`.
 */
export function nearestName(written: string, candidates: Iterable<string>): string | undefined {
	const wanted = foldText(written).slice(0, LONGEST);
	let best: string | undefined;
	let least = [Math.max(1, Math.floor(wanted.length / 3)) + 1, 0, 0];
	for (const candidate of candidates) {
		const folded = foldText(candidate).slice(0, LONGEST);
		const distance = editDistance(wanted, folded, least[0] + 1);
		if (distance > least[0]) continue;
		const away = [distance, Math.abs(folded.length - wanted.length), numberGap(wanted, folded)];
		if (!comesBefore(away, least)) continue;
		least = away;
		best = candidate;
	}
	return best;
}

function numberGap(left: string, right: string): number {
	const [from, to] = [/\d{1,9}$/.exec(left), /\d{1,9}$/.exec(right)];
	return from && to ? Math.abs(Number(from[0]) - Number(to[0])) : 0;
}

function comesBefore(left: number[], right: number[]): boolean {
	const at = left.findIndex((number, index) => number !== right[index]);
	return at !== -1 && left[at] < right[at];
}

/** Optimal string alignment (a swap of neighbours counts one); gives `limit` as soon as it cannot be less. */
function editDistance(left: string, right: string, limit = Infinity): number {
	if (Math.abs(left.length - right.length) >= limit) return limit;
	let beforeLast: number[] = [];
	let last = Array.from({ length: right.length + 1 }, (_, column) => column);
	for (let row = 1; row <= left.length; row++) {
		const current = [row];
		let least = row;
		for (let column = 1; column <= right.length; column++) {
			const same = left[row - 1] === right[column - 1];
			let cost = Math.min(
				last[column] + 1,
				current[column - 1] + 1,
				last[column - 1] + (same ? 0 : 1),
			);
			const swapped =
				row > 1 &&
				column > 1 &&
				left[row - 1] === right[column - 2] &&
				left[row - 2] === right[column - 1];
			if (swapped) cost = Math.min(cost, beforeLast[column - 2] + 1);
			current.push(cost);
			least = Math.min(least, cost);
		}
		if (least >= limit) return limit;
		beforeLast = last;
		last = current;
	}
	return last[right.length];
}
