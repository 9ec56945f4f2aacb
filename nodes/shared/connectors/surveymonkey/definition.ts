import { htmlToText } from '../../survey/htmlToText';
import type {
	Choice,
	ContextField,
	Question,
	QuestionRow,
	SurveyDefinition,
} from '../../survey/SurveyDefinition';
import type { AnswerType } from '../../survey/SurveyResponse';
import { asNumber, asRecord, asRecords, asText, isRecord, type Json } from './json';
import { CONTACT_TYPES, DATE_TYPES, OPEN_TYPES, SILENT_FAMILIES } from './questionTypes';

/** `GET /surveys/{id}/details`: pages with their questions. Source: contracts/surveymonkey.md 4. */
export function definitionOf(details: Json, surveyId: string): SurveyDefinition {
	const id = asText(details.id) ?? surveyId;
	return {
		provider: 'surveymonkey',
		id,
		name: asText(details.nickname) ?? asText(details.title) ?? id,
		questions: asRecords(details.pages)
			.flatMap((page) => asRecords(page.questions))
			.flatMap((question) => questionOf(question) ?? []),
		contextFields: contextFields(details.custom_variables),
	};
}

/**
 * Ids are numbers here. As they are they would jump to the front of the answers, whatever the order of the survey, and could
 * not be written behind a dot.
 */
export const answerKey = (questionId: string, rowId?: string): string =>
	rowId === undefined ? `Q${questionId}` : `Q${questionId}_${rowId}`;

/** Of these, an only row (of stars, of a date) is a matter of form: the question has one answer. */
const ROW_MEANS_NOTHING: ReadonlySet<AnswerType> = new Set([
	'rating',
	'nps',
	'number',
	'date',
	'time',
	'dateTime',
]);

function questionOf(raw: Json): Question | undefined {
	const id = asText(raw.id);
	const family = asText(raw.family) ?? '';
	if (id === undefined || SILENT_FAMILIES.has(family) || raw.visible === false) return undefined;
	const title = titleOf(raw);
	const answers = asRecord(raw.answers);
	const subtype = asText(raw.subtype) ?? '';
	const isRanking = family === 'matrix' && subtype === 'ranking';
	const choices = choicesOf(answers, isRanking);
	const type = typeOf(raw, family, subtype, choices);
	const listed = rowsOf(answers, title, rowTypeOf(family, subtype, type));
	const rows = listed.length === 1 && ROW_MEANS_NOTHING.has(type) ? [] : listed;
	const scale = type === 'rating' || type === 'nps' ? scaleOf(choices) : undefined;
	return {
		id,
		title,
		type,
		choices,
		rows,
		...(scale && { scale }),
		answerKeys: rows.length > 0 ? rows.map((row) => answerKey(id, row.id)) : [answerKey(id)],
	};
}

/** A question may be worded in several ways, of which each respondent sees one; the first stands for all. */
const titleOf = (raw: Json): string =>
	asRecords(raw.headings)
		.map(({ heading, description }) => htmlToText(asText(heading) ?? asText(description) ?? ''))
		.find((heading) => heading !== '') ?? htmlToText(asText(raw.heading) ?? '');

function typeOf(raw: Json, family: string, subtype: string, choices: Choice[]): AnswerType {
	switch (family) {
		case 'single_choice':
			return 'singleChoice';
		case 'multiple_choice':
			return 'multiChoice';
		case 'matrix':
			if (subtype === 'ranking') return 'ranking';
			if (subtype !== 'rating') return 'matrix';
			return isNps(choices) ? 'nps' : 'rating';
		case 'open_ended':
			return openType(raw, subtype);
		case 'datetime':
			return DATE_TYPES[subtype] ?? 'dateTime';
		case 'demographic':
			return 'matrix';
		default:
			return 'other';
	}
}

function openType(raw: Json, subtype: string): AnswerType {
	if (subtype === 'numerical') return 'number';
	const form = asText(asRecord(raw.display_options).display_type) ?? '';
	const validation = asText(asRecord(raw.validation).type) ?? '';
	const plain = subtype === 'essay' ? 'longText' : 'text';
	return OPEN_TYPES[form] ?? OPEN_TYPES[validation] ?? plain;
}

