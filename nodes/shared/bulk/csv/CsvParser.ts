import type { CsvProblem, CsvProblemKind } from './problems';
import {
	afterLineEnd,
	countLineBreaks,
	nextLineEnd,
	placeOf,
	splitRow,
	withoutLineEnd,
	withoutDoubles,
} from './rowText';

/** A row as it stands in the file. Rows with a problem carry what could be made out of them. */
export interface CsvRow extends RowPlace {
	cells: string[];
	/** Line of the file on which the row begins, from 1. */
	line: number;
	problem: CsvProblem | undefined;
}

/** Where a row stands within the text of its block. */
export interface RowPlace {
	start: number;
	/** After its line end. */
	end: number;
	/** Line of the file that begins there. */
	nextLine: number;
}

/** A place between two rows. */
export interface FilePosition {
	byte: number;
	line: number;
}

/** Rows that arrived together. */
export interface CsvBlock {
	rows: CsvRow[];
	/** Where reading can go on after one of the rows. Worked out when asked for: counting bytes row by row would cost a quarter. */
	after(place: RowPlace): FilePosition;
	/** The first `count` cells of a row without a problem, cut anew: quicker to do again than to keep. */
	cellsOf(place: RowPlace, count: number): string[];
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
	from: FilePosition;
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

	/** As many empty cells as a row is expected to have: a list copied is quicker than one that grows. */
	private blank: readonly string[] = [];
	private readonly delimiter: number;
	private readonly quote: string;
	/** -1: quotes mean nothing. */
	private readonly quoteCode: number;
	private readonly lastColumn: number;
	private readonly maxRowLength: number;
	/** No character above this one ends an unquoted cell. */
	private readonly highest: number;

	constructor(private readonly settings: CsvParserSettings) {
		const { delimiter, quote, from, lastColumn = Infinity, maxRowLength } = settings;
		this.line = from.line;
		this.byte = from.byte;
		this.delimiter = delimiter.charCodeAt(0);
		this.quote = quote;
		this.quoteCode = quote === '' ? -1 : quote.charCodeAt(0);
		this.lastColumn = lastColumn;
		this.maxRowLength = maxRowLength;
		this.highest = Math.max(CR, this.delimiter, this.quoteCode);
	}

	push(chunk: string, isLast: boolean): CsvBlock {
		if (this.isStopped) return this.block([], '');
		const { maxRowLength } = this.settings;
		const canWait = this.pending.length + chunk.length <= maxRowLength;
		if (!isLast && canWait && !chunk.includes('\n') && !chunk.includes('\r')) {
			this.pending += chunk;
			return this.block([], '');
		}
		return this.parse(this.pending === '' ? chunk : this.pending + chunk, isLast);
	}

	private block(rows: CsvRow[], text: string): CsvBlock {
		const start = this.byte;
		const { settings } = this;
		return {
			rows,
			after: ({ end, nextLine }) => ({
				byte: start + settings.sizeOf(text.slice(0, end)),
				line: nextLine,
			}),
			cellsOf: (place, count) => {
				const row = withoutLineEnd(text.slice(place.start, place.end));
				return splitRow(row, settings).slice(0, count);
			},
		};
	}

	/** The text cannot be decoded after what was pushed: what is left over is the broken row. */
	breakOff(kind: CsvProblemKind, message: string): CsvBlock {
		this.isStopped = true;
		const text = this.pending;
		return this.block([this.brokenRow(text, 0, text.length, kind, message)], text);
	}

	private parse(text: string, isLast: boolean): CsvBlock {
		const { delimiter, quoteCode, highest, lastColumn, maxRowLength } = this;
		const { length } = text;
		const rows: CsvRow[] = [];
		let { line, blank } = this;
		let start = 0;

		reading: while (start < length) {
			const cells = blank.slice();
			let count = 0;
			let lineBreaks = 0;
			let wrong: keyof typeof MESSAGES | undefined;
			// The present cell begins at `from`; `at` runs to what ends it, and to the end of the row at last.
			let from = start;
			let at = start;
			for (;;) {
				if (from < length && text.charCodeAt(from) === quoteCode) {
					let hasDoubles = false;
					for (at = from + 1; at < length; at++) {
						const code = text.charCodeAt(at);
						if (code === quoteCode) {
							if (at + 1 === length || text.charCodeAt(at + 1) !== quoteCode) break;
							hasDoubles = true;
							at++;
						} else if (code === LF) lineBreaks++;
						else if (code === CR && text.charCodeAt(at + 1) !== LF) lineBreaks++;
					}
					if (at >= length) {
						wrong = 'unterminatedQuote';
						at = from;
						break;
					}
					if (count <= lastColumn) {
						const inside = text.slice(from + 1, at);
						cells[count++] = hasDoubles ? withoutDoubles(inside, this.quote) : inside;
					}
					if (++at === length) break;
					const code = text.charCodeAt(at);
					if (code === LF || code === CR) break;
					if (code !== delimiter) {
						wrong = 'textAfterQuote';
						break;
					}
				} else {
					let code = -1;
					for (at = from; at < length; at++) {
						code = text.charCodeAt(at);
						if (code > highest) continue;
						if (code === delimiter || code === quoteCode || code === LF || code === CR) break;
					}
					if (at < length && code === quoteCode) {
						wrong = 'strayQuote';
						break;
					}
					if (count <= lastColumn) cells[count++] = at === from ? '' : text.slice(from, at);
					if (at === length || code !== delimiter) break;
				}
				from = at + 1;
			}

			let end = at;
			if (wrong === 'unterminatedQuote') end = length;
			else if (wrong !== undefined) end = nextLineEnd(text, at);
			if (end - start > maxRowLength) {
				rows.push(this.brokenRow(text, start, start + maxRowLength, 'rowTooLong', TOO_LONG));
				this.isStopped = true;
				return this.block(rows, text);
			}
			const isOpen = end === length || (end + 1 === length && text.charCodeAt(end) === CR);
			if (isOpen && !isLast) break reading;
			const following = afterLineEnd(text, end);
			if (wrong !== undefined) {
				this.line = line;
				const row = this.brokenRow(text, start, end, wrong, MESSAGES[wrong], at);
				line += countLineBreaks(text, start, following);
				row.end = following;
				row.nextLine = line;
				rows.push(row);
			} else {
				const first = line;
				line += lineBreaks + (end < length ? 1 : 0);
				if (end > start) {
					if (count < cells.length) cells.length = count;
					else if (count > blank.length) blank = cells.map(() => '');
					rows.push({
						cells,
						line: first,
						start,
						end: following,
						nextLine: line,
						problem: undefined,
					});
				}
			}
			start = following;
		}
		this.line = line;
		this.blank = blank;
		const block = this.block(rows, text);
		this.byte += this.settings.sizeOf(text.slice(0, start));
		this.pending = start === 0 ? text : text.slice(start);
		return block;
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
		const split = (to: number) => splitRow(text.slice(start, to), this.settings);
		const before = split(at);
		const cells = kind === 'rowTooLong' ? [] : split(end);
		return {
			cells,
			line: this.line,
			start,
			end: start,
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
