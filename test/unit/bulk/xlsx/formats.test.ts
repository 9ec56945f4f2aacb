import fc from 'fast-check';
import { columnLetters } from '../../../../nodes/shared/bulk/csv/problems';
import { builtInFormat, formatOf } from '../../../../nodes/shared/bulk/xlsx/numberFormats';
import { columnOf, placeOf } from '../../../../nodes/shared/bulk/xlsx/references';
import { dayToSerial, serialToIso } from '../../../../nodes/shared/bulk/xlsx/serials';

describe('LD08 days and their numbers', () => {
	it('LD08 each day after February 1900 goes there and back, in both systems', () => {
		fc.assert(
			fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
				const iso = serialToIso(serial, 1900, { hasDay: true, hasTime: false })!;
				expect(dayToSerial(iso)).toBe(serial);
				expect(serialToIso(serial - 1462, 1904, { hasDay: true, hasTime: false })).toBe(
					serial >= 1462 ? iso : undefined,
				);
			}),
		);
	});

	it('LD08 each second of a day is kept', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 86_399 }), (seconds) => {
				const iso = serialToIso(45_990 + seconds / 86_400, 1900, { hasDay: true, hasTime: true })!;
				expect(Date.parse(`${iso}Z`)).toBe(Date.UTC(2025, 10, 29) + seconds * 1000);
			}),
		);
	});

	it.each<[string, number, { hasDay: boolean; hasTime: boolean }, string | undefined]>([
		['a day', 1, { hasDay: true, hasTime: false }, '1900-01-01'],
		['a day whose time is shown', 45_990, { hasDay: true, hasTime: true }, '2025-11-29T00:00:00'],
		[
			'a day with a time that is not',
			45_990.25,
			{ hasDay: true, hasTime: false },
			'2025-11-29T06:00:00',
		],
		[
			'parts of a second',
			45_990 + 0.001 / 86.4,
			{ hasDay: true, hasTime: true },
			'2025-11-29T00:00:01',
		],
		[
			'less than a second',
			45_990 + 0.5 / 86_400,
			{ hasDay: true, hasTime: true },
			'2025-11-29T00:00:00.500',
		],
		['day zero', 0, { hasDay: true, hasTime: false }, undefined],
		['a part of day zero', 0.5, { hasDay: true, hasTime: true }, undefined],
		['midnight', 0, { hasDay: false, hasTime: true }, '00:00:00'],
		['a year of hours', 365.5, { hasDay: false, hasTime: true }, '8772:00:00'],
		['more than a year of hours', 366, { hasDay: false, hasTime: true }, '1900-12-31T00:00:00'],
		['the day after all', 2_958_466, { hasDay: true, hasTime: false }, undefined],
		['nothing that is a number', NaN, { hasDay: true, hasTime: false }, undefined],
	])('LD08 %s: %d', (_what, serial, shown, iso) => {
		expect(serialToIso(serial, 1900, shown)).toBe(iso);
	});

	it('LD08 days of the system of 1904 begin with its first of January', () => {
		const day = { hasDay: true, hasTime: false };
		expect([0, 1, 60].map((serial) => serialToIso(serial, 1904, day))).toEqual([
			'1904-01-01',
			'1904-01-02',
			'1904-03-01',
		]);
	});

	it.each([
		'2025-02-30',
		'10000-01-01',
		'x2025-01-01',
		'2025-01-01x',
		'2025-13-01',
		'1900-02-28',
		'31.12.2025',
		'',
	])('LD08 %s has no number', (iso) => {
		expect(dayToSerial(iso)).toBeUndefined();
	});
});

