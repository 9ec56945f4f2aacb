import { readDate } from '../../values/dates';
import { isUnreadable } from '../../values/Reading';
import { asText } from './json';

/** `2015-12-28T21:59:38+00:00` as ISO-8601 UTC; a time without an offset is UTC. Source: contracts/surveymonkey.md 1.5. */
export function readTime(value: unknown): string | undefined {
	const read = readDate(asText(value), { zone: 'UTC' });
	return isUnreadable(read) ? undefined : (read.date.toUTC().toISO() ?? undefined);
}

/** A moment as a filter takes it: UTC, whole seconds, no offset. Source: contracts/surveymonkey.md 5.4. */
export const filterTime = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
