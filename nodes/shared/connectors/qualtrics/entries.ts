import type { Answer, AnswerChoice, AnswerType, AnswerValue } from '../../survey/SurveyResponse';
import { htmlToText } from '../../survey/htmlToText';
import { findChoice, type QualtricsChoice } from './choices';
import { asNumber, asText, isRecord } from './json';

/** What an entry of `values` becomes in an answer. */
export type AnswerContent = Pick<
	Answer,
	'state' | 'value' | 'label' | 'text' | 'choices' | 'numeric' | 'comment'
>;

export interface Entry {
	value: unknown;
	/** What `labels` has for the same key. */
	label: unknown;
	/** Texts typed into choices, by choice id. */
	texts?: Map<string, string>;
}

const NUMBERS: ReadonlySet<AnswerType> = new Set(['number', 'nps', 'rating', 'scale', 'ranking']);
const CHOICES: ReadonlySet<AnswerType> = new Set([
	'singleChoice',
	'multiChoice',
	'nps',
	'rating',
	'boolean',
]);

/** Null, the empty text and the empty list are no answer; `0` and `false` are. */
export const isAnswered = (value: unknown): boolean =>
	value !== undefined &&
	value !== null &&
	value !== '' &&
	!(Array.isArray(value) && value.length === 0);

/** A scalar as text; anything else as JSON, so that nothing is lost. */
export const wordsOf = (value: unknown): string => asText(value) ?? JSON.stringify(value) ?? '';

const plainLabel = (label: unknown): string | undefined => {
	const text = asText(label);
	if (text === undefined) return undefined;
	// Labels are the survey's few texts again and again.
	const known = plainTexts.get(text);
	if (known !== undefined) return known;
	const plainText = htmlToText(text);
	if (plainTexts.size >= TEXTS_KEPT) plainTexts.clear();
	plainTexts.set(text, plainText);
	return plainText;
};

const TEXTS_KEPT = 5000;
const plainTexts = new Map<string, string>();

export const contentOf = (
	entry: Entry,
	type: AnswerType,
	choices: readonly QualtricsChoice[],
): AnswerContent => {
	const { value, label } = entry;
	if (Array.isArray(value)) return several(entry, value as unknown[], choices);
	if (isRecord(value)) {
		const words = JSON.stringify(value);
		return { state: 'answered', value, label: words, text: words };
	}
	if (type === 'multiChoice') return several(entry, [value], choices);
	const isChosen = CHOICES.has(type) && (choices.length > 0 || asText(label) !== undefined);
	return isChosen ? single(entry, type, choices) : plain(value, type);
};

const plain = (value: unknown, type: AnswerType): AnswerContent => {
	const number =
		NUMBERS.has(type) || typeof value === 'number' ? asNumber(value, 'typed') : undefined;
	const words = wordsOf(value);
	return {
		state: 'answered',
		value: number ?? (value as AnswerValue),
		label: words,
		text: words,
		...(number !== undefined && { numeric: number }),
	};
};

const single = (
	{ value, label, texts }: Entry,
	type: AnswerType,
	choices: readonly QualtricsChoice[],
): AnswerContent => {
	const taken = chosen(wordsOf(value), plainLabel(label), choices);
	const number = asNumber(taken.code);
	const { choices: withTexts, comment } = typeInto([taken], texts);
	const isPlainNumber = number !== undefined && (typeof value === 'number' || NUMBERS.has(type));
	return {
		state: 'answered',
		value: isPlainNumber ? number : (taken.code ?? wordsOf(value)),
		...wording(withTexts),
		choices: withTexts,
		...(number !== undefined && { numeric: number }),
		...(comment !== undefined && { comment }),
	};
};

const several = (
	{ label, texts }: Entry,
	values: unknown[],
	choices: readonly QualtricsChoice[],
): AnswerContent => {
	// Labels stand beside their entries; a list of another length belongs to nobody knows which.
	const labels = Array.isArray(label) ? (label as unknown[]) : [label];
	const isParallel = labels.length === values.length;
	const taken = values.map((value, index) =>
		chosen(wordsOf(value), isParallel ? plainLabel(labels[index]) : undefined, choices),
	);
	const { choices: withTexts, comment } = typeInto(taken, texts);
	return {
		state: 'answered',
		value: withTexts.map(({ code }) => code ?? ''),
		...wording(withTexts),
		choices: withTexts,
		...(comment !== undefined && { comment }),
	};
};

const chosen = (
	entry: string,
	label: string | undefined,
	choices: readonly QualtricsChoice[],
): AnswerChoice => {
	const known = findChoice(choices, entry, label);
	const words = label ?? known?.label;
	return {
		...(known && { id: known.id }),
		code: known?.code ?? entry,
		...(words !== undefined && { label: words }),
		...(known?.hasText && { other: true }),
	};
};

/** Texts go to their choices by id; without a definition the code stands for the id, and a lone choice takes a lone text. */
const typeInto = (
	taken: AnswerChoice[],
	texts: Map<string, string> | undefined,
): { choices: AnswerChoice[]; comment?: string } => {
	if (!texts || texts.size === 0) return { choices: taken };
	const left = new Map(texts);
	const choices = taken.map((choice) => {
		const key = [choice.id, choice.id === undefined ? choice.code : undefined].find(
			(candidate) => candidate !== undefined && left.has(candidate),
		);
		if (key === undefined) return choice;
		const otherText = left.get(key);
		left.delete(key);
		return { ...choice, other: true, otherText };
	});
	const rest = [...left.values()];
	const isLone = choices.length === 1 && rest.length === 1;
	if (isLone && choices[0].id === undefined && choices[0].otherText === undefined) {
		return { choices: [{ ...choices[0], other: true, otherText: rest[0] }] };
	}
	return rest.length > 0 ? { choices, comment: rest.join(', ') } : { choices };
};

const wording = (choices: AnswerChoice[]): Pick<Answer, 'label' | 'text'> => {
	const labels = choices.map(({ label, code }) => label ?? code ?? '');
	return {
		label: labels.join(', '),
		text: choices.map(({ otherText }, index) => otherText ?? labels[index]).join(', '),
	};
};
