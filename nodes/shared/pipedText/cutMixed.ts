import { joined, splitAt, type AuthorText } from './authorText';
import { RESULT, type MixedText } from './MixedText';
import { parseTemplate } from './parseTemplate';

/** The author's own words: neither tokens nor results. */
export const literalsOf = (mixed: MixedText): AuthorText[] =>
	mixed.flatMap((piece) =>
		piece === RESULT
			? []
			: parseTemplate(piece).parts.flatMap((part) => (part.kind === 'literal' ? [part.text] : [])),
	);

/**
 * Cuts a text where its author wrote a separator. What tokens and n8n expressions give is data, and is never cut, whatever signs
 * are in it.
 */
export function cutMixed(mixed: MixedText, separator: string | RegExp): MixedText[] {
	const entries: Array<Array<AuthorText | typeof RESULT>> = [[]];
	const add = (piece: AuthorText | typeof RESULT): void => {
		const entry = entries[entries.length - 1];
		const last = entry[entry.length - 1];
		if (piece === RESULT || last === undefined || last === RESULT) entry.push(piece);
		else entry[entry.length - 1] = joined(last, piece);
	};
	for (const piece of mixed) {
		if (piece === RESULT) {
			add(piece);
			continue;
		}
		for (const part of parseTemplate(piece).parts) {
			if (part.kind !== 'literal') {
				add(part.raw);
				continue;
			}
			splitAt(part.text, separator).forEach((text, index) => {
				if (index > 0) entries.push([]);
				if (text !== '') add(text);
			});
		}
	}
	return entries;
}

/** The entries of a cut text, each with its share of the results. */
export function shareResults<T>(
	entries: readonly MixedText[],
	results: readonly T[],
): Array<{ entry: MixedText; results: readonly T[] }> {
	let next = 0;
	return entries.map((entry) => {
		const count = entry.filter((piece) => piece === RESULT).length;
		const own = results.slice(next, next + count);
		next += count;
		return { entry, results: own };
	});
}
