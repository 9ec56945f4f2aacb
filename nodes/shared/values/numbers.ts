import { Unreadable } from './Reading';
import { withoutInvisible } from './invisible';

export type DecimalSign = '.' | ',';

export interface NumberReading {
	/** The sign before the decimals, where a setting or a language says it. */
	decimal?: DecimalSign;
	/**
	 * Who wrote it, which decides on `1.234` and `1,234` where no decimal sign is set: in an API's values the point begins the
	 * decimals and the comma sets groups apart; in what people typed both can be meant.
	 */
	origin: 'api' | 'typed';
	/** `45 %` is 45. */
	percent?: boolean;
	/** `1.5E+3` is 1500. */
	exponent?: boolean;
}

/** Beyond this many digits a number can no longer be kept exactly. */
export const EXACT_DIGITS = 15;
const LONGEST = 60;

const NOT_A_NUMBER = new Unreadable('notThatKind', 'this is not a number');
const AMBIGUOUS = new Unreadable('ambiguous', 'this number is ambiguous; set the decimal sign');
const TOO_MANY_DIGITS = new Unreadable(
	'impossible',
	`this has more than ${EXACT_DIGITS} digits and cannot be stored exactly as a number`,
);
const OTHER_SIGN: Record<DecimalSign, Unreadable> = {
	'.': new Unreadable('notThatKind', 'this is not a number with a point before the decimals'),
	',': new Unreadable('notThatKind', 'this is not a number with a comma before the decimals'),
};

const PLAIN = /^[+-]?\d{1,15}$/;
const SHAPE =
	/^([+-]?)((?:\d{1,3}(?:([ '’.,])\d{3}(?!\d))(?:\3\d{3}(?!\d))*|\d+)?)(?:([.,])(\d*))?((?:[eE][+-]?\d{1,3})?)( ?%)?$/;

/**
 * A number, by one rule for all nodes (docs/values.md): an optional sign; digits, or groups of exactly three set apart by one
 * sign (blank, apostrophe, point, comma) which is not the decimal sign; an optional decimal sign. What
 * else there is (dates, phone numbers, units) is no number, and nothing is guessed.
 */
export function readNumber(value: unknown, reading: NumberReading): number | Unreadable {
	if (typeof value === 'number') return fromNumber(value);
	if (typeof value === 'bigint') return fromDigits(String(value), '');
	if (typeof value !== 'string') return NOT_A_NUMBER;
	if (PLAIN.test(value)) return Number(value) + 0;
	if (value.length > LONGEST) return NOT_A_NUMBER;
	const text = plainSigns(value);
	const shape = SHAPE.exec(text);
	if (!shape) return NOT_A_NUMBER;
	const [, sign, whole, grouping, point, fraction = '', exponent, percent] = shape;
	if (whole === '' && fraction === '') return NOT_A_NUMBER;
	if (percent !== undefined && !reading.percent) return NOT_A_NUMBER;
	if (exponent !== '' && !reading.exponent) return NOT_A_NUMBER;
	const parts = partsOf(
		{ whole, grouping, point: point as DecimalSign | undefined, fraction },
		reading,
	);
	if (parts instanceof Unreadable) return parts;
	return fromDigits(parts.whole, parts.fraction, sign, exponent);
}

interface Written {
	whole: string;
	/** Between the groups of the whole part. */
	grouping?: string;
	/** Before the decimals. */
	point?: DecimalSign;
	fraction: string;
}

/** Which sign is which, where the shape alone does not say. */
function partsOf(
	{ whole, grouping, point, fraction }: Written,
	{ decimal, origin }: NumberReading,
): { whole: string; fraction: string } | Unreadable {
	if (grouping !== undefined) {
		// `06.123.456` and `0,123` are no groups: nobody sets a leading zero apart.
		const groups = whole.split(grouping);
		const isOneSign = groups.length === 2 && point === undefined && isDecimalSign(grouping);
		if (whole.startsWith('0')) {
			if (!isOneSign || groups[0] !== '0') return NOT_A_NUMBER;
			return decimal === undefined || decimal === grouping
				? { whole: '0', fraction: groups[1] }
				: OTHER_SIGN[decimal];
		}
		if (isOneSign) {
			const sign = decimal ?? (origin === 'api' ? '.' : undefined);
			if (sign === undefined) return AMBIGUOUS;
			return grouping === sign
				? { whole: groups[0], fraction: groups[1] }
				: { whole: groups.join(''), fraction: '' };
		}
		if (grouping === point || (decimal !== undefined && grouping === decimal))
			return decimal === undefined ? NOT_A_NUMBER : OTHER_SIGN[decimal];
		if (point !== undefined && decimal !== undefined && point !== decimal)
			return OTHER_SIGN[decimal];
		return { whole: groups.join(''), fraction };
	}
	if (point !== undefined && decimal !== undefined && point !== decimal) return OTHER_SIGN[decimal];
	return { whole, fraction };
}

const isDecimalSign = (sign: string): sign is DecimalSign => sign === '.' || sign === ',';

/** Every blank as a blank, every minus as a minus; invisible signs are gone. */
const plainSigns = (text: string): string =>
	withoutInvisible(text)
		.trim()
		.replace(/[\s\u00a0\u202f]/g, ' ')
		.replace(/^[\u2212\u2013\u2010\u2011\ufe63\uff0d]/, '-');

/** A number that came as one; integers beyond what is exact are none, since their last digits are invented. */
function fromNumber(value: number): number | Unreadable {
	if (!Number.isFinite(value)) return NOT_A_NUMBER;
	return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21
		? TOO_MANY_DIGITS
		: value + 0;
}

function fromDigits(
	whole: string,
	fraction: string,
	sign = '',
	exponent = '',
): number | Unreadable {
	const significant = `${whole}${fraction.replace(/0+$/, '')}`.replace(/^-?0*/, '');
	if (significant.length > EXACT_DIGITS) return TOO_MANY_DIGITS;
	const read = Number(`${sign}${whole}.${fraction}${exponent}`);
	// Too large for any number, or so small that nothing is left of it.
	return Number.isFinite(read) && (read !== 0 || significant === '') ? read + 0 : NOT_A_NUMBER;
}
