import type { FileRow } from '../rows';

/** The row with other cells. */
export const withCells = (row: FileRow, cells: string[]): FileRow => ({
	problem: undefined,
	width: cells.length,
	line: row.line,
	cells,
	cell: (column) => cells[column],
	areEqual: (column, other) => cells[column] === cells[other],
	isEmpty: (column) => cells[column] === '',
	holds: (column, sign) => cells[column].includes(sign),
	text: undefined,
	get next() {
		return row.next;
	},
});
