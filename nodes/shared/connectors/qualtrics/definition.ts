import type { ContextField, SurveyDefinition } from '../../survey/SurveyDefinition';
import { asFlag, asText, type Json } from './json';
import { completeBySchema, schemaContextFields } from './schemaQuestions';
import { embeddedFieldsOf, questionsOf, type QualtricsQuestion } from './surveyQuestions';

export interface QualtricsDefinition extends SurveyDefinition {
	provider: 'qualtrics';
	questions: QualtricsQuestion[];
}

/** A schema's title is `<survey name> (SV_…) - Survey Response`. */
const nameInTitle = (title: string | undefined): string | undefined =>
	title?.replace(/\s*\(SV_\w+\)\s*-\s*Survey Response\s*$/, '') || undefined;

/**
 * A survey from its design (`GET /surveys/{id}`: texts, rows, order) and its response schema (`…/response-schema`: the exact
 * keys and labels of responses). Either one alone suffices. Source: contracts/qualtrics.md 2.2, 2.4.
 */
export const toDefinition = (
	id: string,
	{ survey, schema }: { survey?: Json; schema?: Json },
): QualtricsDefinition => {
	const questions = survey ? questionsOf(survey) : [];
	const isActive = asFlag(survey?.isActive);
	return {
		provider: 'qualtrics',
		id,
		name: asText(survey?.name) ?? nameInTitle(asText(schema?.title)) ?? id,
		...(isActive !== undefined && { isActive }),
		questions: schema ? completeBySchema(questions, schema) : questions,
		contextFields: mergeFields(
			survey ? embeddedFieldsOf(survey) : [],
			schema ? schemaContextFields(schema) : [],
		),
	};
};

const mergeFields = (first: ContextField[], second: ContextField[]): ContextField[] => {
	const merged = new Map<string, ContextField>();
	for (const { name, type } of [...first, ...second]) {
		const known = merged.get(name);
		const kind = type ?? known?.type;
		merged.set(name, { name, ...(kind && { type: kind }) });
	}
	return [...merged.values()];
};
