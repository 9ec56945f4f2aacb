/** What can be wrong with the text of a file, before anybody asks what it means. */
export type CsvProblemKind =
	/** A quote inside a cell that did not begin with one. */
	| 'strayQuote'
	/** Something other than a delimiter or a line end after a closing quote. */
	| 'textAfterQuote'
	| 'unterminatedQuote'
	| 'shortRow'
	| 'longRow'
	/** A value in a column whose header is empty. */
	| 'unnamedColumn'
	| 'rowTooLong'
	| 'invalidEncoding';

export interface CsvProblem {
	kind: CsvProblemKind;
	/** Line of the file, from 1; quoted line breaks count. */
	line: number;
	/** Cell of the row, from 1. */
	column: number;
	/** UTF-16 unit of the line, from 1, where one place is to blame. */
	character?: number;
	message: string;
}

/**
 * After these nobody can know for certain where the next row begins: what follows may be the inside of a quoted cell. Nothing
 * is written past such a row unless the user says so.
 */
const STRUCTURAL: ReadonlySet<CsvProblemKind> = new Set([
	'strayQuote',
	'textAfterQuote',
	'unterminatedQuote',
	'rowTooLong',
	'invalidEncoding',
]);

export const isStructural = ({ kind }: CsvProblem): boolean => STRUCTURAL.has(kind);

/** Column 28 is `AB`, as spreadsheets name it. */
export function columnLetters(column: number): string {
	let letters = '';
	for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
		letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
	}
	return letters;
}
