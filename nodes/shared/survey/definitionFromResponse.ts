import { answerKeysOf } from './notShown';
import type { Choice, Question, SurveyDefinition } from './SurveyDefinition';
import type { Answer, NotShownQuestion, SurveyResponse } from './SurveyResponse';

/**
 * What one response tells of its survey: enough for pickers and labels when the system cannot be asked (webhook sources,
 * pasted samples). Choices are those that were chosen, so nothing can be said about choices that do not appear.
 */
export function definitionFromResponse(response: SurveyResponse): SurveyDefinition {
	const questions = new Map<string, Question>();
	for (const answer of Object.values(response.answers)) {
		const question = questions.get(answer.questionId) ?? emptyQuestion(answer);
		questions.set(answer.questionId, question);
		question.answerKeys.push(answer.key);
		if (answer.row) question.rows.push(answer.row);
		addChoices(question.choices, answer);
	}
	for (const left of response.notShown ?? []) {
		const question = questions.get(left.id) ?? questionLeftOut(left);
		questions.set(left.id, question);
		for (const key of answerKeysOf(left))
			if (!question.answerKeys.includes(key)) question.answerKeys.push(key);
	}
	return {
		provider: response.provider,
		id: response.survey.id,
		name: response.survey.name ?? response.survey.id,
		questions: [...questions.values()],
		contextFields: Object.keys(response.context).map((name) => ({ name })),
	};
}

const emptyQuestion = (answer: Answer): Question => ({
	id: answer.questionId,
	ref: answer.ref,
	title: answer.title,
	type: answer.type,
	choices: [],
	rows: [],
	scale: answer.scale,
	answerKeys: [],
});

/** Often all that is known of it is what it is called. */
export const questionLeftOut = (left: NotShownQuestion): Question => ({
	id: left.id,
	ref: left.ref,
	title: left.title ?? left.ref ?? left.id,
	type: 'other',
	choices: [],
	rows: [],
	answerKeys: answerKeysOf(left),
});

function addChoices(known: Choice[], answer: Answer): void {
	for (const choice of answer.choices ?? []) {
		const code = choice.code ?? choice.id;
		if (code === undefined || known.some((other) => other.code === code)) continue;
		known.push({
			id: choice.id ?? code,
			code,
			label: choice.label ?? code,
			hasText: choice.otherText !== undefined || choice.other,
		});
	}
}
