import fc from 'fast-check';
import { readCountedDate, readDate } from '../../../nodes/shared/values/dates';
import { instantOfClock, zoneNamed } from '../../../nodes/shared/values/localTime';
import { isUnreadable } from '../../../nodes/shared/values/Reading';

const zone = 'Europe/Paris';
const shown = (reading: ReturnType<typeof readDate>) =>
	isUnreadable(reading)
		? reading.reason
		: `${reading.date.toUTC().toISO({ suppressMilliseconds: true })}${reading.isDay ? ' day' : ''}`;

describe('a date is read by one rule (LC03, LC05)', () => {
	it.each<[unknown, string]>([
		['2025-01-31', '2025-01-30T23:00:00Z day'],
		['2025-01-31T10:00:00Z', '2025-01-31T10:00:00Z'],
		['2025-01-31 10:00:00 UTC', '2025-01-31T10:00:00Z'],
		['2025-01-31 10:00:00 GMT', '2025-01-31T10:00:00Z'],
		['2025-01-31 10:00:00 PM', '2025-01-31T21:00:00Z'],
		['2025-01-31 12:00 AM', '2025-01-30T23:00:00Z'],
		['2025-01-31T10:00:00+0100', '2025-01-31T09:00:00Z'],
		['2025-01-31 10:00:00 +01:00', '2025-01-31T09:00:00Z'],
		['2025-01-31 10:00:00 CET', '2025-01-31T09:00:00Z'],
		['2025-01-31 10:00:00 Europe/Prague', '2025-01-31T09:00:00Z'],
		['2025-01-31T10:00:00+01:00[Europe/Paris]', '2025-01-31T09:00:00Z'],
		['2018-09-27 10:42:26 EDT', '2018-09-27T14:42:26Z'],
		['2025-01-31 10:00 XYZ', 'ambiguous'],
		['20250131T100000Z', '2025-01-31T10:00:00Z'],
		['2025-W05-5', '2025-01-30T23:00:00Z day'],
		['2025-01-31T24:00', '2025-01-31T23:00:00Z'],
		['13/04/2025', '2025-04-12T22:00:00Z day'],
		['04/13/2025', '2025-04-12T22:00:00Z day'],
		['03/03/2025', '2025-03-02T23:00:00Z day'],
		['03/04/2025', 'ambiguous'],
		['03-04-2025 10:00', 'ambiguous'],
		['31/12/25', 'ambiguous'],
		['31.1.2025', '2025-01-30T23:00:00Z day'],
		['31. 1. 2025 14:30', '2025-01-31T13:30:00Z'],
		['2025/1/5', '2025-01-04T23:00:00Z day'],
		['Fri, 31 Jan 2025 10:00:00 +0100', '2025-01-31T09:00:00Z'],
		['Fri Jan 31 2025 10:00:00 GMT+0100 (CET)', '2025-01-31T09:00:00Z'],
		['December 31, 2025 5:00 PM', '2025-12-31T16:00:00Z'],
		['31 d\u00e9cembre 2025', '2025-12-30T23:00:00Z day'],
		['1. ledna 2025', '2024-12-31T23:00:00Z day'],
		['3 sierpnia 2025', '2025-08-02T22:00:00Z day'],
		['31 de diciembre de 2025', '2025-12-30T23:00:00Z day'],
		['1-Mar-2025', '2025-02-28T23:00:00Z day'],
		['23-dub-2025', '2025-04-22T22:00:00Z day'],
		['1. čvc 2025', '2025-06-30T22:00:00Z day'],
		['\u200b2025-01-31', '2025-01-30T23:00:00Z day'],
		['2025-02-30', 'impossible'],
		['2025-01-31T25:00', 'impossible'],
		['0000-00-00 00:00:00', 'impossible'],
		['1985', 'notThatKind'],
		[1985, 'notThatKind'],
		[1767225600, 'notThatKind'],
		['20250131', 'notThatKind'],
		['45000.5', 'notThatKind'],
		['12:30', 'notThatKind'],
		['2025-01', 'notThatKind'],
		['yesterday', 'notThatKind'],
		['', 'notThatKind'],
		[true, 'notThatKind'],
	])('%p is %s', (value, expected) => {
		expect(shown(readDate(value, { zone }))).toBe(expected);
	});

	it('takes day and month by the setting', () => {
		expect(shown(readDate('03/04/2025', { zone, order: 'dayFirst' }))).toMatch(/^2025-04-02T22/);
		expect(shown(readDate('03/04/2025', { zone, order: 'monthFirst' }))).toMatch(/^2025-03-03T23/);
		expect(shown(readDate('13/04/2025', { zone, order: 'monthFirst' }))).toBe('impossible');
	});

	it('reads a count where a setting says what is counted', () => {
		expect(shown(readCountedDate(1767225600, 'unix', 'UTC'))).toBe('2026-01-01T00:00:00Z');
		expect(shown(readCountedDate('1767225600000', 'unix-ms', 'UTC'))).toBe('2026-01-01T00:00:00Z');
		expect(shown(readCountedDate('46023', 'excel', 'UTC'))).toBe('2026-01-01T00:00:00Z day');
		expect(shown(readCountedDate(59, 'excel', 'UTC'))).toBe('1900-02-28T00:00:00Z day');
		expect(shown(readCountedDate(60, 'excel', 'UTC'))).toBe('impossible');
		expect(shown(readCountedDate(61, 'excel', 'UTC'))).toBe('1900-03-01T00:00:00Z day');
		expect(shown(readCountedDate('soon', 'unix', 'UTC'))).toBe('notThatKind');
	});
});

