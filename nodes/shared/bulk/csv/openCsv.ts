import { createHash } from 'crypto';
import { ConnectorError } from '../../http/ConnectorError';
import { isBlank } from '../../values/text';
import { ROWS_AT_BEGINNING, withoutEmptyEnd, type FilePosition, type RowFile } from '../rows';
import { CsvParser } from './CsvParser';
import type { CsvRow } from './CsvRow';
import { detectDialect, type Dialect, type DialectSettings } from './dialect';
import {
	byteLength,
	detectEncoding,
	firstBeyondAscii,
	readAsNote,
	StrictDecoder,
	type DetectedEncoding,
	type SingleByte,
} from './encoding';
import { columnLetters } from './problems';
import { splitRow } from './rowText';

/** Opens the file from its first byte; called once for each time that it is read. */
export type OpenFile = () =>
	| AsyncIterable<Uint8Array | string>
	| Promise<AsyncIterable<Uint8Array | string>>;

export interface CsvSettings extends DialectSettings {
	/** UTF-16 units; default 1,000,000. */
	maxRowLength?: number;
}

export interface CsvFile extends RowFile {
	dialect: Dialect;
	/** The encoding, if others of one byte to a sign would do as well (`chooseEncoding`). */
	guessedEncoding?: SingleByte;
	rows(options?: { from?: FilePosition; lastColumn?: number }): AsyncGenerator<CsvRow[]>;
}

const SAMPLE_BYTES = 65_536;
/** Larger pieces are cut, so that one huge buffer does not become one huge text. */
const PIECE_BYTES = 32_768;
const MAX_ROW_LENGTH = 1_000_000;

/** Finds the dialect and reads the header. */
export async function openCsv(open: OpenFile, settings: CsvSettings = {}): Promise<CsvFile> {
	const { sample, isWhole } = await readSample(open, SAMPLE_BYTES);
	const refusal = refuseOtherFormats(sample);
	if (refusal) throw refusal;
	const found = settings.encoding ? undefined : await findEncoding(open, sample, isWhole);
	const encoding = settings.encoding ?? found?.encoding ?? 'utf-8';
	const { dialect, start } = detectDialect(sample, isWhole, { ...settings, encoding });
	const maxRowLength = settings.maxRowLength ?? MAX_ROW_LENGTH;
	const read = (from: FilePosition, lastColumn?: number) =>
		parseFile(open, dialect, from, maxRowLength, lastColumn);

	const [first, ...following] = await firstRows(read(start));
	if (first === undefined) {
		throw new ConnectorError('input', 'The file is empty', {
			hint: 'Its first line has to hold the names of the columns.',
		});
	}
	if (first.problem) {
		const { line, column, message } = first.problem;
		throw new ConnectorError(
			'input',
			`The header cannot be read: ${message} (line ${line}, column ${columnLetters(column)})`,
			{ hint: 'Fix the header row.' },
		);
	}
	const full = first.width;
	const header = withoutEmptyEnd(first.cells);
	const afterHeader = first.next;
	const isOneCell = oneCellOf(header.length, dialect);
	const check = (rows: readonly CsvRow[]): void => {
		for (const row of rows) checkWidth(row, header.length, full, isOneCell);
	};
	check(following);
	return {
		dialect,
		...(found?.guess && { guessedEncoding: found.guess }),
		warnings: found?.guess ? [readAsNote(found.guess)] : [],
		header,
		isHeaderWhole: header.length === full,
		headerLine: first.line,
		beginning: following,
		start: afterHeader,
		fingerprint: fingerprintOf(dialect, first.cells),
		async *rows({ from = afterHeader, lastColumn } = {}) {
			for await (const rows of read(from, lastColumn)) {
				if (lastColumn === undefined) check(rows);
				yield rows;
			}
		},
	};
}

