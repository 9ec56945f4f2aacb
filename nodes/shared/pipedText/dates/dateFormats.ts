import { DateTime } from 'luxon';
import { clockOf, exists, instantOfClock, zoneNamed } from '../../values/localTime';
import { readCountedDate, readDate, type DateReading, type ReadDate } from '../../values/dates';
import { withoutInvisible } from '../../values/invisible';
import { Unreadable } from '../../values/Reading';

export type DateParser = (value: unknown, zone: string) => ReadDate | Unreadable;

const LONGEST = 100;

/** The letters of date tokens (those of PHP's `date()`) as luxon reads them. */
const LETTERS: Record<string, string> = {
	d: 'd',
	j: 'd',
	m: 'M',
	n: 'M',
	Y: 'yyyy',
	y: 'yy',
	H: 'H',
	G: 'H',
	h: 'h',
	g: 'h',
	i: 'm',
	s: 's',
	v: 'SSS',
	A: 'a',
	a: 'a',
	D: 'EEE',
	l: 'EEEE',
	M: 'LLL',
	F: 'LLLL',
	P: 'ZZ',
	O: 'ZZZ',
	e: 'z',
	N: 'E',
};

const COUNTED: Record<string, 'unix' | 'unix-ms' | 'excel'> = {
	U: 'unix',
	unix: 'unix',
	'unix-ms': 'unix-ms',
	excel: 'excel',
};

/** Two equal letters side by side (`dd`, `MM`, `yyyy`) tell a pattern from the single letters of date tokens. */
export const isPattern = (format: string): boolean => /([A-Za-z])\1/.test(unquoted(format));

const unquoted = (format: string): string => format.replace(/\\.|'[^']*'/g, '');

/** What a pattern may hold, in luxon's letters. */
const PATTERN_LETTERS: ReadonlySet<string> = new Set(
	(
		'yyyy yy MMMM MMM MM M LLLL LLL LL L dd d HH H hh h mm m ss s SSS S a EEEE EEE E ccc cccc ' +
		'ZZZ ZZ Z z W WW kkkk o ooo q'
	).split(' '),
);

/**
 * A pattern as spreadsheets and other tools write it (`dd/mm/yyyy hh:mm`, `YYYY-MM-DD`) in luxon's letters: `m` stands for the
 * minute only beside hours or seconds where no other letter stands for the month; hours without am or pm count to 24; `D` and `Y`
 * are days and years. Undefined where a letter means nothing.
 */
export function patternOf(format: string): string | undefined {
	// Quoted words, runs of one letter, and whatever stands between them.
	const parts = format.match(/'[^']*'|([A-Za-z])\1*|[^A-Za-z']+|'/g) ?? [];
	const runs = parts.filter((part) => /^[A-Za-z]/.test(part));
	const letters = runs.join('');
	const namesMonth = /[ML]/.test(letters);
	const namesDay = letters.includes('d');
	const isHalfDay = /a/i.test(letters);
	let at = -1;
	const translated = parts.map((part) => {
		if (!/^[A-Za-z]/.test(part)) return part;
		at += 1;
		const { length } = part;
		switch (part[0]) {
			case 'Y':
				return length === 2 ? 'yy' : 'yyyy';
			case 'D':
				return namesDay ? part : 'd'.repeat(Math.min(length, 2));
			case 'h':
				return isHalfDay ? part : part.toUpperCase();
			case 'm':
				return length < 3 && (namesMonth || isMinute(runs[at - 1], runs[at + 1]))
					? part
					: part.toUpperCase();
			default:
				return part;
		}
	});
	const known = translated.every((part) => !/^[A-Za-z]/.test(part) || PATTERN_LETTERS.has(part));
	return known ? translated.join('') : undefined;
}

const isMinute = (before = '', after = ''): boolean =>
	/^[Hhk]/.test(before) || after.startsWith('s');

export const UNKNOWN_PATTERN =
	'the format holds letters that mean nothing; write dd for the day, MM for the month, yyyy for the year, HH, mm and ss for the time';

const NAMES_TIME = /[HGhgisvAaU]/;

/**
 * Reads by a format: letters of date tokens, a pattern with doubled letters, or what is counted (unix, unix-ms, excel). An empty
 * one reads what can be read in one way only. A text says why a format cannot be used.
 */
export function dateParser(format: string, order?: DateReading['order']): DateParser | string {
	const trimmed = format.trim();
	if (trimmed === '' || trimmed === 'auto') {
		return (value, zone) => readDate(value, { zone, ...(order && { order }) });
	}
	if (Object.hasOwn(COUNTED, trimmed)) {
		return (value, zone) => readCountedDate(value, COUNTED[trimmed], zone);
	}
	const pattern = isPattern(format) ? patternOf(format) : fromLetters(format);
	if (pattern === undefined) return UNKNOWN_PATTERN;
	const isDay = isPattern(format) ? !/[Hhms]/.test(unquoted(pattern)) : !NAMES_TIME.test(format);
	const namesZone = /[zZ]/.test(unquoted(pattern));
	const unfit = new Unreadable('notThatKind', `this is not a date written as ${format}`);
	return (value, zone) => {
		const text = textOfDate(value);
		if (text === undefined) return unfit;
		const date = DateTime.fromFormat(text, pattern, {
			zone: namesZone ? zone : 'UTC',
			locale: 'en',
		});
		if (!date.isValid) return unfit;
		return namesZone
			? { date, isDay, hasZone: true, clock: clockOf(date) }
			: inZone(date, zone, isDay);
	};
}

/** The time on the clock that was read, as a moment of the zone. */
function inZone(read: DateTime, zone: string, isDay: boolean): ReadDate | Unreadable {
	const clock = clockOf(read);
	const named = zoneNamed(zone);
	if (named === undefined || !exists(clock)) {
		return new Unreadable('impossible', 'there is no such date in the calendar');
	}
	const date = DateTime.fromMillis(instantOfClock(clock, named), { zone });
	return { date, isDay, hasZone: false, clock };
}

function fromLetters(format: string): string {
	let pattern = '';
	for (let index = 0; index < format.length; index++) {
		const character = format[index] === '\\' ? undefined : format[index];
		if (character !== undefined && Object.hasOwn(LETTERS, character)) pattern += LETTERS[character];
		else {
			const plain = character ?? format[++index] ?? '';
			pattern += /[A-Za-z]/.test(plain) ? `'${plain}'` : plain;
		}
	}
	return pattern;
}

function textOfDate(value: unknown): string | undefined {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = withoutInvisible(String(value)).trim();
	return text.length > LONGEST ? undefined : text;
}
