import type { SurveyDefinition } from '../survey/SurveyDefinition';
import type { SurveyResponse } from '../survey/SurveyResponse';
import type { AuthorText } from './authorText';

/** A text with piped-text tokens in it, cut into parts that cover it without gaps. */
export interface Template {
	/** As written; where an n8n expression puts its result stands `{{ … }}`. */
	source: string;
	parts: Part[];
	problems: Problem[];
}

export type Part = LiteralPart | TokenPart | MathsPart;

export interface LiteralPart {
	kind: 'literal';
	text: AuthorText;
	start: number;
	end: number;
}

/**
 * `${q://QID3/ChoiceGroup/SelectedChoices|upper}`; `path` is split at `/` first and URL-decoded after. A scheme that should not
 * be written with a tilde keeps it: `~q`.
 */
export interface TokenPart {
	kind: 'token';
	scheme: string;
	path: string[];
	raw: AuthorText;
	transforms: TransformCall[];
	start: number;
	end: number;
}

/** `$e{ round(${gr://SC_0/Score}) * 100 }`: arithmetic around tokens. */
export interface MathsPart {
	kind: 'maths';
	raw: AuthorText;
	parts: Array<LiteralPart | TokenPart>;
	start: number;
	end: number;
}

/** One step after a bar: `|phone:national:FR` is `{ name: 'phone', args: ['national', 'FR'] }`. */
export interface TransformCall {
	name: AuthorText;
	args: AuthorText[];
}

/** What was not understood; `start` and `end` are UTF-16 offsets into the source. */
export interface Problem {
	message: string;
	start: number;
	end: number;
	/** A token that an n8n expression's result would be part of: it is never resolved. */
	token?: string;
}

/** What a template is rendered against. `now` is in milliseconds since 1970, `random` gives 0 ≤ x < 1. */
export interface RenderContext {
	response?: SurveyResponse;
	survey?: SurveyDefinition;
	now: number;
	/** IANA name: dates are shown in it. */
	timeZone: string;
	random(): number;
}

export interface UnresolvedToken {
	token: string;
	reason: string;
}

export interface Rendered {
	text: string;
	/** The typed value (number, boolean, list, null when empty) if the template is exactly one token or result; else the text. */
	value: unknown;
	/** Tokens that name something real which has no value here: skipped, not shown, no contact. */
	missing: string[];
	/** Tokens that name nothing in this survey, or something that cannot be known here. */
	unresolved: UnresolvedToken[];
	/** What a transformation had to say, while its value stands. */
	warnings: string[];
	/** Transformations told to fail on what they cannot read. */
	errors: string[];
}

export interface CompileOptions {
	/** HTML in labels and question texts becomes plain text unless it is to be kept. What people typed is never touched. */
	htmlInLabels?: 'plain' | 'keep';
	/** Between the labels or codes of several choices. */
	listSeparator?: string;
}

export interface CompiledTemplate {
	readonly source: string;
	readonly template: Template;
	/** Neither a token nor a result in it: `render` always gives the source. */
	readonly isLiteral: boolean;
	/** Exactly one token or one result: its value keeps its type. */
	readonly isSingle: boolean;
	/** Whether n8n expressions put results into it: `fill` has to be told them. */
	readonly takesResults: boolean;
	/**
	 * Whether only the survey's definition tells what a token of this template says about this response: the texts of choices
	 * that were not made, or whether something the response does not mention exists at all.
	 */
	needsSurvey(response: SurveyResponse | undefined): boolean;
	render(context: RenderContext): Rendered;
	/** The same with what the n8n expressions in it gave, in their order; asked for at the first rendering. */
	fill(results: () => readonly unknown[]): CompiledTemplate;
}
