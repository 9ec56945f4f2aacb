import type { Answer, NotShownQuestion, SurveyResponse } from './SurveyResponse';

/**
 * Without the answers to what the respondent was never shown, which is most of a long survey. What they belong to is still
 * named, so that it is not taken for a question that does not exist; with its words where no survey has them.
 */
export function withoutNotShown(
	response: SurveyResponse,
	{ keepTitles = false }: { keepTitles?: boolean } = {},
): SurveyResponse {
	const shown: SurveyResponse['answers'] = {};
	const left: Answer[] = [];
	for (const key of Object.keys(response.answers)) {
		const answer = response.answers[key];
		if (answer.state === 'notShown') left.push(answer);
		else put(shown, key, answer);
	}
	if (left.length === 0) return response;
	const named = questionsOf(left, keepTitles);
	const { notShown } = response;
	return { ...response, answers: shown, notShown: notShown ? [...notShown, ...named] : named };
}

/** Kept while a process lives: respondents are led through a survey by a few ways. */
const MOST_KNOWN = 500;
let lists = new Map<string, KnownList[]>();
let known = 0;

/** Few are alike at first sight, and comparing them costs less than writing a name for the whole, and hashing that. */
interface KnownList {
	/** Of each answer: its key, question and reference, and its title where titles are kept. */
	facts: ReadonlyArray<string | undefined>;
	list: NotShownQuestion[];
}

/**
 * One list for all responses to which the same was not shown, and nobody may write into it: of what is the same object, n8n
 * keeps and stores one.
 */
function questionsOf(left: Answer[], keepTitles: boolean): NotShownQuestion[] {
	const sight = `${left.length} ${left[0].key} ${left[left.length - 1].key}`;
	const found = lists.get(sight)?.find(({ facts }) => isSame(facts, left, keepTitles));
	if (found) return found.list;
	if (known >= MOST_KNOWN) {
		lists = new Map();
		known = 0;
	}
	const made = {
		facts: left.flatMap((answer) => factsOf(answer, keepTitles)),
		list: namedIn(left, keepTitles),
	};
	lists.set(sight, [...(lists.get(sight) ?? []), made]);
	known += 1;
	return made.list;
}

const FACTS = 4;
const factsOf = ({ key, questionId, parentId, ref, title }: Answer, keepTitles: boolean) => [
	key,
	parentId ?? questionId,
	ref,
	keepTitles ? title : undefined,
];

const isSame = (facts: KnownList['facts'], left: readonly Answer[], keepTitles: boolean): boolean =>
	left.every(
		({ key, questionId, parentId, ref, title }, index) =>
			facts[index * FACTS] === key &&
			facts[index * FACTS + 1] === (parentId ?? questionId) &&
			facts[index * FACTS + 2] === ref &&
			facts[index * FACTS + 3] === (keepTitles ? title : undefined),
	);

function namedIn(left: Answer[], keepTitles: boolean): NotShownQuestion[] {
	const questions = new Map<string, NotShownQuestion & { keys: string[] }>();
	for (const { key, questionId, parentId, ref, title } of left) {
		const id = parentId ?? questionId;
		const question = questions.get(id);
		if (question) question.keys.push(key);
		else questions.set(id, { id, ref, title, keys: [key] });
	}
	const named = [...questions.values()].map(({ id, ref, title, keys }) =>
		Object.freeze({
			id,
			...(ref !== undefined && { ref }),
			...(keepTitles && { title }),
			...(keys.join() !== id && { keys: Object.freeze(keys) as string[] }),
		}),
	);
	return Object.freeze(named) as NotShownQuestion[];
}

/** A question may have any name, and `__proto__` set like others would be lost. */
function put(answers: SurveyResponse['answers'], key: string, answer: Answer): void {
	if (key === '__proto__') Object.defineProperty(answers, key, { value: answer, enumerable: true });
	else answers[key] = answer;
}

/** Whether a question (by id, reference or title) or an answer (by its key) was left out because it had not been shown. */
export const wasNotShown = (response: SurveyResponse, name: string): boolean =>
	questionNotShown(response, name) !== undefined;

export function questionNotShown(
	{ notShown }: SurveyResponse,
	name: string,
): NotShownQuestion | undefined {
	// An item may have been changed on its way by anybody.
	if (!Array.isArray(notShown)) return undefined;
	return notShown.find(
		({ id, ref, title, keys }) =>
			id === name || ref === name || title === name || keys?.includes(name),
	);
}

export const answerKeysOf = ({ id, keys }: NotShownQuestion): string[] => keys ?? [id];
