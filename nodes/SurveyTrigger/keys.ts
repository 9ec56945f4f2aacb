import { markOf } from '../shared/delivery/claim';
import type { ReadResponse } from '../shared/delivery/SurveySource';
import { revisionOf } from '../shared/survey/revisionOf';
import type { SurveyResponse } from '../shared/survey/SurveyResponse';
import type { By } from './jobs';

/**
 * What stands for a response in the store of what was processed. A partial response that is completed later is a new one;
 * an edited one counts by its content.
 */
export const keyOf = (response: SurveyResponse, by: By): string =>
	by === 'modified' ? revisionKey(response) : responseKey(response);

const responseKey = ({ survey, response }: SurveyResponse): string =>
	recordedKey(survey.id, response.id, response.status === 'partial');

const recordedKey = (surveyId: string, id: string, partial: boolean): string =>
	partial ? `${surveyId} ${id} partial` : `${surveyId} ${id}`;

export const revisionKey = (response: SurveyResponse): string =>
	`${response.survey.id} ${response.response.id} ${revisionOf(response)}`;

/** All entries that a delivery recorded for responses as they were recorded. */
export const entriesOf = (
	surveyId: string,
	responses: ReadResponse[],
	deliveryId: string,
): string[] =>
	responses.flatMap(({ id, partial }) => {
		const key = recordedKey(surveyId, id, partial);
		return [key, markOf(deliveryId, key)];
	});
