/**
 * A spreadsheet takes a cell for a formula when the first sign that it keeps is one of these: `= + - @`, `|` and `%` (of the calls
 * of other programs), and a tab or a carriage return, which it takes off; also all that comes to one of them once a program folds
 * compatible forms (NFKC): wide, small, raised and lowered ones, and the minus sign.
 */
const SIGNS = String.raw`=+\-@|%\t\r\u2212\u207a-\u207c\u208a-\u208c\u2a75\u2a76\ufb29\ufe62\ufe63\ufe66\ufe6a\ufe6b\uff05\uff0b\uff0d\uff1d\uff20\uff5c`;

/**
 * What one program or another drops or does not show: blanks of all kinds, control characters from NUL on, code points that
 * are not assigned, and what Unicode calls ignorable (byte order marks, zero-width blanks and joiners, direction marks, soft
 * hyphens, fillers).
 */
const UNSEEN = String.raw`(?![\t\r\n])[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]`;

/**
 * A formula is escaped by an apostrophe in front of each line of a cell that begins so: once the text is cut up, each line may
 * stand in a cell of its own. A line that has one already gets another, so that taking it off gives back exactly what there was.
 */
const LEAD = String.raw`'*(?:${UNSEEN})*[${SIGNS}]`;
const FORMULA = new RegExp(String.raw`(?<=^|[\r\n])(?=${LEAD})`, 'gu');
const ESCAPED = new RegExp(String.raw`(?<=^|[\r\n])'(?=${LEAD})`, 'gu');

/** Most cells hold none of the signs; that is quicker to see than that there is none at the beginning of a line. */
const SIGN = new RegExp(`[${SIGNS}]`);

/**
 * Numbers, telephone numbers and the sign that stands for an empty field: nothing that could call, link or look up anything,
 * whatever a program makes of it.
 */
const NUMBER = /^(?:[+-]?[\d ().,/-]*|=)$/;

export const escapeFormula = (cell: string): string =>
	isPlainLine(cell) || !SIGN.test(cell) ? cell : cell.replace(FORMULA, "'");

/** For columns that a system reads: telephone numbers and negative numbers stay as they are. */
export const escapeUnlessNumber = (cell: string): string =>
	isPlainLine(cell) || NUMBER.test(cell) ? cell : escapeFormula(cell);

/** One line that begins with a letter or a digit: most cells, and e-mail addresses among them. */
function isPlainLine(cell: string): boolean {
	const code = cell.charCodeAt(0);
	const isDigit = code >= 0x30 && code <= 0x39;
	const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
	return (isDigit || isLetter) && !cell.includes('\n') && !cell.includes('\r');
}

export const unescapeFormula = (cell: string): string =>
	cell.includes("'") ? cell.replace(ESCAPED, '') : cell;
