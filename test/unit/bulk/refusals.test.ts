import { RULES, type Code, type FieldType } from '../../../nodes/shared/bulk';
import { compileField } from '../../../nodes/shared/bulk/cells/compileField';

const read = (type: FieldType, cell: string) =>
	compileField({ name: 'F', type }, RULES.secutixExtended).readNew(cell);

type Kind<Name extends FieldType['kind']> = Partial<Extract<FieldType, { kind: Name }>>;
const number = (more: Kind<'number'> = {}): FieldType => ({ kind: 'number', ...more });
const date = (more: Kind<'date'> = {}): FieldType => ({ kind: 'date', ...more });
const moment = (more: Kind<'dateTime'> = {}): FieldType => ({
	kind: 'dateTime',
	timeZone: 'UTC',
	...more,
});
const boolean: FieldType = { kind: 'boolean' };
const phone: FieldType = { kind: 'phone' };
const email: FieldType = { kind: 'email' };

describe('S26 S32 a cell that cannot be taken says why, and what to write', () => {
	const ACCEPTED = 'Write one of TRUE, true, T, t or FALSE, false, F, f.';
	const LOST = 'Digits were lost in a spreadsheet (as in 1.2E+10); enter the whole number';
	const PERCENT = 'A percentage is ambiguous; write 5 or 0.05 without the percent sign';
	const SHORT_YEAR = 'The year has two digits, as spreadsheets show it; write the date';
	const NO_MOMENT = 'This is not a date and time as in 2026-11-21T09:30 or 2026-11-21T09:30:00Z';
	const FIVE = 'The text has 6 characters; at most 5 are allowed, and nothing is shortened';

	it.each<[FieldType, string, string]>([
		[boolean, 'x', `"x" is neither true nor false. ${ACCEPTED}`],
		[boolean, 'a'.repeat(20), `"${'a'.repeat(20)}" is neither true nor false. ${ACCEPTED}`],
		[boolean, 'a'.repeat(21), `"${'a'.repeat(19)}…" is neither true nor false. ${ACCEPTED}`],
		[
			boolean,
			'True',
			`"True" differs in its upper and lower case letters from "TRUE". ${ACCEPTED}`,
		],
		[
			boolean,
			'WAHR',
			'"WAHR" is what a spreadsheet in German writes for TRUE. Format the column as text and write TRUE.',
		],
		[boolean, 'oui', '"oui" is not accepted here; write TRUE.'],
		[boolean, 'non', '"non" is not accepted here; write FALSE.'],
		[boolean, '1', '"1" is not accepted here; write TRUE.'],
		[boolean, '0', '"0" is not accepted here; write FALSE.'],
		[boolean, ' TRUE', 'There are spaces around "TRUE". Remove them.'],
		[boolean, 'f\u00a0', 'There are spaces around "f". Remove them.'],
		[number(), 'x', 'This is not a number'],
		[number(), '1,5x', 'This is not a number'],
		[number(), '5%', PERCENT],
		[number(), '+5,5 %', PERCENT],
		[number(), '5  %', 'This is not a number'],
		[number(), '1.2E+10', LOST],
		[number(), ' 1.2E+10 ', LOST],
		[
			number(),
			'12345678901234567',
			'The number has more than 15 digits and cannot be stored exactly',
		],
		[number({ decimalSeparator: '.' }), '12,5', 'Write the number with "." before the decimals'],
		[number({ decimalSeparator: ',' }), '-1.25', 'Write the number with "," before the decimals'],
		[number({ decimalSeparator: '.' }), '12,5x', 'This is not a number'],
		[number({ decimalSeparator: '.' }), 'x12,5', 'This is not a number'],
		[number({ maxDecimals: 0 }), '1.5', 'A whole number is expected'],
		[
			number({ maxDecimals: 6 }),
			'0.0000001',
			'At most 6 decimals are allowed, and nothing is shortened',
		],
		[number({ min: 1 }), '0.5', 'The number has to be at least 1'],
		[number({ max: 1 }), '1.5', 'The number has to be at most 1'],
		[number({ min: 0, max: 1 }), '2', 'The number has to be at least 0 and at most 1'],
		[date(), '2023-02-29', 'There is no such day in the calendar'],
		[date(), '2023-13-01', 'There is no such day in the calendar'],
		[date(), '45351', 'A spreadsheet turned the date into a number; write it as yyyy-MM-dd'],
		[date(), '45351,5', 'A spreadsheet turned the date into a number; write it as yyyy-MM-dd'],
		[date(), '45351x', 'This is not a date written as yyyy-MM-dd'],
		[date(), 'x45351', 'This is not a date written as yyyy-MM-dd'],
		[date(), '2024-02-29T10:00', 'This is not a date written as yyyy-MM-dd'],
		[date({ format: 'dd.MM.yyyy' }), 'soon', 'This is not a date written as dd.MM.yyyy'],
		[date(), '29.02.24', `${SHORT_YEAR} as yyyy-MM-dd`],
		[date({ notAfter: '2026-11-21' }), '2026-11-22', 'The date is later than 2026-11-21'],
		[moment(), 'soon', NO_MOMENT],
		[moment(), '2024-04-03', NO_MOMENT],
		[moment(), '03/04/24 10:00', `${SHORT_YEAR} as in 2026-11-21T09:30`],
		[email, 'ann@example', 'This is not an e-mail address'],
		[email, 'ann@example.com.', 'This is not an e-mail address'],
		[email, 'ann@example.com, joe@example.com', 'This is not an e-mail address'],
		[email, 'ann@example.com ', 'There are spaces around the e-mail address; remove them'],
		[{ ...email, maxLength: 5 }, 'a@b.cd', FIVE],
		[phone, 'call me', 'This is not a telephone number'],
		[phone, '+', 'This is not a telephone number'],
		[phone, '#5', 'This is not a telephone number'],
		[
			phone,
			'3.36E+10',
			'A spreadsheet turned the digits into a number (as in 3.36E+10); format the column as text and enter it again',
		],
		[{ ...phone, maxLength: 5 }, '123456', FIVE],
		[{ kind: 'text', maxLength: 5 }, '123456', FIVE],
	])('%j: %s', (type, cell, message) => {
		expect(read(type, cell)).toMatchObject({ message, isAmbiguous: false });
	});

	it.each<[FieldType, string, string]>([
		[number(), '12,345', 'The number is ambiguous (thousands or decimals); set the decimal sign'],
		[date(), '03/04/2024', 'The order of day and month is ambiguous; write the date as yyyy-MM-dd'],
		[
			moment(),
			'03/04/2024 10:00',
			'The order of day and month is ambiguous; write the date as in 2026-11-21T09:30, or set the date format',
		],
	])('%j: %s can be read in two ways', (type, cell, message) => {
		expect(read(type, cell)).toMatchObject({ message, isAmbiguous: true });
	});

	it.each<[FieldType, string, unknown]>([
		[number({ maxDecimals: 7 }), '0.0000001', 1e-7],
		[number({ maxDecimals: 0 }), '1e3', expect.objectContaining({ kind: 'notANumber' })],
		[number({ min: 1, max: 2 }), '1', 1],
		[number({ min: 1, max: 2 }), '2', 2],
		[number({ decimalSeparator: ',' }), ' 1,5 ', 1.5],
		[date({ notAfter: '2026-11-21' }), '2026-11-21', '2026-11-21'],
		[date(), '1000-01-01', '1000-01-01'],
		[moment({ order: 'dayFirst' }), '03/04/2024 10:00', '2024-04-03T10:00:00.000Z'],
		[moment({ order: 'monthFirst' }), '03/04/2024 10:00', '2024-03-04T10:00:00.000Z'],
		[{ ...email, maxLength: 6 }, 'a@b.cd', 'a@b.cd'],
		[phone, '1-800-FLOWERS', '1-800-FLOWERS'],
		[phone, ' 1-800-FLOWERS', ' 1-800-FLOWERS'],
		[phone, '12 ext. 5', '12 ext. 5'],
		[phone, '12 X5', '12 X5'],
		[{ ...phone, maxLength: 5, isTrimmed: true }, ' 12345 ', '12345'],
		[{ kind: 'text', maxLength: 5, isTrimmed: true }, ' 12345 ', '12345'],
		[{ kind: 'text', maxLength: 7 }, ' 12345 ', ' 12345 '],
	])('%j: %s is taken as %j', (type, cell, value) => {
		expect(read(type, cell)).toEqual(value);
	});
});

