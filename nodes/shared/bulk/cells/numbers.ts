import type { CellValue, FieldType } from './fields';
import { isMangledNumber, Refusal } from './refusal';

type NumberType = Extract<FieldType, { kind: 'number' }>;

/** Beyond this many digits a number can no longer be kept exactly. */
const EXACT_DIGITS = 15;

export function readNumber(cell: string, type: NumberType): number | Refusal {
	const { decimalSeparator = '.', maxDecimals, min = -Infinity, max = Infinity } = type;
	const trimmed = cell.trim();
	const refused = (message: string) => new Refusal('notANumber', message);
	const pattern = decimalSeparator === ',' ? /^[+-]?\d+(?:,\d+)?$/ : /^[+-]?\d+(?:\.\d+)?$/;
	if (!pattern.test(trimmed)) {
		if (isMangledNumber(trimmed)) {
			return refused('Digits were lost in a spreadsheet (as in 1.2E+10); enter the whole number');
		}
		const isOther = /^[+-]?\d+[.,]\d+$/.test(trimmed);
		if (isOther) return refused(`Write the number with "${decimalSeparator}" before the decimals`);
		const hasGroups = /^[+-]?\d{1,3}(?:[.,'\s\u00a0\u202f]\d{3})+(?:[.,]\d+)?$/.test(trimmed);
		return refused(
			hasGroups ? 'Write the number without separators between thousands' : 'This is not a number',
		);
	}
	const [whole, decimals = ''] = trimmed.split(decimalSeparator);
	const digits = (whole.replace(/^[+-]?0*/, '') + decimals).length;
	if (digits > EXACT_DIGITS) {
		return refused(`The number has more than ${EXACT_DIGITS} digits and could not be kept exactly`);
	}
	if (maxDecimals !== undefined && decimals.length > maxDecimals) {
		return refused(
			maxDecimals === 0
				? 'A whole number is expected'
				: `At most ${maxDecimals} decimals are allowed, and nothing is cut off`,
		);
	}
	const number = Number(trimmed.replace(',', '.')) + 0;
	if (number < min || number > max) {
		const bounds = [
			...(min === -Infinity ? [] : [`at least ${min}`]),
			...(max === Infinity ? [] : [`at most ${max}`]),
		];
		return new Refusal('outOfRange', `The number has to be ${bounds.join(' and ')}`);
	}
	return number;
}

export function writeNumber(value: CellValue, { decimalSeparator = '.' }: NumberType): string {
	return value === null ? '' : String(value).replace('.', decimalSeparator);
}
