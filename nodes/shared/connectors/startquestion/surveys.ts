import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import type { Api } from './api';
import { idPart } from './api';
import { definitionOf } from './definition';
import { outsideContract } from './errorTable';
import { asRecords, asText, isRecord } from './json';
import { LIMITS } from './limits';
import type { Sheets } from './sheets';

export interface ListedSurvey {
	id: string;
	name: string;
	isActive: boolean;
}

export interface Surveys {
	/** A page of surveys; `next` leads to the following one. */
	list(cursor?: string): Promise<{ surveys: ListedSurvey[]; next?: string }>;
	/** Questions as the survey tells them, completed by its latest sheets. */
	definition(surveyId: string): Promise<SurveyDefinition>;
}

/**
 * The webhook that lists surveys carries its secrets in the path. These stand in for them until whoever sends puts them in, so
 * that neither a log nor an error can hold them. Source: contracts/startquestion.md 2.
 */
const SURVEY_LIST_PATH = '/webhooks/-account-/-token-/-secret-/survey-list';

export const createSurveys = (
	api: Api,
	sheets: Sheets,
	{ byWebhook }: { byWebhook: boolean },
): Surveys => ({
	async list(cursor) {
		const subject = 'the surveys';
		// Counted from 1 by the documentation of the webhook, from 0 by that of the API.
		const start = cursor === undefined ? (byWebhook ? 1 : 0) : Number(cursor);
		const query = { limit: LIMITS.surveysPerList, offset: start };
		const path = byWebhook ? SURVEY_LIST_PATH : '/api/v2/surveys';
		const body = await api.get({ path, query, subject });
		const list = isRecord(body) ? (body.surveys ?? body.data) : body;
		if (!Array.isArray(list)) throw outsideContract(subject);
		const surveys = asRecords(list).flatMap((raw) => {
			const id = asText(raw.id);
			const name = asText(raw.user_title) ?? asText(raw.internal_title) ?? asText(raw.title);
			if (id === undefined) return [];
			return [{ id, name: name ?? id, isActive: asText(raw.status) === '1' }];
		});
		// A list that knows no pages is given whole, whatever was asked for.
		const isFull = list.length === LIMITS.surveysPerList;
		return { surveys, ...(isFull && { next: String(start + LIMITS.surveysPerList) }) };
	},
	async definition(surveyId) {
		const subject = `survey ${surveyId}`;
		const raw = await api.get({ path: `/api/v2/surveys/${idPart(surveyId)}`, subject });
		const survey = Array.isArray(raw) ? asRecords(raw)[0] : raw;
		if (!isRecord(survey)) throw outsideContract(subject);
		const latest = await sheets.page(surveyId, { page: 1, limit: LIMITS.sheetsForDefinition });
		return definitionOf(survey, latest.sheets);
	},
});
