import type { Answer, SurveyResponse } from '../../survey/SurveyResponse';
import { foldText } from '../foldText';

/** Answers by question, for names that are not themselves an answer key (references, titles, ids of whole matrices). */
export interface ResponseIndex {
	/** Question id of a reference, id or title; undefined if no answer bears it. */
	questionId(name: string): string | undefined;
	/** Ids of all questions with that reference; where there is none, of those with that title. */
	sharing(name: string): readonly string[];
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
	const exact = new Map<string, string[]>();
	const titles = new Map<string, string[]>();
	for (const answer of Object.values(response.answers)) {
		if (typeof answer?.key !== 'string') continue;
		const question = answer.parentId ?? answer.questionId;
		const list = answers.get(question);
		if (list) list.push(answer);
		else answers.set(question, [answer]);
		if (answer.ref !== undefined) addTo(exact, answer.ref, question);
		const title = foldText(answer.title ?? '');
		if (title !== '') addTo(titles, title, question);
	}
	const sharing = (name: string): readonly string[] =>
		answers.has(name) ? [name] : (exact.get(name) ?? titles.get(foldText(name)) ?? []);
	return {
		questionId: (name) => sharing(name)[0],
		sharing,
		answersOf: (questionId) => answers.get(questionId) ?? [],
	};
}

function addTo(map: Map<string, string[]>, name: string, id: string): void {
	const ids = map.get(name);
	if (!ids) map.set(name, [id]);
	else if (!ids.includes(id)) ids.push(id);
}
