/** Digits that a JavaScript number keeps in any case. */
const SAFE_DIGITS = 15;

/** Sign, digits and exponent of a decimal number, without zeros that say nothing; any two that mean the same are the same text. */
function canonical(number: string): string {
	const [, sign, whole, fraction = '', exponent = '0'] =
		/^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
	const digits = `${whole}${fraction}`.replace(/^0+/, '');
	const short = digits.replace(/0+$/, '');
	if (short === '') return '0';
	const scale = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - short.length);
	return `${sign}${short}e${scale}`;
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
	if (Number.isFinite(value)) {
		const isShort = significantDigits(written) <= SAFE_DIGITS;
		if (isShort && (value !== 0 || !/[1-9]/.test(written.replace(/[eE].*$/, '')))) return value;
		const exact = canonical(written);
		const isKept = [String(value), ...(Number.isInteger(value) ? [] : printed(value))].some(
			(text) => canonical(text) === exact,
		);
		if (isKept) return value;
	}
	return written;
}

const printed = (value: number): string[] => [value.toPrecision(16), value.toPrecision(17)];
