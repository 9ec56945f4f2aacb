import type { Json, ModelSurvey } from './model';

/** What a respondent leaves behind, besides answers. */
export interface ResponseMeta {
	status?: 'completed' | 'partial' | 'overquota' | 'disqualified';
	/** Milliseconds since 1970. */
	createdAt?: number;
	modifiedAt?: number;
	/** Merged into the response as it is written. */
	more?: Json;
}

/** Answers by the id of their question, as the API writes them. */
export type Given = Readonly<Record<string, Json[]>>;

export interface StoredResponse {
	id: string;
	surveyId: string;
	given: Given;
	createdAt: number;
	modifiedAt: number;
	status: string;
	more: Json;
}

/** Rule 1.5. */
export const apiTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}+00:00`;

const entries = (value: unknown): Json[] =>
	(Array.isArray(value) ? value : value ? [value] : []) as Json[];

/** Rules 5.2, 5.5 and 5.6. */
export function written(response: StoredResponse, survey: ModelSurvey, isSimple: boolean): Json {
	const { given, createdAt, modifiedAt } = response;
	return {
		id: response.id,
		survey_id: response.surveyId,
		collector_id: '50253586',
		recipient_id: '',
		response_status: response.status,
		collection_mode: 'default',
		total_time: Math.round((modifiedAt - createdAt) / 1000),
		custom_value: '',
		custom_variables: {},
		ip_address: '192.0.2.7',
		email_address: '',
		first_name: '',
		last_name: '',
		metadata: {},
		logic_path: {},
		page_path: [],
		href: `https://api.surveymonkey.com/v3/surveys/${response.surveyId}/responses/${response.id}`,
		analyze_url: `https://www.surveymonkey.com/analyze/browse/x?respondent_id=${response.id}`,
		edit_url: 'https://www.surveymonkey.com/r/?sm=x',
		date_created: apiTime(createdAt),
		date_modified: apiTime(modifiedAt),
		pages: survey.pages.map(({ id, questions }) => ({
			id,
			questions: questions
				.filter((question) => given[question.id as string])
				.map((question) => answered(question, given[question.id as string], isSimple)),
		})),
		...response.more,
	};
}

function answered(question: Json, given: Json[], isSimple: boolean): Json {
	const plain = { id: question.id, answers: given };
	if (!isSimple) return plain;
	const [{ heading }] = question.headings as [{ heading: string }];
	return {
		...plain,
		answers: given.map((answer) => simple(question, answer)),
		family: question.family,
		subtype: question.subtype,
		heading,
	};
}

function simple(question: Json, answer: Json): Json {
	const answers = (question.answers ?? {}) as Json;
	const all = [
		...entries(answers.choices),
		...entries(answers.cols).flatMap(({ choices }) => entries(choices)),
	];
	const chosen = all.find(({ id }) => id === answer.choice_id);
	const other = entries(answers.other).find(({ id }) => id === answer.other_id);
	const text = (chosen?.text ?? (other ? `${other.text} | ${answer.text}` : answer.text)) as string;
	return {
		...(question.family === 'matrix' &&
			chosen?.weight !== undefined && { choice_metadata: { weight: String(chosen.weight) } }),
		...(text !== undefined && { simple_text: text }),
		...answer,
	};
}
