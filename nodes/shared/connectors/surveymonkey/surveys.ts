import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import type { Api } from './api';
import { readTime } from './dates';
import { definitionOf } from './definition';
import { outsideContract } from './errorTable';
import { idPart } from './ids';
import { asRecords, asText, isRecord } from './json';
import { LISTED_AT_ONCE } from './limits';
import { hasNext } from './pages';

/** Whether it collects responses at the moment is a matter of its collectors, and not told. */
export interface ListedSurvey {
	id: string;
	name: string;
	/** ISO-8601 UTC. */
	lastModified?: string;
}

/** Source: contracts/surveymonkey.md 4. */
export interface Surveys {
	/** A page of surveys; `next` leads to the following one. */
	list(cursor?: string): Promise<{ surveys: ListedSurvey[]; next?: string }>;
	definition(surveyId: string): Promise<SurveyDefinition>;
}

export const createSurveys = (api: Api): Surveys => ({
	async list(cursor = '1') {
		const subject = 'the surveys';
		const page = Number(cursor);
		const query = { page, per_page: LISTED_AT_ONCE, include: 'date_modified' };
		const body = await api.get({ path: '/surveys', query, subject });
		if (!isRecord(body) || !Array.isArray(body.data)) throw outsideContract(subject);
		const surveys = asRecords(body.data).flatMap((raw): ListedSurvey[] => {
			const id = asText(raw.id);
			if (id === undefined) return [];
			const name = asText(raw.nickname) ?? asText(raw.title) ?? id;
			const lastModified = readTime(raw.date_modified);
			return [{ id, name, ...(lastModified !== undefined && { lastModified }) }];
		});
		const isMore = hasNext(body, { page, perPage: LISTED_AT_ONCE });
		return { surveys, ...(isMore && { next: String(page + 1) }) };
	},
	async definition(surveyId) {
		const subject = `survey ${surveyId}`;
		const path = `/surveys/${idPart(surveyId, 'survey')}/details`;
		const details = await api.get({ path, subject });
		if (!isRecord(details) || !Array.isArray(details.pages)) throw outsideContract(subject);
		return definitionOf(details, surveyId);
	},
});
