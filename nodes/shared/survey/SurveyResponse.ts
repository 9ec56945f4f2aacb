/**
 * The one Survey Response: every source (Qualtrics, Startquestion, webhooks) turns what it receives into this shape, and
 * everything downstream reads nothing else. All dates are ISO-8601 UTC.
 * Source: contracts/webhooks.md 7, except that `answers` is keyed by the stable answer key, in the order shown.
 */
export interface SurveyResponse {
	schemaVersion: '1';
	provider: string;
	/** Which account it came from, when a workflow listens to several accounts of one provider. */
	connectionLabel?: string;
	event: 'created' | 'updated' | 'completed' | 'deleted' | 'backfill' | 'test';
	deliveryId?: string;
	survey: SurveyInfo;
	response: ResponseInfo;
	respondent: Respondent;
	/** Embedded data, hidden fields, URL variables: whatever travels with the response without being an answer. */
	context: Record<string, ContextValue>;
	consents: Consent[];
	answers: Record<string, Answer>;
	/** What the respondent was never shown, where it was left out of `answers`. */
	notShown?: NotShownQuestion[];
	scores: Array<{ name: string; value: number; method?: string }>;
	tags: string[];
	/** Personal by nature (IP address, place), so only present when the user asked for it. */
	meta?: {
		ip?: string;
		userAgent?: string;
		referer?: string;
		geo?: { latitude?: string; longitude?: string };
	};
	raw?: Record<string, unknown>;
}

export type ContextValue = string | number | boolean | null | string[];

export interface SurveyInfo {
	id: string;
	name?: string;
	language?: string;
	version?: string;
	collectorId?: string;
	channel?: string;
}

export interface ResponseInfo {
	id: string;
	/** Changes when the response is edited; the id never does. */
	revision?: string;
	status: 'complete' | 'partial' | 'disqualified' | 'overquota' | 'screened' | 'unknown';
	/** Preview or test: does not count in KPIs. */
	isTest: boolean;
	isImported?: boolean;
	isSpam?: boolean;
	startedAt?: string;
	submittedAt?: string;
	/** When it was changed last; where the tool does not tell it of an edit, when the edit was read. */
	updatedAt?: string;
	rawTimeZone?: string;
	durationSeconds?: number;
	progressPercent?: number;
	url?: string;
}

export interface Respondent {
	id?: string;
	email?: string;
	phone?: string;
	firstName?: string;
	lastName?: string;
	/** Key of the person in another system (Qualtrics external data reference, Startquestion external key). */
	externalId?: string;
	language?: string;
	token?: string;
	anonymous: boolean;
	identifiers: Array<{ system: string; type: string; value: string }>;
}

export interface Consent {
	purpose: string;
	value: 'granted' | 'denied' | 'unset';
	at?: string;
	source?: string;
}

export type AnswerType =
	| 'text'
	| 'longText'
	| 'number'
	| 'boolean'
	| 'date'
	| 'time'
	| 'dateTime'
	| 'email'
	| 'phone'
	| 'url'
	| 'singleChoice'
	| 'multiChoice'
	| 'rating'
	| 'scale'
	| 'nps'
	| 'ranking'
	| 'matrix'
	| 'file'
	| 'signature'
	| 'payment'
	| 'consent'
	| 'other';

/** Skipped, never shown and answered with `0` are three different things. */
export type AnswerState = 'answered' | 'skipped' | 'notShown' | 'unknown';

export type AnswerValue = string | number | boolean | string[] | Record<string, unknown> | null;

/** One answer; a matrix or a form has one per row, with `parentId` set to the question. */
export interface Answer {
	/** Stable key: the user's reference, else the provider's id, never the title. Qualtrics: `QID3`, row `QID4_2`, loop `1_QID5`. */
	key: string;
	questionId: string;
	/** Qualtrics export tag, Typeform ref, Skeepers label. */
	ref?: string;
	parentId?: string;
	/** The question as a person reads it: no HTML, entities decoded. */
	title: string;
	/** Id and text of the matrix row, form field, slider statement or side-by-side column. */
	row?: { id: string; label: string };
	/** Loop & merge: which pass this answer belongs to. */
	loop?: string;
	type: AnswerType;
	state: AnswerState;
	/** Codes for choices (recode; an array of strings for several), the number for numbers, the text for text; null unless answered. */
	value: AnswerValue;
	/** The words of what was chosen, several joined with `, `; for text and numbers the answer itself; empty unless answered. */
	label: string;
	/** As `label`, with the text typed into an "other" choice in place of that choice's words. */
	text: string;
	choices?: AnswerChoice[];
	numeric?: number;
	scale?: { min: number; max: number; direction: 'up' | 'down' };
	/** Qualtrics NPS group as reported, otherwise derived from the score. */
	npsGroup?: 'promoter' | 'passive' | 'detractor';
	comment?: string;
	files?: Array<{ id?: string; name: string; url?: string; mimeType?: string; size?: number }>;
	grade?: { correct?: boolean; score?: number };
}

export interface NotShownQuestion {
	id: string;
	ref?: string;
	/** Its words, where there is no survey to look them up in. */
	title?: string;
	/** Keys of the answers that were left out; absent where there is one, under the question's id. */
	keys?: string[];
}

export interface AnswerChoice {
	/** Choice id in the survey, where known; may differ from the code. */
	id?: string;
	/** Recode value, as text. */
	code?: string;
	label?: string;
	other?: boolean;
	otherText?: string;
	rank?: number;
	row?: string;
	column?: string;
}
