import { DateTime } from 'luxon';
import type { ConnectorError } from '../../http/ConnectorError';
import { readDate } from '../../values/dates';
import { isUnreadable } from '../../values/Reading';
import type { ColumnInfo } from './ColumnInfo';
import { LIMITS } from './limits';
import { refuse, type Converted, type ValueContext } from './conversion';

/**
 * | behaviour            | written                | value without a zone          | value with a zone                          | a day only            |
 * |----------------------|------------------------|-------------------------------|--------------------------------------------|-----------------------|
 * | DateOnly             | `yyyy-MM-dd`           | its day                       | its day in the workflow's time zone        | the day               |
 * | UserLocal            | UTC                    | in the workflow's time zone   | that moment                                | midnight there        |
 * | TimeZoneIndependent  | the time on the clock  | as it is                      | the clock in the workflow's time zone      | 00:00                 |
 *
 * Source: contracts/dataverse.md 6. Fractions of a second are dropped, as Dataverse does.
 */
export const convertDate = (
	column: ColumnInfo,
	value: unknown,
	{ timeZone }: ValueContext,
): Converted | ConnectorError => {
	const read = readDate(value, { zone: timeZone });
	if (isUnreadable(read)) {
		return refuse(column, 'needs a date', `${sentence(read.message)} Use a date transformation.`);
	}
	const behavior = column.dateBehavior ?? 'UserLocal';
	// Where the clock is all that counts, a time that the zone skips stands as it was written.
	const { date, clock, hasZone } = read;
	const local =
		behavior === 'TimeZoneIndependent' && !hasZone
			? DateTime.fromObject(clock, { zone: 'UTC' })
			: date;
	const day = local.toFormat('yyyy-MM-dd');
	if (!local.isValid || local.year > 9999 || day < LIMITS.earliestDate) {
		return refuse(column, `takes dates from ${LIMITS.earliestDate} to 9999-12-31`);
	}
	return { value: WRITERS[behavior](local) };
};

const sentence = (reason: string): string => `${reason[0].toUpperCase()}${reason.slice(1)}.`;

const WRITERS = {
	DateOnly: (date: DateTime) => date.toFormat('yyyy-MM-dd'),
	UserLocal: (date: DateTime) => date.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'"),
	TimeZoneIndependent: (date: DateTime) => date.toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'"),
};

/** Dataverse keeps whole seconds; columns that show days only may have any time of the day. */
export const sameMoment = (column: ColumnInfo, stored: unknown, value: unknown): boolean => {
	if (column.dateBehavior === 'DateOnly') return String(stored).slice(0, 10) === value;
	const [left, right] = [Date.parse(String(stored)), Date.parse(String(value))];
	return Math.floor(left / 1000) === Math.floor(right / 1000);
};