/** The number of cells is the header's; columns without a name at its end may be left out, or be empty. */
function checkWidth(
	row: CsvRow,
	named: number,
	full: number,
	isOneCell: (row: CsvRow) => boolean,
): void {
	const { width } = row;
	if (row.problem !== undefined || (width === named && named === full)) return;
	if (width < named || width > full) {
		row.problem = {
			kind: width < named ? 'shortRow' : 'longRow',
			line: row.line,
			column: Math.min(width, full) + 1,
			message: isOneCell(row)
				? 'All cells of the row are in one, in column A; open the file with the separator that its header has, and save it again'
				: `The row has ${cellCount(width)}, the header ${cellCount(named)}`,
		};
		return;
	}
	const unnamed = row.cells.findIndex((cell, index) => index >= named && cell !== '');
	if (unnamed !== -1) {
		row.problem = {
			kind: 'unnamedColumn',
			line: row.line,
			column: unnamed + 1,
			message: `There is a value in column ${columnLetters(unnamed + 1)}, which has no name`,
		};
	} else row.width = named;
}

const cellCount = (count: number): string => `${count} ${count === 1 ? 'cell' : 'cells'}`;

/** What a program for another separator makes of a row: one cell, in which the row stands whole. */
const oneCellOf =
	(named: number, { delimiter, quote }: Dialect) =>
	(row: CsvRow): boolean =>
		row.width === 1 &&
		named > 1 &&
		splitRow(row.cell(0) ?? '', { delimiter, quote }).length === named;

/** The header and what follows it. */
async function firstRows(blocks: AsyncGenerator<CsvRow[]>): Promise<CsvRow[]> {
	const found: CsvRow[] = [];
	for await (const rows of blocks) {
		found.push(...rows.slice(0, ROWS_AT_BEGINNING + 1 - found.length));
		if (found.length > ROWS_AT_BEGINNING) break;
	}
	return found;
}

/** Of the rows that a spreadsheet saves behind the last one there are nothing but separators. */
const filledIn = ({ delimiter, quote }: Dialect) => {
	// Nearly all cells begin with a sign that is seen; what is not is among others the sign with which DOS ends a file.
	const isNothing = (cell: string): boolean =>
		cell === '' || (!/^[\x21-\x7e]/.test(cell) && isBlank(cell));
	return (row: CsvRow): boolean => {
		if (row.problem || (!row.isEmpty(0) && !isNothing(row.cell(0) ?? ''))) return true;
		return !splitRow(row.text ?? '', { delimiter, quote }).every(isNothing);
	};
};

/** Text arrives as UTF-8, whole characters at a time. */
async function* asBytes(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
	let half = '';
	for await (const chunk of chunks) {
		if (typeof chunk !== 'string') {
			yield chunk;
			continue;
		}
		const text = half + chunk;
		half = /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : '';
		yield Buffer.from(text.slice(0, text.length - half.length));
	}
	if (half !== '') yield Buffer.from(half);
}

async function* parseFile(
	open: OpenFile,
	dialect: Dialect,
	from: FilePosition,
	maxRowLength: number,
	lastColumn?: number,
): AsyncGenerator<CsvRow[]> {
	const { encoding, delimiter, quote } = dialect;
	const parser = new CsvParser({
		delimiter,
		quote,
		maxRowLength,
		sizeOf: (text) => byteLength(text, encoding),
		from,
		...(lastColumn !== undefined && { lastColumn }),
	});
	const decoder = new StrictDecoder(encoding);
	const isFilled = filledIn(dialect);
	const isWide = encoding.startsWith('utf-16');
	let toSkip = from.byte;
	for await (const bytes of asBytes(await open())) {
		if (toSkip >= bytes.length) {
			toSkip -= bytes.length;
			continue;
		}
		for (let at = toSkip, end = at; at < bytes.length; at = end) {
			end = pieceEnd(bytes, at, isWide);
			const { text, size, isInvalid } = decoder.push(bytes.subarray(at, end), false);
			const rows = parser.push(text, false, size).filter(isFilled);
			if (rows.length > 0) yield rows;
			if (isInvalid) yield parser.breakOff('invalidEncoding', notIn(dialect));
			if (parser.isStopped) return;
		}
		toSkip = 0;
	}
	const { text, size, isInvalid } = decoder.push(new Uint8Array(0), true);
	const rows = parser.push(text, !isInvalid, size).filter(isFilled);
	if (rows.length > 0) yield rows;
	if (isInvalid) yield parser.breakOff('invalidEncoding', notIn(dialect));
}

