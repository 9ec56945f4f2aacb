import type { CsvProblem, CsvProblemKind } from './problems';
import { placeOf, splitPlain, splitQuoted, type Cutting } from './splitRow';

/** A row as it stands in the file. Rows with a problem carry what could be made out of them. */
export interface CsvRow {
	cells: string[];
	/** Line of the file on which the row begins, from 1. */
	line: number;
	/** First byte after the row and its line end: where reading can go on. */
	end: number;
	/** Line that begins there. */
	nextLine: number;
	problem: CsvProblem | undefined;
}

export interface CsvParserSettings {
	delimiter: string;
	/** Empty: quotes mean nothing. */
	quote: string;
	/** UTF-16 units; a longer row ends the reading, since most likely a quote is not closed. */
	maxRowLength: number;
	/** Size in the file of a piece of text. */
	sizeOf(text: string): number;
	/** Where the text begins in the file. */
	from: { line: number; byte: number };
	/** Only the cells up to this one (from 0) are of interest. */
	lastColumn?: number;
}

const LF = 10;
const CR = 13;

/**
 * Push parser for delimited text after RFC 4180, strict where libraries are silent. A row is looked at only when its end is
 * known, so that the chunks in which the text arrives cannot change the result. Rows end with LF, CRLF or CR, in any mixture;
 * lines without a character are no rows.
 *
 * A quote inside an unquoted cell, and text after a closing quote, break the row; reading goes on with the next line, and
 * whoever reads is told that this is a guess (`isStructural`).
 */
export class CsvParser {
	/** Text after the last complete row. */
	private pending = '';
	private line: number;
	private byte: number;
	/** The rest of the text cannot be read. */
	isStopped = false;

	private readonly cutting: Cutting;

	constructor(private readonly settings: CsvParserSettings) {
		this.line = settings.from.line;
		this.byte = settings.from.byte;
		this.cutting = {
			delimiter: settings.delimiter.charCodeAt(0),
			quote: settings.quote,
			quoteCode: settings.quote === '' ? -1 : settings.quote.charCodeAt(0),
			lastColumn: settings.lastColumn ?? Infinity,
			width: 1,
		};
	}

	push(chunk: string, isLast: boolean): CsvRow[] {
		if (this.isStopped) return [];
		const { maxRowLength } = this.settings;
		const canWait = this.pending.length + chunk.length <= maxRowLength;
		if (!isLast && canWait && !chunk.includes('\n') && !chunk.includes('\r')) {
			this.pending += chunk;
			return [];
		}
		return this.parse(this.pending === '' ? chunk : this.pending + chunk, isLast);
	}

	/** The text cannot be decoded after what was pushed: what is left over is the broken row. */
	breakOff(kind: CsvProblemKind, message: string): CsvRow {
		this.isStopped = true;
		const text = this.pending;
		return this.brokenRow(text, 0, text.length, kind, message);
	}

