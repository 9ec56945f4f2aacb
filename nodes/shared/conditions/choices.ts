import type { Choice, Question } from '../survey/SurveyDefinition';
import type { Answer, AnswerChoice } from '../survey/SurveyResponse';
import { foldText, toText } from './conversion';

/**
 * Which choice a rule means. With the survey's definition: by its words, then by recode, then by id; words that stand for
 * several choices mean any of them. Null where the question has no such choice.
 */
export function findChoices(
	question: Question,
	value: string,
	caseSensitive: boolean,
): Choice[] | null {
	const wanted = foldText(value, caseSensitive);
	for (const name of ['label', 'code', 'id'] as const) {
		const found = question.choices.filter(
			(choice) => foldText(choice[name], caseSensitive) === wanted,
		);
		if (found.length > 0) return found;
	}
	return null;
}

/** True when one of the choices taken is one of those meant. */
export function tookChoice(answer: Answer, meant: Choice[], caseSensitive: boolean): boolean {
	for (const choice of meant) {
		if (answer.choices?.length) {
			for (const taken of answer.choices)
				if (isSameChoice(taken, choice, caseSensitive)) return true;
		} else if (holdsValue(answer.value, choice.code)) return true;
	}
	return false;
}

function isSameChoice(taken: AnswerChoice, choice: Choice, caseSensitive: boolean): boolean {
	if (taken.id !== undefined) return taken.id === choice.id;
	if (taken.code !== undefined) return taken.code === choice.code;
	if (taken.label === undefined) return false;
	return foldText(taken.label, caseSensitive) === foldText(choice.label, caseSensitive);
}

/**
 * Without a definition only the choices taken are known: their words count first, then recodes. An id counts where it cannot
 * be taken for another choice's recode.
 */
export function tookNamed(answer: Answer, folded: string, caseSensitive: boolean): boolean {
	if (!answer.choices?.length) {
		return holdsValue(answer.value, folded) || foldText(answer.label, caseSensitive) === folded;
	}
	for (const { label, code, id } of answer.choices) {
		if (label !== undefined && (label === folded || foldText(label, caseSensitive) === folded))
			return true;
		if (code !== undefined && foldText(code, caseSensitive) === folded) return true;
		if (id === undefined || foldText(id, caseSensitive) !== folded) continue;
		if (code === undefined || !NUMERIC.test(id)) return true;
	}
	return false;
}

const NUMERIC = /^-?\d+$/;

function holdsValue(value: unknown, wanted: string): boolean {
	if (Array.isArray(value)) return value.some((entry) => toText(entry).trim() === wanted);
	return value !== null && toText(value).trim() === wanted;
}

/** How many choices were taken; a single choice counts as one. */
export function countTaken(answer: Answer): number {
	if (answer.state !== 'answered') return 0;
	if (answer.choices) return answer.choices.length;
	if (Array.isArray(answer.value)) return answer.value.length;
	return answer.value === null || answer.value === '' ? 0 : 1;
}
