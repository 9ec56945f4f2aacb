import type { SurveyResponse } from '../survey/SurveyResponse';

/** The port a survey system implements so that the trigger can deliver its responses. */
export interface SurveySource {
	/**
	 * Ids and times of responses in a half-open window `[from, to)`, in any order, streamed.
	 * Dates are ISO-8601 UTC; without `from`, from the very first response.
	 */
	list(window: ResponseWindow): AsyncIterable<ResponseStub>;
	/**
	 * The same window with what was answered, in any order, streamed; those of `only` alone when given. With `questions` (ids)
	 * the answers to others may be left out.
	 */
	read(
		window: ResponseWindow & { only?: ReadonlySet<string>; questions?: readonly string[] },
	): AsyncIterable<ReadResponse>;
	/** What was read, in the model; for what was read before and stored meanwhile. */
	parse(raw: unknown): Promise<SurveyResponse>;
	/** One response; patient with the short while after its announcement in which the system does not know it yet. */
	get(responseId: string, options?: { justAnnounced?: boolean }): Promise<SurveyResponse>;
}

export interface ResponseWindow {
	surveyId: string;
	from?: string;
	to?: string;
	/** By recorded date (new responses) or last-modified date (edits). Default `recorded`. */
	by?: 'recorded' | 'modified';
	limit?: number;
}

/** A response as it was read: plain JSON, a fraction of the size of the model. */
export interface ReadResponse {
	id: string;
	raw: unknown;
	/** The respondent left before the end. */
	partial: boolean;
	toResponse(): SurveyResponse;
}

export interface ResponseStub {
	id: string;
	recordedAt: string;
	modifiedAt?: string;
}
