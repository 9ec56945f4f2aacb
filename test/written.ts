import type { AuthorText } from '../nodes/shared/pipedText/authorText';

/** What a test writes stands for what an author wrote. */
export const written = (text: string): AuthorText => text as AuthorText;

/** A type whose author text is any text. */
export type Plain<T> = T extends AuthorText
	? string
	: T extends (...args: never[]) => unknown
		? T
		: T extends object
			? { [Key in keyof T]: Plain<T[Key]> }
			: T;

/** A function that takes author text, for the texts of a test. */
export const plainly = <Args extends unknown[], Result>(
	takesAuthorText: (...args: Args) => Result,
): ((...args: Plain<Args>) => Result) =>
	takesAuthorText as unknown as (...args: Plain<Args>) => Result;

/** A parameter as a node holds it, for the texts of a test. */
export const parameter = <T>(value: unknown): T => value as T;
