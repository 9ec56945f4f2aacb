import { textOf } from '../pipedText/textOf';
import { cleanText, fold, isBlank } from '../values/text';

/** What is added, piece by piece: a list that was dragged whole is several. */
const piecesOf = (added: readonly unknown[]): string[] =>
	added
		.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]))
		.map((value) => textOf(value))
		.filter((text) => !isBlank(text));

/** A long text with new lines at its end; none that is there already, as a person reads it. */
export function appendLines(present: unknown, added: readonly unknown[]): string {
	const before = textOf(present);
	const known = new Set(before.split(/\r?\n/).map(asRead));
	const fresh = piecesOf(added)
		.flatMap((text) => text.split(/\r?\n/))
		.filter((line) => {
			const isNew = !isBlank(line) && !known.has(asRead(line));
			known.add(asRead(line));
			return isNew;
		})
		.map((line) => line.trimEnd());
	if (fresh.length === 0) return before;
	return isBlank(before) ? fresh.join('\n') : `${before.trimEnd()}\n${fresh.join('\n')}`;
}

const asRead = (line: string): string => fold(cleanText(line));

/**
 * A list that is kept as one text, with what is missing at its end. The present text is never cut, so that an entry may hold the
 * separator itself. `separator`: `, ` is read where it stands without its blank, too.
 */
function appendEntries(present: unknown, added: readonly unknown[], separator: string): string {
	let text = textOf(present);
	for (const entry of piecesOf(added)) {
		if (holdsEntry(text, entry, separator.trim())) continue;
		text = isBlank(text) ? entry.trim() : `${text.trimEnd()}${separator}${entry.trim()}`;
	}
	return text;
}

function holdsEntry(text: string, entry: string, separator: string): boolean {
	const marked = (one: string): string =>
		`${separator}${one
			.split(separator)
			.map((part) => fold(part))
			.join(separator)}${separator}`;
	return !isBlank(text) && marked(text).includes(marked(entry));
}

/** A text field that may hold either: lines where there are lines, else a list set apart by commas. */
export function appendText(present: unknown, added: readonly unknown[]): string {
	const hasLines = [present, ...added].some((value) => textOf(value).includes('\n'));
	return hasLines ? appendLines(present, added) : appendEntries(present, added, ', ');
}
