import { htmlToText } from '../../survey/htmlToText';
import type { Question } from '../../survey/SurveyDefinition';
import type { Answer, AnswerChoice, AnswerType } from '../../survey/SurveyResponse';
import { asNumber, asRecords, asText, isRecord, type Json } from './json';

const NPS_SCALE = { min: 0, max: 10, direction: 'up' } as const;

/**
 * One question of a sheet as answers: one, or one for each row. Shapes (contracts/startquestion.md 2): `answer` {id, content,
 * additional}; `answers` of the same; `answers` {value}; `answers` {id, rating, content, additional, reason}; and rows that hold
 * an `answer` or `answers` of their own. The sheet does not say what kind of question it was, so the shape and, where it is
 * known, the definition decide.
 */
export function answersOf(raw: Json, known?: Question): Answer[] {
	const id = asText(raw.id);
	if (id === undefined) return [];
	const title = htmlToText(asText(raw.content) ?? asText(raw.text) ?? known?.title ?? '');
	const frame: Frame = { key: answerKey(id), questionId: id, title, known };
	const rows = Array.isArray(raw.answers) ? asRecords(raw.answers).filter(isRow) : [];
	if (rows.length > 0) return rows.map((row) => rowAnswer(frame, row));
	return [plainAnswer(frame, raw)];
}

/**
 * Ids are numbers here. As they are they would jump to the front of the answers, whatever the order of the survey, and could
 * not be written behind a dot.
 */
export const answerKey = (questionId: string, rowId?: string): string =>
	rowId === undefined ? `Q${questionId}` : `Q${questionId}_${rowId}`;

interface Frame {
	key: string;
	questionId: string;
	title: string;
	known?: Question;
	row?: { id: string; label: string };
}

/** A rating without words of its own is the question's only one, and no row. */
const isRow = (entry: Json, _index: number, entries: Json[]): boolean =>
	'answer' in entry ||
	'answers' in entry ||
	('rating' in entry && (entries.length > 1 || asText(entry.content) !== undefined));

function rowAnswer(frame: Frame, entry: Json): Answer {
	const rowId = asText(entry.id) ?? asText(entry.content) ?? '';
	const row = { id: rowId, label: htmlToText(asText(entry.content) ?? rowId) };
	const inRow: Frame = { ...frame, key: answerKey(frame.questionId, rowId), row };
	if ('rating' in entry) return ratingAnswer(inRow, entry);
	return plainAnswer(inRow, entry);
}

function plainAnswer(frame: Frame, raw: Json): Answer {
	if (isRecord(raw.answer)) return singleAnswer(frame, raw.answer);
	const scalar = asText(raw.answer) ?? asText(raw.value);
	if (scalar !== undefined) return textAnswer(frame, [scalar]);
	const entries = Array.isArray(raw.answers) ? (raw.answers as unknown[]) : [];
	const records = asRecords(entries);
	if (records.length === 1 && 'rating' in records[0]) return ratingAnswer(frame, records[0]);
	if (records.some((entry) => 'value' in entry)) {
		return textAnswer(
			frame,
			records.map((entry) => asText(entry.value) ?? ''),
		);
	}
	if (records.length > 0) return multiAnswer(frame, records);
	return textAnswer(
		frame,
		entries.map((entry) => asText(entry) ?? ''),
	);
}

const frameOf = ({ key, questionId, title, known, row }: Frame, type: AnswerType) => ({
	key,
	questionId,
	...(known?.ref !== undefined && { ref: known.ref }),
	...(row && { parentId: questionId, row }),
	title,
	type,
});

const empty = (frame: Frame, type: AnswerType): Answer => ({
	...frameOf(frame, type),
	state: 'skipped',
	value: null,
	label: '',
	text: '',
});

/** The survey's word for it, unless that speaks of the question as a whole. */
const typeOr = ({ known, row }: Frame, guess: AnswerType): AnswerType =>
	known && !row && known.type !== 'matrix' && known.type !== 'other' ? known.type : guess;

const choiceOf = (entry: Json): AnswerChoice & { label: string } => {
	const id = asText(entry.id);
	const otherText = asText(entry.additional);
	return {
		...(id !== undefined && { id, code: id }),
		label: htmlToText(asText(entry.content) ?? id ?? ''),
		...(otherText !== undefined && { other: true, otherText }),
	};
};

/**
 * A score's `content` is the score; its `id` is the position of the option, one higher. Without a definition exactly that
 * makes it a recommendation question.
 */
const isScore = ({ known }: Frame, entry: Json): boolean => {
	const score = asNumber(entry.content);
	if (score === undefined || !Number.isInteger(score) || score < 0 || score > 10) return false;
	return known ? known.type === 'nps' : asNumber(entry.id) === score + 1;
};

function singleAnswer(frame: Frame, entry: Json): Answer {
	if (asText(entry.content) === undefined && asText(entry.id) === undefined) {
		const value = asText(entry.value) ?? asText(entry.additional);
		return textAnswer(frame, value === undefined ? [] : [value]);
	}
	if (isScore(frame, entry)) return scoreAnswer(frame, entry);
	const choice = choiceOf(entry);
	return {
		...frameOf(frame, typeOr(frame, 'singleChoice')),
		state: 'answered',
		value: choice.code ?? choice.label,
		label: choice.label,
		text: choice.otherText ?? choice.label,
		choices: [choice],
	};
}

function scoreAnswer(frame: Frame, entry: Json): Answer {
	const score = asNumber(entry.content)!;
	const comment = asText(entry.additional) ?? asText(entry.reason);
	return {
		...frameOf(frame, 'nps'),
		state: 'answered',
		value: score,
		label: String(score),
		text: String(score),
		numeric: score,
		scale: NPS_SCALE,
		npsGroup: score >= 9 ? 'promoter' : score >= 7 ? 'passive' : 'detractor',
		...(comment !== undefined && { comment }),
	};
}

function ratingAnswer(frame: Frame, entry: Json): Answer {
	const rating = asNumber(entry.rating);
	if (rating === undefined) return empty(frame, 'rating');
	const comment = [asText(entry.additional), asText(entry.reason)].filter(Boolean).join(', ');
	return {
		...frameOf(frame, 'rating'),
		state: 'answered',
		value: rating,
		label: String(rating),
		text: String(rating),
		numeric: rating,
		...(comment !== '' && { comment }),
	};
}

function multiAnswer(frame: Frame, entries: Json[]): Answer {
	const choices = entries.map(choiceOf);
	return {
		...frameOf(frame, typeOr(frame, 'multiChoice')),
		state: 'answered',
		value: choices.map(({ code, label }) => code ?? label),
		label: choices.map(({ label }) => label).join(', '),
		text: choices.map(({ otherText, label }) => otherText ?? label).join(', '),
		choices,
	};
}

/** Several texts are fields of one question: a field left blank keeps its place. */
function textAnswer(frame: Frame, texts: string[]): Answer {
	const type = typeOr(frame, 'text');
	const filled = texts.filter((text) => text !== '');
	if (filled.length === 0) return empty(frame, (!frame.row && frame.known?.type) || type);
	const text = filled.join(', ');
	const kept = type === 'number' ? filled : texts;
	const number = type === 'number' && kept.length === 1 ? asNumber(text) : undefined;
	return {
		...frameOf(frame, type),
		state: 'answered',
		value: number ?? (kept.length === 1 ? text : kept),
		label: text,
		text,
		...(number !== undefined && { numeric: number }),
	};
}
