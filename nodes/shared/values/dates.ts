import { DateTime, FixedOffsetZone } from 'luxon';
import { Unreadable } from './Reading';
import { withoutInvisible } from './invisible';
import { clockOf, exists, instantOfClock, zoneNamed, type ClockTime } from './localTime';
import { monthNamed } from './monthNames';
import { offsetOf } from './zones';

/** How a text gives a date: the order of its numbers decides where a setting says so. */
export interface DateReading {
	/** IANA name: of times that name no zone. */
	zone: string;
	/** Of `03/04/2025`; without it such a date is ambiguous. */
	order?: 'dayFirst' | 'monthFirst';
}

export interface ReadDate {
	/** The moment, in the zone of the reading; a day begins at its midnight there. */
	date: DateTime;
	/** A day without a time, which no change of time zone may move. */
	isDay: boolean;
	/** The text itself named a zone or an offset. */
	hasZone: boolean;
	/** As the clock showed it: where only the time on the clock counts. */
	clock: ClockTime;
}

const LONGEST = 100;

const NOT_A_DATE = new Unreadable('notThatKind', 'this is not a date');
const BARE_NUMBER = new Unreadable(
	'notThatKind',
	'a number alone is not a date; set a format such as unix, unix-ms or excel',
);
const TWO_WAYS = new Unreadable(
	'ambiguous',
	'the order of day and month is ambiguous; set the date format',
);
const NO_SUCH_DATE = new Unreadable('impossible', 'there is no such date in the calendar');
const SHORT_YEAR = new Unreadable('ambiguous', 'the year has two digits; write it with four');
const UNKNOWN_ZONE = new Unreadable(
	'ambiguous',
	'its time zone cannot be told; write it as an offset such as +01:00',
);

/** Year, month and day as numbers, or why they are none. */
type Day = Pick<ClockTime, 'year' | 'month' | 'day'>;

/**
 * A date in one of the forms that can be read in one way only (docs/values.md): ISO 8601 with or without time and zone, day and
 * month in figures where a day above 12, points between them, or a setting says which is which, and months in words. A zone in
 * the text wins over the setting. A bare number is none.
 */
export function readDate(value: unknown, reading: DateReading): ReadDate | Unreadable {
	if (value instanceof Date) return fromMoment(value.getTime(), reading.zone);
	if (typeof value === 'number' || typeof value === 'bigint') return BARE_NUMBER;
	if (typeof value !== 'string') return NOT_A_DATE;
	if (value.length > LONGEST) return NOT_A_DATE;
	const text = withoutInvisible(value).replace(/\s+/g, ' ').trim();
	if (/^[+-]?[\d.,]+$/.test(text) && /^[+-]?\d+(?:[.,]\d+)?$/.test(text)) return BARE_NUMBER;
	for (const { pattern, dayOf } of FORMS) {
		const match = pattern.exec(text);
		if (!match) continue;
		const day = dayOf(match, reading);
		return day instanceof Unreadable ? day : withTime(day, text.slice(match[0].length), reading);
	}
	return NOT_A_DATE;
}

/** The same, for what says how it is counted: seconds or milliseconds since 1970, or Excel's days since 1900. */
export function readCountedDate(
	value: unknown,
	unit: 'unix' | 'unix-ms' | 'excel',
	zone: string,
): ReadDate | Unreadable {
	const count = typeof value === 'number' ? value : Number(plainNumber(value));
	if (!Number.isFinite(count)) return NOT_A_DATE;
	if (unit === 'excel') return fromExcel(count, zone);
	return fromMoment(unit === 'unix' ? count * 1000 : count, zone);
}

const plainNumber = (value: unknown): string =>
	typeof value === 'string' && /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(value) ? value : 'none';

