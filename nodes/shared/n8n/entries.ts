import type { IExecuteFunctions } from 'n8n-workflow';
import type { AuthorText } from '../pipedText/authorText';
import { dataOf } from '../pipedText/compileTemplate';
import { cutMixed, literalsOf, shareResults } from '../pipedText/cutMixed';
import { RESULT } from '../pipedText/MixedText';
import { textOf } from '../pipedText/textOf';
import { authorTextIn, cutText, resultsFor, type Raw } from './rawParameters';

const SEPARATORS = ['\n', ';', ','];

/**
 * A setting that lists entries, one a line or separated by semicolons, else commas: as its author wrote it, to be cut by whoever
 * reads it. Where n8n expressions have a part in it, the entries as they are: only what the author
 * wrote between them cuts; a list that an expression gives is so many entries.
 */
export function entriesIn(
	context: IExecuteFunctions,
	parameter: Raw | undefined,
	itemIndex = 0,
): AuthorText | readonly string[] {
	const author = authorTextIn(parameter);
	if (author !== undefined) return author;
	const cut = cutText(parameter);
	const words = literalsOf(cut.mixed).join(' ');
	const separator = SEPARATORS.find((candidate) => words.includes(candidate));
	const entries = separator === undefined ? [cut.mixed] : cutMixed(cut.mixed, separator);
	const results = resultsFor(context, cut)(itemIndex).map(dataOf);
	return shareResults(entries, results).flatMap(({ entry, results: own }) => {
		const [whole] = own;
		if (entry.length === 1 && Array.isArray(whole)) return whole.map((one) => textOf(one));
		let next = 0;
		return entry.map((piece) => (piece === RESULT ? textOf(own[next++]) : piece)).join('');
	});
}
