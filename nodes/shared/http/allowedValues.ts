/** A list of values that a text gives as the allowed ones, and where it stands. */
export interface AllowedList {
	values: string[];
	start: number;
	end: number;
}

/** What comes before such a list. Blanks are single or doubled, so that no text makes these slow. */
const INTRODUCERS =
	/\b(?:(?:accepted|allowed|permitted|possible|valid|supported|available|expected)[ \t]{1,3}(?:values?|options?|choices?|codes?|types?)(?:[ \t]{1,3}(?:are|is|include))?|(?:must|should|can|may|has to|expected to)[ \t]{1,3}be[ \t]{1,3}(?:one|any)[ \t]{1,3}of(?:[ \t]{1,3}the[ \t]{1,3}following(?:[ \t]{1,3}values)?)?|one[ \t]{1,3}of[ \t]{1,3}the[ \t]{1,3}following(?:[ \t]{1,3}values)?)/gi;

const MOST_VALUES = 50;

/** Whole numbers up to the size of an option's value; with a leading zero or more digits it may be a phone number. */
const NUMBER = /^-?(?:0|[1-9]\d{0,9})$/;
const WORD = /^[A-Za-z_][\w-]{0,39}$/;
const TOKEN = /[\w-]{1,60}/y;
const OPENING = /[ \t]{0,3}[:=]?[ \t]{0,3}[[({]?[ \t]{0,3}/y;
const QUOTE = /["'`]/y;
const SEPARATOR = /[ \t]{0,3}(?:[,;|/](?:[ \t]{1,3}(?:and|or)\b)?|(?:and|or)\b)[ \t]{0,3}/iy;
const END = /[ \t]{0,3}(?:[\])}.;!]|[\r\n]|$)/y;

const matched = (pattern: RegExp, text: string, at: number): string | undefined => {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0];
};

/**
 * Values after "Accepted Values:", "allowed options are", "must be one of" and the like: numbers, and words where there are
 * several. A value counts only where a sign, the next value or the end follows it, so a sentence is never taken for a list.
 */
export const allowedListsOf = (text: string): AllowedList[] => {
	const lists: AllowedList[] = [];
	let last = 0;
	for (const { index, 0: introducer } of text.matchAll(INTRODUCERS)) {
		if (index < last) continue;
		const start = index + introducer.length;
		const { values, end } = listAt(text, start);
		const isList = values.length > 1 || values.some((value) => NUMBER.test(value));
		if (!isList) continue;
		lists.push({ values, start, end });
		last = end;
	}
	return lists;
};

const listAt = (text: string, start: number): { values: string[]; end: number } => {
	const values: string[] = [];
	let end = start;
	let at = start + (matched(OPENING, text, start) ?? '').length;
	while (values.length < MOST_VALUES) {
		const quote = matched(QUOTE, text, at) ?? '';
		const value = matched(TOKEN, text, at + quote.length);
		if (value === undefined || !(NUMBER.test(value) || WORD.test(value))) break;
		const after = at + quote.length + value.length;
		if (quote !== '' && text[after] !== quote) break;
		const closed = after + quote.length;
		const separator = matched(SEPARATOR, text, closed);
		const isEnd = matched(END, text, closed) !== undefined;
		// A further number counts whatever follows it; a word may begin a sentence.
		const isFurther = values.length > 0 && NUMBER.test(value) && /\s/.test(text[closed] ?? ' ');
		if (separator === undefined && !isEnd && !isFurther) break;
		values.push(value);
		end = closed;
		if (separator === undefined) break;
		at = closed + separator.length;
	}
	return { values, end };
};
