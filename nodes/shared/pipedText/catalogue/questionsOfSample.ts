import { questionLeftOut } from '../../survey/definitionFromResponse';
import type { Choice, Question } from '../../survey/SurveyDefinition';
import type { Answer, SurveyResponse } from '../../survey/SurveyResponse';

/** The questions as far as one response shows them: titles, rows, and the choices that were made. */
export function questionsOfSample(sample: SurveyResponse): Question[] {
	const questions = new Map<string, Question>();
	for (const answer of Object.values(sample.answers ?? {})) {
		if (typeof answer?.key !== 'string') continue;
		const id = answer.row || answer.loop ? (answer.parentId ?? answer.questionId) : answer.key;
		const known = questions.get(id);
		if (known) addTo(known, answer);
		else questions.set(id, fromAnswer(id, answer));
	}
	for (const left of sample.notShown ?? [])
		if (!questions.has(left.id)) questions.set(left.id, questionLeftOut(left));
	return [...questions.values()];
}

function fromAnswer(id: string, answer: Answer): Question {
	return {
		id,
		ref: answer.ref,
		title: answer.title ?? '',
		type: answer.type ?? 'other',
		choices: (answer.choices ?? []).flatMap(choiceOf),
		rows: answer.row ? [answer.row] : [],
		answerKeys: [answer.key],
		...(answer.loop === undefined ? {} : { loops: [answer.loop] }),
	};
}

function addTo(question: Question, answer: Answer): void {
	question.answerKeys.push(answer.key);
	if (answer.row && !question.rows.some(({ id }) => id === answer.row?.id))
		question.rows.push(answer.row);
	if (answer.loop !== undefined && !question.loops?.includes(answer.loop)) {
		question.loops = [...(question.loops ?? []), answer.loop];
	}
	for (const choice of (answer.choices ?? []).flatMap(choiceOf)) {
		if (!question.choices.some(({ id }) => id === choice.id)) question.choices.push(choice);
	}
}

/** None of a choice that is nothing but the words typed into it: no token can name it. */
function choiceOf(choice: NonNullable<Answer['choices']>[number]): Choice[] {
	const id = choice.id ?? choice.code ?? choice.label;
	if (!id) return [];
	return [
		{
			id,
			code: choice.code ?? id,
			label: choice.label ?? id,
			hasText: choice.otherText !== undefined,
		},
	];
}