/** Excel's 29 February 1900 never was: its day 60 is left out, and days before are one later. */
function fromExcel(days: number, zone: string): ReadDate | Unreadable {
	if (days < 1 || days >= 2_958_466 || Math.floor(days) === 60) return NO_SUCH_DATE;
	const whole = Math.floor(days);
	const ms = Math.round((days - whole) * 86_400_000);
	const at = new Date(Date.UTC(1899, 11, whole < 60 ? 31 : 30) + whole * 86_400_000 + ms);
	const clock = clockOf(DateTime.fromJSDate(at, { zone: 'UTC' }));
	return fromClock(clock, days === whole, zone);
}

function fromMoment(ms: number, zone: string): ReadDate | Unreadable {
	const date = DateTime.fromMillis(Math.abs(ms) <= 8.64e15 ? ms : Number.NaN, { zone });
	if (!date.isValid) return NO_SUCH_DATE;
	return { date, isDay: false, hasZone: true, clock: clockOf(date) };
}

interface Form {
	pattern: RegExp;
	dayOf(match: RegExpExecArray, reading: DateReading): Day | Unreadable;
}

const day = (year: string, month: number | string, dayOfMonth: string): Day => ({
	year: Number(year),
	month: Number(month),
	day: Number(dayOfMonth),
});

const inWords = (year: string, word: string, dayOfMonth: string): Day | Unreadable => {
	const month = monthNamed(word);
	return month === undefined ? NOT_A_DATE : day(year, month, dayOfMonth);
};

/** `03/04/2025`: which is the day is told by a number above 12, or by the setting. */
function inFigures(
	[, first, , second, year]: RegExpExecArray,
	{ order }: DateReading,
): Day | Unreadable {
	const [left, right] = [Number(first), Number(second)];
	if (order === 'dayFirst') return day(year, second, first);
	if (order === 'monthFirst') return day(year, first, second);
	if (left > 12) return day(year, second, first);
	if (right > 12) return day(year, first, second);
	return left === right ? day(year, second, first) : TWO_WAYS;
}

/** What a date whose year has two digits may say, with four; none for any other text. */
export function withWholeYear(text: string): string[] {
	const match = new RegExp(`^${SHORT_YEAR_FORM}`).exec(text.trim());
	if (!match) return [];
	const rest = text.trim().slice(match[0].length);
	return ['20', '19'].map((century) => `${match[1]}${century}${match[3]}${rest}`);
}

const WEEKDAY = String.raw`(?:\p{L}{2,12}\.?,? )?`;
const END = String.raw`(?=$|[\sT,])`;
const SHORT_YEAR_FORM = String.raw`(\d{1,2}([/.-]) ?\d{1,2}\2 ?)(\d{2})${END}`;
const form = (pattern: string, dayOf: Form['dayOf']): Form => ({
	pattern: new RegExp(`^${pattern}`, 'u'),
	dayOf,
});

const FORMS: readonly Form[] = [
	form(String.raw`(\d{4})-(\d{2})-(\d{2})${END}`, ([, y, m, d]) => day(y, m, d)),
	form(String.raw`(\d{4})(\d{2})(\d{2})(?=T\d)`, ([, y, m, d]) => day(y, m, d)),
	form(String.raw`(\d{4})-?W(\d{2})-?([1-7])${END}`, ([text]) => {
		const date = DateTime.fromISO(text, { zone: 'UTC' });
		return date.isValid ? clockOf(date) : NO_SUCH_DATE;
	}),
	form(String.raw`(\d{4})([/.])(\d{1,2})\2(\d{1,2})${END}`, ([, y, , m, d]) => day(y, m, d)),
	form(String.raw`(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})${END}`, ([, d, m, y]) => day(y, m, d)),
	form(String.raw`(\d{1,2})([/-])(\d{1,2})\2(\d{4})${END}`, inFigures),
	form(SHORT_YEAR_FORM, () => SHORT_YEAR),
	form(
		String.raw`${WEEKDAY}(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ -](?:de |d')?(\p{L}{3,12}\.?)(?: de)?[ ,-]+(\d{4})${END}`,
		([, d, word, y]) => inWords(y, word, d),
	),
	form(
		String.raw`${WEEKDAY}(\p{L}{3,12}\.?) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})${END}`,
		([, word, d, y]) => inWords(y, word, d),
	),
];