describe('S26 a cell that is not on a closed list', () => {
	const list = (codes: Code[], more: Kind<'code'> = {}): FieldType => ({
		kind: 'code',
		codes,
		...more,
	});
	const some = (count: number): Code[] =>
		Array.from({ length: count }, (_, index) => ({ code: `c${index}` }));
	const LISTED = 'the operation List Codes of Bulk CSV Update lists them';

	it.each<[string, FieldType, string, string]>([
		[
			'a list of twelve is shown in full',
			list(some(12)),
			'zzz',
			'allowed: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11',
		],
		['a longer one is not', list(some(13)), 'zzz', `there are 13 codes; ${LISTED}`],
		[
			'one of 300 signs is shown in full',
			list([{ code: 'a', label: 'x'.repeat(296) }]),
			'zzz',
			`allowed: a – ${'x'.repeat(296)}`,
		],
		[
			'one of more signs is not',
			list([{ code: 'a', label: 'x'.repeat(296) }, { code: 'b' }]),
			'zzz',
			`there are 2 codes; ${LISTED}`,
		],
		[
			'the nearest code is named',
			list([{ code: 'VIP' }, { code: 'none' }]),
			'VIQ',
			'did you mean "VIP"? Allowed: VIP, none',
		],
		[
			'codes of two letters are all near to each other',
			list([{ code: 'VI' }]),
			'VX',
			'allowed: VI',
		],
		[
			'the nearest label is named where labels count',
			list([{ code: 'a', label: 'Green' }], { acceptsLabels: true }),
			'Gren',
			'did you mean "Green"? Allowed: a – Green',
		],
		[
			'where they do not, it is not',
			list([{ code: 'a', label: 'Green' }]),
			'Gren',
			'allowed: a – Green',
		],
		[
			'the code of a label is certain, and nothing else is listed',
			list([{ code: 'a', label: 'Green' }, { code: 'b' }]),
			'green',
			'did you mean "a"?',
		],
		['so is a code in other letters', list([{ code: 'VIP' }]), 'vip', 'did you mean "VIP"?'],
	])('%s', (_name, type, cell, hint) => {
		expect(read(type, cell)).toMatchObject({
			kind: 'unknownCode',
			message: `"${cell}" is not one of the codes; ${hint}`,
		});
	});

	it.each([
		[40, 'y'.repeat(40)],
		[41, `${'y'.repeat(39)}…`],
	])('of a text of %i signs so many are shown', (length, shown) => {
		expect(read(list([{ code: 'a' }]), 'y'.repeat(length))).toMatchObject({
			message: `"${shown}" is not one of the codes; allowed: a`,
		});
	});
});

