import type { Answer, AnswerChoice, AnswerState } from '../survey/SurveyResponse';
import { isEmptyValue } from './conversion';
import type { ReasonCode } from './reasons';

/**
 * What a subject holds for one response.
 * `absent`: neither the response nor a definition says that such a question or field exists; only whether it is empty can be told.
 */
export interface Operand {
	state: AnswerState | 'absent';
	value: unknown;
	/** The answer behind the value; absent for fields and piped text. */
	answer?: Answer;
	/** Set where the subject stands for several answers: the rows of a matrix, the passes of a loop. */
	parts?: Answer[];
}

export type Reading = Operand | ReasonCode;

export const isOperand = (reading: Reading): reading is Operand => typeof reading !== 'string';

export const ABSENT: Operand = { state: 'absent', value: null };
const EMPTY_FIELD: Operand = { state: 'unknown', value: null };

export function fieldOperand(value: unknown): Operand {
	return isEmptyValue(value) ? EMPTY_FIELD : { state: 'answered', value };
}

export function answerOperand(answer: Answer): Operand {
	return { state: answer.state, value: answer.value, answer };
}

/** Text typed into a choice: its state is that of the question it belongs to. */
export const otherTextOperand = (answer: Answer, choiceId: string): Operand =>
	partOperand(answer, takenChoice(answer, choiceId)?.otherText);

/** The words of one choice where it was taken, empty where it was not. */
export const choiceOperand = (answer: Answer, choiceId: string): Operand =>
	partOperand(answer, takenChoice(answer, choiceId)?.label);

const takenChoice = ({ choices }: Answer, choiceId: string): AnswerChoice | undefined =>
	choices?.find(({ id, code }) => (id ?? code) === choiceId);

function partOperand(answer: Answer, text = ''): Operand {
	const part: Answer = {
		...answer,
		choices: undefined,
		numeric: undefined,
		value: text,
		label: text,
		text,
	};
	return { state: answer.state, value: text, answer: { ...part, type: 'text' } };
}

const STATE_ORDER: AnswerState[] = ['answered', 'skipped', 'unknown', 'notShown'];

/** Several answers as one: answered if any of them is, shown if any was; its choices are those chosen anywhere. */
export function groupOperand(parts: Answer[]): Operand {
	if (parts.length === 1) return answerOperand(parts[0]);
	const state = STATE_ORDER.find((candidate) => parts.some((part) => part.state === candidate))!;
	const answered = parts.filter((part) => part.state === 'answered');
	const [first] = parts;
	const answer: Answer = {
		...first,
		row: undefined,
		state,
		value: answered.flatMap((part) =>
			Array.isArray(part.value) ? part.value : [String(part.value)],
		),
		label: answered.map((part) => part.label).join(', '),
		text: answered.map((part) => part.text).join(', '),
		choices: answered.flatMap((part) => part.choices ?? []),
		numeric: undefined,
		npsGroup: undefined,
	};
	return { state, value: answer.value, answer, parts };
}

/** Nothing to compare: skipped, not shown, unknown, or answered with nothing. `0` and `false` are values. */
export function isMissing({ state, value, answer }: Operand): boolean {
	if (state !== 'answered') return true;
	return isEmptyValue(value) && !(answer?.choices?.length || answer?.files?.length);
}
