import type { Choice, Question, SurveyDefinition } from '../../survey/SurveyDefinition';
import { asRecord, asRecords, asText, isRecord, type Json } from './json';
import { FAMILIES } from './questionTypes';

/**
 * The details of a response with the words of its survey: asked for with `simple`, answers bring them along, and those are the
 * respondent's own; what is missing comes from the survey as it is now. Nothing in `details` is changed.
 */
export function withWords(details: Json, { questions }: SurveyDefinition): Json {
	const known = new Map(questions.map((question) => [question.id, question]));
	const pages = asRecords(details.pages).map((page) => ({
		...page,
		questions: asRecords(page.questions).map((question) =>
			worded(question, known.get(asText(question.id) ?? '')),
		),
	}));
	return { ...details, pages };
}

function worded(raw: Json, question: Question | undefined): Json {
	const answers = asRecords(raw.answers);
	if (!question) return { ...raw, answers };
	const choices = new Map(question.choices.map((choice) => [choice.id, choice]));
	const isWeighted = question.choices.some(({ numeric }) => numeric !== undefined);
	const { family, subtype } = FAMILIES[question.type] ?? {};
	const isNamed = asText(raw.family) !== undefined;
	return {
		...raw,
		...(asText(raw.heading) === undefined && { heading: question.title }),
		...(!isNamed && family !== undefined && { family, subtype }),
		rows: question.rows.map(({ id, label }) => ({ id, text: label })),
		answers: answers.map((answer) => wordedAnswer(answer, choices, isWeighted)),
	};
}

/** In a question with weights, a choice without one counts as nothing, whatever the answer says: "not applicable". */
function wordedAnswer(
	answer: Json,
	choices: ReadonlyMap<string, Choice>,
	isWeighted: boolean,
): Json {
	const choice = choices.get(asText(answer.choice_id) ?? '');
	const other = choices.get(asText(answer.other_id) ?? '');
	const text = asText(answer.text);
	const words = choice?.label ?? (other && text !== undefined ? `${other.label} | ${text}` : text);
	const isWordless = asText(answer.simple_text) === undefined;
	const own = asText(asRecord(answer.choice_metadata).weight);
	const counts = choice && isWeighted ? choice.numeric : (own ?? choice?.numeric);
	return {
		...answer,
		...(isWordless && words !== undefined && { simple_text: words }),
		choice_metadata: counts === undefined ? undefined : { weight: String(counts) },
		...(isRecord(answer.choice_id) && { choice_id: undefined }),
	};
}
