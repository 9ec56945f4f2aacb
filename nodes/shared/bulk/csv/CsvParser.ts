import type { FilePosition } from '../rows';
import { BlockText, CsvRow } from './CsvRow';
import { PlainEnd } from './PlainEnd';
import type { CsvProblemKind } from './problems';
import { afterLineEnd, countLineBreaks, nextLineEnd, positionIn, splitRow } from './rowText';

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
	private pendingSize = 0;
	private line: number;
	/** Where the pending text begins in the file. */
	private byte: number;
	/** The rest of the text cannot be read. */
	isStopped = false;

	private units = new Uint16Array(0);
	/** As many as the last block took. */
	private boundsLength = 1024;
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
		this.quoteCode = quote.codePointAt(0) ?? -1;
		this.lastColumn = lastColumn;
		this.maxRowLength = maxRowLength;
		this.highest = Math.max(CR, this.delimiter, this.quoteCode);
	}

	/** Rows that are complete. `size`: that of the chunk in the file, if it is known. */
	push(chunk: string, isLast: boolean, size = this.settings.sizeOf(chunk)): CsvRow[] {
		if (this.isStopped) return [];
		this.pendingSize += size;
		const { maxRowLength } = this.settings;
		const canWait = this.pending.length + chunk.length <= maxRowLength;
		if (!isLast && canWait && !chunk.includes('\n') && !chunk.includes('\r')) {
			this.pending += chunk;
			return [];
		}
		return this.parse(this.pending === '' ? chunk : this.pending + chunk, isLast);
	}

	/** The text cannot be decoded after what was pushed: what is left over is the broken row. */
	breakOff(kind: CsvProblemKind, message: string): CsvRow[] {
		this.isStopped = true;
		const text = this.pending;
		return [this.brokenRow(this.block(text), { start: 0, end: text.length, kind, message })];
	}

	private block(text: string): BlockText {
		const { delimiter, sizeOf } = this.settings;
		return new BlockText(text, delimiter, this.quote, this.byte, sizeOf);
	}

	/**
	 * The text as numbers, 0 after its end; until the next one is read. They are looked at one by one, and asking a string for each
	 * takes several times as long. Where n8n runs, the low byte comes first, in memory as in UTF-16LE.
	 */
	private unitsOf(text: string): Uint16Array {
		const { length } = text;
		if (this.units.length <= length) this.units = new Uint16Array(length + (length >> 2) + 1);
		const { units } = this;
		Buffer.from(units.buffer).write(text, 'utf16le');
		units[length] = 0;
		return units;
	}

	private parse(text: string, isLast: boolean): CsvRow[] {
		const { delimiter, quoteCode, highest, lastColumn, maxRowLength } = this;
		const { length } = text;
		const units = this.unitsOf(text);
		const block = this.block(text);
		const rows: CsvRow[] = [];
		const plainEnd = new PlainEnd(text, this.quote);
		let bounds = new Int32Array(this.boundsLength);
		let bound = 0;
		let { line } = this;
		let start = 0;

		reading: while (start < length) {
			const firstBound = bound;
			let count = 0;
			let lineBreaks = 0;
			let wrong: keyof typeof MESSAGES | undefined;
			// The present cell begins at `from`; `at` runs to what ends it, and to the end of the row at last.
			let from = start;
			let at = start;
			for (;;) {
				if (bound + 2 > bounds.length) bounds = grown(bounds);
				if (from < length && units[from] === quoteCode) {
					let hasDoubles = false;
					for (at = from + 1; at < length; at++) {
						const code = units[at];
						if (code === quoteCode) {
							if (at + 1 === length || units[at + 1] !== quoteCode) break;
							hasDoubles = true;
							at++;
						} else if (code === LF) lineBreaks++;
						else if (code === CR && units[at + 1] !== LF) lineBreaks++;
					}
					if (at >= length) {
						wrong = 'unterminatedQuote';
						at = from;
						break;
					}
					if (count <= lastColumn) {
						bounds[bound++] = from + 1;
						bounds[bound++] = hasDoubles ? ~at : at;
						count++;
					}
					if (++at === length) break;
					const code = units[at];
					if (code === LF || code === CR) break;
					if (code !== delimiter) {
						wrong = 'textAfterQuote';
						break;
					}
				} else {
					let code = -1;
					for (at = from; at < length; at++) {
						code = units[at];
						if (code > highest) continue;
						if (code === delimiter || code === quoteCode || code === LF || code === CR) break;
					}
					if (at < length && code === quoteCode) {
						wrong = 'strayQuote';
						break;
					}
					if (count <= lastColumn) {
						bounds[bound++] = from;
						bounds[bound++] = at;
						count++;
					}
					if (at === length || code !== delimiter) break;
				}
				if (count > lastColumn) {
					const end = plainEnd.after(at);
					if (end !== -1) {
						at = end;
						break;
					}
				}
				from = at + 1;
			}

			let end = at;
			if (wrong === 'unterminatedQuote') end = length;
			else if (wrong !== undefined) end = nextLineEnd(text, at);
			if (end - start > maxRowLength) {
				this.line = line;
				end = start + maxRowLength;
				rows.push(this.brokenRow(block, { start, end, kind: 'rowTooLong', message: TOO_LONG }));
				block.bounds = bounds;
				this.isStopped = true;
				return rows;
			}
			const isOpen = end === length || (end + 1 === length && units[end] === CR);
			if (isOpen && !isLast) break reading;
			const following = afterLineEnd(text, end);
			if (wrong !== undefined) {
				bound = firstBound;
				this.line = line;
				line += countLineBreaks(text, start, following);
				const message = MESSAGES[wrong];
				const next = { following, nextLine: line };
				rows.push(this.brokenRow(block, { start, end, kind: wrong, message, at, ...next }));
			} else {
				const first = line;
				line += lineBreaks + (end < length ? 1 : 0);
				if (end > start) {
					rows.push(new CsvRow(block, firstBound >> 1, count, first, start, following, line));
				} else bound = firstBound;
			}
			start = following;
		}
		this.line = line;
		block.bounds = bounds;
		this.boundsLength = bound + (bound >> 3) + 64;
		this.pending = start === 0 ? text : text.slice(start);
		const rest = this.pending === '' ? 0 : this.settings.sizeOf(this.pending);
		this.byte += this.pendingSize - rest;
		this.pendingSize = rest;
		return rows;
	}

	/** `at`: where it breaks; `following`: where reading goes on. */
	private brokenRow(
		block: BlockText,
		row: {
			start: number;
			end: number;
			kind: CsvProblemKind;
			message: string;
			at?: number;
			following?: number;
			nextLine?: number;
		},
	): CsvRow {
		const { start, end, kind, message, at = end, following = start, nextLine = this.line } = row;
		const { line, settings } = this;
		const { lineBreaks, character } = positionIn(block.text, start, at);
		const split = (to: number) => splitRow(block.text.slice(start, to), settings);
		const cells = kind === 'rowTooLong' ? [] : split(end);
		const column = split(at).length;
		const problem = { kind, line: line + lineBreaks, column, character, message };
		return CsvRow.broken(block, cells, problem, { line, start, end: following, nextLine });
	}
}

function grown(bounds: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
	const larger = new Int32Array(bounds.length * 2);
	larger.set(bounds);
	return larger;
}

const TOO_LONG =
	'The row is longer than any row should be; most likely a quote in it is not closed';

const MESSAGES = {
	strayQuote: 'A quote stands inside a cell that does not begin with one',
	textAfterQuote: 'There is text after the closing quote of the cell',
	unterminatedQuote: 'The quote that opens here is never closed',
};
