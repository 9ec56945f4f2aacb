import { isSurveyResponse } from './isSurveyResponse';
import { answersByQuestion, type SimplifiedResponse } from './simplify';
import type { Answer, Respondent, SurveyResponse } from './SurveyResponse';

/**
 * A Survey Response with its answers in words, and nothing that is empty. What the words do not say of an answer (its key, its
 * code, its type) stands at the end, so that conditions and piped text work from the item as they do from the whole response.
 */
export type SimplifiedItem = Pick<SurveyResponse, 'survey' | 'response' | 'provider' | 'event'> &
	Partial<Omit<SurveyResponse, 'schemaVersion' | 'answers' | 'respondent' | 'notShown'>> & {
		respondent: Partial<Respondent>;
		answers: SimplifiedResponse['answers'];
		/** Answer key → what else is known of the answer. */
		answerDetails: Record<string, AnswerDetails>;
	};

/** Of an `Answer`, what does not follow from its words. */
type AnswerDetails = Partial<Omit<Answer, 'key' | 'state'>> & {
	/** Its name among `answers`. */
	question: string;
};

export function simplifiedItem(response: SurveyResponse): SimplifiedItem {
	const { answers, respondent, ...others } = response;
	const inWords = answersByQuestion(answers);
	const details = inWords.map(({ answer, question, words }): [string, AnswerDetails] => [
		answer.key,
		{ question, ...beyond(answer, withoutDetails(answer.key, question, words)) },
	]);
	const rest = Object.entries(others).filter(
		([name, value]) => !IMPLIED.has(name) && !isEmptyPart(value),
	);
	return {
		respondent: Object.fromEntries(
			Object.entries(respondent).filter(([, value]) => value !== false && !isEmptyPart(value)),
		),
		answers: Object.fromEntries(inWords.map(({ question, words }) => [question, words])),
		...(Object.fromEntries(rest) as Omit<typeof others, 'schemaVersion' | 'notShown'>),
		answerDetails: Object.fromEntries(details),
	};
}

/** A simplified item holds what was answered, and its form tells it from a Survey Response. */
const IMPLIED: ReadonlySet<string> = new Set(['schemaVersion', 'notShown']);

const isEmptyPart = (value: unknown): boolean =>
	value === undefined ||
	(typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** What an answer would be if it were known by its words alone. */
const withoutDetails = (
	key: string,
	question: string,
	words: SimplifiedResponse['answers'][string],
): Answer => ({
	key,
	questionId: key,
	title: question,
	type: 'text',
	state: 'answered',
	value: words,
	label: String(words),
	text: String(words),
	...(typeof words === 'number' && { numeric: words }),
});

/** The parts in which an answer differs; one that it lacks is null. */
function beyond(answer: Answer, assumed: Answer): Partial<Answer> {
	const names = [...new Set([...Object.keys(answer), ...Object.keys(assumed)])] as Array<
		keyof Answer
	>;
	return Object.fromEntries(
		names.flatMap((name) =>
			JSON.stringify(answer[name]) === JSON.stringify(assumed[name])
				? []
				: [[name, answer[name] ?? null]],
		),
	);
}

/**
 * The Survey Response that an item is: whole, or simplified by these nodes. What was not answered is no part of the latter.
 */
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
	{ question, ...more }: AnswerDetails,
	answers: SimplifiedItem['answers'],
): Answer {
	const words = Object.hasOwn(answers, question) ? answers[question] : '';
	const whole = { ...withoutDetails(key, question, words), ...more };
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
