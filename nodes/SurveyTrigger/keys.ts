import { entriesOf as entriesOfKey } from '../shared/delivery/claim';
import type { Edit } from '../shared/delivery/edits';
import type { ReadResponse } from '../shared/delivery/SurveySource';
import { revisionOf } from '../shared/survey/revisionOf';
import type { SurveyResponse } from '../shared/survey/SurveyResponse';
import type { Arrival } from './arrival';

// What stands for a response in the store of what was processed.

const nameOf = (surveyId: string, id: string): string => `${surveyId} ${id}`;

const recordedKey = (surveyId: string, id: string, partial: boolean): string =>
	partial ? `${nameOf(surveyId, id)} partial` : nameOf(surveyId, id);

/** As a new one. A partial response that is completed later is a new one. */
export const newKey = ({ survey, response }: SurveyResponse): string =>
	recordedKey(survey.id, response.id, response.status === 'partial');

/**
 * As an edit: what it holds and when it was changed, since a change back to an earlier content is a change. Where the tool does
 * not tell when, each post of it is looked at.
 */
export function editOf({
	response: { survey, response, ...rest },
	job,
	readAt,
}: Pick<Arrival, 'response' | 'job' | 'readAt'>): Edit {
	const content = revisionOf({ survey, response, ...rest });
	const changedAt =
		response.updatedAt ?? (job.kind === 'posted' ? job.delivery.id : response.submittedAt);
	const name = nameOf(survey.id, response.id);
	return {
		key: `${name} ${changedAt ?? ''} ${content}`,
		response: name,
		content,
		// What is posted may date a change by the day.
		isDated: response.updatedAt !== undefined && job.kind !== 'posted',
		readAt,
	};
}

/** All entries that a delivery recorded for responses as they were recorded. */
export const entriesOf = (
	surveyId: string,
	responses: ReadResponse[],
	deliveryId: string,
): string[] =>
	responses.flatMap(({ id, partial }) =>
		entriesOfKey(deliveryId, recordedKey(surveyId, id, partial)),
	);
