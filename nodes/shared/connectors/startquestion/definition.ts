import { htmlToText } from '../../survey/htmlToText';
import type { Choice, Question, SurveyDefinition } from '../../survey/SurveyDefinition';
import { definitionFromResponse } from '../../survey/definitionFromResponse';
import { answerKey } from './answers';
import { asRecord, asRecords, asText, type Json } from './json';
import { QUESTION_TYPES, SILENT_TYPES } from './questionTypes';
import { toSurveyResponse } from './toSurveyResponse';

const titleOf = (raw: Json): string =>
	htmlToText(asText(raw.text) ?? asText(raw.content) ?? asText(raw.title) ?? '');

const entriesOf = (value: unknown): Choice[] =>
	asRecords(value).flatMap((raw) => {
		const id = asText(raw.id);
		return id === undefined ? [] : [{ id, code: id, label: titleOf(raw) || id }];
	});

/** `GET /surveys/:id`: pages with their questions. What it does not tell is taken from sheets. */
export function definitionOf(raw: Json, sheets: Json[] = []): SurveyDefinition {
	const id = asText(raw.id) ?? '';
	const questions = [
		...asRecords(raw.pages).flatMap((page) => asRecords(page.questions)),
		...asRecords(raw.questions),
	].flatMap((question) => questionOf(question) ?? []);
	const fromSheets = sheets.map((sheet) =>
		definitionFromResponse(toSurveyResponse(sheet, { timeZone: 'UTC' })),
	);
	const seen = fromSheets.flatMap((definition) => definition.questions);
	const merged = questions.map((question) => withSheets(question, seen));
	const known = new Set(merged.map((question) => question.id));
	const extra = seen.filter((question) => !known.has(question.id) && known.add(question.id));
	const fields = new Set(
		fromSheets.flatMap(({ contextFields }) => contextFields.map(({ name }) => name)),
	);
	return {
		provider: 'startquestion',
		id,
		name: asText(raw.internal_title) ?? asText(raw.user_title) ?? asText(raw.title) ?? id,
		...(asText(raw.status) !== undefined && { isActive: asText(raw.status) === '1' }),
		questions: [...merged, ...extra.map((question) => withSheets(question, seen))],
		contextFields: [...fields].map((name) => ({ name })),
	};
}

function questionOf(raw: Json): Question | undefined {
	const id = asText(raw.id);
	const number = asText(raw.type) ?? '';
	if (id === undefined || SILENT_TYPES.has(number)) return undefined;
	const { type, rowType } = QUESTION_TYPES[number] ?? { type: 'other' as const };
	const options = asRecord(raw.options);
	const rows = rowType ? entriesOf(raw.rows ?? options.rows ?? raw.answers) : [];
	const isNps = type === 'nps';
	const description = asText(raw.desc);
	return {
		id,
		title: titleOf(raw),
		...(description !== undefined && { description: htmlToText(description) }),
		type,
		choices: isNps ? [] : entriesOf(rowType ? (raw.columns ?? options.columns) : raw.answers),
		rows,
		...(isNps && { scale: { min: 0, max: 10, direction: 'up' as const } }),
		answerKeys: rows.length > 0 ? rows.map((row) => answerKey(id, row.id)) : [answerKey(id)],
	};
}

/** Rows and choices that answers show. */
function withSheets(question: Question, seen: Question[]): Question {
	const same = seen.filter(({ id }) => id === question.id);
	const byId = <T extends { id: string }>(lists: T[][]): T[] => [
		...new Map(lists.flat().map((entry) => [entry.id, entry])).values(),
	];
	const rows = byId([...same.map((other) => other.rows), question.rows]);
	return {
		...question,
		choices: byId([...same.map((other) => other.choices), question.choices]),
		rows,
		answerKeys:
			rows.length > 0
				? rows.map((row) => answerKey(question.id, row.id))
				: [answerKey(question.id)],
	};
}
