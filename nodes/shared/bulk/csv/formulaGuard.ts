/**
 * A spreadsheet takes a cell for a formula when it begins with one of these, wide forms included, also after blanks and, once
 * the text is cut up, after a line break inside the cell. The guard is an apostrophe in front of each such line. A line that has
 * one already gets another, so that taking the guard off gives back exactly what there was.
 */
const LEAD = String.raw`'*(?:[^\S\r\n]|[\u200b\u2060\ufeff])*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]`;
const UNGUARDED = new RegExp(String.raw`(?<=^|[\r\n])(?=${LEAD})`, 'g');
const GUARDED = new RegExp(String.raw`(?<=^|[\r\n])'(?=${LEAD})`, 'g');

/** Most cells hold none of the signs; that is quicker to see than that there is none at the beginning of a line. */
const SIGN = /[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

export const guardFormula = (cell: string): string =>
	isPlainLine(cell) || !SIGN.test(cell) ? cell : cell.replace(UNGUARDED, "'");

/** One line that begins with a letter or a digit: most cells, and e-mail addresses among them. */
function isPlainLine(cell: string): boolean {
	const code = cell.charCodeAt(0);
	const isDigit = code >= 0x30 && code <= 0x39;
	const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
	return (isDigit || isLetter) && !cell.includes('\n') && !cell.includes('\r');
}

export const removeGuard = (cell: string): string =>
	cell.includes("'") ? cell.replace(GUARDED, '') : cell;