const TIME =
	/^(?:T|,? (?:at )?)(\d{1,2})(?::?(\d{2}))(?::?(\d{2})(?:[.,](\d{1,9}))?)? ?([AaPp]\.?[Mm]\.?)?(?: ?(.+))?$/;

/** What stands behind the day: nothing, or a time, which may name its zone. */
function withTime(found: Day, rest: string, { zone }: DateReading): ReadDate | Unreadable {
	const midnight: ClockTime = { ...found, hour: 0, minute: 0, second: 0, millisecond: 0 };
	const { year, month, day: dayOfMonth } = found;
	const start = { ...midnight, year, month, day: dayOfMonth };
	if (rest === '') return exists(start) ? fromClock(start, true, zone) : NO_SUCH_DATE;
	const match = TIME.exec(rest);
	if (!match) return NOT_A_DATE;
	const [, hours, minutes, seconds = '0', fraction = '0', half, zoneText] = match;
	const hour = hourOf(Number(hours), half);
	if (hour === undefined) return NO_SUCH_DATE;
	const clock: ClockTime = {
		year,
		month,
		day: dayOfMonth,
		hour: hour === 24 ? 0 : hour,
		minute: Number(minutes),
		second: Number(seconds),
		millisecond: Math.floor(Number(`0.${fraction}`) * 1000),
	};
	if (!exists(clock)) return NO_SUCH_DATE;
	if (hour === 24)
		return Number(minutes) === 0 && Number(seconds) === 0 ? nextDay(clock, zone) : NO_SUCH_DATE;
	if (zoneText === undefined) return fromClock(clock, false, zone);
	return inNamedZone(clock, zoneText, zone);
}

/** `24:00` ends the day. */
function nextDay(clock: ClockTime, zone: string): ReadDate | Unreadable {
	const next = DateTime.fromObject(clock, { zone: 'UTC' }).plus({ days: 1 });
	return fromClock(clockOf(next), false, zone);
}

/** Hours from 0 to 24; `12 AM` is midnight. */
function hourOf(hours: number, half: string | undefined): number | undefined {
	if (half === undefined) return hours <= 24 ? hours : undefined;
	if (hours < 1 || hours > 12)
		return hours > 12 && hours < 24 && /^p/i.test(half) ? hours : undefined;
	return (hours % 12) + (/^p/i.test(half) ? 12 : 0);
}

/** `Z`, `+01:00`, `UTC`, `GMT+0100 (CET)`, `Europe/Paris`, `[Europe/Paris]` behind an offset. */
function inNamedZone(clock: ClockTime, text: string, zone: string): ReadDate | Unreadable {
	const [first] = text.replace(/^[([]/, '').trim().split(/[ ([]/);
	const offset = offsetOf(first.replace(/[\])]$/, ''));
	if (offset !== undefined) {
		const ms = instantOfClock(clock, FixedOffsetZone.instance(offset));
		const date = DateTime.fromMillis(ms, { zone });
		return { date, isDay: false, hasZone: true, clock };
	}
	const name = first.replace(/[\])]$/, '');
	if (!name.includes('/') || !zoneNamed(name))
		return /^[\p{L}/_+-]+$/u.test(name) ? UNKNOWN_ZONE : NOT_A_DATE;
	const read = fromClock(clock, false, name);
	return read instanceof Unreadable
		? read
		: { ...read, date: read.date.setZone(zone), hasZone: true };
}

function fromClock(clock: ClockTime, isDay: boolean, zone: string): ReadDate | Unreadable {
	const named = zoneNamed(zone);
	if (named === undefined) return UNKNOWN_ZONE;
	const date = DateTime.fromMillis(instantOfClock(clock, named), { zone });
	return date.isValid ? { date, isDay, hasZone: false, clock } : NO_SUCH_DATE;
}
