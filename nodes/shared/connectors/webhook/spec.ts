import type { AuthorText } from '../../pipedText/authorText';
import type { AnswerType, ResponseInfo, SurveyResponse } from '../../survey/SurveyResponse';

/**
 * Where a payload keeps what a Survey Response wants, as data: JSONPaths beginning with `$`. Of several paths the first that
 * finds something counts. A path with `*`, `..` or a filter finds a list, any other a single value.
 */
export type Path = AuthorText | readonly AuthorText[];

/** A word of the tool's as a word of the model's. */
export interface WordPath<T extends string> {
	path: Path;
	/** Compared without regard to case. */
	words: Readonly<Record<string, T>>;
	/** For words that are not in the table, or nothing at all. */
	otherwise?: T;
}

export interface OptionPaths {
	each: Path;
	/** Beginning at each option. */
	id: Path;
	label: Path;
}

/** What both answers and questions say of themselves; paths begin at each of them. */
export interface QuestionPaths {
	each: Path;
	/** `each` finds maps: their entries are meant, as {key, value}. */
	entries?: boolean;
	id: Path;
	/** What the author of the survey calls it: the label, étiquette, reference. Becomes the answer's key. */
	ref?: Path;
	title?: Path;
	rawType?: Path;
	/** Says more than the raw type, where the table of types knows it. */
	rawSubtype?: Path;
	options?: OptionPaths;
	rows?: OptionPaths;
}

export interface AnswerPaths extends QuestionPaths {
	value: Path;
	/** Ids of what was chosen, where `value` holds words. */
	code?: Path;
	/** There is something: several could be chosen, however many were. */
	multiple?: Path;
	/** The text typed into an "other" choice. */
	otherText?: Path;
	comment?: Path;
	/** False: the question was never shown. */
	shown?: Path;
	/** It answers one row of this question. */
	row?: { parent: Path; id: Path; label: Path };
	/** The answer is a list of parts, each for a choice, a row, or a text. */
	parts?: {
		each: Path;
		row?: Path;
		/** Of a table of which each row has an answer for each column. */
		column?: Path;
		code?: Path;
		label?: Path;
		/** Id of the "other" choice, of which `otherText` is the text; beside a single choice it is a comment. */
		otherId?: Path;
		otherText?: Path;
		/** The choice as a number. */
		weight?: Path;
	};
	/** Raw types that are no answers but travel with them (hidden fields), by their title. */
	contextTypes?: readonly string[];
	/** Raw types whose true or false only repeats, choice by choice, what another entry says. */
	repeatedTypes?: readonly string[];
}

/** A single value as an answer. */
export interface FieldAnswer {
	path: Path;
	key: string;
	ref?: string;
	title?: string;
	type?: AnswerType;
}

/** A map whose entries count one by one; or a list of names and values. */
export type ContextPaths = { path: Path } | { each: Path; name: Path; value: Path };

type Paths<T extends string> = Partial<Record<T, Path>>;

export interface WebhookSpec {
	provider: string;
	/** Where each response is when one call brings several. */
	deliveries?: Path;
	/** Form fields that hold JSON as text. */
	jsonFields?: readonly string[];
	/** Of times that have none; otherwise that of the account. */
	timeZone?: string;
	event?: WordPath<SurveyResponse['event']>;
	deliveryId?: Path;
	deliveryIdHeader?: string;
	survey?: Paths<'id' | 'name' | 'language' | 'version' | 'collectorId' | 'channel'>;
	response?: Paths<
		| 'id'
		| 'startedAt'
		| 'submittedAt'
		| 'updatedAt'
		| 'durationSeconds'
		| 'progressPercent'
		| 'url'
		| 'isTest'
	> & { status?: WordPath<ResponseInfo['status']>; test?: WordPath<'test'> };
	respondent?: Paths<
		'id' | 'email' | 'phone' | 'firstName' | 'lastName' | 'externalId' | 'language' | 'token'
	>;
	/** Words that a tool writes where it knows nothing. */
	notKnown?: Partial<Record<'id' | 'language', readonly string[]>>;
	identifiers?: ReadonlyArray<{ system: string; type: string; path: Path }>;
	context?: readonly ContextPaths[];
	scores?: ReadonlyArray<{ path: Path; name: string } | { each: Path; name: Path; value: Path }>;
	tags?: Path;
	/** Personal; only on demand. */
	meta?: Paths<'ip' | 'userAgent' | 'referer'>;
	/** All questions, where the payload lists them: gives answers their words, and tells what was left open. */
	questions?: QuestionPaths;
	answers: ReadonlyArray<AnswerPaths | FieldAnswer>;
	/** The tool's question types. */
	types?: Readonly<Record<string, AnswerType>>;
}
