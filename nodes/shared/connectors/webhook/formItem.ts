import { createHash } from 'crypto';
import { ownAll } from '../../pipedText/authorText';
import type { AnswerType, SurveyResponse } from '../../survey/SurveyResponse';
import { isRecord } from './json';
import { compileSpec, type PayloadExtras } from './mapPayload';
import type { WebhookSpec } from './spec';

/** What the author says of a form; fields are named as the form names them. */
export interface FormReading {
	/** Of the form, for `survey.id` and `survey.name`. */
	surveyId: string;
	surveyName: string;
	/** Of fields whose value does not tell it. */
	types: ReadonlyMap<string, AnswerType>;
	/** Which field holds the address, the name and so on of the person. */
	respondent: Readonly<Partial<Record<RespondentField, string>>>;
}

export type RespondentField = 'email' | 'phone' | 'firstName' | 'lastName' | 'externalId';

/** What n8n's Form Trigger puts beside the fields. Source: contracts/n8n.md 6. */
const NOT_FIELDS: ReadonlySet<string> = new Set([
	'submittedAt',
	'formMode',
	'formQueryParameters',
	'headers',
	'user',
]);

const TYPES = [
	'text',
	'number',
	'boolean',
	'date',
	'email',
	'phone',
	'singleChoice',
	'multiChoice',
	'rating',
	'nps',
	'file',
] as const satisfies readonly AnswerType[];

const SPEC: WebhookSpec = ownAll({
	provider: 'n8nForm',
	survey: { id: '$.survey.id', name: '$.survey.name' },
	response: {
		id: '$.id',
		submittedAt: '$.submittedAt',
		test: { path: '$.mode', words: { test: 'test' } },
	},
	respondent: {
		id: '$.user.id',
		email: ['$.respondent.email', '$.user.email'],
		phone: '$.respondent.phone',
		firstName: ['$.respondent.firstName', '$.user.firstName'],
		lastName: ['$.respondent.lastName', '$.user.lastName'],
		externalId: '$.respondent.externalId',
	},
	context: [{ path: '$.query' }],
	answers: [{ each: '$.answers[*]', id: '$.id', rawType: '$.type', value: '$.value' }],
	types: Object.fromEntries(TYPES.map((type) => [type, type])) as Record<string, AnswerType>,
});

const map = compileSpec(SPEC);

/** The names of an item's fields, in the order of the form. */
export const fieldsOf = (item: Readonly<Record<string, unknown>>): string[] =>
	Object.keys(item).filter((name) => !NOT_FIELDS.has(name));

/** A filled form as a response. Its id is made of what it holds, so that a retried execution makes the same one. */
export function readForm(
	item: Readonly<Record<string, unknown>>,
	{ surveyId, surveyName, types, respondent }: FormReading,
	extras: PayloadExtras,
): SurveyResponse {
	const payload = {
		id: `F_${createHash('sha256')
			.update(JSON.stringify([surveyId, item]))
			.digest('base64url')
			.slice(0, 20)}`,
		survey: { id: surveyId, name: surveyName },
		submittedAt: item.submittedAt,
		mode: item.formMode,
		user: item.user,
		query: item.formQueryParameters,
		respondent: Object.fromEntries(
			Object.entries(respondent).map(([part, field]) => [part, item[field]]),
		),
		answers: fieldsOf(item).map((name) => answerOf(name, item[name], types.get(name))),
	};
	return map(payload, extras)[0].response;
}

function answerOf(name: string, value: unknown, type: AnswerType | undefined): object {
	const files = filesIn(value);
	if (files) return { id: name, type: 'file', value: files.join(', ') };
	const isSeveral = Array.isArray(value) && type === undefined;
	const known = isSeveral ? 'multiChoice' : type;
	return { id: name, value, ...(known && { type: known }) };
}

/** Names of uploaded files; the files themselves are the item's binary data. */
function filesIn(value: unknown): string[] | undefined {
	const entries: unknown[] = Array.isArray(value) ? value : [value];
	const names = entries.map((one) =>
		isRecord(one) && ('mimetype' in one || 'mimeType' in one)
			? String(one.filename ?? one.fileName ?? 'file')
			: undefined,
	);
	return names.length > 0 && names.every((one) => one !== undefined) ? names : undefined;
}
