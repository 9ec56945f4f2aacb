import { splitAt, trimmed, type AuthorText } from '../pipedText/authorText';
import type { Choice, Question } from '../survey/SurveyDefinition';
import { findChoices } from './choices';
import { foldText, toBoolean, toMoment, toNumber, type Moment } from './conversion';
import { isUnreadable, type Unreadable } from '../values/Reading';
import { compilePattern, type Pattern } from './pattern';
import type { ReasonCode } from './reasons';
import type { ConditionSettings } from './ConditionSettings';

/** A rule's value, read once in every way its operator may need. */
export interface Expected {
	text: string;
	folded: string;
	number?: number;
	/** Why it is no number. */
	notANumber?: Unreadable;
	boolean?: boolean;
	moment?: Moment;
	/** Both ends of `between`. */
	range?: { low: Expected; high: Expected };
	/** Entries of `inList`. */
	list?: Expected[];
	pattern?: Pattern;
	/** The choices meant, where the definition is known. */
	choices?: Choice[];
	/** The definition is known and has no such choice. */
	isUnknownChoice?: boolean;
}

/** What an operator takes as its value; the node shows the field for it. */
export type ValueKind =
	| 'none'
	| 'choice'
	/** Whatever the subject holds: one of its choices, text, a number, a date. */
	| 'any'
	| 'text'
	| 'number'
	| 'date'
	| 'range'
	| 'list'
	| 'pattern';

export interface ExpectedProblem {
	reason: ReasonCode;
	detail?: string;
}

export const isProblem = (value: Expected | ExpectedProblem): value is ExpectedProblem =>
	'reason' in value;

const NOTHING: Expected = { text: '', folded: '' };

/** A rule's value as its author wrote it, or with data in it: then its entries are known and nothing in them is cut. */
export type GivenValue =
	| { text: AuthorText; to: AuthorText; entries?: undefined }
	| { text: string; to: string; entries: string[] };

/** Never throws: what cannot be read is a reason why the rule cannot be evaluated. */
export function readExpected(
	kind: ValueKind,
	given: GivenValue,
	settings: ConditionSettings,
	timeZone: string,
): Expected | ExpectedProblem {
	if (kind === 'none') return NOTHING;
	const { text: value, to: valueTo } = given;
	if (value.trim() === '') return { reason: 'noValue' };
	const read = (text: string) => readText(text, settings, timeZone);
	const expected = read(value);
	switch (kind) {
		case 'number':
			return expected.number === undefined && expected.moment === undefined
				? notANumber(expected)
				: expected;
		case 'date':
			return expected.moment ? expected : { reason: 'valueNotADate' };
		case 'range':
			return readRange(
				expected,
				valueTo.trim() !== '' ? [value, valueTo] : (given.entries ?? splitRange(given.text)),
				read,
			);
		case 'list':
			return { ...expected, list: entriesOf(given).map(read) };
		case 'pattern':
			return given.entries
				? { reason: 'patternIsData' }
				: readPattern(expected, given.text, settings.caseSensitive);
		default:
			return expected;
	}
}

const notANumber = ({ notANumber: why }: Expected): ExpectedProblem => ({
	reason: 'valueNotANumber',
	...(why?.reason === 'ambiguous' && { detail: why.message }),
});

function readText(text: string, settings: ConditionSettings, timeZone: string): Expected {
	return {
		text,
		folded: foldText(text, settings.caseSensitive),
		...numberOf(text),
		boolean: toBoolean(text),
		moment: toMoment(text, timeZone, settings.dateOrder),
	};
}

function numberOf(text: string): Pick<Expected, 'number' | 'notANumber'> {
	const number = toNumber(text);
	return isUnreadable(number) ? { notANumber: number } : { number };
}

const entriesOf = (given: GivenValue): string[] => {
	const entries =
		given.entries ?? splitAt(given.text, separatorOf('list', [trimmed(given.text)]) ?? '\n');
	return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
};

const RANGE_SEPARATORS = [/\s*\.{2,3}\s*/, /\s*;\s*/, /\s+(?:and|to)\s+/i];

const splitRange = (value: AuthorText): string[] => {
	const separator = separatorOf('range', [value]);
	return separator ? value.split(separator) : [value];
};

/** One entry a line; on a single line semicolons, else commas stand between entries. */
const LIST_SEPARATORS = ['\n', ';', ','];

/** What stands between the entries that an author wrote; undefined where it is one. */
export function separatorOf(
	kind: ValueKind,
	written: readonly AuthorText[],
): string | RegExp | undefined {
	if (kind === 'range')
		return RANGE_SEPARATORS.find((candidate) => written.some((text) => candidate.test(text)));
	if (kind !== 'list') return undefined;
	const text = written.join(' ');
	return LIST_SEPARATORS.find((candidate) => text.includes(candidate));
}

function readRange(
	expected: Expected,
	ends: string[],
	read: (text: string) => Expected,
): Expected | ExpectedProblem {
	if (ends.length !== 2) return { reason: 'valueNotARange' };
	const [low, high] = ends.map(read);
	const bothNumbers = low.number !== undefined && high.number !== undefined;
	if (!bothNumbers && !(low.moment && high.moment)) return { reason: 'valueNotARange' };
	const text = `${low.text.trim()} and ${high.text.trim()}`;
	return { ...expected, text, range: { low, high } };
}

function readPattern(
	expected: Expected,
	written: AuthorText,
	caseSensitive: boolean,
): Expected | ExpectedProblem {
	const compiled = compilePattern(trimmed(written), caseSensitive);
	return 'problem' in compiled
		? { reason: 'badPattern', detail: compiled.problem }
		: { ...expected, pattern: compiled };
}

/**
 * The choices a value means in a question. A value that names none is an unknown choice where nothing but a choice can be
 * meant; with *is*, the words of several choices or a text typed into one may be meant instead.
 */
export function withChoices(
	expected: Expected,
	kind: ValueKind,
	question: Question | undefined,
	caseSensitive: boolean,
): Expected {
	if (!question || question.choices.length === 0) return expected;
	if (expected.list) {
		const list = expected.list.map((entry) => withChoices(entry, 'any', question, caseSensitive));
		return { ...expected, list };
	}
	if (kind !== 'choice' && kind !== 'any') return expected;
	const choices = findChoices(question, expected.text, caseSensitive);
	if (choices) return { ...expected, choices };
	const mustBeChoice =
		kind === 'choice' ||
		(question.type === 'singleChoice' && !question.choices.some(({ hasText }) => hasText));
	return mustBeChoice ? { ...expected, isUnknownChoice: true } : expected;
}
