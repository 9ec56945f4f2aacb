import { ConnectorError } from '../../http/ConnectorError';
import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import type { SurveyResponse } from '../../survey/SurveyResponse';
import { path, resultOf, type Api } from './api';
import { isRecord, type Json } from './json';
import { ANNOUNCEMENT_WAITS_S } from './limits';
import { toSurveyResponse, type ResponseExtras } from './toSurveyResponse';

export interface GetResponseOptions extends ResponseExtras {
	/** Be patient with the short while in which an announced response cannot be read yet (contracts/qualtrics.md 3.1). */
	justAnnounced?: boolean;
	definition?: SurveyDefinition;
}

export interface Responses {
	/** As the API gives it: `{ responseId, values, labels, displayedFields, displayedValues }`. */
	raw(surveyId: string, responseId: string, options?: { justAnnounced?: boolean }): Promise<Json>;
	get(surveyId: string, responseId: string, options?: GetResponseOptions): Promise<SurveyResponse>;
}

export const createResponses = (api: Api): Responses => {
	const raw: Responses['raw'] = async (surveyId, responseId, options = {}) => {
		const waits = options.justAnnounced ? ANNOUNCEMENT_WAITS_S : [];
		const request = {
			method: 'GET',
			path: path`/surveys/${surveyId}/responses/${responseId}`,
			resource: 'response',
			subject: `response ${responseId} of survey ${surveyId}`,
		} as const;
		for (let attempt = 0; ; attempt += 1) {
			const answer = await api.send({ ...request, acceptStatus: [404] });
			if (answer.status !== 404) return withValues(resultOf(answer), request.subject);
			const error = api.errorFor(answer, request);
			// A missing permission came as 404 once, too (contracts/qualtrics.md 1.5.8).
			if (error.kind !== 'notFound') throw error;
			if (attempt >= waits.length)
				throw options.justAnnounced ? stillMissing(error, responseId, surveyId) : error;
			await api.requester.wait(waits[attempt] * 1000);
		}
	};
	return {
		raw,
		async get(surveyId, responseId, { justAnnounced, definition, ...extras } = {}) {
			const found = await raw(surveyId, responseId, { justAnnounced });
			return toSurveyResponse({ responseId, ...found }, definition, { surveyId, ...extras });
		},
	};
};

const withValues = (result: Json, subject: string): Json => {
	if (isRecord(result.values)) return result;
	throw new ConnectorError('unexpected', `Qualtrics answered without the values of ${subject}`, {
		hint: 'Try again. If it fails again, a proxy may be in the way.',
	});
};

const stillMissing = (
	error: ConnectorError,
	responseId: string,
	surveyId: string,
): ConnectorError =>
	new ConnectorError(
		'notFound',
		`Response ${responseId} of survey ${surveyId} was reported by webhook, but Qualtrics cannot find it one minute later`,
		{
			status: error.status,
			code: error.code,
			requestId: error.requestId,
			hint: 'Retry this execution later. If it fails again, the response was deleted, or the survey is not shared with this user.',
		},
	);
