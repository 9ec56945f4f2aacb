import { createCsvWriter, type CsvWriterSettings, type FormulaEscape } from '../csv/csvWriter';
import {
	createSheetWriter,
	type ColumnKind,
	type SheetColumn,
	type SheetValue,
} from '../xlsx/write/sheetWriter';
import { workbookFormat } from '../xlsx/write/workbookFormat';
import { csvInZip, type FileFormat } from '../zip/GrowingFile';

/** How the files are written that a run makes: as text, or as a workbook with a sheet of this name. */
export interface TableSettings extends Omit<CsvWriterSettings, 'escapeFormulas'> {
	sheetName?: string;
}

export interface TableColumn extends Omit<SheetColumn, 'kind'> {
	kind?: SheetColumn['kind'];
	/** In a text file; cells of workbooks are no formulas, whatever they look like. */
	escape: FormulaEscape;
}

/** Rows of cells, be it as text or as a sheet. */
export interface Table {
	format: FileFormat;
	/** What stands in front of the first row, the header among it. */
	start: string;
	row(cells: readonly SheetValue[]): string;
}

/** `longestText`: what is longer is cut in a cell of a workbook; default what Excel can show. */
export function createTable(
	columns: readonly TableColumn[],
	{ sheetName, ...csv }: TableSettings,
	longestText?: number,
): Table {
	if (sheetName !== undefined) {
		const sheet = createSheetWriter(
			columns.map((column) => ({ kind: 'text', ...column })),
			columns.some(({ isLocked }) => isLocked),
			longestText,
		);
		const row = (cells: readonly SheetValue[]) => sheet.row(cells, cells.map(kindOf));
		return { start: sheet.start, row, format: workbookFormat(sheet, { sheetName }) };
	}
	const writer = createCsvWriter({ ...csv, escapeFormulas: columns.map(({ escape }) => escape) });
	const start = writer.start + writer.row(columns.map(({ name }) => name));
	return { start, row: (cells) => writer.row(cells), format: csvInZip(start) };
}

/** Undefined for texts: they are what their column holds. */
function kindOf(value: SheetValue): ColumnKind | undefined {
	if (typeof value === 'number') return 'number';
	return typeof value === 'boolean' ? 'boolean' : undefined;
}
