import { writeFileSync } from 'node:fs';
import { GrowingFile } from '../../../nodes/shared/bulk';
import { createSheetWriter } from '../../../nodes/shared/bulk/xlsx/write/sheetWriter';
import { workbookFormat } from '../../../nodes/shared/bulk/xlsx/write/workbookFormat';
import { measure } from '../csv/measure';
import { COLUMNS, valuesOf } from './rows';

const [file, rows] = [process.argv[2], Number(process.argv[3])];
/** What a run hands over at once. */
const BLOCK = 1000;

void measure(async () => {
	const sheet = createSheetWriter(COLUMNS, false);
	const book = new GrowingFile({
		name: 'rows',
		format: workbookFormat(sheet, { sheetName: 'Rows' }),
		maxPartBytes: 1e9,
		time: new Date(0),
	});
	for (let row = 0; row < rows; row++) {
		book.add(sheet.row(valuesOf(row)));
		if (row % BLOCK === 0) await book.take();
	}
	const [part] = await book.finish();
	writeFileSync(file, part.bytes);
	return { rows: part.rows };
});
