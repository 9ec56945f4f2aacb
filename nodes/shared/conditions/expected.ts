import { trimmed, type AuthorText } from '../pipedText/authorText';
import type { Choice, Question } from '../survey/SurveyDefinition';
import { findChoices } from './choices';
import { foldText, toBoolean, toMoment, toNumber, type Moment } from './conversion';
import { isUnreadable, type Unreadable } from '../values/Reading';
import { entriesFrom, piecesOf, type ListPiece } from './listEntries';
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
	list?: ExpectedList;
	pattern?: Pattern;
	/** The choices meant, where the definition is known. */
	choices?: Choice[];
	/** The definition is known and has no such choice. */
	isUnknownChoice?: boolean;
}

export interface ExpectedList {
	/** Cut without regard to choices and answers. */
	pieces: readonly ListPiece[];
	entries: Expected[];
	/** Only choices of the question can be meant: the answer's own words say nothing more about where to cut. */
	isOfChoices?: boolean;
	read(text: string): Expected;
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
	| { text: string; to: string; entries: readonly ListPiece[] };

/** Never throws: what cannot be read is a reason why the rule cannot be evaluated. */
export function readExpected(
	kind: ValueKind,
	given: GivenValue,
	settings: ConditionSettings,
	timeZone: string,
): Expected | ExpectedProblem {
	if (kind === 'none') return NOTHING;
	const { text: value } = given;
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
			return readRange(expected, endsOf(given), read);
		case 'list':
			return {
				...expected,
				list: readList(given.entries ? given.entries : piecesOf(given.text), read),
			};
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

const readList = (pieces: readonly ListPiece[], read: ExpectedList['read']): ExpectedList => ({
	pieces,
	entries: entriesFrom(pieces).map(read),
	read,
});

const RANGE_SEPARATORS = [/\s*\.{2,3}\s*/, /\s*;\s*/, /\s+(?:and|to)\s+/i];

function endsOf(given: GivenValue): string[] {
	if (given.to.trim() !== '') return [given.text, given.to];
	return given.entries ? given.entries.map(({ text }) => text) : splitRange(given.text);
}

const splitRange = (value: AuthorText): string[] => {
	const separator = rangeSeparatorIn([value]);
	return separator ? value.split(separator) : [value];
};

/** What stands between the ends of a range that an author wrote; undefined where it is one text. */
export const rangeSeparatorIn = (written: readonly AuthorText[]): RegExp | undefined =>
	RANGE_SEPARATORS.find((candidate) => written.some((text) => candidate.test(text)));

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
		const { pieces, read } = expected.list;
		const isChoice = (text: string) => findChoices(question, text, caseSensitive) !== null;
		const entries = entriesFrom(pieces, isChoice).map((entry) =>
			withChoices(read(entry), 'any', question, caseSensitive),
		);
		const isOfChoices = !takesOtherWords(question) || entries.every(({ choices }) => choices);
		return { ...expected, list: { ...expected.list, entries, isOfChoices } };
	}
	if (kind !== 'choice' && kind !== 'any') return expected;
	const choices = findChoices(question, expected.text, caseSensitive);
	if (choices) return { ...expected, choices };
	const mustBeChoice = kind === 'choice' || !takesOtherWords(question);
	return mustBeChoice ? { ...expected, isUnknownChoice: true } : expected;
}

const takesOtherWords = ({ type, choices }: Question): boolean =>
	type !== 'singleChoice' || choices.some(({ hasText }) => hasText);
