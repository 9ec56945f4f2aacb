/** What an Excel workbook can hold. */
export const MOST_ROWS = 1_048_576;
export const MOST_COLUMNS = 16_384;

/** A place in a sheet, from 0; `D5` is column 3, row 4. */
export interface CellPlace {
	column: number;
	row: number;
}

/** Undefined for what is no place in a sheet. `$` is allowed, as in `$D$5`. */
export function placeOf(reference: string): CellPlace | undefined {
	const column = columnOf(reference);
	const digits = /\$?([1-9][0-9]{0,6})$/.exec(reference)?.[1];
	const row = Number(digits) - 1;
	return column === -1 || digits === undefined || row >= MOST_ROWS ? undefined : { column, row };
}

/** Of the letters that a reference begins with, from 0; -1 where there are none, or more than a sheet has columns. Asked of every cell. */
export function columnOf(reference: string): number {
	let column = 0;
	let at = reference.charCodeAt(0) === 36 ? 1 : 0;
	for (; at < reference.length; at++) {
		const letter = reference.charCodeAt(at) & 0xdf;
		if (letter < 65 || letter > 90) break;
		column = column * 26 + letter - 64;
		if (column > MOST_COLUMNS) return -1;
	}
	return column - 1;
}
