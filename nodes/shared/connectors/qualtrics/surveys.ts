import { isCancelledError } from '../../http/cancel';
import { settle, type Settled } from '../../http/settle';
import { path, type Api } from './api';
import { toDefinition, type QualtricsDefinition } from './definition';
import { asFlag, asIsoDate, asText, type Json } from './json';

export interface SurveySummary {
	id: string;
	name: string;
	isActive: boolean;
	lastModified?: string;
}

export interface Surveys {
	/** A page of the surveys that the user owns or that are shared with them (contracts/qualtrics.md 2.1). */
	list(cursor?: string): Promise<{ surveys: SurveySummary[]; nextCursor?: string }>;
	/** Throws where neither its design nor the schema of its responses may be read; asks for the schema only where it must. */
	assertReadable(surveyId: string): Promise<void>;
	/** Read once per client. */
	definition(surveyId: string): Promise<QualtricsDefinition>;
}

export const createSurveys = (api: Api): Surveys => {
	const read = new Map<string, Promise<QualtricsDefinition>>();

	const readDesign = async (surveyId: string): Promise<Settled<Json>> =>
		await settle(
			api.result({
				method: 'GET',
				path: path`/surveys/${surveyId}`,
				resource: 'surveys',
				subject: `survey ${surveyId}`,
			}),
		);

	const readSchema = async (surveyId: string): Promise<Settled<Json>> =>
		await settle(
			api.result({
				method: 'GET',
				path: path`/surveys/${surveyId}/response-schema`,
				resource: 'responseSchema',
				subject: `survey ${surveyId}`,
			}),
		);

	const readDefinition = async (surveyId: string): Promise<QualtricsDefinition> => {
		const [survey, schema] = await Promise.all([readDesign(surveyId), readSchema(surveyId)]);
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
		async assertReadable(surveyId) {
			const design = await readDesign(surveyId);
			if (design.ok) return;
			if (isCancelledError(design.error)) throw design.error;
			const schema = await readSchema(surveyId);
			if (!schema.ok) throw isCancelledError(schema.error) ? schema.error : design.error;
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
