import type { LiteralPart, Problem } from './Template';

/** How a sign comes out of an HTML editor, a web address or a full-width keyboard, beside the sign itself. */
const written = (sign: string, hex: string, number: number, names: string[]): string =>
	`(?:${[sign, `%${hex}`, `%25${hex}`, `&(?:amp;)?#0{0,4}${number};?`, `&(?:amp;)?#x0{0,4}${hex};?`, ...names.map((name) => `&(?:amp;)?${name};`), `\\\\u00${hex}`].join('|')})`;

const BLANK = '(?:[ \\t\\u00a0\\u00ad\\u200b-\\u200f\\u2060\\ufeff]|&nbsp;|%20|\\+){0,4}';
const OPENING = [
	`${written('[$\\uff04]', '24', 36, ['dollar'])}|${written('[~\\uff5e]', '7e', 126, ['tilde'])}`,
	written('[{\\uff5b]', '7b', 123, ['lbrace', 'lcub']),
	'[A-Za-z]{1,24}',
	written('[:\\uff1a]', '3a', 58, ['colon']),
	`${written('[/\\uff0f]', '2f', 47, ['sol'])}{2}`,
];
const DISGUISED = new RegExp(`(?:${OPENING[0]})${BLANK}${OPENING.slice(1).join(BLANK)}`, 'gi');

/** Written as a token begins: those are read, and reported where they cannot be. */
const PLAIN = /^[$~]\{[ \t]{0,8}[A-Za-z]{1,24}[ \t]{0,8}:\/\/$/;

/** No author writes more; what a text of this length repeats is told once. */
const MOST = 20;

/**
 * Piped text that was escaped or encoded on its way here (`$&#123;e://Field/plan}`, `%24%7Bm%3A%2F%2FEmail%7D`) or has blanks
 * in the wrong places: it is not resolved, since the text around it may have to stay encoded, but it never passes unnoticed.
 */
export function disguisedTokens(parts: readonly LiteralPart[]): Problem[] {
	const problems: Problem[] = [];
	for (const { text, start } of parts) {
		for (const { 0: found, index } of text.matchAll(DISGUISED)) {
			if (PLAIN.test(found)) continue;
			problems.push({
				message: `${found}… looks like piped text that was escaped or encoded, and is left as it is: write it as in \${e://Field/plan}, or pick it with {a}`,
				start: start + index,
				end: start + index + found.length,
			});
			if (problems.length === MOST) return problems;
		}
	}
	return problems;
}
