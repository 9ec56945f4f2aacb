import type { ResponseStub, ResponseWindow, SurveySource } from '../../delivery/SurveySource';
import { isConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import type { Exports } from './exports';
import { asFlag, asIsoDate, asRecord, asText, type Json } from './json';
import type { Responses } from './responses';
import type { Surveys } from './surveys';
import { toSurveyResponse, type ResponseExtras } from './toSurveyResponse';

/** Gives the survey when its words are needed first: a list of responses needs none. */
export interface SurveyAtHand {
	id: string;
	definition(): Promise<SurveyDefinition>;
}

interface Parts {
	surveys: Surveys;
	responses: Responses;
	exports: Exports;
}

/** The port of the trigger (delivery/SurveySource.ts) over exports and single reads. */
export const createSource = (
	{ surveys, responses, exports }: Parts,
	survey: string | SurveyDefinition | SurveyAtHand,
	extras: ResponseExtras = {},
): SurveySource => {
	const surveyId = typeof survey === 'string' ? survey : survey.id;
	const definition = async (): Promise<SurveyDefinition> => {
		if (typeof survey === 'string') return await surveys.definition(survey);
		return 'definition' in survey ? await survey.definition() : survey;
	};

	async function* list(window: ResponseWindow): AsyncGenerator<ResponseStub, void, undefined> {
		const { records } = await exports.open({ ...window, metadataOnly: true });
		for await (const record of records) {
			const stub = stubOf(record);
			if (stub) yield stub;
		}
	}

	/** Questions that an export will not single out (deleted ones are not documented) come with all others. */
	const openFor = async (window: ResponseWindow, questionIds?: readonly string[]) => {
		if (!questionIds) return await exports.open(window);
		const narrow = await settle(exports.open({ ...window, questionIds }));
		if (narrow.ok) return narrow.value;
		const isRefused = isConnectorError(narrow.error) && narrow.error.kind === 'input';
		if (!isRefused) throw narrow.error;
		return await exports.open(window);
	};

	return {
		list,
		async *read({ only, questions, ...window }) {
			const whole = await definition();
			const known = questions ? limitedTo(whole, questions) : whole;
			const { records } = await openFor(window, questions);
			for await (const record of records) {
				const id = idOf(record);
				if (only && !only.has(id)) continue;
				const toResponse = () =>
					toSurveyResponse(record, known, { surveyId: window.surveyId, ...extras });
				const partial = asFlag(asRecord(record.values).finished) === false;
				yield { id, raw: record, partial, toResponse };
			}
		},
		async parse(raw) {
			return toSurveyResponse(raw, await definition(), { surveyId, ...extras });
		},
		async get(responseId, { justAnnounced } = {}) {
			return await responses.get(surveyId, responseId, {
				...extras,
				justAnnounced,
				definition: await definition(),
			});
		},
	};
};

/** Answers that were not asked for must not come out as never shown. */
const limitedTo = (
	definition: SurveyDefinition,
	questions: readonly string[],
): SurveyDefinition => ({
	...definition,
	questions: definition.questions.filter(({ id }) => questions.includes(id)),
});

const idOf = (record: Json): string =>
	asText(record.responseId) ?? asText(asRecord(record.values)._recordId) ?? '';

const stubOf = (record: Json): ResponseStub | undefined => {
	const id = idOf(record);
	const values = asRecord(record.values);
	const recordedAt = asIsoDate(values.recordedDate ?? values.endDate);
	const modifiedAt = asIsoDate(values.lastModifiedDate ?? values.LastModifiedDate);
	if (id === '' || (recordedAt ?? modifiedAt) === undefined) return undefined;
	return { id, recordedAt: (recordedAt ?? modifiedAt)!, ...(modifiedAt && { modifiedAt }) };
};
