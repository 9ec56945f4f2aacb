import { markOf } from '../shared/delivery/claim';
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
	response.status === 'partial'
		? `${survey.id} ${response.id} partial`
		: `${survey.id} ${response.id}`;

export const revisionKey = (response: SurveyResponse): string =>
	`${response.survey.id} ${response.response.id} ${revisionOf(response)}`;

/** All entries that a delivery recorded for its responses. */
export const entriesOf = (responses: SurveyResponse[], by: By, deliveryId: string): string[] =>
	responses.flatMap((response) => {
		const key = keyOf(response, by);
		return [key, markOf(deliveryId, key)];
	});
