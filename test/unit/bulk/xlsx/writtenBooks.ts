import { GrowingFile } from '../../../../nodes/shared/bulk';
import {
	createSheetWriter,
	type SheetColumn,
	type SheetValue,
} from '../../../../nodes/shared/bulk/xlsx/write/sheetWriter';
import { workbookFormat } from '../../../../nodes/shared/bulk/xlsx/write/workbookFormat';

const time = new Date('2026-11-29T09:30:00Z');
export const TEXT: SheetColumn = { name: 'K', kind: 'text' };

export async function bookOf(
	columns: SheetColumn[],
	rows: SheetValue[][] = [],
	facts: Partial<Parameters<typeof workbookFormat>[1]> = {},
): Promise<Buffer> {
	const sheet = createSheetWriter(columns, false);
	const format = workbookFormat(sheet, { sheetName: 'Rows', ...facts });
	const book = new GrowingFile({ name: 'out', format, maxPartBytes: 1e9, time });
	for (const row of rows) book.add(sheet.row(row));
	return (await book.finish())[0].bytes;
}

/** The value of an attribute in each element of a name. */
export const attributes = (xml: string, element: string, name: string): string[] =>
	[...xml.matchAll(new RegExp(`<${element} [^>]*?\\b${name}="([^"]*)"`, 'g'))].map(
		([, value]) => value,
	);
