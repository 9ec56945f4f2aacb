import type { Answer } from '../survey/SurveyResponse';
import { isUnreadable } from '../values/Reading';
import { countTaken, tookChoice, tookNamed } from './choices';
import {
	compareMoments,
	foldText,
	toBoolean,
	toMoment,
	toNumber,
	toText,
	type Moment,
} from './conversion';
import type { Expected, ExpectedList } from './expected';
import { entriesFrom } from './listEntries';
import type { Operand } from './operand';
import type { ReasonCode } from './reasons';
import type { Outcome, PredicateContext } from './Outcome';

type Predicate = (operand: Operand, expected: Expected, context: PredicateContext) => Outcome;

export const not =
	(predicate: Predicate): Predicate =>
	(operand, expected, context) => {
		const outcome = predicate(operand, expected, context);
		return typeof outcome === 'boolean' ? !outcome : outcome;
	};

export const isSelected: Predicate = (
	{ value, answer },
	expected,
	{ settings: { caseSensitive } },
) => {
	if (!answer) return foldText(toText(value), caseSensitive) === expected.folded;
	if (expected.isUnknownChoice) return 'unknownChoice';
	return expected.choices
		? tookChoice(answer, expected.choices, caseSensitive)
		: tookNamed(answer, expected.folded, caseSensitive);
};

const NUMBER_TYPES: ReadonlySet<string> = new Set(['number', 'rating', 'scale', 'nps', 'payment']);

export const equals: Predicate = (operand, expected, context) => {
	const { value, answer, parts } = operand;
	if (parts) return 'severalAnswers';
	const { settings, timeZone } = context;
	const { caseSensitive, convertTypes } = settings;
	if (answer?.choices?.length) {
		if (expected.isUnknownChoice) return 'unknownChoice';
		if (answer.choices.length === 1 && isSelected(operand, expected, context) === true) return true;
	} else if (convertTypes) {
		const converted = equalsConverted(value, answer, expected, context);
		if (converted !== undefined) return converted;
	}
	if (foldText(toText(value), caseSensitive) === expected.folded) return true;
	if (answer) return isWording(answer, (text) => foldText(text, caseSensitive) === expected.folded);
	if (!convertTypes || !expected.moment) return false;
	const moment = toMoment(value, timeZone, settings.dateOrder);
	return !!moment && compareMoments(moment, expected.moment, timeZone) === 0;
};

/** Numbers, booleans and dates that are written differently; undefined where text decides. */
function equalsConverted(
	value: unknown,
	answer: Answer | undefined,
	expected: Expected,
	{ settings, timeZone }: PredicateContext,
): boolean | undefined {
	if (typeof value === 'boolean') return expected.boolean === value;
	if (typeof value === 'number' || (answer && NUMBER_TYPES.has(answer.type))) {
		const number = answer?.numeric ?? toNumber(value);
		return !isUnreadable(number) && expected.number !== undefined
			? number === expected.number
			: undefined;
	}
	if (!expected.moment || !answer || !DATE_TYPES.has(answer.type)) return undefined;
	const moment = toMoment(value, timeZone, settings.dateOrder);
	return moment && compareMoments(moment, expected.moment, timeZone) === 0;
}

const DATE_TYPES: ReadonlySet<string> = new Set(['date', 'time', 'dateTime']);

const isWording = (answer: Answer, fits: (text: string) => boolean): boolean =>
	fits(answer.label) || (answer.text !== answer.label && fits(answer.text));

export const isInList: Predicate = (operand, expected, context) => {
	const test =
		operand.answer && (operand.parts || operand.answer.choices?.length) ? isSelected : equals;
	const { entries, isOfChoices } = expected.list!;
	const outcomes = entries.map((entry) => test(operand, entry, context));
	if (outcomes.includes(true)) return true;
	if (!isOfChoices && isWholeIn(operand, expected.list!, context)) return true;
	return outcomes.find((outcome) => typeof outcome === 'string') ?? false;
};

/** Where no definition says what an entry is, the answer does: `Yes, I agree` stands in the list as a whole. */
function isWholeIn(
	{ value, answer }: Operand,
	{ pieces }: ExpectedList,
	{ settings: { caseSensitive } }: PredicateContext,
): boolean {
	const words = answer?.choices?.length
		? answer.choices.flatMap(({ label = '', otherText = '' }) => [label, otherText])
		: answer
			? [answer.label, answer.text]
			: (Array.isArray(value) ? value : [value]).map(toText);
	const wanted = new Set(
		words.filter((text) => /[,;\n]/.test(text)).map((text) => foldText(text, caseSensitive)),
	);
	if (wanted.size === 0) return false;
	const isWhole = (text: string) => wanted.has(foldText(text, caseSensitive));
	return entriesFrom(pieces, isWhole).some(isWhole);
}

