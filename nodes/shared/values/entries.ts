import { cleanText } from './text';

export interface EntrySettings {
	/** Whether a comma ends an entry too; only where the field's description says so. */
	commas?: boolean;
	/** Whether a text is an entry as it stands (a choice's words, a code), so that it is not cut. */
	isWhole?(text: string): boolean;
}

/**
 * The entries of a list that an author typed: one a line, or set apart by semicolons (and commas, where the field says so).
 * The whole text is tried first, then whole lines, so that `Yes, I agree` stays one entry where it is a choice. Only for author
 * text: a list among data is a list already, and a text among data is one entry.
 */
export function splitEntries(
	text: string,
	{ commas = false, isWhole }: EntrySettings = {},
): string[] {
	if (cleanText(text) === '') return [];
	if (isWhole?.(text)) return [text.trim()];
	return text
		.split(/\r\n|[\n\r\u2028\u2029]/)
		.flatMap((line) => (isWhole?.(line) ? [line] : cut(line, ';', isWhole)))
		.flatMap((entry) => (!commas || isWhole?.(entry) ? [entry] : cut(entry, ',', isWhole)))
		.map((entry) => entry.trim())
		.filter((entry) => cleanText(entry) !== '');
}

/** Cut at a sign; neighbours that are one entry only together stay together. */
function cut(text: string, sign: string, isWhole: EntrySettings['isWhole']): string[] {
	const pieces = text.split(sign);
	if (!isWhole || pieces.length === 1) return pieces;
	const entries: string[] = [];
	for (let start = 0; start < pieces.length; ) {
		let end = Math.min(pieces.length, start + MOST_SIGNS_IN_AN_ENTRY);
		while (end > start + 1 && !isWhole(pieces.slice(start, end).join(sign))) end -= 1;
		entries.push(pieces.slice(start, end).join(sign));
		start = end;
	}
	return entries;
}

/** A choice with more commas than this is typed on a line of its own. */
const MOST_SIGNS_IN_AN_ENTRY = 12;
