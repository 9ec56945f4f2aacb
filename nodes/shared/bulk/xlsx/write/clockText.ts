import { DateTime } from 'luxon';
import { readDate } from '../../../values/dates';
import { isUnreadable } from '../../../values/Reading';

/**
 * A moment as the clock of a zone shows it, `yyyy-MM-ddTHH:mm:ss`; undefined where that would not be read as the same moment again:
 * parts of a second, and the hour that occurs twice.
 */
export function clockText(iso: string, zone: string): string | undefined {
	const moment = DateTime.fromISO(iso, { zone });
	if (!moment.isValid) return undefined;
	const text = moment.toFormat("yyyy-MM-dd'T'HH:mm:ss");
	const read = readDate(text, { zone });
	return !isUnreadable(read) && read.date.toMillis() === moment.toMillis() ? text : undefined;
}
