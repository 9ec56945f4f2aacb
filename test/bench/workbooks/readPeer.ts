import { stream, type CellValue } from 'exceljs';
import { measure } from '../csv/measure';

/** Days are days with its formats alone, as they are for us. */
const options = {
	entries: 'emit',
	hyperlinks: 'ignore',
	sharedStrings: 'cache',
	styles: 'cache',
	worksheets: 'emit',
} as const;

/** Two days of one value are two objects. */
const plain = (value: CellValue): CellValue | number =>
	value instanceof Date ? value.getTime() : value;

void measure(async () => {
	const counted = { rows: 0, cells: 0, edited: 0 };
	for await (const sheet of new stream.xlsx.WorkbookReader(process.argv[2], options)) {
		for await (const { number, values } of sheet) {
			if (number === 1) continue;
			// The first place stays empty: its columns count from 1.
			const cells = values as CellValue[];
			counted.rows++;
			for (let at = 1; at < cells.length; at++)
				if (cells[at] !== null && cells[at] !== undefined) counted.cells++;
			let isEdited = false;
			for (let at = 2; at < cells.length - 1; at += 2)
				if (plain(cells[at]) !== plain(cells[at + 1])) isEdited = true;
			if (isEdited) counted.edited++;
		}
	}
	return counted;
});
