import { setImmediate as turn } from 'node:timers/promises';
import { stream } from 'exceljs';
import { measure } from '../csv/measure';
import { cellsOf, COLUMNS } from './rows';

/** `shared`: texts are kept apart from the cells, each once, as Excel itself does. */
const [file, rows, strings] = [process.argv[2], Number(process.argv[3]), process.argv[4]];
const BLOCK = 1000;

void measure(async () => {
	const book = new stream.xlsx.WorkbookWriter({
		filename: file,
		useStyles: true,
		useSharedStrings: strings === 'shared',
	});
	const sheet = book.addWorksheet('Rows');
	sheet.columns = COLUMNS.map(({ name, kind }) => ({
		header: name,
		...(kind === 'date' && { style: { numFmt: 'yyyy-mm-dd' } }),
	}));
	for (let row = 0; row < rows; row++) {
		sheet.addRow(cellsOf(row)).commit();
		// Else all rows wait in memory until the last one was made.
		if (row % BLOCK === 0) await turn();
	}
	sheet.commit();
	await book.commit();
	return { rows };
});
