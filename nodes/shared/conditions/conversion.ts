import { DateTime } from 'luxon';
import { readBoolean } from '../values/booleans';
import { readDate } from '../values/dates';
import { readNumber, type NumberReading } from '../values/numbers';
import { isUnreadable, type Unreadable } from '../values/Reading';
import { cleanText, fold, isBlank } from '../values/text';

/**
 * How values of different types meet. Numbers, dates, yes and no, and text are read as everywhere (docs/values.md); what is said
 * here besides:
 *
 * | wanted  | taken from                     | read as                                                        |
 * |---------|--------------------------------|----------------------------------------------------------------|
 * | text    | number, boolean                | `5`, `true`                                                    |
 * |         | list                           | entries joined with `, `                                       |
 * | number  | text of an answer, of a rule   | as people type it: `1.234` and `1,234` cannot be told          |
 * |         | text of a field                | as a program writes it: the point begins the decimals          |
 * | date    | time of day: `14:30`           | compares with other times of day only                          |
 *
 * Two texts are equal as texts (`007` is not `7`: post codes); a number and a text are equal as numbers (`5` is `5.0`).
 */
export const toNumber = (
	value: unknown,
	origin: NumberReading['origin'] = 'typed',
): number | Unreadable => readNumber(value, { origin });

export const toBoolean = readBoolean;

/** A point in time, a calendar day or a time of day; `at` is milliseconds (days: of their start in UTC). */
export interface Moment {
	kind: 'instant' | 'day' | 'time';
	at: number;
}

const TIME = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

export function toMoment(
	value: unknown,
	timeZone: string,
	dateOrder?: 'dayFirst' | 'monthFirst',
): Moment | undefined {
	if (typeof value !== 'string') return undefined;
	const time = TIME.exec(value.trim());
	if (time) {
		const [hours, minutes, seconds] = [time[1], time[2], time[3] ?? '0'].map(Number);
		return { kind: 'time', at: ((hours * 60 + minutes) * 60 + seconds) * 1000 };
	}
	const read = readDate(value, { zone: timeZone, ...(dateOrder && { order: dateOrder }) });
	if (isUnreadable(read)) return undefined;
	const { year, month, day } = read.clock;
	return read.isDay
		? { kind: 'day', at: DateTime.utc(year, month, day).toMillis() }
		: { kind: 'instant', at: read.date.toMillis() };
}

/**
 * Below, at or above zero. Where one side is a day, both are compared as calendar days of the time zone, so that nothing on
 * the 1st is *after* the 1st. A time of day compares with another one only.
 */
export function compareMoments(left: Moment, right: Moment, timeZone: string): number | undefined {
	if ((left.kind === 'time') !== (right.kind === 'time')) return undefined;
	if (left.kind === right.kind) return left.at - right.at;
	return dayOf(left, timeZone) - dayOf(right, timeZone);
}

function dayOf(moment: Moment, timeZone: string): number {
	if (moment.kind === 'day') return moment.at;
	const local = DateTime.fromMillis(moment.at, { zone: timeZone });
	return DateTime.utc(local.year, local.month, local.day).toMillis();
}

/** Text as it is compared: as a person sees it, lower case unless case counts. */
export const foldText = (text: string, caseSensitive: boolean): string =>
	caseSensitive ? cleanText(text) : fold(text);

/** Empty is what holds nothing; `0` and `false` are values. */
export function isEmptyValue(value: unknown): boolean {
	if (value === null || value === undefined) return true;
	if (typeof value === 'string') return !isPlainLetter(value.charCodeAt(0)) && isBlank(value);
	if (Array.isArray(value)) return value.every(isEmptyValue);
	return typeof value === 'object' && Object.keys(value).length === 0;
}

/** A quick look that spares the usual text a longer one. */
const isPlainLetter = (code: number): boolean => code > 0x20 && code < 0x7f;

export function toText(value: unknown): string {
	if (typeof value === 'string') return value;
	if (value === null || value === undefined) return '';
	if (Array.isArray(value)) return value.map(toText).join(', ');
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