/** At a line end where there is one, so that the decoder has nothing to carry over and to join. */
function pieceEnd(bytes: Uint8Array, at: number, isWide: boolean): number {
	const end = at + PIECE_BYTES;
	if (end >= bytes.length || isWide) return Math.min(end, bytes.length);
	const lineFeed = bytes.lastIndexOf(0x0a, end - 1);
	return lineFeed >= at ? lineFeed + 1 : end;
}

const notIn = ({ encoding }: Dialect): string =>
	`There is a byte that does not exist in ${encoding}; set the encoding in which the file was saved`;

async function readSample(
	open: OpenFile,
	size: number,
): Promise<{ sample: Uint8Array; isWhole: boolean }> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const bytes of asBytes(await open())) {
		const piece = bytes.subarray(0, size - length);
		chunks.push(piece);
		length += piece.length;
		if (piece.length < bytes.length) return { sample: Buffer.concat(chunks), isWhole: false };
	}
	return { sample: Buffer.concat(chunks), isWhole: true };
}

/**
 * By the beginning of the file; where that is nothing but ASCII, by what follows the first sign that is none. Without it, each
 * encoding says the same, and UTF-8 is as good as any.
 */
async function findEncoding(
	open: OpenFile,
	sample: Uint8Array,
	isWhole: boolean,
): Promise<DetectedEncoding> {
	const found = detectEncoding(sample);
	const isUndecided = found.encoding === 'utf-8' && found.markBytes === 0 && !isWhole;
	if (!isUndecided || firstBeyondAscii(sample) !== -1) return found;
	let later: Uint8Array = new Uint8Array(0);
	for await (const bytes of asBytes(await open())) {
		const from = later.length > 0 ? 0 : firstBeyondAscii(bytes);
		if (from !== -1) later = Buffer.concat([later, bytes.subarray(from)]);
		if (later.length >= SAMPLE_BYTES) break;
	}
	return later.length === 0 ? found : detectEncoding(later);
}

function refuseOtherFormats(sample: Uint8Array): ConnectorError | undefined {
	const startsWith = (...bytes: number[]) => bytes.every((byte, index) => sample[index] === byte);
	if (startsWith(0x50, 0x4b, 0x03, 0x04) || startsWith(0xd0, 0xcf, 0x11, 0xe0)) {
		return new ConnectorError('input', 'The file is not CSV but an archive or a spreadsheet', {
			hint: 'In the spreadsheet program, save it as “CSV UTF-8”.',
		});
	}
	const beginning = Buffer.from(sample.subarray(0, 200)).toString('latin1');
	if (/^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html|table|meta)\b/i.test(beginning)) {
		return new ConnectorError(
			'input',
			'The file is not CSV but HTML or XML, which some programs call a spreadsheet',
			{
				hint: 'Open it in a spreadsheet program, and save it as an Excel workbook (.xlsx), or as CSV UTF-8.',
			},
		);
	}
	if (/^(?:\xef\xbb\xbf)?\s*(?:\[\s*\{|\{\s*")/.test(beginning)) {
		return new ConnectorError('input', 'The file is not CSV but JSON', {
			hint: 'Make a table of it first, for example with Convert to File (CSV or XLSX) in n8n.',
		});
	}
	return undefined;
}

function fingerprintOf({ encoding, delimiter, quote }: Dialect, header: string[]): string {
	const facts = JSON.stringify([encoding, delimiter, quote, header]);
	return createHash('sha256').update(facts).digest('base64url').slice(0, 16);
}
