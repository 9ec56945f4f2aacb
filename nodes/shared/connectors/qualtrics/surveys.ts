import { isCancelledError } from '../../http/cancel';
import { settle } from '../../http/settle';
import { path, type Api } from './api';
import { toDefinition, type QualtricsDefinition } from './definition';
import { asFlag, asIsoDate, asText } from './json';

export interface SurveySummary {
	id: string;
	name: string;
	isActive: boolean;
	lastModified?: string;
}

export interface Surveys {
	/** A page of the surveys that the user owns or that are shared with them (contracts/qualtrics.md 2.1). */
	list(cursor?: string): Promise<{ surveys: SurveySummary[]; nextCursor?: string }>;
	/** Read once per client. */
	definition(surveyId: string): Promise<QualtricsDefinition>;
}

export const createSurveys = (api: Api): Surveys => {
	const read = new Map<string, Promise<QualtricsDefinition>>();

	const readDefinition = async (surveyId: string): Promise<QualtricsDefinition> => {
		const subject = `survey ${surveyId}`;
		const [survey, schema] = await Promise.all([
			settle(
				api.result({
					method: 'GET',
					path: path`/surveys/${surveyId}`,
					resource: 'surveys',
					subject,
				}),
			),
			settle(
				api.result({
					method: 'GET',
					path: path`/surveys/${surveyId}/response-schema`,
					resource: 'responseSchema',
					subject,
				}),
			),
		]);
		if (!survey.ok && (!schema.ok || isCancelledError(survey.error))) throw survey.error;
		if (!schema.ok && isCancelledError(schema.error)) throw schema.error;
		return toDefinition(surveyId, {
			survey: survey.ok ? survey.value : undefined,
			schema: schema.ok ? schema.value : undefined,
		});
	};

	return {
		async list(cursor) {
			const { elements, next } = await api.page(
				{ method: 'GET', path: '/surveys', resource: 'surveys', subject: 'the list of surveys' },
				cursor,
			);
			const surveys = elements.flatMap((element) => {
				const id = asText(element.id);
				if (id === undefined) return [];
				return [
					{
						id,
						name: asText(element.name) ?? id,
						isActive: asFlag(element.isActive) ?? false,
						lastModified: asIsoDate(element.lastModified ?? element.lastModifiedDate),
					},
				];
			});
			return { surveys, nextCursor: next };
		},
		async definition(surveyId) {
			const known = read.get(surveyId);
			if (known) return await known;
			const reading = readDefinition(surveyId);
			read.set(surveyId, reading);
			const outcome = await settle(reading);
			if (outcome.ok) return outcome.value;
			read.delete(surveyId);
			throw outcome.error;
		},
	};
};
