import type { DateTime } from 'luxon';
import { readCountedDate, readDate } from '../values/dates';
import { isUnreadable } from '../values/Reading';
import { isEmpty } from '../values/text';

export interface NewerDecision {
	apply: boolean;
	/** Why not, or what was doubtful; holds no contact data. */
	note?: string;
}

/**
 * Whether a response may overwrite a record, by a date field of the record.
 *
 * | record's date    | response's time | written?                                                              |
 * |------------------|-----------------|-----------------------------------------------------------------------|
 * | earlier, equal   | known           | yes; equal, so that a delivery that broke off can be finished         |
 * | later            | known           | no                                                                    |
 * | missing          | known           | yes: nothing was written yet                                          |
 * | cannot be read   | any             | no, with a warning: it may be later                                   |
 * | any              | missing         | no, with a warning: nothing shows that it is newer                    |
 *
 * Dates are compared as coarsely as the coarser of the two is written: whole seconds, or calendar days in the time zone.
 * Texts are read as everywhere (docs/values.md), numbers as milliseconds since 1970. Without a zone the given time zone holds.
 */
export function decideNewer(
	recordDate: unknown,
	responseTime: unknown,
	timeZone: string,
): NewerDecision {
	const response = readTime(responseTime, timeZone);
	if (!response)
		return {
			apply: false,
			note: 'The response has no time, so it cannot be compared',
		};
	if (isEmpty(recordDate)) return { apply: true };
	const record = readTime(recordDate, timeZone);
	if (!record)
		return {
			apply: false,
			note: 'The date of the record cannot be read, so it cannot be compared',
		};
	const unit = response.unit === 'day' || record.unit === 'day' ? 'day' : 'second';
	const isLater = record.at.startOf(unit) > response.at.startOf(unit);
	const isFinelyLater =
		record.unit === 'millisecond' && response.unit === 'millisecond' && record.at > response.at;
	return isLater || isFinelyLater
		? { apply: false, note: 'The record is newer than the response' }
		: { apply: true };
}

interface Time {
	at: DateTime;
	unit: 'day' | 'second' | 'millisecond';
}

/** Fractions of a second are written out: then they count. */
const FRACTION = /:\d{2}[.,]\d/;

function readTime(value: unknown, timeZone: string): Time | undefined {
	const isCount = typeof value === 'number';
	const read = isCount
		? readCountedDate(value, 'unix-ms', timeZone)
		: readDate(value, { zone: timeZone });
	if (isUnreadable(read)) return undefined;
	const isFine = isCount || FRACTION.test(String(value));
	return { at: read.date, unit: read.isDay ? 'day' : isFine ? 'millisecond' : 'second' };
}
