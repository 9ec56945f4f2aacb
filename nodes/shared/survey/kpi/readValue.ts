import type { Answer, ContextValue, SurveyResponse } from '../SurveyResponse';
import { wasNotShown } from '../notShown';
import { readNumber } from '../../values/numbers';
import { isUnreadable } from '../../values/Reading';
import { isEmpty } from '../../values/text';
import type { LeftOutReason, ValueSource } from './types';

/** One value as it stands in a response, before any scale is applied. */
export interface FoundValue {
	number?: number;
	/** Chosen codes, or the value itself, with the words for each; empty unless asked for. */
	entries: Array<{ key: string; label: string }>;
	scale?: Answer['scale'];
	npsGroup?: Answer['npsGroup'];
}

/**
 * A number, or a text that is nothing but one (docs/values.md); what can be read in two ways is none. A boolean is none, and
 * neither is an empty text.
 */
export function numberIn(value: unknown): number | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const read = readNumber(value, { origin: 'typed' });
	return isUnreadable(read) ? undefined : read;
}

type Found = FoundValue | LeftOutReason;

/** What a source finds under its very key; undefined for an answer that may stand under another. */
export function valueOf(
	{ answers, context, scores }: SurveyResponse,
	{ from, key }: Pick<ValueSource, 'from' | 'key'>,
	withWords: boolean,
): Found | undefined {
	switch (from) {
		case 'answer':
			return Object.hasOwn(answers, key) ? fromAnswer(answers[key], withWords) : undefined;
		case 'context':
			return Object.hasOwn(context, key) ? fromContext(context[key]) : 'notInResponse';
		case 'score': {
			const score = scores.find(({ name }) => name === key);
			return score ? fromContext(score.value) : 'notInResponse';
		}
	}
}

/** All that a source finds in a response: values, and the reason wherever there is none. Never empty. */
export function valuesOf(
	response: SurveyResponse,
	source: Pick<ValueSource, 'from' | 'key'>,
	withWords: boolean,
): Found[] {
	const found = valueOf(response, source, withWords);
	if (found !== undefined) return [found];
	const passes = passesFor(response, source.key).map((answer) => fromAnswer(answer, withWords));
	if (passes.length > 0) return passes;
	return [wasNotShown(response, source.key) ? 'notShown' : 'notInResponse'];
}

/** By export tag, or every pass of a loop. */
function passesFor({ answers }: SurveyResponse, key: string): Answer[] {
	const passes: Answer[] = [];
	for (const name in answers) {
		const answer = answers[name];
		if (answer.ref === key || (answer.loop !== undefined && name === `${answer.loop}_${key}`)) {
			passes.push(answer);
		}
	}
	return ofAnswered(passes, key);
}

/** Where an export tag stands for several questions, those without an answer say nothing beside one that has one. */
function ofAnswered(passes: Answer[], key: string): Answer[] {
	const idOf = ({ parentId, questionId }: Answer): string => parentId ?? questionId;
	if (passes.length < 2 || passes.every((answer) => idOf(answer) === idOf(passes[0])))
		return passes;
	if (!passes.every(({ ref }) => ref === key)) return passes;
	const answered = new Set(passes.filter(({ state }) => state === 'answered').map(idOf));
	const meant = answered.size > 0 ? answered : new Set([idOf(passes[0])]);
	return passes.filter((answer) => meant.has(idOf(answer)));
}

const NO_WORDS: FoundValue['entries'] = [];

function fromAnswer(answer: Answer, withWords: boolean): FoundValue | LeftOutReason {
	if (answer.state === 'skipped' || answer.state === 'notShown') return answer.state;
	const { value, scale, npsGroup } = answer;
	if (isEmpty(value) && answer.numeric === undefined) return 'skipped';
	const number = numberIn(answer.numeric) ?? numberIn(value);
	return { number, entries: withWords ? entriesOf(answer) : NO_WORDS, scale, npsGroup };
}

function fromContext(value: ContextValue): FoundValue | LeftOutReason {
	if (isEmpty(value)) return 'skipped';
	const all = Array.isArray(value) ? value : [String(value)];
	return { number: numberIn(value), entries: all.map((key) => ({ key, label: key })) };
}

function entriesOf({ choices, value, label, numeric }: Answer): FoundValue['entries'] {
	if (choices?.length) {
		return choices.map((choice) => {
			const key = choice.code ?? choice.id ?? choice.label ?? '';
			return { key, label: choice.label ?? key };
		});
	}
	if (Array.isArray(value)) return value.map((key) => ({ key, label: key }));
	const isPlain = value !== null && typeof value !== 'object';
	const key = isPlain ? String(value) : String(numeric ?? label);
	return [{ key, label: label || key }];
}

/** The value of a dimension: the words of the answer, the field as text; null where the response has none. */
export function dimensionValue(
	response: SurveyResponse,
	source: Pick<ValueSource, 'from' | 'key'>,
): string | null {
	const found = valueOf(response, source, true);
	if (typeof found === 'object' && found.entries.length === 1) return found.entries[0].label;
	const labels = valuesOf(response, source, true)
		.flatMap((one) => (typeof one === 'string' ? [] : one.entries))
		.map(({ label }) => label);
	return labels.length > 0 ? [...new Set(labels)].join(', ') : null;
}
