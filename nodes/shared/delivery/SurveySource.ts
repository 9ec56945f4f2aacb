import type { SurveyResponse } from '../survey/SurveyResponse';

/** The port a survey system implements so that the trigger can deliver its responses. */
export interface SurveySource {
	/**
	 * Ids and times of responses in a half-open window `[from, to)`, in any order, streamed.
	 * Dates are ISO-8601 UTC; without `from`, from the very first response.
	 */
	list(window: ResponseWindow): AsyncIterable<ResponseStub>;
	/** The same window with what was answered, in any order, streamed; those of `only` alone when given. */
	read(window: ResponseWindow & { only?: ReadonlySet<string> }): AsyncIterable<ReadResponse>;
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

/** A response as it was read; turned into the model when asked, since the model takes several times the memory. */
export interface ReadResponse {
	id: string;
	toResponse(): SurveyResponse;
}

export interface ResponseStub {
	id: string;
	recordedAt: string;
	modifiedAt?: string;
}
