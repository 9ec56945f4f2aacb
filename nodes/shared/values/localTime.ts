import { DateTime, IANAZone, type Zone } from 'luxon';

/** A time on the clock, without a zone: `month` and `day` from 1. */
export interface ClockTime {
	year: number;
	month: number;
	day: number;
	hour: number;
	minute: number;
	second: number;
	millisecond: number;
}

/** What the clock of the date's own zone shows. */
export const clockOf = ({
	year,
	month,
	day,
	hour,
	minute,
	second,
	millisecond,
}: DateTime): ClockTime => ({
	year,
	month,
	day,
	hour,
	minute,
	second,
	millisecond,
});

/** Transitions are never closer together than this. */
const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

const asUtcMs = ({ year, month, day, hour, minute, second, millisecond }: ClockTime): number => {
	const date = new Date(Date.UTC(2000, month - 1, day, hour, minute, second, millisecond));
	date.setUTCFullYear(year, month - 1, day);
	return date.getTime();
};

/** Whether the calendar and the clock have it: no 30 February, no 25 o'clock. */
export function exists(clock: ClockTime): boolean {
	const { month, day, hour, minute, second } = clock;
	if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return false;
	return new Date(asUtcMs(clock)).getUTCDate() === day;
}

/**
 * Milliseconds since 1970 of a time on the clock in a zone. A time that the clock skips is moved forward by the gap; one that
 * it shows twice is the first. The answer depends on the date alone, never on the season in which it is asked for.
 */
export function instantOfClock(clock: ClockTime, zone: Zone): number {
	const local = asUtcMs(clock);
	const before = zone.offset(local - DAY_MS);
	const after = zone.offset(local + DAY_MS);
	const first = local - before * MINUTE_MS;
	if (before === after) return first;
	const second = local - after * MINUTE_MS;
	const isFirst = zone.offset(first) === before;
	const isSecond = zone.offset(second) === after;
	if (isFirst && isSecond) return Math.min(first, second);
	return isSecond ? second : first;
}

/** A zone by its IANA name; undefined for a name that is none. */
export function zoneNamed(name: string): Zone | undefined {
	if (name === 'UTC' || name === 'Etc/UTC') return DateTime.utc().zone;
	return IANAZone.isValidZone(name) ? IANAZone.create(name) : undefined;
}