/** What stands in one row of such a question. */
function rowTypeOf(family: string, subtype: string, type: AnswerType): AnswerType {
	if (type === 'ranking') return 'number';
	if (family === 'demographic') return 'text';
	if (type !== 'matrix') return type;
	return subtype === 'multi' ? 'multiChoice' : 'singleChoice';
}

const isShown = ({ visible }: Json): boolean => visible !== false;

/** Choices in the order shown; for a table of menus those of all its columns. */
function choicesOf(answers: Json, isRanking: boolean): Choice[] {
	const inColumns = asRecords(answers.cols).flatMap(({ choices }) => asRecords(choices));
	const listed = [...asRecords(answers.choices), ...inColumns].filter(isShown);
	return [
		...listed.flatMap((raw, at) => choiceOf(raw, isRanking ? at + 1 : undefined)),
		...asRecords(answers.none)
			.filter(isShown)
			.flatMap((raw) => choiceOf(raw)),
		// Otherwise it is a field for a comment.
		...asRecords(answers.other)
			.filter((other) => isShown(other) && other.is_answer_choice !== false)
			.flatMap((raw) => choiceOf(raw).map((choice) => ({ ...choice, hasText: true }))),
	];
}

/** `rank` is the place in a ranking where the choice's own words do not say it. */
function choiceOf(raw: Json, rank?: number): Choice[] {
	const id = asText(raw.id);
	if (id === undefined) return [];
	const words = htmlToText(asText(raw.text) ?? asText(asRecord(raw.image).url) ?? '');
	const weight = asNumber(raw.weight);
	const counts =
		raw.is_na === true ? undefined : rank === undefined ? weight : (asNumber(words) ?? rank);
	const label = words !== '' ? words : weight !== undefined ? String(weight) : id;
	return [{ id, code: id, label, ...(counts !== undefined && { numeric: counts }) }];
}

function rowsOf(answers: Json, title: string, type: AnswerType): QuestionRow[] {
	const cols = asRecords(answers.cols).filter(isShown);
	return asRecords(answers.rows)
		.filter(isShown)
		.flatMap((raw): QuestionRow[] => {
			const id = asText(raw.id);
			if (id === undefined) return [];
			const kind = asText(raw.type) ?? '';
			// Rows of a rating in stars may have no words.
			const label = htmlToText(asText(raw.text) ?? kind) || title;
			if (cols.length === 0) return [{ id, label, type: CONTACT_TYPES[kind] ?? type }];
			return cols.flatMap((col) => {
				const column = asText(col.id);
				if (column === undefined) return [];
				const words = htmlToText(asText(col.text) ?? column);
				return [{ id: `${id}_${column}`, label: `${label} – ${words}`, type }];
			});
		});
}

const numbersOf = (choices: Choice[]): number[] =>
	choices.flatMap(({ numeric }) => (numeric === undefined ? [] : [numeric])).sort((a, b) => a - b);

/** The service has no word for it: a rating from 0 to 10. Source: contracts/surveymonkey.md 4.6. */
function isNps(choices: Choice[]): boolean {
	const numbers = numbersOf(choices);
	return numbers.length === 11 && numbers.every((number, at) => number === at);
}

function scaleOf(choices: Choice[]): Question['scale'] {
	const numbers = numbersOf(choices);
	const [min, max] = [numbers[0], numbers.at(-1)];
	return max === undefined || min === max ? undefined : { min, max, direction: 'up' };
}

/** Names with labels; older surveys have a list of names. */
function contextFields(variables: unknown): ContextField[] {
	if (isRecord(variables)) {
		return Object.entries(variables).map(([name, label]) => {
			const words = asText(label);
			return { name, ...(words !== undefined && { label: words }) };
		});
	}
	const names = Array.isArray(variables) ? (variables as unknown[]) : [];
	return names.flatMap((entry) => {
		const name = asText(isRecord(entry) ? entry.name : entry);
		return name === undefined ? [] : [{ name }];
	});
}
