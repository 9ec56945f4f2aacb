import type { Answer, AnswerType } from '../../survey/SurveyResponse';
import type { AnswerFrame } from './AnswerFrame';
import { answerKeyOf } from './answerKey';
import { asText } from './json';
import type { ReadKey } from './keyReader';
import type { QualtricsQuestion } from './surveyQuestions';

const ROWS: ReadonlySet<ReadKey['kind']> = new Set(['row', 'text', 'group', 'rank']);

/** One of its own for each answer, so that no two responses share a part. A key belongs to one question for good. */
export const newFrame = (
	key: ReadKey,
	question: QualtricsQuestion | undefined,
	type: AnswerType,
): AnswerFrame => {
	if (key.frame?.type !== type) key.frame = frameOf(key, question, type);
	const { row } = key.frame;
	return row ? { ...key.frame, row: { id: row.id, label: row.label } } : { ...key.frame };
};

const frameOf = (
	key: ReadKey,
	question: QualtricsQuestion | undefined,
	type: AnswerType,
): AnswerFrame => {
	const isRow = ROWS.has(key.kind);
	const isLoneGroup = key.kind === 'npsGroup';
	return {
		key: isLoneGroup ? answerKeyOf({ ...key, kind: 'part', part: 'NPS_GROUP' }) : key.answerKey,
		questionId: key.questionId,
		...(question?.ref !== undefined && { ref: question.ref }),
		...((isRow || key.kind === 'part') && { parentId: key.questionId }),
		title: question?.title ?? key.questionId,
		...(isRow && { row: rowOf(key, question) }),
		...(key.loop !== undefined && { loop: key.loop }),
		type,
	};
};

const rowOf = (key: ReadKey, question: QualtricsQuestion | undefined): Answer['row'] => {
	const id = key.part ?? '';
	const whole = question?.rows.find((row) => row.id === id);
	const [rowId, cell] = id.split('_');
	const row = whole ?? question?.rows.find((candidate) => candidate.id === rowId);
	const column = question?.columns?.find((candidate) => candidate.id === key.column);
	const point =
		whole || cell === undefined
			? undefined
			: question?.choices.find((choice) => choice.id === cell);
	const words = [row?.label, column?.label ?? point?.label].filter(asText);
	return { id, label: words.join(' – ') || id };
};
