import fc from 'fast-check';
import { compileField } from '../../../nodes/shared/bulk/cells/compileField';
import {
	ROLL_BACK_RULES,
	RULES,
	storedFields,
	withClearWord,
	type BulkField,
	type CellRules,
	type CellValue,
	type FieldType,
} from '../../../nodes/shared/bulk';
import { Refusal } from '../../../nodes/shared/bulk/cells/refusal';

const fieldOf = (type: FieldType, rest: Partial<BulkField> = {}): BulkField => ({
	name: 'F',
	type,
	...rest,
});

function readNew(type: FieldType, cell: string, rules: CellRules = RULES.secutixSam) {
	const value = compileField(fieldOf(type), rules).readNew(cell);
	return value instanceof Refusal ? `${value.kind}: ${value.message}` : value;
}

const boolean: FieldType = { kind: 'boolean' };
const text: FieldType = { kind: 'text' };

describe('authorizations', () => {
	it.each(['TRUE', 'true', 'T', 't'])('S29 %s is true', (cell) =>
		expect(readNew(boolean, cell)).toBe(true),
	);
	it.each(['FALSE', 'false', 'F', 'f'])('S30 %s is false', (cell) =>
		expect(readNew(boolean, cell)).toBe(false),
	);
	it('S28 S31 the third state is Vide, or the word of another language', () => {
		expect(readNew(boolean, 'Vide')).toBeNull();
		const german = withClearWord(RULES.secutixSam, 'Leer');
		expect(readNew(boolean, 'Leer', german)).toBeNull();
		expect(readNew(boolean, 'Vide', german)).toMatch(/^notABoolean/);
	});
	it('S33 an empty cell leaves it alone', () => expect(readNew(boolean, '')).toBeUndefined());

	it.each([
		['True', /upper and lower case.*Write one of TRUE, true, T, t or FALSE, false, F, f/],
		['VRAI', /spreadsheet in French writes for TRUE/],
		['FAUX', /spreadsheet in French writes for FALSE/],
		['PRAVDA', /Czech.* writes for TRUE/],
		['NEPRAVDA', /Czech.* writes for FALSE/],
		['1', /"1" is not accepted here; write TRUE/],
		['0', /write FALSE/],
		['oui', /write TRUE/],
		['yes', /write TRUE/],
		[' TRUE', /spaces around "TRUE"/],
		['t\u00a0', /spaces around "t"/],
		['vide', /To empty the field, write "Vide" exactly like that/],
		[' Vide', /write "Vide" without spaces/],
		['=', /neither true nor false/],
		['  ', /nothing but spaces/],
		['toString', /neither true nor false/],
	])('S32 %j is refused with the reason', (cell, reason) => {
		expect(readNew(boolean, cell)).toMatch(reason);
	});

	it('S32 accepts nothing else, whatever it is', () => {
		const known = ['TRUE', 'true', 'T', 't', 'FALSE', 'false', 'F', 'f', 'Vide', ''];
		fc.assert(
			fc.property(fc.string({ maxLength: 6 }), (cell) => {
				fc.pre(!known.includes(cell));
				expect(readNew(boolean, cell)).toEqual(expect.any(String));
			}),
		);
	});
});

describe('S33 what an empty cell and a clear token mean', () => {
	it.each<[keyof typeof RULES, FieldType, string, unknown]>([
		['secutixSam', text, '', undefined],
		['secutixSam', text, '=', '='],
		['secutixSam', text, 'Vide', expect.stringMatching(/^looksLikeToken/)],
		['secutixExtended', text, '', undefined],
		['secutixExtended', text, '=', null],
		['secutixExtended', boolean, '=', null],
		['secutixExtended', text, ' =', expect.stringMatching(/^looksLikeToken/)],
		['secutixExtended', text, '#N/A', '#N/A'],
		['salesforce', text, '', undefined],
		['salesforce', text, '#N/A', null],
		['salesforce', text, '#n/a', expect.stringMatching(/^looksLikeToken/)],
		['salesforce', boolean, 'Yes', true],
		['salesforce', boolean, '0', false],
	])('%s, %j, %j', (preset, type, cell, expected) => {
		expect(readNew(type, cell, RULES[preset])).toEqual(expected);
	});

	it('can be that empty clears', () => {
		expect(readNew(text, '', { ...RULES.salesforce, empty: 'clear' })).toBeNull();
	});

	it('refuses to empty a required field', () => {
		const field = compileField(fieldOf(text, { isRequired: true }), RULES.secutixExtended);
		expect(field.readNew('=')).toMatchObject({ kind: 'clearNotAllowed' });
	});
});

