import type {
	Answer,
	Respondent,
	ResponseInfo,
	SurveyInfo,
	SurveyResponse,
} from './SurveyResponse';

/** A response for reading: what was asked, in its words, and what was answered. A few kB, however long the survey is. */
export interface SimplifiedResponse {
	/** Only what is known of the person. */
	respondent: Omit<Partial<Respondent>, 'identifiers'> & { identifiers?: Record<string, string> };
	/** Question (of a matrix: question and row) → answer in words; numbers as numbers. Only what was answered. */
	answers: Record<string, SimpleValue>;
	/** Embedded data and hidden fields that hold something. */
	context?: Record<string, SimpleValue>;
	scores?: Record<string, number>;
	/** Purpose → granted or denied. */
	consents?: Record<string, string>;
	tags?: string[];
	survey: Pick<SurveyInfo, 'id' | 'name'>;
	response: Pick<ResponseInfo, 'id' | 'status' | 'submittedAt' | 'updatedAt'> & { isTest?: true };
}

export type SimpleValue = string | number | boolean | string[];

/**
 * Questions that share their words are told apart by their keys, in every response alike as long as the response holds all
 * questions of its survey; so what was not shown is better left out after this than before.
 */
export function simplifyResponse(response: SurveyResponse): SimplifiedResponse {
	const { survey, respondent, scores, consents, tags, context } = response;
	const { id, status, submittedAt, updatedAt, isTest } = response.response;
	const { identifiers, anonymous, ...person } = respondent;
	const ids = identifiers.map(({ system, type, value }) => [`${system} ${type}`, value]);
	const told = consents.filter(({ value }) => value !== 'unset');
	return {
		respondent: {
			...known(person),
			...section('identifiers', Object.fromEntries(ids)),
			...(anonymous && { anonymous }),
		},
		answers: Object.fromEntries(
			answersByQuestion(response.answers).map(({ question, words }) => [question, words]),
		),
		...section('context', known(context)),
		...section('scores', Object.fromEntries(scores.map(({ name, value }) => [name, value]))),
		...section('consents', Object.fromEntries(told.map(({ purpose, value }) => [purpose, value]))),
		...(tags.length > 0 && { tags }),
		survey: { id: survey.id, ...known({ name: survey.name }) },
		response: { id, status, ...known({ submittedAt, updatedAt }), ...(isTest && { isTest }) },
	};
}

const section = <Name extends string, Value extends object>(
	name: Name,
	value: Value,
): Partial<Record<Name, Value>> =>
	Object.keys(value).length === 0 ? {} : ({ [name]: value } as Partial<Record<Name, Value>>);

/** Without what holds nothing. `0` and `false` are values. */
function known<T extends object>(record: T): { [Name in keyof T]: NonNullable<T[Name]> } {
	const entries = Object.entries(record).filter(([, value]) => !holdsNothing(value));
	return Object.fromEntries(entries) as { [Name in keyof T]: NonNullable<T[Name]> };
}

const holdsNothing = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === '' ||
	(Array.isArray(value) && value.length === 0);

export interface AnswerInWords {
	answer: Answer;
	/** As `questionInWords`, told apart from others of the same words. */
	question: string;
	words: SimpleValue;
}

/** What was answered, in the order shown. */
export function answersByQuestion(answers: SurveyResponse['answers']): AnswerInWords[] {
	const all = Object.values(answers);
	const times = new Map<string, number>();
	for (const answer of all) {
		const words = questionInWords(answer);
		times.set(words, (times.get(words) ?? 0) + 1);
	}
	return all.flatMap((answer) => {
		if (answer.state !== 'answered') return [];
		const words = questionInWords(answer);
		const question = times.get(words) === 1 ? words : `${words} (${answer.key})`;
		return [{ answer, question, words: answerInWords(answer) }];
	});
}

/** `How satisfied are you with … – Delivery`; in a loop with its pass, which has no words of its own. */
function questionInWords({ key, title, row, loop }: Answer): string {
	const words = [title, row?.label].filter(Boolean).join(' – ').replace(/\s+/g, ' ').trim() || key;
	return loop === undefined ? words : `${words} (${key})`;
}

function answerInWords({ value, text, label, files }: Answer): SimpleValue {
	if (files && files.length > 0) return files.map(({ url, name }) => url ?? name).join(', ');
	const words = text || label;
	const isPlain = typeof value === 'number' || typeof value === 'boolean';
	// A choice has a code for its value, which says nothing to a reader.
	if (isPlain && (words === '' || words === String(value))) return value;
	if (words !== '') return words;
	return typeof value === 'string' ? value : JSON.stringify(value);
}
