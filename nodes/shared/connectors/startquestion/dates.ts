import { DateTime } from 'luxon';
import { readDate } from '../../values/dates';
import { isUnreadable } from '../../values/Reading';
import { asText } from './json';

/**
 * `2021-05-26 11:01:01`, which is the account's local time, as ISO-8601 UTC. `0000-00-00 00:00:00` (pending), null (never) and
 * what is no date give nothing. Source: contracts/startquestion.md 2.
 */
export function readLocalDate(value: unknown, timeZone: string): string | undefined {
	const read = readDate(asText(value), { zone: timeZone });
	return isUnreadable(read) ? undefined : (read.date.toUTC().toISO() ?? undefined);
}

/** The account's calendar day of a time, moved by some days: `2021-05-26`. */
export function localDay(iso: string, timeZone: string, days: number): string {
	return DateTime.fromISO(iso, { zone: timeZone }).plus({ days }).toFormat('yyyy-MM-dd');
}

/** Seconds of `00:06:13`. */
export function readDuration(value: unknown): number | undefined {
	const match = /^(\d+):(\d{2}):(\d{2})$/.exec(asText(value)?.trim() ?? '');
	return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : undefined;
}
