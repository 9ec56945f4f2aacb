import { readDate } from '../../values/dates';
import { isUnreadable } from '../../values/Reading';
import { monthNamed } from '../../values/monthNames';
import { YES_OR_NO_WORDS } from '../../values/booleans';
import { isOtherEncoding, withoutMojibake } from './encodings';
import { isErrorWord } from './errorWords';
import { isSameText } from './sameText';

/** What a spreadsheet program makes of a value without being asked. */
export type Damage =
	| 'lostZeros'
	| 'lostPlus'
	| 'exponent'
	| 'expanded'
	| 'lostDigits'
	| 'madeDate'
	| 'madePercent'
	| 'thousands'
	| 'numberForm'
	| 'booleanWord'
	| 'calculated'
	| 'lostApostrophe'
	| 'lostTime'
	| 'doubtful'
	| 'errorWord'
	| 'questionMarks'
	| 'mojibake'
	| 'otherEncoding';

/** What happened, and what to do. Examples are made up: cells of people are not quoted. */
export const DAMAGE_TEXTS: Readonly<Record<Damage, string>> = {
	lostZeros: 'a spreadsheet took off the zeros in front (as in 123 for 00123)',
	lostPlus: 'a spreadsheet took off the plus in front (as in 336… for +336…)',
	exponent: 'a spreadsheet turned the digits into a number (as in 3.36E+10)',
	expanded: 'a spreadsheet took the code for a number (as in 100000 for 1E5)',
	lostDigits: 'a spreadsheet kept 15 digits of the number and made the others zeros',
	madeDate: 'a spreadsheet made a date of it (as in 1-Feb for 1-2)',
	madePercent: 'a spreadsheet wrote it as a percentage (as in 5% for 0.05)',
	thousands: 'a spreadsheet set signs between the thousands (as in 1,234 for 1234)',
	numberForm: 'a spreadsheet wrote the number in another form (as in 1.5 for 1.50)',
	booleanWord: 'a spreadsheet wrote the word of its language (as in VRAI for TRUE)',
	calculated: 'a spreadsheet took it for a formula and calculated it (as in 2 for =1+1)',
	lostApostrophe: 'a spreadsheet took off the apostrophe in front (as in tis for ’tis)',
	lostTime: 'a spreadsheet took off the time of the day',
	doubtful:
		'a spreadsheet changed other cells of the file, and this one may be what it made of something else (as in 123 for 00123, a date for 1-2, or Ren? for René)',
	errorWord: 'it holds an error of the spreadsheet (as in #NAME?), not a value',
	questionMarks:
		'letters became question marks when the file was saved in an encoding that does not have them',
	mojibake:
		'letters with accents are spoilt (as in Ã© for é): the file was opened in another encoding than it was saved in',
	otherEncoding:
		'letters with accents became others: the file was opened in another encoding than it was saved in',
};

/** What to do about it. */
export const damageRemedy = (damage: Damage): string =>
	damage === 'questionMarks' || damage === 'mojibake' || damage === 'otherEncoding'
		? 'Save it as CSV UTF-8'
		: 'Format the column as text and enter it again';

