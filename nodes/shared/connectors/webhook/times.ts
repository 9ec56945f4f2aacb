import { DateTime } from 'luxon';
import { readDate } from '../../values/dates';
import { isUnreadable } from '../../values/Reading';
import { asText } from './json';

/** An abbreviation that can mean several zones says nothing; the account's zone is meant. */
const ABBREVIATION = /\s+[A-Z]{2,5}$/;
/** Longer texts are no times; the patterns below would take long on them. */
const LONGEST = 60;
/** Below this, a number counts seconds: milliseconds would be before 1973. */
const LEAST_MS = 1e11;

/**
 * A time as tools write it, as ISO-8601 UTC: any form that can be read in one way (docs/values.md), or seconds or milliseconds
 * since 1970, for a place that is known to hold times. Without a zone it is in `timeZone`. `0000-00-00` is no date.
 */
export function readTime(value: unknown, timeZone: string): string | undefined {
	const text = asText(value)?.trim();
	if (text === undefined || text.length > LONGEST || text.startsWith('0000')) return undefined;
	if (/^\d{9,14}(\.\d+)?$/.test(text)) {
		const number = Number(text);
		return iso(DateTime.fromMillis(number < LEAST_MS ? number * 1000 : number));
	}
	const read = readDate(text, { zone: timeZone });
	if (!isUnreadable(read)) return iso(read.date);
	const unnamed = readDate(text.replace(ABBREVIATION, ''), { zone: timeZone });
	return isUnreadable(unnamed) ? undefined : iso(unnamed.date);
}

const iso = (at: DateTime): string | undefined =>
	at.isValid ? (at.toUTC().toISO() ?? undefined) : undefined;
