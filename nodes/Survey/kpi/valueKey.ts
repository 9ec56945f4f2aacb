import { authorTextIn, rawTextOf, type Raw } from '../../shared/n8n/rawParameters';
import type { AuthorText } from '../../shared/pipedText/authorText';
import { textOf } from '../../shared/pipedText/textOf';
import type { ValueSource } from '../../shared/survey/kpi';

export type ValueKey = Pick<ValueSource, 'from' | 'key' | 'surveyId'>;

const TOKEN = /^\$\{(.*)\}$/s;
const SURVEY = /^(SV_[0-9a-zA-Z]+)\/(.+)$/s;
const EMBEDDED = /^e:\/\/Field\/(.+)$/is;
const QUESTION = /^q:\/\/([^/]+)(?:\/.*)?$/is;
const SCORE = /^(?:gr:\/\/)?(SC_[0-9a-zA-Z]+)(?:\/.*)?$/s;

/**
 * What a picked or typed text names: `QID3` an answer, `e://Field/plan` embedded data, `SC_…` a score, each also as piped text;
 * `SV_…/QID3` the answer of that survey. In a table of one's own every key is a column.
 */
export function valueKeyOf(text: AuthorText, ofColumns = false): ValueKey | undefined {
	const written = text.trim();
	const [, surveyId, rest] = SURVEY.exec(written) ?? [undefined, undefined, written];
	const plain = TOKEN.exec(rest)?.[1] ?? rest;
	if (plain === '') return undefined;
	const of = (from: ValueKey['from'], key: string): ValueKey => ({
		...(surveyId !== undefined && { surveyId }),
		from,
		key,
	});
	const field = EMBEDDED.exec(plain)?.[1];
	if (field !== undefined) return of('context', field);
	if (ofColumns) return of('context', plain);
	const score = SCORE.exec(plain)?.[1];
	if (score !== undefined) return of('score', score);
	return of('answer', QUESTION.exec(plain)?.[1] ?? plain);
}

/**
 * What a parameter names. What an n8n expression gave (`evaluated`) is a plain name: of an answer, or of a column; it is never
 * read as piped text.
 */
export function valueKeyIn(
	parameter: Raw | undefined,
	evaluated: unknown,
	ofColumns = false,
): ValueKey | undefined {
	const author = authorTextIn(parameter);
	if (author !== undefined) return valueKeyOf(author, ofColumns);
	const key = textOf(rawTextOf(evaluated)).trim();
	return key === '' ? undefined : { from: ofColumns ? 'context' : 'answer', key };
}

/** The text that stands for a value; what `valueKeyOf` reads back. */
export const textOfValue = ({ from, key }: ValueKey): string =>
	from === 'context' ? `e://Field/${key}` : key;
