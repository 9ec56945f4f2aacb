import { createHash } from 'crypto';
import { ConnectorError } from '../../http/ConnectorError';
import type { OpenFile } from '../csv/openCsv';
import { columnLetters, type CsvProblem } from '../csv/problems';
import { ROWS_AT_BEGINNING, withoutEmptyEnd, type FilePosition, type RowFile } from '../rows';
import type { Archive } from '../zip/readZip';
import { Parts } from './parts';
import { readSharedStrings } from './sharedStrings';
import { SheetReader, type RawRow, type SheetFacts, type SheetPart } from './SheetReader';
import { readStyles } from './styles';
import { findSheet } from './workbook';
import { XlsxRow } from './XlsxRow';
import { readXml } from './xml/readXml';

export interface XlsxSettings {
	/** Which sheet, without regard to case; default the first one that is not hidden. */
	sheet?: string;
}

export interface XlsxFile extends RowFile {
	sheetName: string;
	/** Of the sheet, unpacked, in bytes: what positions are a part of. */
	size: number;
}

/**
 * An Excel workbook as a file of rows. The list of sheets, the formats and the shared texts are read at once; the sheet itself is
 * unpacked and read anew each time, row by row, so memory does not grow with it.
 *
 * Joined cells are listed behind the rows, so they are refused once the sheet was read to its end. A run reads the whole file
 * before it writes anything.
 */
export async function openXlsx(archive: Archive, settings: XlsxSettings = {}): Promise<XlsxFile> {
	const parts = new Parts(archive);
	const found = await findSheet(parts, settings.sheet);
	const { sheetName, sheet, sharedStrings, styles, dateSystem, program } = found;
	const facts: SheetFacts = {
		strings: await readSharedStrings(parts, sharedStrings),
		formats: await readStyles(parts, styles),
		dateSystem,
		inheritsFormats: /^gnumeric/i.test(program),
	};
	const file = parts.needed(sheet);
	const read = (part: SheetPart) => readRows(file.open, facts, part);

	const first = await firstRows(read({}));
	const [headerRow, ...following] = first;
	if (headerRow === undefined) {
		throw new ConnectorError('input', `The sheet “${sheetName}” is empty`, {
			hint: 'Its first row has to hold the names of the columns. If they are in another sheet, set its name.',
		});
	}
	const names = headerRow.raw.texts.map((name) => name ?? '');
	const header = withoutEmptyEnd(names);
	const table = { headerLine: headerRow.raw.line, width: header.length };
	const start: FilePosition = { byte: 0, line: headerRow.raw.line + 1 };
	return {
		warnings: [],
		sheetName,
		size: file.size,
		header,
		isHeaderWhole: true,
		headerLine: headerRow.raw.line,
		beginning: following.map((row) => rowOf(row, Math.max(header.length, row.raw.texts.length))),
		start,
		fingerprint: fingerprintOf(sheetName, header),
		async *rows({ from = start, lastColumn } = {}) {
			const width = lastColumn === undefined ? header.length : lastColumn + 1;
			const part = { table, ...(lastColumn !== undefined && { lastColumn }) };
			for await (const block of read(part)) {
				const rows = block.rows
					.filter(({ line }) => line >= from.line)
					.map((raw) => {
						const row = rowOf({ raw, byte: block.byte }, width);
						if (lastColumn === undefined) row.problem = unnamedCell(raw, width);
						return row;
					});
				if (rows.length > 0) yield rows;
				if (block.merged !== undefined) throw mergedCells(block.merged);
			}
		},
	};
}

interface ReadRow {
	raw: RawRow;
	byte: number;
}

interface Block {
	rows: RawRow[];
	byte: number;
	/** Behind the last row. */
	merged?: string;
}

async function* readRows(
	open: OpenFile,
	facts: SheetFacts,
	part: SheetPart,
): AsyncGenerator<Block> {
	const reader = new SheetReader(facts, part);
	let byte = 0;
	for await (const bytesRead of readXml(await open(), reader)) {
		byte = bytesRead;
		const rows = reader.take();
		if (rows.length > 0) yield { rows, byte };
	}
	if (reader.merged !== undefined) yield { rows: [], byte, merged: reader.merged };
}

async function firstRows(blocks: AsyncGenerator<Block>): Promise<ReadRow[]> {
	const found: ReadRow[] = [];
	for await (const { rows, byte } of blocks) {
		for (const raw of rows) found.push({ raw, byte });
		if (found.length > ROWS_AT_BEGINNING) break;
	}
	return found.slice(0, ROWS_AT_BEGINNING + 1);
}

const rowOf = ({ raw: { line, texts, kinds }, byte }: ReadRow, width: number): XlsxRow =>
	new XlsxRow(line, texts, kinds, width, byte);

function unnamedCell({ line, texts }: RawRow, named: number): CsvProblem | undefined {
	for (let column = named; column < texts.length; column++) {
		if (texts[column] === '') continue;
		return {
			kind: 'unnamedColumn',
			line,
			column: column + 1,
			message: `There is a value in ${columnLetters(column + 1)}${line}, a column that has no name`,
		};
	}
	return undefined;
}

/** Titles above the header and notes beside the columns may be joined; what is to be read may not. */
const mergedCells = (reference: string): ConnectorError =>
	new ConnectorError('input', `The cells ${reference} are merged`, {
		hint: 'Split them in the spreadsheet program (Merge Cells, off), and give each row its own value.',
	});

function fingerprintOf(sheet: string, header: readonly string[]): string {
	const facts = JSON.stringify(['xlsx', sheet, header]);
	return createHash('sha256').update(facts).digest('base64url').slice(0, 16);
}
