import fc from 'fast-check';
import {
	compareMoments,
	foldText,
	isEmptyValue,
	toBoolean,
	toMoment,
	toNumber,
} from '../../../nodes/shared/conditions/conversion';
import { isUnreadable } from '../../../nodes/shared/values/Reading';

describe('types are converted by written rules', () => {
	it.each<[unknown, number | string, number | string]>([
		// value, of a field, of an answer or a rule
		[5, 5, 5],
		[' 5 ', 5, 5],
		['5.', 5, 5],
		['007', 7, 7],
		['3,5', 3.5, 3.5],
		['1,234', 1234, 'ambiguous'],
		['1.234', 1.234, 'ambiguous'],
		['1.234,5', 1234.5, 1234.5],
		['1\u202f234', 1234, 1234],
		['85 %', 'notThatKind', 'notThatKind'],
		['1e3', 'notThatKind', 'notThatKind'],
		['12.05.24', 'notThatKind', 'notThatKind'],
		['five', 'notThatKind', 'notThatKind'],
		[true, 'notThatKind', 'notThatKind'],
		[['5'], 'notThatKind', 'notThatKind'],
	])('Q14 LC01 LC02 %p as a number is %p, as typed %p', (value, written, typed) => {
		const shown = (read: ReturnType<typeof toNumber>) => (isUnreadable(read) ? read.reason : read);
		expect(shown(toNumber(value, 'api'))).toBe(written);
		expect(shown(toNumber(value))).toBe(typed);
	});

	it('Q14 reads back every number a machine writes out in full', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: -1e9, max: 1e9 }),
				fc.integer({ min: 0, max: 999 }),
				(whole, part) => {
					const text = `${whole}.${String(part).padStart(3, '0')}`;
					expect(toNumber(text, 'api')).toBe(Number(text));
				},
			),
		);
	});

	it.each<[unknown, boolean | undefined]>([
		[true, true],
		['TRUE', true],
		[' Yes ', true],
		['1', true],
		[1, true],
		['on', true],
		[false, false],
		['No', false],
		[0, false],
		['0', false],
		['f', false],
		['Oui', true],
		['nepravda', false],
		['maybe', undefined],
		['', undefined],
		[2, undefined],
		[null, undefined],
	])('Q14 %p as a boolean is %p', (value, wanted) => {
		expect(toBoolean(value)).toBe(wanted);
	});

	it.each<[unknown, string, string | undefined]>([
		['2024-05-01', 'day', '2024-05-01T00:00:00.000Z'],
		['2024-05-01T10:00:00Z', 'instant', '2024-05-01T10:00:00.000Z'],
		['2024-05-01T10:00:00+02:00', 'instant', '2024-05-01T08:00:00.000Z'],
		['2024-05-01 10:00', 'instant', '2024-05-01T08:00:00.000Z'],
		['1.5.2024', 'day', '2024-05-01T00:00:00.000Z'],
		['2024-05-01 10:00:00 UTC', 'instant', '2024-05-01T10:00:00.000Z'],
		['31/12/2024', 'day', '2024-12-31T00:00:00.000Z'],
		['14:30', 'time', '1970-01-01T14:30:00.000Z'],
		['2024-02-30', '', undefined],
		['31.4.2024', '', undefined],
		['5/1/2024', '', undefined],
		['25:00', '', undefined],
		['yesterday', '', undefined],
		[1714521600000, '', undefined],
	])('Q14 %p in Paris is a moment of kind "%s"', (value, kind, iso) => {
		const moment = toMoment(value, 'Europe/Paris');
		expect(moment && new Date(moment.at).toISOString()).toBe(iso);
		expect(moment?.kind ?? '').toBe(kind);
	});

	it('Q14 reads a date with slashes in the order that was set', () => {
		expect(toMoment('5/1/2024', 'UTC', 'monthFirst')).toEqual(toMoment('2024-05-01', 'UTC'));
		expect(toMoment('5/1/2024', 'UTC', 'dayFirst')).toEqual(toMoment('2024-01-05', 'UTC'));
	});

	it('Q14 compares with a day by the calendar of the time zone', () => {
		const late = toMoment('2024-05-01T22:30:00Z', 'UTC')!;
		const day = toMoment('2024-05-01', 'UTC')!;
		expect(compareMoments(late, day, 'UTC')).toBe(0);
		expect(compareMoments(late, day, 'Europe/Paris')).toBeGreaterThan(0);
		expect(compareMoments(late, toMoment('10:00', 'UTC')!, 'UTC')).toBeUndefined();
	});

	it('Q14 folds space, case and Unicode form', () => {
		expect(foldText('  Cafe\u0301 ', false)).toBe(foldText('CAFÉ', false));
		expect(foldText('CAFÉ', true)).not.toBe(foldText('café', true));
	});

	it.each<[unknown, boolean]>([
		[0, false],
		[false, false],
		['0', false],
		['', true],
		[' \n', true],
		[null, true],
		[undefined, true],
		[[], true],
		[[''], true],
		[['0'], false],
		[{}, true],
	])('Q14 %p is empty: %p', (value, wanted) => {
		expect(isEmptyValue(value)).toBe(wanted);
	});
});
