const LF = 10;
const CR = 13;

/** The text of a quoted cell, each double quote mark once. */
export function withoutDoubles(inside: string, quote: string): string {
	let text = '';
	let from = 0;
	for (let at = inside.indexOf(quote); at !== -1; at = inside.indexOf(quote, from)) {
		text += inside.slice(from, at + 1);
		from = at + 2;
	}
	return text + inside.slice(from);
}

/** Cells of the text of one row. What can be made out of it, if it is broken: such cells are taken as they stand. */
export function splitRow(
	text: string,
	{ delimiter, quote }: { delimiter: string; quote: string },
): string[] {
	const cells: string[] = [];
	let from = 0;
	for (;;) {
		if (quote !== '' && text.startsWith(quote, from)) {
			let close = text.indexOf(quote, from + 1);
			while (close !== -1 && text.startsWith(quote, close + 1))
				close = text.indexOf(quote, close + 2);
			const isWhole = close + 1 === text.length || text.startsWith(delimiter, close + 1);
			if (close !== -1 && isWhole) {
				cells.push(withoutDoubles(text.slice(from + 1, close), quote));
				if (close + 1 === text.length) return cells;
				from = close + 2;
				continue;
			}
		}
		const end = text.indexOf(delimiter, from);
		cells.push(text.slice(from, end === -1 ? text.length : end));
		if (end === -1) return cells;
		from = end + 1;
	}
}

/** Line breaks of a row before a place in it, and the place within its line, from 1. */
export function positionIn(
	text: string,
	start: number,
	at: number,
): { lineBreaks: number; character: number } {
	const lines = text.slice(start, at).split(/\r\n|\r|\n/);
	return { lineBreaks: lines.length - 1, character: lines[lines.length - 1].length + 1 };
}

/** The length of the text where there is none. */
export function nextLineEnd(text: string, from: number): number {
	let at = from;
	while (at < text.length && text.charCodeAt(at) !== LF && text.charCodeAt(at) !== CR) at++;
	return at;
}

export function afterLineEnd(text: string, end: number): number {
	if (end === text.length) return end;
	const isPair = text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF;
	return isPair ? end + 2 : end + 1;
}

/** CRLF is one. `to` does not cut one in two. */
export function countLineBreaks(text: string, from: number, to: number): number {
	let count = 0;
	for (let at = from; at < to; at++) {
		const code = text.charCodeAt(at);
		if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) count++;
	}
	return count;
}

/** Where the line end of a row begins that goes from `start` to `end`. */
export function endOfCells(text: string, start: number, end: number): number {
	let at = end;
	if (at > start && text.charCodeAt(at - 1) === LF) at--;
	if (at > start && text.charCodeAt(at - 1) === CR) at--;
	return at;
}
