import fc from 'fast-check';
import type { ColumnInfo } from '../../../nodes/shared/connectors/dataverse/ColumnInfo';
import type { ValueContext } from '../../../nodes/shared/connectors/dataverse/conversion';
import { convertValue, sameStored } from '../../../nodes/shared/connectors/dataverse/values';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { columnOf, context, guid, optionOf } from './columnsOf';

const text = columnOf('text', 'firstname', { maxLength: 5 });
const whole = columnOf('integer', 'new_score', { min: 0, max: 10, precision: 0 });
const decimal = columnOf('decimal', 'new_average', { min: -1000, max: 1000, precision: 2 });
const yesNo = columnOf('boolean', 'new_news', {
	options: [optionOf(1, 'Yes', 'Ja'), optionOf(0, 'No', 'Nein')],
});
const refusal = columnOf('boolean', 'donotemail', {
	options: [optionOf(1, 'Do Not Allow'), optionOf(0, 'Allow')],
});
const choice = columnOf('choice', 'new_segment', {
	options: [
		optionOf(100, 'Gold', 'Złoty'),
		optionOf(101, 'Silver'),
		optionOf(5, '7'),
		optionOf(7, 'Both'),
		optionOf(8, 'Both'),
	],
});
const choices = columnOf('choices', 'new_interests', {
	options: [
		optionOf(1, 'Garden'),
		optionOf(2, 'Kitchen & home'),
		optionOf(3, 'Sport, outdoor'),
		optionOf(4, 'Sport'),
	],
});
const local = columnOf('dateTime', 'new_lastvisit', { dateBehavior: 'UserLocal' });
const clock = columnOf('dateTime', 'new_slot', { dateBehavior: 'TimeZoneIndependent' });
const day = columnOf('dateTime', 'birthdate', { dateBehavior: 'DateOnly' });
const id = columnOf('id', 'contactid');
const store = columnOf('lookup', 'new_store', {
	targets: [{ table: 'new_store', navigation: 'new_Store' }],
});
const company = columnOf('lookup', 'parentcustomerid', {
	type: 'Customer',
	targets: [
		{ table: 'account', navigation: 'parentcustomerid_account' },
		{ table: 'contact', navigation: 'parentcustomerid_contact' },
	],
});
const category = columnOf('lookup', 'x', { targets: [{ table: 'category', navigation: 'x' }] });
const anyColumn = [
	text,
	whole,
	decimal,
	yesNo,
	refusal,
	choice,
	choices,
	local,
	clock,
	day,
	id,
	store,
	company,
];

const convert = (
	column: ColumnInfo,
	value: unknown,
	extra: Partial<ValueContext> = {},
): unknown => {
	const converted = convertValue(column, value, { ...context, ...extra });
	return isConnectorError(converted) ? converted.message : converted.value;
};

it('LC21 a date that does not exist is refused for its column, not thrown', () => {
	const refused = convertValue(text, new Date('no day'), context);
	expect(isConnectorError(refused) && refused.message).toMatch(/firstname.*does not exist/);
});

it('a hidden option is taken, and not among those that are named', () => {
	const column = columnOf('choice', 'new_stage', {
		options: [optionOf(1, 'Open'), { ...optionOf(2, 'Old stage'), isHidden: true }],
	});
	expect(convertValue(column, 'Old stage', context)).toEqual({ value: 2 });
	const refused = convertValue(column, 'Old stag', context);
	expect(isConnectorError(refused) && refused.hint).toBe('Its options: Open (1).');
});