/** Patterns that are asked of many cells are made once: written in place, each time makes a new one. */
const DIGIT = /\d/;
const DIGITS = /^\d+$/;
const MANTISSA = /^[+-]?(\d)(?:[.,](\d+))?E\+?(\d{1,3})$/i;
const PERCENTAGE = /^([+-]?\d+(?:[.,]\d+)?)\s?%$/;
const EXPONENT_CODE = /^\d+(?:[.,]\d+)?E\+?\d{1,3}$/i;
const GROUPED = /^[+-]?\d{1,3}(?:([ \u00a0\u202f'’.,])\d{3})(?:\1\d{3})*$/;
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
const TRUE_OR_FALSE = /^(?:true|false)$/i;
const OF_ENCODING = /[?\u0080-\uffff]/;
const SHOWN_EXPONENT = /^\s*[+-]?\d[.,]\d{2,}E\+\d{2,}\s*$/i;
const VISIBLE = /[#+:\u0080-\uffff]/;

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** Whether `found` is what a spreadsheet makes of `was`, and how. What people change is none of it, and neither is equal text. */
export function damageOf(found: string, was: string): Damage | undefined {
	if (found === '' || was === '' || isSameText(found, was)) return undefined;
	if (isErrorWord(found)) return isErrorWord(was) ? undefined : 'errorWord';
	// Both need one in what was there.
	const ofNumbers = DIGIT.test(was)
		? (ofDigits(found.trim(), was.trim()) ?? ofDate(found, was))
		: undefined;
	return ofNumbers ?? ofEnds(found, was) ?? ofWord(found, was) ?? ofLetters(found, was);
}

function ofDigits(found: string, was: string): Damage | undefined {
	if (!DIGIT.test(found)) return undefined;
	if (DIGITS.test(found)) {
		if (DIGITS.test(was)) {
			if (was.replace(/^0+(?=\d)/, '') === found) return 'lostZeros';
			return isRounded(found, was) ? 'lostDigits' : undefined;
		}
		const plus = /^\+\s*([\d ()./-]+)$/.exec(was);
		if (plus && digitsOf(plus[1]) === found) return 'lostPlus';
	}
	const mantissa = MANTISSA.exec(found);
	if (mantissa) return isExponentOf(mantissa, was) ? 'exponent' : undefined;
	if (isExponentCode(was) && DIGITS.test(found) && asNumber(was) === Number(found))
		return 'expanded';
	const shown = PERCENTAGE.exec(found);
	if (shown && !was.includes('%')) {
		const [number, before] = [asNumber(shown[1]), asNumber(was)];
		const isSameNumber = number === before || Math.abs(number / 100 - before) < 0.005;
		return isSameNumber ? 'madePercent' : undefined;
	}
	const unshown = PERCENTAGE.exec(was);
	if (unshown && Math.abs(asNumber(unshown[1]) / 100 - asNumber(found)) < 1e-9)
		return 'madePercent';
	return ofNumberForm(found, was);
}

/** Excel keeps 15 digits; those behind are zeros. */
const isRounded = (found: string, was: string): boolean =>
	found.length > 15 &&
	found.length === was.length &&
	/^0+$/.test(found.slice(15)) &&
	found.slice(0, 14) === was.slice(0, 14);

/** The same number, rounded to the digits that are left. */
function isExponentOf([, first, rest = '', power]: RegExpExecArray, was: string): boolean {
	const lastKept = 10 ** (Number(power) - rest.length);
	const shown = Number(`${first}${rest}`) * lastKept;
	const isNear = (number: number) => Math.abs(shown - number) <= lastKept * 0.5001;
	if (isExponentCode(was)) return isNear(asNumber(was));
	return /^\+?[\d ()./-]+$/.test(was) && isNear(Number(digitsOf(was)));
}

/** Codes such as `1E5`. */
export const isExponentCode = (text: string): boolean => EXPONENT_CODE.test(text);

const asNumber = (text: string): number => Number(text.replace(',', '.'));

function ofNumberForm(found: string, was: string): Damage | undefined {
	if (GROUPED.test(found) && /^[+-]?\d+$/.test(was) && digitsOf(found) === digitsOf(was))
		return 'thousands';
	if (!NUMBER.test(found) || !NUMBER.test(was)) return undefined;
	const isDecimal = /[.,]/.test(was);
	return isDecimal && asNumber(found) === asNumber(was) ? 'numberForm' : undefined;
}

/** Codes such as `1-2`, `3/4`, `1.2` and `MAR1` are dates to a spreadsheet. */
const LOOKS_LIKE_DATE =
	/^(?:\d{1,4}\s?[-/.]\s?\d{1,4}(?:\s?[-/.]\s?\d{1,4})?\.?|\d{1,2}[-. ]?\p{L}{3,9}[-. ]?\d{0,4}|\p{L}{3,9}[-. /]?\d{1,4})$/u;

export const looksLikeDate = (text: string): boolean => LOOKS_LIKE_DATE.test(text);

/** All numbers that a person wrote are still there, the month among them, be it as a word: else it is another value. */
function ofDate(found: string, was: string): Damage | undefined {
	if (!looksLikeDate(was.trim())) return undefined;
	// A code with a word that is no month is seen before a whole date is looked for.
	const before = numbersIn(was);
	if (!before || !isDateText(found.trim())) return undefined;
	const after = numbersIn(found);
	if (!after) return undefined;
	const isThere = (number: number): boolean =>
		after.includes(number) || after.includes(number % 100);
	return before.every(isThere) ? 'madeDate' : undefined;
}

/** With the number of a month that is named; undefined where a word is none. */
function numbersIn(text: string): number[] | undefined {
	const months = (text.match(/\p{L}+/gu) ?? []).map(monthNamed);
	const numbers = (text.match(/\d+/g) ?? []).map(Number);
	for (const month of months) {
		if (month === undefined) return undefined;
		numbers.push(month);
	}
	return numbers;
}

/** A whole date, or a day and a month as spreadsheets show them (`01-Feb`, `Feb-01`, `1. 2.`). */
export function isDateText(text: string): boolean {
	const read = readDate(text, { zone: 'UTC', order: 'dayFirst' });
	if (!isUnreadable(read) || read.reason !== 'notThatKind') return true;
	return /^(?:\d{1,2}[-. ]{1,2}\p{L}{3,9}\.?(?:[- ]\d{2,4})?|\p{L}{3,9}\.?[- ]\d{1,4}|\d{1,2}\.\s\d{1,2}\.?|\d{1,2}\.\d{1,2}\.)$/u.test(
		text,
	);
}

/** An apostrophe in front says to a spreadsheet that what follows is a text; of a moment some keep the day. */
function ofEnds(found: string, was: string): Damage | undefined {
	if (was.length === found.length + 1 && was === `'${found}`) return 'lostApostrophe';
	return was[10] === 'T' && /^\d{4}-\d{2}-\d{2}$/.test(found) && was.startsWith(found)
		? 'lostTime'
		: undefined;
}

function ofWord(found: string, was: string): Damage | undefined {
	if (!TRUE_OR_FALSE.test(was)) return undefined;
	const meant = YES_OR_NO_WORDS.get(found.toLowerCase());
	if (!meant?.isSpreadsheetWord) return undefined;
	return meant.is === (was.toLowerCase() === 'true') && meant.language !== 'English'
		? 'booleanWord'
		: undefined;
}

function ofLetters(found: string, was: string): Damage | undefined {
	if (!mayBeOfEncoding(found)) return undefined;
	const composed = was.normalize('NFC');
	if (isQuestioned(found, composed)) return 'questionMarks';
	const mended = withoutMojibake(found);
	if (mended !== undefined && isSameText(mended, was)) return 'mojibake';
	return isOtherEncoding(found, composed) ? 'otherEncoding' : undefined;
}

/** What an encoding did to a text shows in signs that most texts do not have. */
export const mayBeOfEncoding = (text: string): boolean => OF_ENCODING.test(text);

const BEYOND_ASCII = /[\u0080-\u{10ffff}]/u;
/** Neither Latin nor punctuation. */
const FAR_OFF = /[^\t\n\r -\u024f\u2010-\u203a\u20ac]/;

/** Each sign that differs is a question mark, or what is shown for a sign that cannot be read, where a letter beyond ASCII was. */
function isQuestioned(found: string, was: string): boolean {
	if (!/[?\ufffd]/.test(found)) return false;
	const left = [...found.normalize('NFC')];
	// An accent that is a sign of its own gives a question mark of its own; of a pair of halves, each half may.
	return [[...was], [...was.normalize('NFD')], was.split('')].some(
		(right) =>
			left.length === right.length &&
			left.every(
				(sign, at) =>
					sign === right[at] || (/[?\ufffd]/.test(sign) && BEYOND_ASCII.test(right[at])),
			),
	);
}

/**
 * Whether a spreadsheet may have made the text: a number, a day, yes or no, question marks of letters. Zeros or a plus in front say
 * that it left it alone.
 */
export const looksConverted = (text: string): boolean =>
	/\p{L}\?|\?\p{L}/u.test(text) ||
	/^-?(?:0|[1-9]\d*)(?:[.,]\d+)?(?:E[+-]?\d+)?\s?%?$/i.test(text) ||
	isDateText(text.trim()) ||
	YES_OR_NO_WORDS.get(text.toLowerCase())?.isSpreadsheetWord === true;

/** A number as spreadsheets write long ones, of which digits are gone: `3.36E+10`. */
export const showsExponent = (found: string): boolean => SHOWN_EXPONENT.test(found);

/** Damage that a cell shows by itself, whatever was there. */
export function visibleDamage(found: string): Damage | undefined {
	// Most cells hold none of the signs without which there is nothing to see.
	if (!VISIBLE.test(found)) return undefined;
	if (isErrorWord(found)) return 'errorWord';
	if (found.includes('\ufffd')) return 'questionMarks';
	if (showsExponent(found)) return 'exponent';
	const mended = withoutMojibake(found);
	// Two signs that stand side by side by chance give one of some far-off script.
	return mended !== undefined && !FAR_OFF.test(mended) ? 'mojibake' : undefined;
}

/** The same, unless the value before shows it too: then it is no damage, but how such values are. */
export function addedDamage(found: string, was: string): Damage | undefined {
	const damage = visibleDamage(found);
	return damage !== undefined && damage !== visibleDamage(was) ? damage : undefined;
}
