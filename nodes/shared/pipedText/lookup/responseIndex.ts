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

/**
 * Made once per response. Going through the answers of a long survey is what costs most in rendering a text, so nothing asks for
 * it whose survey is at hand (`isOf`) and says enough.
 */
export function responseIndex(response: SurveyResponse): ResponseIndex {
	let index = indexes.get(response);
	if (index === undefined) {
		index = buildIndex(response);
		indexes.set(response, index);
	}
	return index;
}

/** Whether the survey at hand is the response's own: then a name that it does not have is no name of this response either. */
export const isOf = (
	survey: SurveyDefinition | undefined,
	{ survey: { id }, provider }: SurveyResponse,
): survey is SurveyDefinition =>
	survey !== undefined && survey.id === id && survey.provider === provider;

function buildIndex(response: SurveyResponse): ResponseIndex {
	const answers = new Map<string, Answer[]>();
	const refs = new Map<string, string[]>();
	for (const answer of Object.values(response.answers)) {
		if (typeof answer?.key !== 'string') continue;
		const question = answer.parentId ?? answer.questionId;
		const list = answers.get(question);
		if (list) list.push(answer);
		else answers.set(question, [answer]);
		if (answer.ref !== undefined) addTo(refs, answer.ref, question);
	}
	let byTitle: Map<string, string[]> | undefined;
	const sharing = (name: string): readonly string[] => {
		if (answers.has(name)) return [name];
		return refs.get(name) ?? (byTitle ??= titlesOf(answers)).get(foldText(name)) ?? [];
	};
	return {
		questionId: (name) => sharing(name)[0],
		sharing,
		answersOf: (questionId) => answers.get(questionId) ?? [],
	};
}

/** Titles are what costs most to compare, and are asked for last. */
function titlesOf(answers: Map<string, Answer[]>): Map<string, string[]> {
	const titles = new Map<string, string[]>();
	for (const [question, list] of answers) {
		for (const { title = '' } of list) {
			const folded = foldedTitle(title);
			if (folded !== '') addTo(titles, folded, question);
		}
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
	if (!ids) map.set(name, [id]);
	else if (!ids.includes(id)) ids.push(id);
}
