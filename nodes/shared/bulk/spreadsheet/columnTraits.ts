import type { Damage } from './damage';

/** What the values of a column have in common, so that one which a spreadsheet spoilt is noticed although its [old] is empty. */
export interface ColumnTraits {
	/** Nearly all begin with a zero or a plus: which is the commoner. */
	lead?: '0' | '+';
	/** All are digits, as many in each, and some begin with a zero. */
	digits?: number;
}

const ENOUGH = 3;
const NEARLY_ALL = 0.8;

/** Of the [old] cells at the beginning of a file. */
export function traitsOf(cells: readonly string[]): ColumnTraits {
	const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
	if (filled.length < ENOUGH) return {};
	const beginning = (sign: string) => filled.filter((cell) => cell.startsWith(sign)).length;
	const [zeros, pluses] = [beginning('0'), beginning('+')];
	const areDigits = filled.every((cell) => /^\d+$/.test(cell) && cell.length === filled[0].length);
	return {
		...(zeros + pluses >= filled.length * NEARLY_ALL && { lead: zeros >= pluses ? '0' : '+' }),
		...(areDigits && zeros > 0 && { digits: filled[0].length }),
	};
}

const BARE_DIGITS = /^[1-9]\d*$/;

/** What a spreadsheet did to a cell, if it has what the others of its column lost. `isPhone`: any number of digits may be right. */
export function damageByColumn(
	cell: string,
	traits: ColumnTraits | (() => ColumnTraits),
	isPhone: boolean,
): Damage | undefined {
	if (!BARE_DIGITS.test(cell)) return undefined;
	const { lead, digits } = typeof traits === 'function' ? traits() : traits;
	if (digits !== undefined) return cell.length < digits ? 'lostZeros' : undefined;
	if (!isPhone || lead === undefined || cell.length < 5) return undefined;
	return lead === '0' ? 'lostZeros' : 'lostPlus';
}
