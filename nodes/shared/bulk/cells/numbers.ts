import { EXACT_DIGITS, readNumber as readValue } from '../../values/numbers';
import { isUnreadable, type Unreadable } from '../../values/Reading';
import type { CellValue, FieldType } from './fields';
import { isMangledNumber, Refusal } from './refusal';

type NumberType = Extract<FieldType, { kind: 'number' }>;

/** A number by the common rule (docs/values.md), with the decimal sign of the file; what else is wrong with it is said. */
export function readNumber(cell: string, type: NumberType): number | Refusal {
	const { decimalSeparator = '.', maxDecimals, min = -Infinity, max = Infinity } = type;
	const trimmed = cell.trim();
	const refused = (message: string) => new Refusal('notANumber', message);
	if (isMangledNumber(trimmed)) {
		return refused('Digits were lost in a spreadsheet (as in 1.2E+10); enter the whole number');
	}
	const number = readValue(trimmed, { origin: 'typed', decimal: decimalSeparator });
	if (isUnreadable(number)) return refused(whyNot(trimmed, number, decimalSeparator));
	if (maxDecimals !== undefined && decimalsOf(number) > maxDecimals) {
		return refused(
			maxDecimals === 0
				? 'A whole number is expected'
				: `At most ${maxDecimals} decimals are allowed, and nothing is cut off`,
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

function whyNot(cell: string, { reason }: Unreadable, decimalSeparator: string): string {
	if (reason === 'impossible') {
		return `The number has more than ${EXACT_DIGITS} digits and could not be kept exactly`;
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

export function writeNumber(value: CellValue, { decimalSeparator = '.' }: NumberType): string {
	return value === null ? '' : String(value).replace('.', decimalSeparator);
}
