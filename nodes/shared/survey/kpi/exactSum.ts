/**
 * A sum of doubles without rounding error: a list of numbers that do not overlap and whose exact sum it is (Shewchuk 1997,
 * "Adaptive precision floating-point arithmetic"). It is what makes a mean independent of the order of arrival.
 */
export type ExactSum = number[];

/** Adds a number in place. */
export function addTo(sum: ExactSum, number: number): void {
	// Whole numbers, which most answers are, need nothing of what follows.
	if (sum.length === 1) {
		const total = sum[0] + number;
		if (Number.isSafeInteger(total) && Number.isInteger(number) && Number.isInteger(sum[0])) {
			if (total === 0) sum.length = 0;
			else sum[0] = total;
			return;
		}
	}
	let carried = number;
	let kept = 0;
	for (let index = 0; index < sum.length; index++) {
		let [large, small] = [carried, sum[index]];
		if (Math.abs(large) < Math.abs(small)) [large, small] = [small, large];
		const high = large + small;
		const low = small - (high - large);
		if (low !== 0) sum[kept++] = low;
		carried = high;
	}
	if (sum.length > kept) sum.length = kept;
	if (carried !== 0) sum.push(carried);
}

export function addAll(sum: ExactSum, numbers: readonly number[]): void {
	for (const number of numbers) addTo(sum, number);
}

/** Adds the square of a number in place. */
export function addSquare(sum: ExactSum, number: number): void {
	const square = number * number;
	if (Number.isInteger(number) && Number.isSafeInteger(square)) addTo(sum, square);
	else addAll(sum, exactProduct(number, number));
}

/** The two halves of a product: `high` is the rounded product, `low` what rounding lost (Dekker 1971, Veltkamp's split). */
export function exactProduct(left: number, right: number): [high: number, low: number] {
	const high = left * right;
	const [leftHigh, leftLow] = split(left);
	const [rightHigh, rightLow] = split(right);
	const low =
		leftLow * rightLow - (high - leftHigh * rightHigh - leftLow * rightHigh - leftHigh * rightLow);
	return [high, low];
}

function split(number: number): [high: number, low: number] {
	const scaled = number * 134_217_729;
	const high = scaled - (scaled - number);
	return [high, number - high];
}

/** Product of two exact sums. */
export function multiply(left: ExactSum, right: ExactSum): ExactSum {
	const product: ExactSum = [];
	for (const one of left) for (const other of right) addAll(product, exactProduct(one, other));
	return product;
}

/** The double nearest to the exact sum, whatever the parts it is held in. */
export function rounded(sum: ExactSum): number {
	let index = sum.length;
	if (index === 0) return 0;
	let high = sum[--index];
	let low = 0;
	while (index > 0) {
		const before = high;
		const next = sum[--index];
		high = before + next;
		low = next - (high - before);
		if (low !== 0) break;
	}
	// A tie that the parts further down would have decided the other way.
	if (index > 0 && low !== 0 && low < 0 === sum[index - 1] < 0) {
		const twice = low * 2;
		const moved = high + twice;
		if (twice === moved - high) return moved;
	}
	return high;
}