describe('an abbreviation that means one offset wins over the zone that is set', () => {
	it.each([
		[0, 'UT', 'UTC', 'GMT', 'Z', 'WET'],
		[1, 'WEST', 'BST', 'CET', 'MEZ'],
		[2, 'CEST', 'MESZ', 'EET'],
		[3, 'EEST'],
		[-4, 'EDT'],
		[-5, 'EST', 'CDT'],
		[-6, 'CST', 'MDT'],
		[-7, 'MST', 'PDT'],
		[-8, 'PST'],
	] as Array<[number, ...string[]]>)('%i hours: %s', (hours, ...names) => {
		const hour = String(12 - hours).padStart(2, '0');
		for (const name of names)
			for (const written of [name, `(${name})`, name.toLowerCase()])
				expect([written, shown(readDate(`2026-01-15 12:00 ${written}`, { zone }))]).toEqual([
					written,
					`2026-01-15T${hour}:00:00Z`,
				]);
	});
});

describe('a local time is one moment in any season (LC06)', () => {
	it.each([
		['2026-03-29T02:30:00', 'Europe/Prague', '2026-03-29T01:30:00Z'],
		['2026-10-25T02:30:00', 'Europe/Prague', '2026-10-25T00:30:00Z'],
		['2026-03-08T02:15:00', 'America/New_York', '2026-03-08T07:15:00Z'],
		['2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00Z'],
		['2026-04-05T02:30:00', 'Australia/Sydney', '2026-04-04T15:30:00Z'],
		['2026-10-04T02:30:00', 'Australia/Sydney', '2026-10-03T16:30:00Z'],
	])('%s in %s is %s, whatever day it is today', (text, inZone, expected) => {
		for (const today of ['2026-01-15', '2026-07-15']) {
			jest.useFakeTimers({ now: new Date(today) });
			expect(shown(readDate(text, { zone: inZone }))).toBe(expected);
			jest.useRealTimers();
		}
	});

	it('keeps the time on the clock for whoever needs that', () => {
		const read = readDate('2026-03-29T02:30:00', { zone: 'Europe/Prague' });
		expect(isUnreadable(read) ? read : read.clock).toMatchObject({ hour: 2, minute: 30 });
	});

	it('gives the clock back, except where the clock skipped it', () => {
		const zones = [
			'Europe/Paris',
			'America/Sao_Paulo',
			'Asia/Kolkata',
			'Australia/Lord_Howe',
			'UTC',
		];
		fc.assert(
			fc.property(
				fc.date({ min: new Date('1971-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
				fc.constantFrom(...zones),
				(date, name) => {
					const named = zoneNamed(name)!;
					const offset = named.offset(date.getTime());
					const local = new Date(date.getTime() + offset * 60_000);
					const instant = instantOfClock(
						{
							year: local.getUTCFullYear(),
							month: local.getUTCMonth() + 1,
							day: local.getUTCDate(),
							hour: local.getUTCHours(),
							minute: local.getUTCMinutes(),
							second: local.getUTCSeconds(),
							millisecond: local.getUTCMilliseconds(),
						},
						named,
					);
					// Where the clock shows it twice, the first of the two.
					expect(instant).toBeLessThanOrEqual(date.getTime());
					expect(instant + named.offset(instant) * 60_000).toBe(local.getTime());
				},
			),
		);
	});
});
