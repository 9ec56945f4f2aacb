import type { CompileOptions, RenderContext, TokenPart } from '../Template';

/** Names nothing in this survey, or something that cannot be known here. */
export class Unresolved {
	constructor(
		readonly reason: string,
		/** Only because there is no response to read: with one it may well be known. */
		readonly needsResponse = false,
	) {}
}

/** A value with something to say about how it was found. */
export class Noted {
	constructor(
		readonly value: unknown,
		readonly note: string,
	) {}
}

export const NO_RESPONSE = new Unresolved('There is no survey response here', true);

/** The typed value of a token; `undefined` when it is validly empty. */
export type Resolve = (context: RenderContext) => unknown;

export type Settings = Required<CompileOptions>;

/** Everything about a token that does not depend on the response is worked out here, once. */
export type ResolverFactory = (token: TokenPart, settings: Settings) => Resolve;

export function never(reason: string): Resolve {
	const unresolved = new Unresolved(reason);
	return () => unresolved;
}
