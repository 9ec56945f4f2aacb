import { sliceOf, type AuthorText } from '../pipedText/authorText';
import { compilePattern as compile } from '../pipedText/transformations/pattern/compilePattern';

/**
 * Regular expressions that always end: piped text's own engine, so that a pattern means the same in a rule and in a
 * transformation. What people answer never decides how long a workflow stands still.
 */
export interface Pattern {
	/** Whether the pattern is found anywhere in the text; `tooLong` when that would take too much work. */
	test(text: string): boolean | 'tooLong';
}

/** `/…/i` as people paste it; the other flags change nothing for a yes or no. */
const SLASHED = /^\/(.+)\/([dgimsuy]*)$/s;

export function compilePattern(
	written: AuthorText,
	caseSensitive: boolean,
): Pattern | { problem: string } {
	const slashed = SLASHED.exec(written);
	const source = slashed ? sliceOf(written, 1, 1 + slashed[1].length) : written;
	const ignoreCase = !caseSensitive || !!slashed?.[2].includes('i');
	const pattern = compile(source, ignoreCase);
	if (typeof pattern === 'string') return { problem: pattern };
	return {
		test: (text) => {
			const matches = pattern.matches(text, 1);
			return matches === 'tooLong' ? matches : matches.length > 0;
		},
	};
}