describe('LD08 places and formats', () => {
	it('LD08 each place has one name', () => {
		fc.assert(
			fc.property(fc.nat({ max: 16_383 }), fc.nat({ max: 1_048_575 }), (column, row) => {
				const reference = `${columnLetters(column + 1)}${row + 1}`;
				expect(placeOf(reference)).toEqual({ column, row });
				expect(columnOf(reference)).toBe(column);
			}),
		);
	});

	it.each(['XFE1', 'A1048577', 'A0', '5', '', 'A'])('LD08 %s is no place', (reference) => {
		expect(placeOf(reference)).toBeUndefined();
	});

	it.each<[number, string]>([
		[0, 'number'],
		[1, 'number'],
		[10, 'percent'],
		[14, 'date'],
		[21, 'date'],
		[22, 'date'],
		[31, 'date'],
		[44, 'number'],
		[47, 'date'],
		[48, 'number'],
		[49, 'text'],
		[50, 'date'],
		[58, 'date'],
		[59, 'number'],
		[9, 'percent'],
		[11, 'number'],
		[13, 'number'],
		[23, 'number'],
		[26, 'number'],
		[27, 'date'],
		[36, 'date'],
		[37, 'number'],
	])('LD08 format %d', (id, kind) => {
		expect(builtInFormat(id).kind).toBe(kind);
	});

	it.each<[string, number[], boolean, boolean]>([
		['a day', [14, 15, 16, 17, 27, 31, 36, 50, 58], true, false],
		['a time', [18, 19, 20, 21, 32, 35, 45, 46, 47], false, true],
		['both', [22], true, true],
	])('LD08 formats that have a number show %s', (_what, ids, hasDay, hasTime) => {
		for (const id of ids)
			expect([id, builtInFormat(id)]).toEqual([id, { kind: 'date', hasDay, hasTime }]);
	});

	it.each<[string, object]>([
		['yyyy\\-mm\\-dd', { kind: 'date', hasDay: true, hasTime: false }],
		['mm:ss', { kind: 'date', hasDay: false, hasTime: true }],
		['mmm', { kind: 'date', hasDay: true, hasTime: false }],
		['h:mm AM/PM', { kind: 'date', hasDay: false, hasTime: true }],
		['@', { kind: 'text' }],
		['0"d"', { kind: 'number' }],
		['0\\d', { kind: 'number' }],
		['_-* #,##0.00_-;-* #,##0.00_-', { kind: 'number' }],
		['# ?/?', { kind: 'number' }],
		['00000', { kind: 'padded', digits: 5 }],
		['0', { kind: 'number' }],
		['"open', { kind: 'number' }],
		['"open" yyyy', { kind: 'date', hasDay: true, hasTime: false }],
		['d', { kind: 'date', hasDay: true, hasTime: false }],
		['dd/mm/yyyy h:mm', { kind: 'date', hasDay: true, hasTime: true }],
		['ss.0', { kind: 'date', hasDay: false, hasTime: true }],
		['[mm]:ss', { kind: 'date', hasDay: false, hasTime: true }],
		['[h]', { kind: 'date', hasDay: false, hasTime: true }],
		['[Red]0', { kind: 'number' }],
		['[Blue][<100]yyyy', { kind: 'date', hasDay: true, hasTime: false }],
		['h a/p', { kind: 'date', hasDay: false, hasTime: true }],
		['a/p', { kind: 'date', hasDay: false, hasTime: true }],
		['GENERAL', { kind: 'number' }],
		['General" h"', { kind: 'number' }],
		['0.0E+0', { kind: 'number' }],
		['ge.m.d', { kind: 'date', hasDay: true, hasTime: false }],
		['ggge', { kind: 'date', hasDay: true, hasTime: false }],
		['bb', { kind: 'date', hasDay: true, hasTime: false }],
		['0 "e"', { kind: 'number' }],
		['0e', { kind: 'number' }],
		['#b', { kind: 'number' }],
		['?r', { kind: 'number' }],
		['0.00%', { kind: 'percent' }],
		['0;yyyy', { kind: 'number' }],
		['yyyy;0', { kind: 'date', hasDay: true, hasTime: false }],
		['"a;b"yyyy', { kind: 'date', hasDay: true, hasTime: false }],
		['\\;yyyy', { kind: 'date', hasDay: true, hasTime: false }],
		['_y0', { kind: 'number' }],
		['*d0', { kind: 'number' }],
		[' 000 ', { kind: 'padded', digits: 3 }],
		['00.0', { kind: 'number' }],
		['000-00', { kind: 'number' }],
		[' @ ', { kind: 'text' }],
		['@ 0', { kind: 'number' }],
	])('LD08 format %s', (code, kind) => {
		expect(formatOf(code)).toEqual(kind);
	});
});
