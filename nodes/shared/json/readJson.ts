import { exactNumber } from './exactNumbers';

/**
 * What can be a number that a JavaScript number does not keep: many digits, or a large exponent. It begins where a number may begin,
 * so that texts full of digits, as ids are, need not be looked at digit by digit: that took twice as long as the parsing.
 */
const PERHAPS_INEXACT = /(?:^|[\s:[,])-?\d(?:[\d.]{15}|[\d.]*[eE][+-]?\d{3})/;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BYTE_ORDER_MARK = '\uFEFF';
const [QUOTE, BACKSLASH, MINUS, ZERO, NINE] = [...'"\\-09'].map((sign) => sign.charCodeAt(0));
const [LIST, LIST_END, MAP, MAP_END] = [...'[]{}'].map((sign) => sign.charCodeAt(0));

/** JSON, with every digit of its numbers: those that would change stand as their text. Throws a SyntaxError. */
export function readJson(json: string): unknown {
	const text = json.startsWith(BYTE_ORDER_MARK) ? json.slice(1) : json;
	const read = JSON.parse(text) as unknown;
	return PERHAPS_INEXACT.test(text) ? (JSON.parse(withExactNumbers(text)) as unknown) : read;
}

/** As readJson; undefined for what is no JSON. */
export function jsonOrNothing(text: string): unknown {
	try {
		return readJson(text);
	} catch {
		return undefined;
	}
}

/** Numbers that would change, in quotation marks. The text is valid JSON. */
function withExactNumbers(text: string): string {
	const parts: string[] = [];
	let copied = 0;
	for (let at = 0; at < text.length; ) {
		const sign = text.charCodeAt(at);
		if (sign === QUOTE) {
			at = endOfText(text, at);
		} else if (sign === MINUS || (sign >= ZERO && sign <= NINE)) {
			NUMBER.lastIndex = at;
			const written = NUMBER.exec(text)?.[0] ?? text.charAt(at);
			if (typeof exactNumber(written) === 'string') {
				parts.push(text.slice(copied, at), `"${written}"`);
				copied = at + written.length;
			}
			at += written.length;
		} else at += 1;
	}
	return parts.join('') + text.slice(copied);
}

/** Behind the closing quotation mark of the text that begins at `start`. */
function endOfText(text: string, start: number): number {
	for (let at = start + 1; at < text.length; at += 1) {
		const sign = text.charCodeAt(at);
		if (sign === BACKSLASH) at += 1;
		else if (sign === QUOTE) return at + 1;
	}
	return text.length;
}

/** Whether JSON nests lists and maps deeper than `levels`, without reading it: what is too deep breaks whoever writes it out again. */
export function isDeeper(json: string, levels: number): boolean {
	let depth = 0;
	for (let at = 0; at < json.length; ) {
		const sign = json.charCodeAt(at);
		if (sign === QUOTE) {
			at = endOfText(json, at);
			continue;
		}
		if (sign === LIST || sign === MAP) depth += 1;
		else if (sign === LIST_END || sign === MAP_END) depth -= 1;
		if (depth > levels) return true;
		at += 1;
	}
	return false;
}

/** Whether a value that was read already holds at most so many values on so many levels. Without recursion; a circle is too deep. */
export function isWithin(
	json: unknown,
	{ values, levels }: { values: number; levels: number },
): boolean {
	let seen = 0;
	let level: unknown[] = [json];
	for (let depth = 0; level.length > 0; depth += 1) {
		if (depth > levels) return false;
		const next: unknown[] = [];
		for (const value of level) {
			if (typeof value !== 'object' || value === null) continue;
			for (const inner of Object.values(value)) {
				seen += 1;
				if (seen > values) return false;
				if (typeof inner === 'object' && inner !== null) next.push(inner);
			}
		}
		level = next;
	}
	return true;
}
