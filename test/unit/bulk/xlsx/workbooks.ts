import { openArchive, openXlsx } from '../../../../nodes/shared/bulk';
import type { FileRow } from '../../../../nodes/shared/bulk/rows';
import type { XlsxFile, XlsxSettings } from '../../../../nodes/shared/bulk/xlsx/openXlsx';
import { cut, pieces, rowsOf } from '../sources';
import { writeZip } from '../writeZip';

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';

export interface WorkbookFixture {
	/** XML within `sheetData`, of each sheet. */
	sheets?: Record<string, string>;
	/** XML of each `si`. */
	strings?: string[];
	/** Number formats of the styles 0, 1, 2 …: a built-in number or a code. */
	formats?: Array<number | string>;
	/** After `sheetData`. */
	behind?: string;
	date1904?: boolean;
	/** Parts that stand for those made here, or come in addition; undefined: left out. */
	parts?: Record<string, string | Uint8Array | undefined>;
}

const relationship = (id: string, type: string, target: string): string =>
	`<Relationship Id="${id}" Type="${TYPES}/${type}" Target="${target}"/>`;

const relationships = (list: string[]): string =>
	`${HEAD}<Relationships xmlns="${RELATIONS}">${list.join('')}</Relationships>`;

export const sheetXml = (data: string, behind = ''): string =>
	`${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData>${behind}</worksheet>`;

/** `strings`: XML of each `si`. */
export const sharedStringsXml = (strings: readonly string[]): string =>
	`${HEAD}<sst xmlns="${MAIN}">${strings.map((string) => `<si>${string}</si>`).join('')}</sst>`;

/** A workbook of our own making, with exactly the XML that a test is about. */
export async function workbook(fixture: WorkbookFixture): Promise<Buffer> {
	const {
		sheets = {},
		strings = [],
		formats = [0],
		behind,
		date1904 = false,
		parts = {},
	} = fixture;
	const names = Object.keys(sheets);
	const listed = names.map(
		(name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
	);
	const codes = formats.flatMap((format, index) =>
		typeof format === 'string'
			? [`<numFmt numFmtId="${200 + index}" formatCode="${format.replaceAll('"', '&quot;')}"/>`]
			: [],
	);
	const styles = formats.map(
		(format, index) => `<xf numFmtId="${typeof format === 'number' ? format : 200 + index}"/>`,
	);
	const made: Record<string, string | Uint8Array | undefined> = {
		'[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		'_rels/.rels': relationships([relationship('rId1', 'officeDocument', 'xl/workbook.xml')]),
		'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${TYPES}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${listed.join('')}</sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': relationships([
			...names.map((_name, index) =>
				relationship(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`),
			),
			relationship('rId98', 'sharedStrings', 'sharedStrings.xml'),
			relationship('rId99', 'styles', 'styles.xml'),
		]),
		'xl/sharedStrings.xml': sharedStringsXml(strings),
		'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
		...Object.fromEntries(
			names.map((name, index) => [
				`xl/worksheets/sheet${index + 1}.xml`,
				sheetXml(sheets[name], behind),
			]),
		),
		...parts,
	};
	const files = Object.entries(made).flatMap(([name, content]) =>
		content === undefined ? [] : [{ name, pieces: [content] }],
	);
	return await writeZip(files, new Date('2026-11-29T09:30:00Z'));
}

/** One sheet, whose rows are given as XML. */
export const sheetOf = async (data: string, more: WorkbookFixture = {}): Promise<Buffer> =>
	await workbook({ sheets: { Contacts: data }, ...more });

export const openBook = async (
	bytes: Buffer,
	settings: XlsxSettings = {},
	pieceSize = 1_000_000,
): Promise<XlsxFile> =>
	await openXlsx(await openArchive(pieces(...cut(bytes, pieceSize))), settings);

export interface ReadBook {
	file: XlsxFile;
	header: string[];
	rows: FileRow[];
	/** Texts of the rows. */
	cells: string[][];
	kinds: string[][];
}

export async function readBook(
	bytes: Buffer,
	settings: XlsxSettings = {},
	pieceSize?: number,
): Promise<ReadBook> {
	const file = await openBook(bytes, settings, pieceSize);
	const rows = await rowsOf(file.rows());
	const kinds = rows.map((row) => file.header.map((_name, column) => row.kind?.(column) ?? 'text'));
	return { file, header: file.header, rows, cells: rows.map(({ cells }) => cells), kinds };
}

/** Cells of a row as inline texts: `inlineRow(1, 'Email', '[old] A')`. */
export const inlineRow = (line: number, ...cells: string[]): string =>
	`<row r="${line}">${cells.map((cell) => `<c t="inlineStr"><is><t xml:space="preserve">${cell}</t></is></c>`).join('')}</row>`;
