import { EXACT_DIGITS, readNumber as readValue } from '../../values/numbers';
import { isUnreadable, type Unreadable } from '../../values/Reading';
import type { CellValue, DecimalSeparator, FieldType } from './fields';
import { isMangledNumber, Refusal } from './refusal';

type NumberType = Extract<FieldType, { kind: 'number' }>;

/** A number by the common rule (docs/values.md), with the decimal sign of the file; what else is wrong with it is said. */
export function readNumber(cell: string, type: NumberType): number | Refusal {
	const { decimalSeparator = 'either', maxDecimals, min = -Infinity, max = Infinity } = type;
	const trimmed = cell.trim();
	const refused = (message: string) => new Refusal('notANumber', message);
	if (isMangledNumber(trimmed)) {
		return refused('Digits were lost in a spreadsheet (as in 1.2E+10); enter the whole number');
	}
	const decimal = decimalSeparator === 'either' ? undefined : decimalSeparator;
	const number = readValue(trimmed, { origin: 'typed', ...(decimal && { decimal }) });
	if (isUnreadable(number)) {
		const isAmbiguous = number.reason === 'ambiguous';
		return new Refusal('notANumber', whyNot(trimmed, number, decimalSeparator), isAmbiguous);
	}
	if (maxDecimals !== undefined && decimalsOf(number) > maxDecimals) {
		return refused(
			maxDecimals === 0
				? 'A whole number is expected'
				: `At most ${maxDecimals} decimals are allowed, and nothing is shortened`,
		);
	}
	if (number < min || number > max) {
		const bounds = [
			...(min === -Infinity ? [] : [`at least ${min}`]),
			...(max === Infinity ? [] : [`at most ${max}`]),
		];
		return new Refusal('outOfRange', `The number has to be ${bounds.join(' and ')}`);
	}
	return number;
}

function whyNot(cell: string, { reason }: Unreadable, decimalSeparator: DecimalSeparator): string {
	if (reason === 'impossible') {
		return `The number has more than ${EXACT_DIGITS} digits and cannot be stored exactly`;
	}
	if (reason === 'ambiguous') {
		return 'The number is ambiguous (thousands or decimals); set the decimal sign';
	}
	if (/^[+-]?\d+(?:[.,]\d+)?\s?%$/.test(cell)) {
		return 'A percentage is ambiguous; write 5 or 0.05 without the percent sign';
	}
	const isOther = /^[+-]?\d+[.,]\d+$/.test(cell);
	return isOther
		? `Write the number with "${decimalSeparator}" before the decimals`
		: 'This is not a number';
}

/** Digits behind the decimal sign; `1e-7` has seven. */
function decimalsOf(number: number): number {
	const [mantissa, exponent = '0'] = String(number).split('e');
	return Math.max(0, (mantissa.split('.')[1] ?? '').length - Number(exponent));
}

/** Where both signs are read, `12.345` is written as `12.3450`, which nobody takes for thousands. */
export function writeNumber(
	value: NonNullable<CellValue>,
	{ decimalSeparator = '.' }: NumberType,
): string {
	const text = String(value);
	if (decimalSeparator !== 'either') return text.replace('.', decimalSeparator);
	return /^-?[1-9]\d{0,2}\.\d{3}$/.test(text) ? `${text}0` : text;
}
