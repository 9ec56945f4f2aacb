import { addAll, type ExactSum, multiply, rounded } from './exactSum';

/** 97.5th percentile of the normal distribution: two-sided 95 %. */
const Z95 = 1.959963984540054;

/** Bounds of a share of `count` in `n`, as fractions (Wilson 1927). */
export function wilson(count: number, n: number): { low: number; high: number } {
	const share = count / n;
	const z2 = Z95 * Z95;
	const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
	const half = (Z95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
	// At the ends the formula gives 0 and 1 but for rounding.
	return {
		low: count === 0 ? 0 : Math.max(0, middle - half),
		high: count === n ? 1 : Math.min(1, middle + half),
	};
}

/** Half the width of the interval of an NPS, in points: the variance of a difference of two shares of one multinomial. */
export function npsHalfWidth(promoters: number, detractors: number, n: number): number {
	const [up, down] = [promoters / n, detractors / n];
	return 100 * Z95 * Math.sqrt(Math.max(0, up + down - (up - down) ** 2) / n);
}

/** Half the width of the interval of a mean, from exact sums of the values and of their squares. n ≥ 2. */
export function meanHalfWidth(sum: ExactSum, squares: ExactSum, n: number): number {
	const spread = multiply(squares, [n]);
	const square = multiply(sum, sum);
	addAll(
		spread,
		square.map((part) => -part),
	);
	const variance = Math.max(0, rounded(spread)) / n / (n - 1);
	return studentT975(n - 1) * Math.sqrt(variance / n);
}

/** 97.5th percentile of Student's t distribution; exact for up to 100 degrees of freedom, to ten digits above. */
export function studentT975(degrees: number): number {
	return degrees > 100 ? expansion(degrees) : bisected(degrees);
}

/** Abramowitz & Stegun 26.7.5. */
function expansion(degrees: number): number {
	const z = Z95;
	const terms = [
		z,
		(z ** 3 + z) / 4,
		(5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
		(3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
		(79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160,
	];
	return terms.reduce((total, term, power) => total + term / degrees ** power, 0);
}

function bisected(degrees: number): number {
	let [low, high] = [Z95, 13];
	while (high - low > 1e-13 * high) {
		const middle = (low + high) / 2;
		if (middle <= low || middle >= high) break;
		if (centralProbability(middle, degrees) < 0.95) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

/** P(−t < T < t), as a finite sum for whole degrees of freedom: Abramowitz & Stegun 26.7.3 and 26.7.4. */
function centralProbability(t: number, degrees: number): number {
	const angle = Math.atan(t / Math.sqrt(degrees));
	const cosine = Math.cos(angle);
	const isOdd = degrees % 2 === 1;
	let term = isOdd ? cosine : 1;
	let total = degrees === 1 ? 0 : term;
	for (let power = isOdd ? 3 : 2; power <= degrees - 2; power += 2) {
		term *= ((power - 1) / power) * cosine * cosine;
		total += term;
	}
	const series = Math.sin(angle) * total;
	return isOdd ? (2 / Math.PI) * (angle + series) : series;
}
