import { indexOf } from './fields';
import { metadataFields } from './metadata';
import type { ModelSurvey, ResponseField } from './types';

export interface SchemaReadings {
	/** What the schema calls embedded data (contracts/qualtrics.md 2.4, unconfirmed). */
	embeddedDataType: string;
	/** Whether the entries of a multi-answer array are recodes or choice ids (contracts/qualtrics.md 3.2.3). */
	multiAnswerItems: 'recode' | 'choiceId';
}

/** `GET …/response-schema`: the JSON Schema of one response (contracts/qualtrics.md 2.4). */
export function responseSchema(survey: ModelSurvey, readings: SchemaReadings): unknown {
	const properties: Record<string, unknown> = {};
	for (const { choices, exportTag, key, ...rest } of metadataFields) {
		properties[key] = {
			...rest,
			dataType: 'metadata',
			...(choices && { oneOf: choices }),
			exportTag,
		};
	}
	for (const field of indexOf(survey).fields) properties[field.key] = fieldSchema(field, readings);
	for (const { id, name } of survey.scoring) {
		properties[id] = { description: name, dataType: 'score', type: 'number', exportTag: id };
	}
	for (const { name } of survey.embeddedData) {
		properties[name] = {
			description: name,
			dataType: readings.embeddedDataType,
			type: 'string',
			exportTag: name,
		};
	}
	return {
		$schema: 'https://json-schema.org/draft/2019-09/schema',
		$id: `http://qualtrics.com/API/v3/surveys/${survey.id}/response-schema`,
		title: `${survey.name} (${survey.id}) - Survey Response`,
		type: 'object',
		required: ['values', 'displayedFields', 'displayedValues', 'labels', 'responseId'],
		properties: {
			responseId: { type: 'string' },
			displayedFields: { type: 'array', items: { type: 'string' } },
			displayedValues: { type: 'object', additionalProperties: { type: 'array' } },
			labels: { type: 'object', additionalProperties: true },
			values: { type: 'object', properties },
		},
	};
}

function fieldSchema(field: ResponseField, readings: SchemaReadings): unknown {
	return {
		description: field.description,
		dataType: 'question',
		type: field.type,
		...domainOf(field, readings),
		exportTag: field.exportTag,
		questionId: field.question.id,
	};
}

function domainOf(field: ResponseField, readings: SchemaReadings): object {
	if (!field.choices) return {};
	if (field.type === 'array') {
		const useIds = field.role === 'displayOrder' || readings.multiAnswerItems === 'choiceId';
		return {
			items: {
				type: 'string',
				oneOf: field.choices.map((choice) => ({
					label: choice.text,
					const: useIds ? choice.id : choice.recode,
				})),
			},
		};
	}
	return {
		oneOf: field.choices.map((choice) => ({ label: choice.text, const: Number(choice.recode) })),
	};
}
