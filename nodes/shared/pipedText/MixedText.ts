import type { AuthorText } from './authorText';

/** Stands where an n8n expression puts its result: data, which is copied and never read as piped text. */
export const RESULT = Symbol('result of an n8n expression');

/** A parameter as it stands in the workflow: its author's text, and the places of the results between it. */
export type MixedText = ReadonlyArray<AuthorText | typeof RESULT>;

/** How a result is shown where only the text as written is known. */
export const RESULT_MARK = '{{ … }}';

export const writtenText = (mixed: MixedText): string =>
	mixed.map((piece) => (piece === RESULT ? RESULT_MARK : piece)).join('');