const onWords =
	(fits: (text: string, wanted: string) => boolean): Predicate =>
	({ value, answer }, { folded }, { settings: { caseSensitive } }) => {
		const test = (text: string): boolean => fits(foldText(text, caseSensitive), folded);
		if (answer && (answer.label !== '' || answer.text !== '')) return isWording(answer, test);
		return test(toText(value));
	};

export const contains = onWords((text, wanted) => text.includes(wanted));
export const startsWith = onWords((text, wanted) => text.startsWith(wanted));
export const endsWith = onWords((text, wanted) => text.endsWith(wanted));

export const matches: Predicate = ({ value, answer }, { pattern }) => {
	const texts = answer && answer.label !== '' ? [answer.label, answer.text] : [toText(value)];
	const results = new Set(texts.map((text) => pattern!.test(text.trim())));
	return results.has(true) || (results.has('tooLong') ? 'textTooLong' : false);
};

/** A choice counts with its recode: that is the number survey people mean by it. */
function numberOf({ value, answer }: Operand, { settings }: PredicateContext): number | ReasonCode {
	if (answer?.numeric !== undefined) return answer.numeric;
	if (typeof value !== 'number' && !settings.convertTypes) return 'notANumber';
	// What stands in a field was written by a program, an answer in words by a person.
	const origin = answer ? 'typed' : 'api';
	const number = toNumber(Array.isArray(value) && value.length === 1 ? value[0] : value, origin);
	if (!isUnreadable(number)) return number;
	return number.reason === 'ambiguous' ? 'ambiguousNumber' : 'notANumber';
}

export const compares =
	(holds: (sign: number) => boolean): Predicate =>
	(operand, expected, context) => {
		if (operand.parts) return 'severalAnswers';
		if (expected.number === undefined) return comparesDates(holds)(operand, expected, context);
		const number = numberOf(operand, context);
		return typeof number === 'string' ? number : holds(number - expected.number);
	};

function momentOf(
	{ value }: Operand,
	{ settings, timeZone }: PredicateContext,
): Moment | undefined {
	return toMoment(value, timeZone, settings.dateOrder);
}

export const comparesDates =
	(holds: (sign: number) => boolean): Predicate =>
	(operand, expected, context) => {
		if (operand.parts) return 'severalAnswers';
		const moment = momentOf(operand, context);
		if (!moment) return 'notADate';
		const sign = compareMoments(moment, expected.moment!, context.timeZone);
		return sign === undefined ? 'notComparable' : holds(sign);
	};

const placeOf = ({ number, moment }: Expected): number => number ?? moment!.at;

/** Both ends belong to the range; ends given the wrong way round are taken the right way. */
export const isBetween: Predicate = (operand, expected, context) => {
	const { low, high } = expected.range!;
	const [from, to] = placeOf(low) > placeOf(high) ? [high, low] : [low, high];
	const above = compares((sign) => sign >= 0)(operand, from, context);
	return above === true ? compares((sign) => sign <= 0)(operand, to, context) : above;
};

type NpsGroup = NonNullable<Answer['npsGroup']>;

export const isNpsGroup =
	(wanted: NpsGroup): Predicate =>
	(operand, _expected, context) => {
		if (operand.parts) return 'severalAnswers';
		if (operand.answer?.npsGroup) return operand.answer.npsGroup === wanted;
		const score = numberOf(operand, context);
		if (typeof score === 'string') return score;
		if (!Number.isInteger(score) || score < 0 || score > 10) return 'offScale';
		return wanted === (score >= 9 ? 'promoter' : score >= 7 ? 'passive' : 'detractor');
	};

/** Shown and nothing chosen is a count of 0; never shown is no count at all. */
export const counts =
	(holds: (sign: number) => boolean): Predicate =>
	({ state, answer }, expected) => {
		if (!answer && state === 'answered') return 'notAQuestion';
		if (state !== 'answered' && state !== 'skipped') return 'missing';
		if (expected.number === undefined) return 'valueNotANumber';
		return holds((answer ? countTaken(answer) : 0) - expected.number);
	};

export const isBoolean =
	(wanted: boolean): Predicate =>
	({ value, answer, parts }, _expected, { settings }) => {
		if (parts) return 'severalAnswers';
		if (typeof value === 'boolean') return value === wanted;
		if (!settings.convertTypes) return 'notABoolean';
		const words = answer?.choices?.length === 1 ? toBoolean(answer.choices[0].label) : undefined;
		const read = words ?? toBoolean(value);
		return read === undefined ? 'notABoolean' : read === wanted;
	};

export const isAnswered: Predicate = ({ state }) => state === 'answered';

export const hasState =
	(...wanted: Array<Operand['state']>): Predicate =>
	({ state, answer }) => {
		if (!answer && state !== 'notShown') return 'notAQuestion';
		if (state === 'unknown') return 'stateUnknown';
		return wanted.includes(state);
	};
