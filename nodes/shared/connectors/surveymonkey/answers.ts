import type { Question, QuestionRow, SurveyDefinition } from '../../survey/SurveyDefinition';
import type { Answer, AnswerType } from '../../survey/SurveyResponse';
import { answerKey } from './definition';
import { asNumber, asRecords, asText, type Json } from './json';

/**
 * Answers as their survey means them, in its order: rows that were left open have a place among those that were not, numbers
 * are numbers. What was asked by questions that are gone stands at the end. `pages` are those of the response as it came.
 */
export function fitted(
	answers: Readonly<Record<string, Answer>>,
	{ questions }: SurveyDefinition,
	pages: Json[],
): Record<string, Answer> {
	const raws = new Map(
		pages
			.flatMap((page) => asRecords(page.questions))
			.map((raw) => [asText(raw.id) ?? '', asRecords(raw.answers)]),
	);
	const given = Object.values(answers);
	const known = new Set(questions.map(({ id }) => id));
	const all = [
		...questions.flatMap((question) => {
			const own = given.filter(({ questionId }) => questionId === question.id);
			return inRows(question, own).map((answer) => fit(answer, question));
		}),
		...given.filter(({ questionId }) => !known.has(questionId)),
	].map((answer) => withExtras(answer, raws.get(answer.questionId) ?? []));
	return Object.fromEntries(all.map((answer) => [answer.key, answer]));
}

const isAnswered = ({ state }: Answer): boolean => state === 'answered';

/** Those that were given, and each row that was not. Nobody says of a whole question whether it was shown. */
function inRows(question: Question, own: Answer[]): Answer[] {
	const rows: Array<QuestionRow | undefined> =
		question.rows.length > 0 ? question.rows : [undefined];
	const answered = withoutOnlyRow(question, own.filter(isAnswered));
	const state = answered.length > 0 ? 'skipped' : 'unknown';
	const isWhole = answered.some(({ row }) => row === undefined || question.rows.length === 0);
	const inPlace = rows.flatMap((row) => {
		const key = answerKey(question.id, row?.id);
		const found = answered.find((answer) => answer.key === key);
		if (found) return [found];
		return isWhole ? [] : [openAnswer(question, row, state)];
	});
	return [...inPlace, ...answered.filter((answer) => !inPlace.includes(answer))];
}

/** What the survey counts as one answer, though it stands in a row. */
function withoutOnlyRow({ id, rows }: Question, answered: Answer[]): Answer[] {
	if (rows.length > 0 || answered.length !== 1) return answered;
	const answer = { ...answered[0], key: answerKey(id) };
	delete answer.row;
	delete answer.parentId;
	return [answer];
}

const openAnswer = (
	{ id, title, type }: Question,
	row: QuestionRow | undefined,
	state: Answer['state'],
): Answer => ({
	key: answerKey(id, row?.id),
	questionId: id,
	...(row && { parentId: id, row: { id: row.id, label: row.label } }),
	title,
	type: row?.type ?? type,
	state,
	value: null,
	label: '',
	text: '',
});

function fit(given: Answer, question: Question): Answer {
	if (!isAnswered(given)) return given;
	const row = question.rows.find(({ id }) => id === given.row?.id);
	const answer = row ? { ...given, row: { id: row.id, label: row.label } } : given;
	const type = row?.type ?? (question.rows.length > 0 ? answer.type : question.type);
	switch (type) {
		case 'rating':
		case 'nps':
		case 'number':
			return asNumeric(answer, type, question.scale);
		case 'multiChoice':
			return {
				...answer,
				type,
				value: Array.isArray(answer.value) ? answer.value : listOf(answer),
			};
		default:
			// What somebody typed is no choice, whatever the survey has become since.
			return isTyped(answer) && CHOSEN.has(type) ? answer : { ...answer, type };
	}
}

const CHOSEN: ReadonlySet<AnswerType> = new Set([
	'singleChoice',
	'multiChoice',
	'matrix',
	'ranking',
]);

const isTyped = ({ choices }: Answer): boolean => choices === undefined;

const listOf = ({ value }: Answer): string[] => (value === null ? [] : [String(value)]);

/** "Not applicable" is a choice and no number; so is a text that is none. */
function asNumeric(answer: Answer, type: AnswerType, scale: Question['scale']): Answer {
	const number = answer.numeric ?? (isTyped(answer) ? asNumber(answer.value, 'typed') : undefined);
	if (number === undefined) return answer;
	return {
		...answer,
		type,
		value: number,
		numeric: number,
		...(type !== 'number' && scale && { scale }),
		...(type === 'nps' && {
			npsGroup: number >= 9 ? 'promoter' : number >= 7 ? 'passive' : 'detractor',
		}),
	};
}

/** Files that were sent, and what a quiz says of an answer. Source: contracts/surveymonkey.md 5.8 and 5.9. */
function withExtras(answer: Answer, raws: Json[]): Answer {
	const own = raws.filter((raw) => rowOf(raw) === answer.row?.id);
	const files = own.flatMap((raw) => {
		const url = asText(raw.download_url);
		if (url === undefined) return [];
		const mimeType = asText(raw.content_type);
		return [{ name: asText(raw.text) ?? url, url, ...(mimeType !== undefined && { mimeType }) }];
	});
	const graded = own.filter(
		({ is_correct, score }) => is_correct !== undefined || score !== undefined,
	);
	const scores = graded.flatMap(({ score }) => asNumber(score) ?? []);
	return {
		...answer,
		...(files.length > 0 && { type: 'file', value: files.map(({ url }) => url), files }),
		...(graded.length > 0 && {
			grade: {
				correct: graded.every(({ is_correct }) => is_correct === true),
				...(scores.length > 0 && { score: scores.reduce((sum, score) => sum + score, 0) }),
			},
		}),
	};
}

const rowOf = (raw: Json): string | undefined => {
	const places = [asText(raw.row_id), asText(raw.col_id)].filter((id) => id !== undefined);
	return places.length > 0 ? places.join('_') : undefined;
};