describe('LD02 LD07 two codes that may have become a number', () => {
	const readList = (cell: string, ...codes: string[]) =>
		read({ kind: 'codes', codes: codes.map((code) => ({ code })) }, cell);

	it.each<[string, string, string[]]>([
		['both are codes', '20.30', ['20', '30', '2']],
		['another has a zero more within, behind the point', '20.35', ['20', '35', '305']],
		['another has a zero less within, behind the point', '20.305', ['20', '305', '35']],
		['another has a zero more within, before the point', '25.30', ['25', '30', '205']],
		['another has a zero less within, before the point', '205.30', ['205', '30', '25']],
	])('can be read in two ways where %s: %s', (_name, cell, codes) => {
		expect(readList(cell, ...codes)).toMatchObject({ isAmbiguous: true });
	});

	it.each<[string, string, string[]]>([
		['another code would leave the same behind the point', '20.30', ['20', '30', '300']],
		['so would one with two zeros less', '20.300', ['20', '300', '3']],
		['another code would leave the same before it', '20.30', ['20', '30', '020']],
		['so would one with two zeros more', '20.30', ['20', '30', '0020']],
		['so would one with two zeros less', '0020.30', ['0020', '30', '20']],
		['a code with a point would leave the same', '20.30', ['20', '30', '20.300']],
		['the second is no code', '20.30', ['20', '3']],
		['the first is no code', '20.30', ['2', '30']],
	])('cannot where %s: %s', (_name, cell, codes) => {
		expect(readList(cell, ...codes)).toMatchObject({ kind: 'unknownCode', isAmbiguous: false });
	});

	it.each(['x20.30', '20.30x', '20.30.20', '20:30'])('%s is no such number', (cell) => {
		expect(readList(cell, '20', '30')).toMatchObject({ kind: 'unknownCode', isAmbiguous: false });
	});

	it('a code that looks like it is itself', () => {
		expect(readList('20.30', '20', '30', '20.30')).toBe('20.30');
	});
});
