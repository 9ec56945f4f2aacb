import type { CsvProblem } from './csv/problems';

/** A place between two rows. */
export interface FilePosition {
	/** Of a workbook: of its sheet, unpacked, up to where the row was read. */
	byte: number;
	line: number;
}

/** What a spreadsheet says that a cell holds. */
export type CellKind =
	| 'text'
	/** Written with a point, with every digit that is stored. */
	| 'number'
	/** A number that the spreadsheet shows in percent; written as it is shown. */
	| 'percent'
	/** `2026-11-29`, `2026-11-29T09:30:00`, or `09:30:00`. */
	| 'date'
	/** `TRUE` or `FALSE`. */
	| 'boolean'
	/** The error's word, as in `#N/A`. */
	| 'error'
	/** A formula whose result is not in the file. */
	| 'uncalculated';

/** A row of a file, whatever its format. Rows with a problem carry what could be made out of them. */
export interface FileRow {
	readonly problem: CsvProblem | undefined;
	/** Number of its cells. */
	readonly width: number;
	/** Line of a text file on which the row begins, or row of a sheet; from 1. */
	readonly line: number;
	readonly cells: string[];
	cell(column: number): string | undefined;
	/** Of a row without a problem; both columns are there. */
	areEqual(column: number, other: number): boolean;
	/** Of a row without a problem. */
	isEmpty(column: number): boolean;
	/** Whether a sign of one UTF-16 unit stands in a cell. Of a row without a problem. */
	holds(column: number, sign: string): boolean;
	/** Undefined where a file does not say: the cell is what its text says. */
	kind?(column: number): CellKind;
	/** Of a text file: what stands between the cells. */
	readonly delimiter?: string;
	/** As it stands in a text file, without its line end; undefined where the row is broken, and in workbooks. */
	readonly text: string | undefined;
	/** Where the next row begins. */
	readonly next: FilePosition;
}

/** A file whose header was read. */
export interface RowFile {
	warnings: string[];
	/** Names as written, without the empty ones at the end. */
	header: string[];
	/** There were no empty names at its end. */
	isHeaderWhole: boolean;
	headerLine: number;
	/** The first rows after the header: what they look like says what a spreadsheet did to the file. */
	beginning: readonly FileRow[];
	/** Where the first row after the header begins. */
	start: FilePosition;
	/** Equal for files with the same form and header. */
	fingerprint: string;
	/**
	 * The rows after the header, as many at a time as arrive together. From a position, all before it is skipped.
	 * `lastColumn`: cells after this one (from 0) are not made, and the number of cells is not checked.
	 */
	rows(options?: { from?: FilePosition; lastColumn?: number }): AsyncGenerator<FileRow[]>;
}

/** Rows of a file that are looked at when it is opened. */
export const ROWS_AT_BEGINNING = 200;

export function withoutEmptyEnd(names: readonly string[]): string[] {
	const last = names.findLastIndex((name) => name.trim() !== '');
	return names.slice(0, last + 1);
}