	private parse(text: string, isLast: boolean): CsvRow[] {
		const { maxRowLength } = this.settings;
		const { cutting } = this;
		const { delimiter: delimiterCode, quote, quoteCode } = cutting;
		const { length } = text;
		const find = (needle: string, from: number): number => {
			const at = text.indexOf(needle, from);
			return at === -1 ? length : at;
		};
		const isNarrow = this.settings.sizeOf(text) === length;
		const rows: CsvRow[] = [];
		// The next of each at or after the present position; the length of the text where there is none.
		let lineFeed = find('\n', 0);
		let carriageReturn = find('\r', 0);
		let quoteAt = quoteCode === -1 ? length : find(quote, 0);
		let start = 0;

		while (start < length) {
			let position = start;
			let end: number;
			let isQuoted = false;
			let lineBreaks = 0;
			let wrong: keyof typeof MESSAGES | undefined;
			let wrongAt = 0;
			for (;;) {
				if (lineFeed < position) lineFeed = find('\n', position);
				if (carriageReturn < position) carriageReturn = find('\r', position);
				end = lineFeed < carriageReturn ? lineFeed : carriageReturn;
				if (quoteAt < position) quoteAt = find(quote, position);
				if (quoteAt >= end) break;
				if (quoteAt !== start && text.charCodeAt(quoteAt - 1) !== delimiterCode) {
					wrong = 'strayQuote';
					wrongAt = quoteAt;
					break;
				}
				isQuoted = true;
				let close = find(quote, quoteAt + 1);
				while (close + 1 < length && text.charCodeAt(close + 1) === quoteCode) {
					close = find(quote, close + 2);
				}
				if (close === length) {
					wrong = 'unterminatedQuote';
					wrongAt = quoteAt;
					end = length;
					break;
				}
				if (end < close) lineBreaks += countLineBreaks(text, end, close);
				position = close + 1;
				if (position === length) {
					end = length;
					break;
				}
				const next = text.charCodeAt(position);
				if (next === delimiterCode) {
					position++;
					continue;
				}
				if (next === LF || next === CR) {
					end = position;
					break;
				}
				wrong = 'textAfterQuote';
				wrongAt = position;
				end = Math.min(find('\n', position), find('\r', position));
				break;
			}

			if (end - start > maxRowLength) {
				rows.push(this.brokenRow(text, start, start + maxRowLength, 'rowTooLong', TOO_LONG));
				this.isStopped = true;
				return rows;
			}
			const isOpen = end === length || (end + 1 === length && text.charCodeAt(end) === CR);
			if (isOpen && !isLast) break;
			let following = end;
			if (end < length) {
				following =
					text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF ? end + 2 : end + 1;
			}

			if (wrong !== undefined) {
				const row = this.brokenRow(text, start, end, wrong, MESSAGES[wrong], wrongAt);
				this.line += countLineBreaks(text, start, following);
				this.byte += this.settings.sizeOf(text.slice(start, following));
				row.end = this.byte;
				row.nextLine = this.line;
				rows.push(row);
			} else {
				const line = this.line;
				this.line += lineBreaks + (end < length ? 1 : 0);
				this.byte += isNarrow
					? following - start
					: this.settings.sizeOf(text.slice(start, following));
				if (end > start) {
					const cells = isQuoted
						? splitQuoted(text, start, end, cutting)
						: splitPlain(text, start, end, cutting);
					cutting.width = cells.length;
					rows.push({ cells, line, end: this.byte, nextLine: this.line, problem: undefined });
				}
			}
			start = following;
		}
		this.pending = start === 0 ? text : text.slice(start);
		return rows;
	}

	private brokenRow(
		text: string,
		start: number,
		end: number,
		kind: CsvProblemKind,
		message: string,
		at = end,
	): CsvRow {
		const { lineBreaks, character } = placeOf(text, start, at);
		const before = splitQuoted(text, start, at, this.cutting);
		const cells = kind === 'rowTooLong' ? [] : splitQuoted(text, start, end, this.cutting);
		return {
			cells,
			line: this.line,
			end: this.byte,
			nextLine: this.line,
			problem: { kind, line: this.line + lineBreaks, column: before.length, character, message },
		};
	}
}

const TOO_LONG =
	'The row is longer than any row should be; most likely a quote in it is not closed';

const MESSAGES = {
	strayQuote: 'A quote stands inside a cell that does not begin with one',
	textAfterQuote: 'There is text after the closing quote of the cell',
	unterminatedQuote: 'The quote that opens here is never closed',
};

/** CRLF is one. */
function countLineBreaks(text: string, from: number, to: number): number {
	let count = 0;
	for (let index = from; index < to; index++) {
		const code = text.charCodeAt(index);
		if (code === LF) count++;
		else if (code === CR && text.charCodeAt(index + 1) !== LF) count++;
		else if (code === CR && index + 1 === to) count++;
	}
	return count;
}
