import type { SurveyDefinition } from '../../survey/SurveyDefinition';
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

/** Going through the answers a few times is quicker than putting them in order, which many tokens of one text are worth. */
const SCANS = 4;

/**
 * Made once per response. Going through the answers of a long survey is what costs most in rendering a text, so nothing asks for
 * it whose survey is at hand (`isOf`) and says enough.
 */
export function responseIndex(response: SurveyResponse): ResponseIndex {
	let index = indexes.get(response);
	if (index === undefined) {
		index = lazyIndex(response);
		indexes.set(response, index);
	}
	return index;
}

function lazyIndex(response: SurveyResponse): ResponseIndex {
	const scanned = scanning(response);
	let built: ResponseIndex | undefined;
	let asked = 0;
	const index = (): ResponseIndex =>
		(asked += 1) <= SCANS ? scanned : (built ??= buildIndex(response));
	return {
		questionId: (name) => index().questionId(name),
		sharing: (name) => index().sharing(name),
		answersOf: (questionId) => index().answersOf(questionId),
	};
}

const isAnswer = (answer: Answer | undefined): answer is Answer => typeof answer?.key === 'string';

const questionOf = ({ parentId, questionId }: Answer): string => parentId ?? questionId;

/** The same as `buildIndex`, found anew each time. */
export function scanning({ answers }: SurveyResponse): ResponseIndex {
	const sharing = (name: string): readonly string[] => {
		const byRef: string[] = [];
		for (const key in answers) {
			const answer = answers[key];
			if (!isAnswer(answer)) continue;
			const question = questionOf(answer);
			if (question === name) return [name];
			if (answer.ref === name) addOnce(byRef, question);
		}
		return byRef.length > 0 ? byRef : byTitle(foldText(name));
	};
	const byTitle = (title: string): string[] => {
		const found: string[] = [];
		if (title === '') return found;
		for (const key in answers) {
			const answer = answers[key];
			if (isAnswer(answer) && foldedTitle(answer.title ?? '') === title)
				addOnce(found, questionOf(answer));
		}
		return found;
	};
	return {
		questionId: (name) => sharing(name)[0],
		sharing,
		answersOf: (questionId) =>
			Object.values(answers).filter(
				(answer) => isAnswer(answer) && questionOf(answer) === questionId,
			),
	};
}

/** Whether the survey at hand is the response's own: then a name that it does not have is no name of this response either. */
export const isOf = (
	survey: SurveyDefinition | undefined,
	{ survey: { id }, provider }: SurveyResponse,
): survey is SurveyDefinition =>
	survey !== undefined && survey.id === id && survey.provider === provider;

export function buildIndex(response: SurveyResponse): ResponseIndex {
	const answers = new Map<string, Answer[]>();
	const refs = new Map<string, string[]>();
	for (const answer of Object.values(response.answers)) {
		if (!isAnswer(answer)) continue;
		const question = questionOf(answer);
		const list = answers.get(question);
		if (list) list.push(answer);
		else answers.set(question, [answer]);
		if (answer.ref !== undefined) addTo(refs, answer.ref, question);
	}
	let byTitle: Map<string, string[]> | undefined;
	const sharing = (name: string): readonly string[] => {
		if (answers.has(name)) return [name];
		return refs.get(name) ?? (byTitle ??= titlesOf(response)).get(foldText(name)) ?? [];
	};
	return {
		questionId: (name) => sharing(name)[0],
		sharing,
		answersOf: (questionId) => answers.get(questionId) ?? [],
	};
}

/** Titles are what costs most to compare, and are asked for last. */
function titlesOf({ answers }: SurveyResponse): Map<string, string[]> {
	const titles = new Map<string, string[]>();
	for (const answer of Object.values(answers)) {
		const folded = isAnswer(answer) ? foldedTitle(answer.title ?? '') : '';
		if (folded !== '') addTo(titles, folded, questionOf(answer));
	}
	return titles;
}

/** The responses of a run repeat the titles of a few surveys. */
const folded = new Map<string, string>();
const MOST_TITLES = 5_000;
const LONGEST_TITLE = 1_000;

function foldedTitle(title: string): string {
	const known = folded.get(title);
	if (known !== undefined) return known;
	const made = foldText(title);
	if (title.length > LONGEST_TITLE) return made;
	if (folded.size >= MOST_TITLES) folded.clear();
	folded.set(title, made);
	return made;
}

function addTo(map: Map<string, string[]>, name: string, id: string): void {
	const ids = map.get(name);
	if (ids) addOnce(ids, id);
	else map.set(name, [id]);
}

function addOnce(ids: string[], id: string): void {
	if (!ids.includes(id)) ids.push(id);
}
