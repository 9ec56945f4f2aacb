import { isSurveyResponse } from './isSurveyResponse';
import { answersByQuestion, inWords, type SimplifiedResponse } from './simplify';
import type { Answer, Respondent, SurveyResponse } from './SurveyResponse';

/**
 * A Survey Response with its answers in words, and nothing that is empty. What the words do not say (the key of an answer, its
 * code, its type, what was skipped) stands at the end, so that conditions and piped text work from the item as they do from the
 * whole response.
 */
export type SimplifiedItem = Pick<SurveyResponse, 'survey' | 'response' | 'provider' | 'event'> &
	Partial<Omit<SurveyResponse, 'schemaVersion' | 'answers' | 'respondent'>> & {
		respondent: Partial<Respondent>;
		answers: SimplifiedResponse['answers'];
		/** Answer key → what else is known of the answer. */
		answerDetails: Record<string, AnswerDetails>;
	};

/** Of an `Answer`, what does not follow from its words; answered unless it says otherwise. */
type AnswerDetails = Partial<Omit<Answer, 'key'>> & {
	/** Its name among `answers`. */
	question: string;
};

/** `everyAnswer` holds the questions that were not shown too: only then are those of the same words told apart alike. */
export function simplifiedItem(
	response: SurveyResponse,
	everyAnswer = response.answers,
): SimplifiedItem {
	const { answers, respondent, ...others } = response;
	const asked = answersByQuestion(everyAnswer).filter(({ answer }) =>
		Object.hasOwn(answers, answer.key),
	);
	const details = asked.map(({ answer, question, words }): [string, AnswerDetails] => {
		const { key, state } = answer;
		const assumed = assumedOf(key, state, question, words);
		return [key, shared({ question, ...beyond(answer, assumed) })];
	});
	const rest = Object.entries(others).filter(
		([name, value]) => name !== 'schemaVersion' && !isEmptyPart(value),
	);
	return {
		respondent: Object.fromEntries(
			Object.entries(respondent).filter(([, value]) => value !== false && !isEmptyPart(value)),
		),
		answers: inWords(asked),
		...(Object.fromEntries(rest) as Omit<typeof others, 'schemaVersion'>),
		answerDetails: Object.fromEntries(details),
	};
}

/** Kept while a process lives; as many as a few long surveys have choices. */
const MOST_KNOWN = 5_000;
const known = new Map<string, AnswerDetails>();

/**
 * One object for all answers of which the same is known, and nobody may write into it: of what is the same object, n8n keeps
 * and stores one. What a person typed is no such thing, and is kept nowhere.
 */
function shared(details: AnswerDetails): AnswerDetails {
	if (holdsTypedText(details)) return details;
	const name = JSON.stringify(details);
	const made = known.get(name);
	if (made) return made;
	if (known.size >= MOST_KNOWN) known.clear();
	const own = JSON.parse(name) as AnswerDetails;
	for (const part of Object.values(own)) if (typeof part === 'object') Object.freeze(part);
	known.set(name, Object.freeze(own));
	return own;
}

const holdsTypedText = ({ value, label, text, comment, files, choices }: AnswerDetails): boolean =>
	[label, text, comment, files].some((part) => part !== undefined) ||
	(choices === undefined && typeof value !== 'number' && !isNothing(value)) ||
	choices?.some(({ otherText }) => otherText !== undefined) === true;

const isNothing = (value: unknown): boolean => value === undefined || value === null;

const isEmptyPart = (value: unknown): boolean =>
	value === undefined ||
	(typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** What an answer would be if it were known by its words alone. */
function assumedOf(
	key: string,
	state: Answer['state'],
	question: string,
	words: SimplifiedResponse['answers'][string] | undefined,
): Answer {
	const text = words === undefined ? '' : String(words);
	const value = words ?? (state === 'answered' ? '' : null);
	return {
		key,
		questionId: key,
		title: question,
		type: 'text',
		state,
		value,
		label: text,
		text,
		...(typeof words === 'number' && { numeric: words }),
	};
}

const isSame = (left: unknown, right: unknown): boolean =>
	left === right ||
	(typeof left === 'object' &&
		typeof right === 'object' &&
		JSON.stringify(left) === JSON.stringify(right));

/** The parts in which an answer differs; one that it lacks is null. */
function beyond(answer: Answer, assumed: Answer): Partial<Answer> {
	const names = Object.keys({ ...answer, ...assumed }) as Array<keyof Answer>;
	const differing = names.filter((name) => !isSame(answer[name], assumed[name]));
	const state = answer.state === 'answered' ? {} : { state: answer.state };
	return {
		...state,
		...Object.fromEntries(differing.map((name) => [name, answer[name] ?? null])),
	};
}

/** The Survey Response that an item is: as it is, or simplified by these nodes. */
export function surveyResponseIn(value: unknown): SurveyResponse | undefined {
	if (isSurveyResponse(value)) return value;
	if (!isSimplified(value)) return undefined;
	const { respondent, answers, answerDetails, ...rest } = value;
	const restored = Object.entries(answerDetails).flatMap(([key, details]) =>
		isObject(details) ? [[key, answerOf(key, details, answers)] as const] : [],
	);
	return {
		context: {},
		consents: [],
		scores: [],
		tags: [],
		...rest,
		schemaVersion: '1',
		respondent: { anonymous: false, identifiers: [], ...respondent },
		answers: Object.fromEntries(restored),
	};
}

function answerOf(
	key: string,
	{ question, state = 'answered', ...more }: AnswerDetails,
	answers: SimplifiedItem['answers'],
): Answer {
	const words =
		state === 'answered' && Object.hasOwn(answers, question) ? answers[question] : undefined;
	const whole = { ...assumedOf(key, state, question, words), ...more };
	if ((whole.numeric as unknown) === null) delete whole.numeric;
	return whole;
}

/** Whether an item is a Survey Response, in either form. */
export const isResponseItem = (
	value: unknown,
): value is Pick<SurveyResponse, 'survey' | 'response'> =>
	isSurveyResponse(value) || isSimplified(value);

function isSimplified(value: unknown): value is SimplifiedItem {
	if (!isObject(value)) return false;
	const { survey, response, answers, respondent, answerDetails } = value;
	return [survey, response, answers, respondent, answerDetails].every(isObject);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
