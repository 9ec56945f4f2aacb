import { definitionOf } from '../../../nodes/shared/connectors/surveymonkey/definition';
import { toSurveyResponse } from '../../../nodes/shared/connectors/surveymonkey/toSurveyResponse';
import { readDetails } from '../../../nodes/shared/n8n/surveymonkey';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { storeSurvey, storeSurveyId, type Json } from '../../sandbox/surveymonkey/model';
import { written, type Given, type StoredResponse } from '../../sandbox/surveymonkey/responses';

export const definition = definitionOf(storeSurvey as unknown as Json, storeSurveyId);

const MODIFIED = Date.parse('2025-03-31T16:10:40Z');

/** A response of the store's survey as the API writes it. */
export function detailsOf(given: Given, more: Json = {}, isSimple = true): Json {
	const response: StoredResponse = {
		id: '5007154325',
		surveyId: storeSurveyId,
		given,
		createdAt: MODIFIED - 144_000,
		modifiedAt: MODIFIED,
		status: 'completed',
		more,
	};
	return written(response, storeSurvey, isSimple);
}

export const read = (raw: unknown, options: object = {}): SurveyResponse =>
	toSurveyResponse(raw, { definition, read: readDetails, ...options });
