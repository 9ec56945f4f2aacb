/** How cells are cut, and how many are expected: a right guess saves growing the list. */
export interface Cutting {
	/** Character code. */
	delimiter: number;
	quote: string;
	/** Character code, or -1. */
	quoteCode: number;
	/** Cells after this one (from 0) are not made. */
	lastColumn: number;
	width: number;
}

/** Cells of a row that holds no quotes. */
export function splitPlain(text: string, start: number, end: number, cutting: Cutting): string[] {
	const { delimiter, lastColumn, width } = cutting;
	const cells = new Array<string>(width);
	let count = 0;
	let from = start;
	for (let index = start; index < end; index++) {
		if (text.charCodeAt(index) !== delimiter) continue;
		cells[count++] = index === from ? '' : text.slice(from, index);
		from = index + 1;
		if (count > lastColumn) break;
	}
	if (count <= lastColumn) cells[count++] = from === end ? '' : text.slice(from, end);
	if (count !== width) cells.length = count;
	return cells;
}

/** Cells of a row in which some are quoted. In a broken row, the cell that is broken is taken as it stands. */
export function splitQuoted(text: string, start: number, end: number, cutting: Cutting): string[] {
	const { delimiter, quote, quoteCode, lastColumn, width } = cutting;
	const cells = new Array<string>(width);
	let count = 0;
	let from = start;
	while (count <= lastColumn) {
		if (from < end && text.charCodeAt(from) === quoteCode) {
			const close = closingQuote(text, from, end, quote, quoteCode);
			if (close !== -1 && (close + 1 === end || text.charCodeAt(close + 1) === delimiter)) {
				const inside = text.slice(from + 1, close);
				cells[count++] = inside.includes(quote) ? withoutDoubles(inside, quote) : inside;
				if (close + 1 === end) break;
				from = close + 2;
				continue;
			}
		}
		let index = from;
		while (index < end && text.charCodeAt(index) !== delimiter) index++;
		cells[count++] = index === from ? '' : text.slice(from, index);
		if (index >= end) break;
		from = index + 1;
	}
	if (count !== width) cells.length = count;
	return cells;
}

function withoutDoubles(inside: string, quote: string): string {
	let text = '';
	let from = 0;
	for (let at = inside.indexOf(quote); at !== -1; at = inside.indexOf(quote, from)) {
		text += inside.slice(from, at + 1);
		from = at + 2;
	}
	return text + inside.slice(from);
}

function closingQuote(
	text: string,
	from: number,
	end: number,
	quote: string,
	quoteCode: number,
): number {
	let close = text.indexOf(quote, from + 1);
	while (close !== -1 && close + 1 < end && text.charCodeAt(close + 1) === quoteCode) {
		close = text.indexOf(quote, close + 2);
	}
	return close !== -1 && close < end ? close : -1;
}

/** Line breaks of a row before a place in it, and the place within its line, from 1. */
export function placeOf(
	text: string,
	start: number,
	at: number,
): { lineBreaks: number; character: number } {
	const lines = text.slice(start, at).split(/\r\n|\r|\n/);
	return { lineBreaks: lines.length - 1, character: lines[lines.length - 1].length + 1 };
}
