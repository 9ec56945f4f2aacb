import type { Answer, SurveyResponse } from '../../survey/SurveyResponse';
import { foldText } from '../foldText';

/** Answers by question, for names that are not themselves an answer key (references, titles, ids of whole matrices). */
export interface ResponseIndex {
	/** Question id of a reference, id or title; undefined if no answer bears it. */
	questionId(name: string): string | undefined;
	/** All answers of a question (rows and passes too), in the order shown. */
	answersOf(questionId: string): Answer[];
}

const indexes = new WeakMap<SurveyResponse, ResponseIndex>();

export function responseIndex(response: SurveyResponse): ResponseIndex {
	let index = indexes.get(response);
	if (index === undefined) {
		index = buildIndex(response);
		indexes.set(response, index);
	}
	return index;
}

function buildIndex(response: SurveyResponse): ResponseIndex {
	const answers = new Map<string, Answer[]>();
	const exact = new Map<string, string>();
	const titles = new Map<string, string>();
	for (const answer of Object.values(response.answers)) {
		if (typeof answer?.key !== 'string') continue;
		const question = answer.parentId ?? answer.questionId;
		const list = answers.get(question);
		if (list) list.push(answer);
		else answers.set(question, [answer]);
		if (answer.ref !== undefined && !exact.has(answer.ref)) exact.set(answer.ref, question);
		const title = foldText(answer.title ?? '');
		if (title !== '' && !titles.has(title)) titles.set(title, question);
	}
	return {
		questionId: (name) =>
			answers.has(name) ? name : (exact.get(name) ?? titles.get(foldText(name))),
		answersOf: (questionId) => answers.get(questionId) ?? [],
	};
}
