import { DateTime } from 'luxon';
import { ConnectorError } from '../shared/http/ConnectorError';
import { readDate as readCommonDate } from '../shared/values/dates';
import { isUnreadable } from '../shared/values/Reading';

/** A date parameter as ISO-8601 UTC; without a zone it is meant in `timeZone`. Empty: none. */
export function dateIn(value: unknown, timeZone: string, parameter: string): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const date = readDate(value, timeZone);
	if (date?.isValid) return date.toUTC().toISO() ?? undefined;
	throw new ConnectorError('input', `'${parameter}' is not a date`, {
		hint: 'Choose a date, or write it as 2026-01-31 or 2026-01-31T08:00:00.',
	});
}

function readDate(value: unknown, zone: string): DateTime | undefined {
	if (value instanceof Date) return DateTime.fromJSDate(value, { zone });
	// `{{ $now }}` and its like give a date of n8n's own copy of luxon.
	if (typeof value === 'object' && value !== null && 'toISO' in value) {
		return DateTime.fromISO(String((value as { toISO(): unknown }).toISO()), { zone });
	}
	const read = readCommonDate(value, { zone });
	return isUnreadable(read) ? undefined : read.date;
}
