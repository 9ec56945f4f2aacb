import { DateTime } from 'luxon';
import { asText } from './json';

/** Abbreviations of zones name none for certain; the account's zone is meant. */
const ABBREVIATION = /\s+[A-Z]{2,5}$/;
/** Longer texts are no times; the patterns below would take long on them. */
const LONGEST = 60;
/** Below this, a number counts seconds: milliseconds would be before 1973. */
const LEAST_MS = 1e11;

/**
 * A time as tools write it, as ISO-8601 UTC: ISO with or without zone, with a space for the T, seconds or milliseconds since
 * 1970. Without a zone it is in `timeZone`. `0000-00-00` is no date.
 */
export function readTime(value: unknown, timeZone: string): string | undefined {
	const text = asText(value)?.trim();
	if (text === undefined || text.length > LONGEST || text.startsWith('0000')) return undefined;
	if (/^\d{9,14}(\.\d+)?$/.test(text)) {
		const number = Number(text);
		return iso(DateTime.fromMillis(number < LEAST_MS ? number * 1000 : number));
	}
	if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
	const plain = text
		.replace(ABBREVIATION, '')
		.replace(/^(\S{10})\s+/, '$1T')
		.replace(/\s+(?=[+-])/, '');
	return iso(DateTime.fromISO(plain, { zone: timeZone }));
}

const iso = (at: DateTime): string | undefined =>
	at.isValid ? (at.toUTC().toISO() ?? undefined) : undefined;