describe('K34 K36 a value as its column takes it', () => {
	it.each<[string, ColumnInfo, unknown, unknown]>([
		['text', text, 'Ann', 'Ann'],
		['text keeps its spaces', text, ' Ann ', ' Ann '],
		['empty text is nothing', text, '', null],
		['blank text is put back as it was', text, '  ', '  '],
		['unseen text is put back as it was', text, '\u3164', '\u3164'],
		['blanks are no number', whole, '  ', null],
		['nothing is nothing', text, undefined, null],
		['zero as text', text, 0, '0'],
		['false as text', text, false, 'false'],
		['a list as text', text, ['a', 'b'], 'a, b'],
		['emoji count as UTF-16 does', text, '😀😀a', '😀😀a'],
		['whole number', whole, 7, 7],
		['whole number as text', whole, ' 7 ', 7],
		['whole number with empty decimals', whole, '7.0', 7],
		['zero', whole, '0', 0],
		['empty number', whole, '', null],
		['decimal', decimal, '3.14', 3.14],
		['decimal rounded', decimal, 1.005, 1.01],
		['decimal with a comma (LC02)', decimal, '1,5', 1.5],
		['decimal with groups (LC02)', decimal, '1\u00a0000,0', 1000],
		['negative decimal rounded', decimal, -2.345, -2.35],
		['small decimal', decimal, 1e-7, 0],
		['the other groups (LC02)', decimal, '1,000.0', 1000],
		['yes', yesNo, true, true],
		['no as text', yesNo, 'false', false],
		['1 is yes', yesNo, 1, true],
		['0 is no', yesNo, '0', false],
		['yes by label', yesNo, ' yes ', true],
		['yes by another language', yesNo, 'JA', true],
		['a label that says no', refusal, 'Do Not Allow', true],
		['choice by value', choice, 100, 100],
		['choice by value as text', choice, '101', 101],
		['choice by label', choice, ' gold', 100],
		['choice by another language', choice, 'złoty', 100],
		['LC10 choice by a label as it is seen', choice, '\u200bG\u00adold\u00a0', 100],
		['LC10 choices by a label with other blanks', choices, 'Kitchen\u00a0&\u202fhome', '2'],
		['a label that looks like a value wins as text', choice, '7', 5],
		['and loses as a number', choice, 7, 7],
		['a list of one', choice, ['Silver'], 101],
		['choices', choices, 'Garden', '1'],
		['choices by labels and values', choices, ['Garden', 2], '1,2'],
		['choices from a text', choices, 'Kitchen & home; garden', '1,2'],
		['a label with a comma', choices, 'Sport, outdoor, Garden', '1,3'],
		['a label within another', choices, 'Sport, Garden', '1,4'],
		['choices as stored', choices, '1,3', '1,3'],
		['the same twice', choices, 'Garden, Garden,', '1'],
		['no choices', choices, [], null],
		['a moment', local, '2024-07-01T10:00:00Z', '2024-07-01T10:00:00Z'],
		['a moment with a zone', local, '2024-07-01T10:00:00+09:00', '2024-07-01T01:00:00Z'],
		['without a zone it is here', local, '2024-07-01 10:00', '2024-07-01T08:00:00Z'],
		['in winter', local, '2024-01-01T10:00', '2024-01-01T09:00:00Z'],
		['a day begins at midnight here', local, '2024-07-01', '2024-06-30T22:00:00Z'],
		[
			'the clock as it is, though the zone skips it (LC06)',
			clock,
			'2026-03-29T02:30:00',
			'2026-03-29T02:30:00Z',
		],
		['the clock as it is', clock, '2024-07-01T10:00', '2024-07-01T10:00:00Z'],
		['the clock here', clock, '2024-07-01T10:00:00Z', '2024-07-01T12:00:00Z'],
		['a day on the clock', clock, '2024-07-01', '2024-07-01T00:00:00Z'],
		['a day', day, '2000-02-29', '2000-02-29'],
		['a day of a moment, here', day, '2024-06-30T23:30:00Z', '2024-07-01'],
		['a day of a time', day, '2024-06-30T23:30', '2024-06-30'],
		['a date object', day, new Date('2024-06-30T23:30:00Z'), '2024-07-01'],
		['an id', id, `{${guid(1).toUpperCase()}}`, guid(1)],
		['a link by id', store, guid(2), { table: 'new_store', id: guid(2) }],
		['a link by reference', company, `/accounts(${guid(3)})`, { table: 'account', id: guid(3) }],
		[
			'a link to a table with an odd plural',
			category,
			`categories(${guid(3)})`,
			{ table: 'category', id: guid(3) },
		],
		[
			'a link to what another node wrote',
			company,
			{ table: 'contact', id: guid(4), x: 1 },
			{ table: 'contact', id: guid(4) },
		],
		['blanks are no choice', choice, ' \u200b', null],
		['no link', store, '', null],
	])('%s', (_name, column, value, expected) => expect(convert(column, value)).toEqual(expected));

	it.each<[string, ColumnInfo, unknown, string]>([
		['a text too long', text, 'Johann', 'takes 5 characters and was given 6'],
		['an object', text, { a: 1 }, 'object'],
		['a list of objects', text, [{ a: 1 }], 'object'],
		['words for a number', whole, 'seven', 'needs a number'],
		['true for a number', whole, true, 'needs a number'],
		['what is ambiguous (LC02)', decimal, '1.234', 'needs a number'],
		['a date (LC01)', decimal, '12.05.24', 'needs a number'],
		['a phone number (LC01)', decimal, '06.12.34.56.78', 'needs a number'],
		['an exponent', decimal, '1e2', 'needs a number'],
		['hexadecimal', whole, '0x7', 'needs a number'],
		['infinity', decimal, 'Infinity', 'needs a number'],
		['a number too large', whole, 11, 'from 0 to 10'],
		['a number too small', whole, -1, 'from 0 to 10'],
		['half a whole number', whole, 7.5, 'whole numbers'],
		['yes where it is no label', refusal, 'Yes', 'one of two values'],
		['an unknown option', choice, 'Platinum', 'no such option'],
		['an unknown value', choice, 99, 'no such option'],
		['a label of two options', choice, 'both', 'several options with that label'],
		['two options', choice, ['Gold', 'Silver'], 'one option'],
		['an unknown option among others', choices, 'Garden, Fishing', 'no such option'],
		['a date that can be read two ways', day, '03/04/2024', 'needs a date'],
		['no date', local, 'tomorrow', 'needs a date'],
		['a bare number (LC03)', day, 1985, 'needs a date'],
		['milliseconds since 1970', local, 1719828000000, 'needs a date'],
		['a day that does not exist', day, '2023-02-29', 'needs a date'],
		['a date before all dates', day, '1700-01-01', '1753-01-01'],
		['no id', id, 'abc', 'needs an ID'],
		['a link without saying to which table', company, guid(1), 'several tables (account, contact)'],
		['a link to a wrong table', store, `/accounts(${guid(1)})`, 'does not point at accounts'],
		['a link by a text', store, 'Paris', 'needs the ID'],
		['an image', columnOf('other', 'entityimage'), 'x', 'cannot be written'],
	])('%s is refused', (_name, column, value, words) => {
		const converted = convertValue(column, value, context);
		expect(converted).toMatchObject({ kind: 'input', message: expect.stringContaining(words) });
		expect((converted as Error).message).toContain(column.name);
	});

	it('an unknown option: the nearest and all others are named, the answer is not', () => {
		const converted = convertValue(choice, 'Golt', context);
		expect(converted).toMatchObject({ hint: expect.stringContaining('Did you mean "Gold"?') });
		expect(converted).toMatchObject({ hint: expect.stringContaining('Silver (101)') });
		expect(JSON.stringify(converted) + (converted as Error).message).not.toContain('Golt');
	});

	it('a text is cut only where that was chosen, with a warning, and between characters', () => {
		const cut = { ...context, whenTooLong: 'cut' as const };
		expect(convertValue(text, 'abcd😀e', cut)).toEqual({
			value: 'abcd',
			warning: expect.stringContaining('cut to 5'),
		});
		expect(convertValue(text, 'abcde', cut)).toEqual({ value: 'abcde' });
	});

	it('a number is rounded to the places of its column, with a warning', () => {
		expect(convertValue(decimal, 2.345, context)).toEqual({
			value: 2.35,
			warning: expect.stringContaining('rounded to 2'),
		});
		expect(convertValue(decimal, 0.1 + 0.2, context)).toMatchObject({ value: 0.3 });
	});

	it('a link by a match on the other table', () => {
		const lookups = { new_store: { matchBy: 'new_code' } };
		const found = (_column: ColumnInfo, table: string, word: string) =>
			word === 'P1' ? { table, id: guid(5) } : undefined;
		expect(convert(store, 'P1', { lookups, found })).toEqual({ table: 'new_store', id: guid(5) });
		expect(convert(store, 'P2', { lookups, found })).toContain('not looked for');
		expect(convert(company, 'x', { lookups: { parentcustomerid: { table: 'lead' } } })).toContain(
			'does not point at lead',
		);
	});

	const anything = fc.oneof(
		fc.anything(),
		fc.string({ unit: 'binary' }),
		fc.constantFrom(
			'Gold',
			'Garden, Sport',
			'2024-07-01',
			'2024-07-01T10:00:00Z',
			guid(1),
			'1.255',
			'true',
		),
	);

	it('whatever comes in: a value, or an error that says why; never an exception', () => {
		fc.assert(
			fc.property(fc.constantFrom(...anyColumn), anything, (column, value) => {
				const converted = convertValue(column, value, context);
				if (isConnectorError(converted)) expect(converted.kind).toBe('input');
				else expect(converted).toHaveProperty('value');
			}),
			{ numRuns: 1000 },
		);
	});

	it('what was converted stays as it is, and is the same as what is stored', () => {
		fc.assert(
			fc.property(fc.constantFrom(...anyColumn), anything, (column, value) => {
				const once = convertValue(column, value, context);
				if (isConnectorError(once)) return;
				if (column !== clock) {
					expect(convertValue(column, once.value, context)).toEqual({ value: once.value });
				}
				const stored =
					typeof once.value === 'object' && once.value !== null ? once.value.id : once.value;
				expect(sameStored(column, stored, value, context)).toBe(true);
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('K28 whether a record has the value already', () => {
	it.each<[string, ColumnInfo, unknown, unknown, boolean]>([
		['texts', text, 'Ann', 'Ann', true],
		['case counts', text, 'ann', 'Ann', false],
		['nothing and empty text', text, null, '', true],
		['something and nothing', text, 'Ann', null, false],
		['a number and its text', whole, 7, '7', true],
		['money to its precision', decimal, 3.14, '3.1415', true],
		['options in another order', choices, '3,1', 'Garden, Sport, outdoor', true],
		['a label and its value', choice, 100, 'Gold', true],
		['a moment in another zone', local, '2024-07-01T08:00:00Z', '2024-07-01T10:00:00+02:00', true],
		['a moment with a fraction', local, '2024-07-01T08:00:00Z', '2024-07-01T08:00:00.700Z', true],
		['another moment', local, '2024-07-01T08:00:01Z', '2024-07-01T08:00:00Z', false],
		['a day', day, '2024-07-01', '2024-07-01', true],
		['a link', store, guid(1).toUpperCase(), guid(1), true],
		['another link', store, guid(1), guid(2), false],
		['no and nothing', yesNo, null, false, false],
		['what cannot be converted', whole, 7, 'seven', false],
	])('%s', (_name, column, stored, to, expected) => {
		expect(sameStored(column, stored, to, context)).toBe(expected);
	});
});

it.each([
	['100000', true],
	[' 100000 ', true],
	['1e5', false],
	['0x186A0', false],
	['100000.0', false],
])('digits alone mean the value of an option: %j', (text, isOption) => {
	const column = columnOf('choice', 'new_size', { options: [optionOf(100_000, 'Large')] });
	const converted = convertValue(column, text, context);
	expect(isConnectorError(converted)).toBe(!isOption);
	if (isOption) expect(converted).toEqual({ value: 100_000 });
});
