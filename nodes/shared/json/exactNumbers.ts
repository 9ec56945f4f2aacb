/** Digits that a JavaScript number keeps in any case. */
const SAFE_DIGITS = 15;

/** Sign, digits and exponent of a decimal number that is neither too large nor too small for JavaScript, without zeros that say nothing; any two that mean the same are the same text. */
function canonical(number: string): string {
	const [, sign, whole, fraction = '', exponent = '0'] =
		/^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
	const digits = `${whole}${fraction}`.replace(/^0+/, '');
	const short = withoutEndingZeros(digits);
	if (short === '') return '0';
	const scale = Number(exponent) - fraction.length + (digits.length - short.length);
	return `${sign}${short}e${scale}`;
}

/** A pattern would look at a long row of zeros once for each of them. */
function withoutEndingZeros(digits: string): string {
	let end = digits.length;
	while (end > 0 && digits.charAt(end - 1) === '0') end -= 1;
	return digits.slice(0, end);
}

const significantDigits = (number: string): number =>
	number
		.replace(/[eE].*$/, '')
		.replace(/[-.]/g, '')
		.replace(/^0+/, '').length;

/**
 * A number as JSON writes it: a JavaScript number, or its own text where that would change it (8202522731445525542 would end
 * in …000, 1e999 would be infinite). A fraction with 16 or 17 digits that is how programs write out exactly this number stays one.
 */
export function exactNumber(written: string): number | string {
	const value = Number(written);
	if (!Number.isFinite(value)) return written;
	if (value === 0) return /^[^eE]*[1-9]/.test(written) ? written : value;
	if (significantDigits(written) <= SAFE_DIGITS) return value;
	const exact = canonical(written);
	const candidates = [String(value), ...(Number.isInteger(value) ? [] : printed(value))];
	return candidates.some((text) => canonical(text) === exact) ? value : written;
}

const printed = (value: number): string[] => [value.toPrecision(16), value.toPrecision(17)];