const codes: FieldType = {
	kind: 'code',
	codes: [{ code: 'RED', label: 'Rouge' }, { code: 'GREEN', label: 'Vert' }, { code: '01' }],
};

describe('S26 types of fields', () => {
	it.each<[FieldType, string, unknown]>([
		[codes, 'RED', 'RED'],
		[codes, 'red', expect.stringMatching(/unknownCode.*did you mean "RED"/)],
		[codes, 'Vert', expect.stringMatching(/did you mean "GREEN"/)],
		[codes, 'GRENE', expect.stringMatching(/did you mean "GREEN"/)],
		[codes, '1', expect.stringMatching(/unknownCode/)],
		[codes, 'xyzzyxyzzy', expect.stringMatching(/allowed: RED – Rouge, GREEN – Vert, 01$/)],
		[
			{ kind: 'text', maxLength: 3 },
			'abcd',
			expect.stringMatching(/tooLong.*4 characters; at most 3/),
		],
		[{ kind: 'phone' }, '+33612345678', '+33612345678'],
		[{ kind: 'phone' }, '0612345678', '0612345678'],
		[{ kind: 'phone' }, '(02) 12-34 56', '(02) 12-34 56'],
		[{ kind: 'phone' }, '3,36123E+11', expect.stringMatching(/notAPhone.*spreadsheet/)],
		[{ kind: 'phone' }, 'call me', expect.stringMatching(/notAPhone/)],
		[{ kind: 'email' }, 'ann@example.com', 'ann@example.com'],
		[{ kind: 'email' }, ' ann@example.com', expect.stringMatching(/spaces/)],
		[{ kind: 'email' }, 'ann@example', expect.stringMatching(/notAnEmail/)],
		[{ kind: 'number' }, '12.50', 12.5],
		[{ kind: 'number' }, '-0', 0],
		[{ kind: 'number' }, '12,5', 12.5],
		[{ kind: 'number' }, '12,345', expect.stringMatching(/is ambiguous/)],
		[{ kind: 'number' }, '12.345', expect.stringMatching(/is ambiguous/)],
		[
			{ kind: 'number', decimalSeparator: '.' },
			'12,5',
			expect.stringMatching(/"\." before the decimals/),
		],
		[{ kind: 'number', decimalSeparator: ',' }, '12,5', 12.5],
		[{ kind: 'number', decimalSeparator: ',' }, '1 234,5', 1234.5],
		[{ kind: 'number', decimalSeparator: ',' }, '1.234', 1234],
		[{ kind: 'number' }, '12.05.24', expect.stringMatching(/not a number/)],
		[{ kind: 'number', maxDecimals: 0 }, '1.5', expect.stringMatching(/whole number/)],
		[
			{ kind: 'number', min: 0, max: 10 },
			'11',
			expect.stringMatching(/outOfRange.*at least 0 and at most 10/),
		],
		[{ kind: 'number' }, '12345678901234567', expect.stringMatching(/more than 15 digits/)],
		[{ kind: 'number' }, '1.2E+10', expect.stringMatching(/Digits were lost/)],
		[{ kind: 'number' }, '0x10', expect.stringMatching(/not a number/)],
		[{ kind: 'date' }, '2024-02-29', '2024-02-29'],
		[{ kind: 'date' }, '2023-02-29', expect.stringMatching(/no such day/)],
		[{ kind: 'date' }, '29.02.2024', '2024-02-29'],
		[{ kind: 'date' }, '31/12/2024', '2024-12-31'],
		[{ kind: 'date' }, '03/04/2024', expect.stringMatching(/is ambiguous/)],
		[{ kind: 'date', format: 'dd/MM/yyyy' }, '03/04/2024', '2024-04-03'],
		[{ kind: 'date', format: 'dd/MM/yyyy' }, '2024-04-03', '2024-04-03'],
		[{ kind: 'date' }, '2024-02-29T10:00', expect.stringMatching(/not a date written as/)],
		[{ kind: 'date', format: 'dd.MM.yyyy' }, '29.02.2024', '2024-02-29'],
		[
			{ kind: 'date', format: 'dd.MM.yyyy' },
			'45351',
			expect.stringMatching(/spreadsheet turned the date/),
		],
		[
			{ kind: 'date', notAfter: '2026-11-21' },
			'2026-11-22',
			expect.stringMatching(/later than 2026-11-21/),
		],
		[
			{ kind: 'dateTime', timeZone: 'Europe/Prague' },
			'2026-11-21T09:30',
			'2026-11-21T08:30:00.000Z',
		],
		[
			{ kind: 'dateTime', timeZone: 'Europe/Prague' },
			'2026-11-21 09:30:00+05:30',
			'2026-11-21T04:00:00.000Z',
		],
		[{ kind: 'dateTime', timeZone: 'UTC' }, '2026-13-21T09:30', expect.stringMatching(/notADate/)],
	])('%j reads %j', (type, cell, expected) => {
		expect(readNew(type, cell)).toEqual(expected);
	});

	it.each<[FieldType, unknown, CellValue]>([
		[text, undefined, null],
		[text, '', null],
		[text, 0, '0'],
		[boolean, 'TRUE', true],
		[boolean, false, false],
		[boolean, null, null],
		[{ kind: 'number' }, '1.50', 1.5],
		[{ kind: 'number' }, 0, 0],
		[{ kind: 'date', format: 'dd.MM.yyyy' }, '2024-02-29T00:00:00Z', '2024-02-29'],
		[{ kind: 'dateTime', timeZone: 'UTC' }, '2026-11-21T08:30:00Z', '2026-11-21T08:30:00.000Z'],
	])('%j takes the present value %j for %j', (type, present, expected) => {
		expect(compileField(fieldOf(type), RULES.secutixSam).canonical(present)).toBe(expected);
	});

	it('S17 writes what it reads', () => {
		const types: FieldType[] = [
			text,
			boolean,
			codes,
			{ kind: 'number', decimalSeparator: ',' },
			{ kind: 'date', format: 'dd/MM/yyyy' },
			{ kind: 'dateTime', timeZone: 'UTC' },
		];
		const values: CellValue[] = ['x', true, 'RED', -12.5, '2024-02-29', '2026-11-21T08:30:00.000Z'];
		types.forEach((type, index) => {
			const field = compileField(fieldOf(type), RULES.secutixSam);
			expect(field.readNew(field.writeNew(values[index]))).toBe(values[index]);
			expect(field.readOld(field.writeOld(values[index]))).toBe(values[index]);
			expect(field.readOld(field.writeOld(null))).toBeNull();
		});
	});

	it('writes into roll-back files whatever was there, so that it reads back the same', () => {
		const present = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constantFrom('[clear]', ' ', '[CLEAR] ', '\\', '\\[clear]', '=', 'true', '1'),
			fc.boolean(),
			fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
			fc.constant(null),
		);
		fc.assert(
			fc.property(present, (value) => {
				const kind =
					typeof value === 'boolean'
						? boolean
						: typeof value === 'number'
							? { kind: 'number' as const }
							: text;
				const [stored] = storedFields([fieldOf(kind)]);
				const field = compileField(stored, ROLL_BACK_RULES);
				fc.pre(value !== '');
				expect(field.readNew(field.writeNew(value))).toBe(value);
			}),
		);
	});
});
