import type { Question } from '../../survey/SurveyDefinition';
import type { Answer, AnswerChoice } from '../../survey/SurveyResponse';
import { readableText } from '../readableText';
import { textOf } from '../textOf';
import type { Settings } from './Resolver';

/** Skipped and never shown are validly empty; `0` and `false` are answers. */
export function isAnswered(answer: Answer): boolean {
	return answer.state === 'answered' || (answer.state === 'unknown' && answer.value !== null);
}

export function readable(label: string, settings: Settings): string {
	if (settings.htmlInLabels === 'keep' || (!label.includes('<') && !label.includes('&')))
		return label;
	return readableText(label);
}

/** Answers that a person types: their words are theirs and never cleaned. */
const TYPED = new Set<Answer['type']>([
	'text',
	'longText',
	'email',
	'phone',
	'url',
	'date',
	'time',
	'dateTime',
	'number',
]);

function isTyped(answer: Answer): boolean {
	return TYPED.has(answer.type);
}

/**
 * What was chosen: a list for several, the label for one, the answer itself for text and numbers; undefined if nothing.
 * A ranking gives its labels from the first rank to the last.
 */
export function labelOf(answer: Answer, settings: Settings): unknown {
	if (!isAnswered(answer)) return undefined;
	const choices = answer.choices;
	if (choices && (choices.length > 1 || Array.isArray(answer.value)) && choices.every(hasWords)) {
		return filled(inOrder(answer, choices).map((choice) => readable(choice.label ?? '', settings)));
	}
	if (answer.label === '')
		return filled(Array.isArray(answer.value) ? answer.value : textOf(answer.value));
	return isTyped(answer) ? answer.label : readable(answer.label, settings);
}

/** As `labelOf`, with the words typed into a choice in place of that choice's own. */
export function labelWithTypedText(answer: Answer, settings: Settings): unknown {
	if (!isAnswered(answer)) return undefined;
	const choices = answer.choices;
	if (choices && choices.length > 0 && choices.every(hasWords)) {
		const words = inOrder(answer, choices).map(
			(choice) => choice.otherText || readable(choice.label ?? '', settings),
		);
		return filled(words.length === 1 && !Array.isArray(answer.value) ? words[0] : words);
	}
	const isOwnWords = answer.text !== '' && answer.text !== answer.label;
	return filled(isOwnWords ? answer.text : labelOf(answer, settings));
}

/** Recode value; a list for several. A ranking gives its codes from the first rank to the last. */
export function codeOf(answer: Answer): unknown {
	if (!isAnswered(answer)) return undefined;
	if (
		answer.type === 'ranking' &&
		answer.choices &&
		answer.choices.some((choice) => choice.rank !== undefined)
	) {
		return filled(inOrder(answer, answer.choices).map((choice) => choice.code ?? choice.id ?? ''));
	}
	return filled(answer.value);
}

export function numberOf(answer: Answer): number | undefined {
	if (!isAnswered(answer)) return undefined;
	if (answer.numeric !== undefined) return answer.numeric;
	return toNumber(answer.value);
}

export function toNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return value;
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	const number = Number(value);
	return Number.isFinite(number) ? number : undefined;
}

export function chosen(answer: Answer, choiceId: string): AnswerChoice | undefined {
	const choices = answer.choices ?? [];
	return (
		choices.find((choice) => choice.id === choiceId) ??
		choices.find((choice) => choice.id === undefined && choice.code === choiceId)
	);
}

/** How many choices were made; a typed answer counts as none. */
export function countOf(answer: Answer): number | undefined {
	if (!isAnswered(answer)) return undefined;
	if (answer.choices) return answer.choices.length;
	if (Array.isArray(answer.value)) return answer.value.length;
	return isTyped(answer) ? 0 : 1;
}

/** Typed text: the whole answer of a text question, or what was typed into the choices of another. */
export function typedText(answer: Answer): unknown {
	if (!isAnswered(answer)) return undefined;
	const others = typedIntoChoices(answer);
	if (others.length > 0) return others.length === 1 ? others[0] : others;
	if (answer.choices && answer.choices.length > 0) return filled(answer.comment);
	return filled(
		typeof answer.value === 'string' ? answer.value : answer.text || textOf(answer.value),
	);
}

export function typedIntoChoices(answer: Answer): string[] {
	return (answer.choices ?? []).flatMap((choice) => (choice.otherText ? [choice.otherText] : []));
}

/** Whether a choice of the question is among those chosen: by id, else by code, else by label. */
export function isChosen(choice: Question['choices'][number], answer: Answer): boolean {
	const made = answer.choices ?? [];
	if (made.length === 0) {
		const codes = Array.isArray(answer.value) ? answer.value.map(String) : [textOf(answer.value)];
		return codes.includes(choice.code) || answer.label === choice.label;
	}
	return made.some((entry) =>
		entry.id !== undefined
			? entry.id === choice.id
			: entry.code !== undefined
				? entry.code === choice.code
				: entry.label === choice.label,
	);
}

export function filled<T>(value: T): T | undefined {
	if (value === '' || value === null || value === undefined) return undefined;
	return Array.isArray(value) && value.length === 0 ? undefined : value;
}

function hasWords(choice: AnswerChoice): boolean {
	return Boolean(choice.label ?? choice.otherText);
}

function inOrder(answer: Answer, choices: AnswerChoice[]): AnswerChoice[] {
	if (answer.type !== 'ranking') return choices;
	return [...choices].sort((left, right) => (left.rank ?? Infinity) - (right.rank ?? Infinity));
}
