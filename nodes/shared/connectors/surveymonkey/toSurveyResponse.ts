import { revisionOf } from '../../survey/revisionOf';
import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import type { SurveyResponse } from '../../survey/SurveyResponse';
import { fitted } from './answers';
import { asNumber, asRecord, asRecords, asText, isRecord, type Json } from './json';
import { withWords } from './words';

/** Reads a response by what it says itself: a webhook may bring the same. */
export type ReadDetails = (
	details: Json,
	options: { timeZone: string; event: SurveyResponse['event']; includeMeta: boolean },
) => SurveyResponse;

export interface ResponseExtras {
	definition: SurveyDefinition;
	read: ReadDetails;
	/** IP address, which is personal. */
	includeMeta?: boolean;
	includeRaw?: boolean;
}

/**
 * The details of a response, from the list or alone, as a Survey Response: the survey gives its words, types and numbers to
 * what the response holds, and what was left open. Source: contracts/surveymonkey.md 5.
 */
export function toSurveyResponse(
	raw: unknown,
	{ definition, read, includeMeta = false, includeRaw = false }: ResponseExtras,
): SurveyResponse {
	const details = asRecord(raw);
	const event = isPartial(details) ? 'updated' : 'completed';
	const worded = withWords(details, definition);
	const found = read(worded, { timeZone: 'UTC', event, includeMeta });
	const response: SurveyResponse = {
		...found,
		survey: { ...found.survey, id: found.survey.id || definition.id, name: definition.name },
		answers: fitted(found.answers, definition, asRecords(details.pages)),
		scores: scoresOf(details),
		...(includeRaw && isRecord(raw) && { raw }),
	};
	response.response = { ...found.response, revision: revisionOf(response) };
	return response;
}

/** The respondent left before the end, or is still at it. */
export const isPartial = ({ response_status }: Json): boolean =>
	asText(response_status)?.toLowerCase() === 'partial';

const QUIZ = 'quiz';

/** Source: contracts/surveymonkey.md 5.10. */
function scoresOf({ quiz_results }: Json): SurveyResponse['scores'] {
	const value = asNumber(asRecord(quiz_results).score);
	return value === undefined ? [] : [{ name: QUIZ, value }];
}
