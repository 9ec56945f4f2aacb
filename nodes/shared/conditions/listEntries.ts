import { splitAt, trimmed, type AuthorText } from '../pipedText/authorText';
import { splitEntries } from '../values/entries';

/** A part of a list, with the sign that its author wrote before it; undefined where it begins the list, or data gave it. */
export interface ListPiece {
	text: string;
	before?: string;
}

type IsWhole = (text: string) => boolean;

/** Between lines semicolons cut too; commas only in a list that has neither, so that a line may hold one. */
export const signIn = (words: string): ';' | ',' => (/[\n;]/.test(words.trim()) ? ';' : ',');

/** A list that an author typed, cut at every sign that may stand between entries. */
export function piecesOf(list: AuthorText): ListPiece[] {
	const text = trimmed(list);
	const sign = signIn(text);
	return splitAt(text, /\r?\n/).flatMap((line, row) =>
		splitAt(line, sign).map((text, at) => ({
			text,
			...((row > 0 || at > 0) && { before: at > 0 ? sign : '\n' }),
		})),
	);
}

/** A choice with more separators in it than this is picked, or typed as the whole value. */
const MOST_PIECES = 12;

/**
 * The entries of a list. Pieces that are a whole only together (a choice's words, the answer's) stay together: first all of them,
 * then as many of a line as fit; a line that is none, but consists of such between commas, is cut there.
 */
export function entriesFrom(pieces: readonly ListPiece[], isWhole?: IsWhole): string[] {
	const cut = isWhole ? wholesOf(pieces, isWhole) : pieces.map(({ text }) => text);
	return cut.map((entry) => entry.trim()).filter((entry) => entry !== '');
}

function wholesOf(pieces: readonly ListPiece[], isWhole: IsWhole): string[] {
	const isOneList = pieces.slice(1).every(({ before }) => before !== undefined);
	const all = joined(pieces);
	if (isOneList && isWhole(all)) return [all];
	const entries: string[] = [];
	for (let start = 0; start < pieces.length; ) {
		let end = start + 1;
		while (end < pieces.length && end < start + MOST_PIECES && isOnSameLine(pieces[end])) end += 1;
		while (end > start + 1 && !isWhole(joined(pieces.slice(start, end)))) end -= 1;
		const entry = joined(pieces.slice(start, end));
		entries.push(...(isWhole(entry) ? [entry] : betweenCommas(entry, isWhole)));
		start = end;
	}
	return entries;
}

const isOnSameLine = ({ before }: ListPiece): boolean => before === ';' || before === ',';

const joined = (pieces: readonly ListPiece[]): string =>
	pieces.map(({ text, before = '' }, index) => (index === 0 ? text : `${before}${text}`)).join('');

function betweenCommas(entry: string, isWhole: IsWhole): string[] {
	if (!entry.includes(',')) return [entry];
	const cut = splitEntries(entry, { commas: true, isWhole });
	return cut.every(isWhole) ? cut : [entry];
}
