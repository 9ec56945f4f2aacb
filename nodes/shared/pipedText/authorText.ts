declare const authored: unique symbol;

/**
 * Text that stands in the workflow: typed, picked, or the literal part of an n8n expression; and constants of our own. Only such
 * text is compiled (piped text, transformations, JSONPaths, patterns, conditions). Data, which is everything that comes out of a
 * run, is a plain `string` and is copied. The brand is made here, where raw parameters are read (n8n), and nowhere else.
 */
export type AuthorText = string & { readonly [authored]: true };

/** Nothing for a text that is only known at run time, template strings included. */
type Literal<T extends string> = Record<never, never> extends Record<T, unknown> ? never : T;

/** A constant of our own: the compiler takes nothing but a literal. */
export const own = <const T extends string>(constant: T & Literal<T>): AuthorText =>
	constant as string as AuthorText;

/** All texts in a constant of our own, whatever its shape. */
export type Authored<T> = T extends string
	? T & AuthorText
	: T extends object
		? { [Key in keyof T]: Authored<T[Key]> }
		: T;

type Literals<T> = T extends string
	? Literal<T>
	: T extends object
		? { [Key in keyof T]: Literals<T[Key]> }
		: T;

/** A constant definition, such as the paths of a preset: the compiler takes nothing but literals in it. */
export const ownAll = <const T>(constant: T & Literals<T>): Authored<T> =>
	constant as unknown as Authored<T>;

/** From `start` up to, and without, `end`: part of author text is author text. */
export const sliceOf = (text: AuthorText, start: number, end?: number): AuthorText =>
	text.slice(start, end) as AuthorText;

export const trimmed = (text: AuthorText): AuthorText => text.trim() as AuthorText;

export const splitAt = (text: AuthorText, separator: string | RegExp): AuthorText[] =>
	text.split(separator) as AuthorText[];

export const joined = (...texts: AuthorText[]): AuthorText => texts.join('') as AuthorText;

/** What a scanner read out of author text, with its escapes resolved. */
export const unescaped = (_from: AuthorText, text: string): AuthorText => text as AuthorText;
