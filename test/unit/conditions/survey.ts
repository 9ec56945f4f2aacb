import {
	compileConditions,
	evaluate,
	type CompileOptions,
	type ConditionSpec,
	type ConditionSubject,
	type Rule,
	type Truth,
} from '../../../nodes/shared/conditions';
import type { Question, SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import type {
	Answer,
	AnswerState,
	SurveyResponse,
} from '../../../nodes/shared/survey/SurveyResponse';
import { plainly, type Plain } from '../../written';

const question = (id: string, title: string, more: Partial<Question> = {}): Question => ({
	id,
	title,
	type: 'text',
	choices: [],
	rows: [],
	answerKeys: [id],
	...more,
});

const satisfaction = ['Extremely dissatisfied', 'Dissatisfied', 'Neutral', 'Satisfied'];

/** Recodes run against the ids, so that the two cannot be mistaken for one another. */
export const definition: SurveyDefinition = {
	provider: 'qualtrics',
	id: 'SV_1',
	name: 'Store visit',
	questions: [
		question('QID1', 'How satisfied are you with your visit?', {
			ref: 'CSAT',
			type: 'singleChoice',
			choices: satisfaction.map((label, index) => ({
				id: String(index + 1),
				code: String(14 - index),
				label,
			})),
		}),
		question('QID2', 'On which days?', {
			type: 'multiChoice',
			choices: ['Monday', 'Tuesday', 'Friday', 'Other'].map((label, index) => ({
				id: String(index + 1),
				code: String(index + 1),
				label,
				hasText: label === 'Other',
			})),
		}),
		question('QID3', 'How likely are you to recommend us?', { type: 'nps' }),
		question('QID4', 'Rate our staff', {
			type: 'matrix',
			rows: [
				{ id: '1', label: 'Friendliness' },
				{ id: '2', label: 'Speed' },
			],
			choices: ['Bad', 'Good'].map((label, index) => ({
				id: String(index + 1),
				code: String(index + 1),
				label,
			})),
			answerKeys: ['QID4_1', 'QID4_2'],
		}),
		question('QID5', 'Anything else?'),
		question('QID6', 'Your age', { type: 'number' }),
		question('QID7', 'Date of your visit', { type: 'date' }),
		question('QID8', 'May we write to you?', { type: 'boolean' }),
		question('QID9', 'A question in a loop', { loops: ['1', '2'] }),
	],
	contextFields: [
		{ name: 'plan' },
		{ name: 'visits' },
		{ name: 'member' },
		{ name: 'since' },
		{ name: 'note' },
	],
};

export function answer(key: string, value: Answer['value'], more: Partial<Answer> = {}): Answer {
	const [id] = /QID\d+/.exec(key) ?? [key];
	const asked = definition.questions.find((candidate) => candidate.id === id);
	const label = Array.isArray(value) ? value.join(', ') : String(value);
	return {
		key,
		questionId: id,
		title: asked?.title ?? key,
		type: asked?.type ?? 'text',
		state: 'answered',
		value,
		label,
		text: label,
		...(typeof value === 'number' && { numeric: value }),
		...more,
	};
}

/** Chosen by their words, with the codes and ids the definition gives them. */
export function chosen(key: string, labels: string[], more: Partial<Answer> = {}): Answer {
	const [id] = /QID\d+/.exec(key)!;
	const asked = definition.questions.find((candidate) => candidate.id === id)!;
	const choices = labels.map((label) => ({
		...asked.choices.find((choice) => choice.label === label)!,
		hasText: undefined,
	}));
	const codes = choices.map(({ code }) => code);
	const single = asked.type !== 'multiChoice';
	return answer(key, single ? codes[0] : codes, {
		choices,
		label: labels.join(', '),
		text: labels.join(', '),
		...(single && { numeric: Number(codes[0]) }),
		...more,
	});
}

export const unanswered = (key: string, state: AnswerState): Answer => ({
	...answer(key, null),
	state,
	label: '',
	text: '',
});

export function response(
	answers: Answer[] = [],
	more: Partial<SurveyResponse> = {},
): SurveyResponse {
	return {
		schemaVersion: '1',
		provider: 'qualtrics',
		event: 'created',
		survey: { id: 'SV_1', language: 'EN' },
		response: { id: 'R_1', status: 'complete', isTest: false, submittedAt: '2024-05-01T22:30:00Z' },
		respondent: { email: 'ann@example.com', anonymous: false, identifiers: [] },
		context: {},
		consents: [],
		answers: Object.fromEntries(answers.map((entry) => [entry.key, entry])),
		scores: [],
		tags: [],
		...more,
	};
}

export const subject = (
	item: SurveyResponse | undefined,
	survey: SurveyDefinition | undefined = definition,
): ConditionSubject => ({ response: item, survey, now: 0, timeZone: 'UTC', random: () => 0 });

export const withoutDefinition = (item: SurveyResponse): ConditionSubject => ({
	...subject(item),
	survey: undefined,
});

/** A rule as a test writes it: with any text. */
export type PlainRule = Plain<Rule>;

export const only = (rule: PlainRule): Plain<ConditionSpec> => ({
	between: 'all',
	groups: [{ combine: 'all', rules: [rule] }],
});

export const verdictOf = (rule: PlainRule, item: ConditionSubject, options: CompileOptions = {}) =>
	evaluate(plainly(compileConditions)(only(rule), options), item).groups[0].rules[0];

export const truthOf = (
	rule: PlainRule,
	item: ConditionSubject,
	options: CompileOptions = {},
): Truth => verdictOf(rule, item, options).result;
