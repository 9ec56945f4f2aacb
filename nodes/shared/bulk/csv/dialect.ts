import { CsvParser } from './CsvParser';
import type { CsvRow } from './CsvRow';
import { byteOrderMark, StrictDecoder, type Encoding } from './encoding';

export const DELIMITERS = [',', ';', '\t', '|'] as const;

export type LineEnd = '\r\n' | '\n' | '\r';

/** How a file is written down. */
export interface Dialect {
	encoding: Encoding;
	/** A byte order mark stands in front. */
	hasMark: boolean;
	/** One character. */
	delimiter: string;
	/** One character, or none: then quotes mean nothing. */
	quote: string;
	/** The commonest; rows may end with any of the three. */
	lineEnd: LineEnd;
	/** The first line is `sep=…`, which spreadsheets write and read. */
	hasSepLine: boolean;
}

/** What the user says instead of having it found out. */
export type DialectSettings = Partial<Pick<Dialect, 'encoding' | 'delimiter' | 'quote'>>;

export interface DetectedDialect {
	dialect: Dialect;
	/** Byte and line at which the header begins. */
	start: { byte: number; line: number };
}

const SEP_LINE = /^sep=(.)(?:\r\n|\r|\n|$)/i;
const ROWS_LOOKED_AT = 200;

/** `sample` is the beginning of the file; `isWhole`: there is no more. */
export function detectDialect(
	sample: Uint8Array,
	isWhole: boolean,
	settings: DialectSettings & Pick<Dialect, 'encoding'>,
): DetectedDialect {
	const { encoding } = settings;
	const mark = byteOrderMark(sample);
	const markBytes = mark?.encoding === encoding ? mark.markBytes : 0;
	const { text } = new StrictDecoder(encoding).push(sample.subarray(markBytes), isWhole);
	const sep = SEP_LINE.exec(text);
	const body = sep ? text.slice(sep[0].length) : text;
	const quote = settings.quote ?? detectQuote(body);
	const delimiter = settings.delimiter ?? sep?.[1] ?? detectDelimiter(body, quote, isWhole);
	const wide = encoding.startsWith('utf-16') ? 2 : 1;
	return {
		dialect: {
			encoding,
			hasMark: markBytes > 0,
			delimiter,
			quote,
			lineEnd: commonestLineEnd(body),
			hasSepLine: sep !== null,
		},
		start: {
			byte: markBytes + (sep ? Buffer.byteLength(sep[0]) * wide : 0),
			line: sep ? 2 : 1,
		},
	};
}

/** Single quotes only where double ones are not used at all and every second cell stands in single ones. */
function detectQuote(text: string): string {
	if (text.includes('"')) return '"';
	const cells = text.split(/[,;\t|\r\n]+/, 400).filter((cell) => cell !== '');
	const single = cells.filter((cell) => cell.length > 1 && /^'.*'$/.test(cell));
	return cells.length > 1 && single.length * 2 > cells.length ? "'" : '"';
}

/** The one that cuts most rows as it cuts the header; of equals the one with the most columns. */
function detectDelimiter(text: string, quote: string, isWhole: boolean): string {
	let best: { delimiter: string; fit: number; width: number } = {
		delimiter: ',',
		fit: 0,
		width: 1,
	};
	for (const delimiter of DELIMITERS) {
		const rows = firstRows(text, delimiter, quote, isWhole);
		const width = rows[0]?.width ?? 0;
		if (width < 2) continue;
		const fitting = rows.filter((row) => !row.problem && row.width === width);
		const fit = fitting.length / rows.length;
		if (fit > best.fit || (fit === best.fit && width > best.width))
			best = { delimiter, fit, width };
	}
	return best.delimiter;
}

function firstRows(text: string, delimiter: string, quote: string, isWhole: boolean): CsvRow[] {
	const parser = new CsvParser({
		delimiter,
		quote,
		maxRowLength: Infinity,
		sizeOf: (piece) => piece.length,
		from: { line: 1, byte: 0 },
	});
	const rows = parser.push(text, isWhole);
	// A sample without a single complete row still has the beginning of its header.
	return (rows.length > 0 ? rows : parser.push('', true)).slice(0, ROWS_LOOKED_AT);
}

function commonestLineEnd(text: string): LineEnd {
	const counts = { '\r\n': 0, '\n': 0, '\r': 0 };
	for (const [found] of text.matchAll(/\r\n|\n|\r/g)) counts[found as LineEnd]++;
	const ends: LineEnd[] = ['\r\n', '\n', '\r'];
	return ends.reduce((best, end) => (counts[end] > counts[best] ? end : best));
}
