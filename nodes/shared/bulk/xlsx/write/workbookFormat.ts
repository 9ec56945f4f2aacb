import type { FileFormat } from '../../zip/GrowingFile';
import { FILLED_SHEET, packageParts, type WorkbookFacts } from './packageParts';
import { MOST_ROWS_OF_SHEET, ROW_NUMBER, type SheetWriter } from './sheetWriter';

/** A workbook whose first sheet is filled row by row. */
export const workbookFormat = (
	sheet: Pick<SheetWriter, 'start' | 'end'>,
	facts: WorkbookFacts,
): FileFormat => ({
	ending: 'xlsx',
	mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	mostRows: MOST_ROWS_OF_SHEET,
	before: () => [...packageParts(facts), [FILLED_SHEET, sheet.start]],
	placed: (row, at) => row.replaceAll(ROW_NUMBER, String(at + 2)),
	end: (rows) => sheet.end(rows),
});
