import { DELIMITERS, type LineEnd } from './dialect';
import { escapeFormula, escapeUnlessNumber } from './escapeFormula';

/** Of a column: every cell, every cell but numbers and telephone numbers, or none. */
export type FormulaEscape = boolean | 'unlessNumber';

export interface CsvWriterSettings {
	/** One character; default a comma. */
	delimiter?: string;
	/** Default CRLF. */
	lineEnd?: LineEnd;
	/** Spreadsheets take a file for UTF-8 only with it. Default: with it. */
	mark?: boolean;
	/**
	 * In which columns formulas are escaped: all, none, or by position. For files that people open; in a file that a system
	 * reads, it would spoil telephone numbers, negative numbers and clear tokens. Default none.
	 */
	escapeFormulas?: boolean | readonly FormulaEscape[];
	/** Cells with any sign that some program takes for a delimiter are quoted too: for files that people open. Default: no. */
	quotesDelimiters?: boolean;
}

export interface CsvWriter {
	/** What stands in front of the first row. */
	readonly start: string;
	/** A row with its line end; null is written as nothing. */
	row(cells: ReadonlyArray<string | number | boolean | null>): string;
}

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Most cells: one line of words, an address, a day, a number without a sign. Unless the delimiter is among its signs, such a cell is
 * written as it stands in every column, and that is quicker to see than that it is none of the things that are not.
 */
const PLAIN = /^[A-Za-z0-9](?:[A-Za-z0-9 .@_/:+\u00c0-\u024f-]*[A-Za-z0-9\u00c0-\u024f])?$/;

/**
 * Writes UTF-8 text that reads back the same: a cell is quoted when it holds the delimiter, a quote or a line break, when it
 * begins or ends with a blank, and when it could be taken for something else (a byte order mark, a `sep=` line, a line without
 * cells). A `sep=` line is never written: strict importers take it for the header.
 */
export function createCsvWriter({
	delimiter = ',',
	lineEnd = '\r\n',
	mark = true,
	escapeFormulas = false,
	quotesDelimiters = false,
}: CsvWriterSettings = {}): CsvWriter {
	const special = (quotesDelimiters ? `${delimiter}${DELIMITERS.join('')}` : delimiter).replace(
		/[\\\]^-]/g,
		'\\$&',
	);
	const signs = new RegExp(`[${special}"\\r\\n]`);
	const isDelimiterPlain = PLAIN.test(`a${delimiter}a`);
	const isPlain = (cell: string): boolean => !isDelimiterPlain && PLAIN.test(cell);
	const quoted = (cell: string): string =>
		signs.test(cell) || isMistakable(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
	const escapeOf = (column: number): FormulaEscape =>
		typeof escapeFormulas === 'boolean' ? escapeFormulas : (escapeFormulas[column] ?? false);
	return {
		start: mark ? BYTE_ORDER_MARK : '',
		row(cells) {
			if (cells.length === 0) return lineEnd;
			if (cells.length === 1 && (cells[0] ?? '') === '') return `""${lineEnd}`;
			const written = new Array<string>(cells.length);
			for (let column = 0; column < cells.length; column++) {
				const value = cells[column] ?? '';
				const cell = typeof value === 'string' ? value : String(value);
				written[column] =
					cell === '' || isPlain(cell) ? cell : quoted(escaped(cell, escapeOf(column)));
			}
			// Joined at once: put together piece by piece, it would have to be copied together again later.
			written[cells.length - 1] += lineEnd;
			return written.join(delimiter);
		},
	};
}

function escaped(cell: string, escape: FormulaEscape): string {
	if (escape === false) return cell;
	return escape === true ? escapeFormula(cell) : escapeUnlessNumber(cell);
}

/** Blanks at an end, a byte order mark, or what makes a first line a `sep=` line. Looked at sign by sign: it is asked of every cell. */
function isMistakable(cell: string): boolean {
	const first = cell.charCodeAt(0);
	if (isBlank(first) || isBlank(cell.charCodeAt(cell.length - 1))) return true;
	return (first | 0x20) === 0x73 && /^sep=/i.test(cell);
}

const isBlank = (code: number): boolean =>
	code <= 0x20 || (code >= 0xa0 && /[\s\ufeff]/.test(String.fromCharCode(code)));
