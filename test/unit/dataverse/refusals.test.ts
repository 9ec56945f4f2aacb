import type { ColumnInfo } from '../../../nodes/shared/connectors/dataverse/ColumnInfo';
import { tableColumns } from '../../../nodes/shared/connectors/dataverse/columns';
import { bulkFields } from '../../../nodes/shared/connectors/dataverse/bulkFields';
import { appendTo, consentIn } from '../../../nodes/shared/connectors/dataverse/policies';
import { convertValue } from '../../../nodes/shared/connectors/dataverse/values';
import { updateOperation, createOperation } from '../../../nodes/shared/connectors/dataverse/write';
import type { Table } from '../../../nodes/shared/connectors/dataverse/tables';
import { columnOf, context, guid, optionOf } from './columnsOf';

const segment = columnOf('choice', 'c', {
	options: [optionOf(1, 'Gold'), optionOf(2, 'Silver'), optionOf(8, 'Both'), optionOf(9, 'Both')],
});
const OPTIONS = 'Its options: Gold (1), Silver (2), Both (8), Both (9).';
const many = columnOf('choice', 'c', {
	options: Array.from({ length: 13 }, (_, n) => optionOf(n, `Option ${n}`)),
});
const twelve = many.options!.slice(0, 12).map(({ label, value }) => `${label} (${value})`);
const target = (...tables: string[]): Partial<ColumnInfo> => ({
	targets: tables.map((table) => ({ table, navigation: table })),
});
const store = columnOf('lookup', 'c', target('new_store'));
const company = columnOf('lookup', 'c', target('account', 'contact'));
const DIGITS = 'Digits with one decimal sign are read; units, currencies and other words are not.';

describe('why a value is refused, and what would be right', () => {
	it.each<[ColumnInfo, unknown, string, string | undefined]>([
		[columnOf('text', 'c'), { a: 1 }, 'was given an object', 'Pick one of its values.'],
		[columnOf('text', 'c'), new Date(NaN), 'was given a date that does not exist', undefined],
		[
			columnOf('text', 'c', { maxLength: 2 }),
			'abc',
			'takes 2 characters and was given 3',
			'Shorten it with a transformation, or let it be cut.',
		],
		[columnOf('integer', 'c'), 'many', 'needs a number', DIGITS],
		[
			columnOf('integer', 'c'),
			'1.234',
			'needs a number',
			'The value is ambiguous, such as 1.234: the transformation "number" says which sign begins the decimals.',
		],
		[
			columnOf('integer', 'c'),
			'12345678901234567890',
			'needs a number',
			'It has more digits than can be kept exactly.',
		],
		[columnOf('integer', 'c', { min: 0, max: 5 }), 6, 'takes numbers from 0 to 5', undefined],
		[columnOf('integer', 'c'), 0.5, 'takes whole numbers only', undefined],
		[columnOf('id', 'c'), 'x', 'needs an ID (a GUID)', undefined],
		[columnOf('other', 'c'), 'x', 'is of a kind that cannot be written', undefined],
		[
			columnOf('dateTime', 'c'),
			'1700-01-01',
			'takes dates from 1753-01-01 to 9999-12-31',
			undefined,
		],
		[segment, 'Gol', 'has no such option', `Did you mean "Gold"? ${OPTIONS}`],
		[segment, 'zzzzzzzzz', 'has no such option', OPTIONS],
		[
			segment,
			'both',
			'has several options with that label',
			'Use the value of the option instead.',
		],
		[segment, ['Gold', 'Silver'], 'takes one option and was given several', OPTIONS],
		[columnOf('choice', 'c'), 'x', 'has no such option', 'The column has no options.'],
		[many, 'zzzzzzzzz', 'has no such option', `Its options: ${twelve.join(', ')}, ….`],
		[
			columnOf('boolean', 'c', { options: [optionOf(1, 'On'), optionOf(0, 'Off')] }),
			'x',
			'takes one of two values',
			'Use true or false, or "On" or "Off".',
		],
		[columnOf('boolean', 'c'), 'x', 'takes one of two values', 'Use true or false.'],
		[columnOf('lookup', 'c', target()), guid(1), 'points at no table that is known', undefined],
		[company, 'x', 'points at several tables (account, contact)', 'Say which one is meant.'],
		[
			company,
			'/leads(00000000-0000-4000-8000-000000000001)',
			'does not point at leads',
			'It points at account, contact.',
		],
		[store, { table: 'new_store', id: 'x' }, 'was given a record without an ID', undefined],
		[
			store,
			'Paris',
			'needs the ID of a record of new_store',
			'Give it an ID, or say by which column of that table the record is found.',
		],
	])('the column is named, and not the value (%#)', (column, value, why, hint) => {
		const refused = convertValue(column, value, context);
		expect(refused).toMatchObject({ kind: 'input', message: `"Label of c" (c) ${why}` });
		expect((refused as { hint?: string }).hint).toBe(hint);
	});

	it('a date says what it is read as', () => {
		expect(convertValue(columnOf('dateTime', 'c'), 'soon', context)).toMatchObject({
			message: '"Label of c" (c) needs a date',
			hint: expect.stringMatching(/^[A-Z].*\. Use a date transformation\.$/),
		});
	});

	it.each<[ColumnInfo, unknown, object]>([
		[
			columnOf('text', 'c', { maxLength: 2 }),
			'abc',
			{ value: 'ab', warning: '"Label of c" (c) was cut to 2 characters' },
		],
		[
			columnOf('decimal', 'c', { precision: 1 }),
			1.25,
			{ value: 1.3, warning: '"Label of c" (c) was rounded to 1 decimals' },
		],
	])('what was changed on the way is told (%#)', (column, value, converted) => {
		expect(convertValue(column, value, { ...context, whenTooLong: 'cut' })).toEqual(converted);
	});
});

describe('what is added to what is there', () => {
	const interests = columnOf('choices', 'c', {
		options: [optionOf(1, 'Garden'), optionOf(2, 'Home')],
	});
	it.each<[ColumnInfo, unknown, unknown[], unknown]>([
		[interests, '2', ['Garden'], [2, 1]],
		[interests, '2,1', ['Garden', 'Home'], [2, 1]],
		[interests, null, ['Garden'], [1]],
		[interests, 7, [1], [7, 1]],
		[interests, ' ', ['Garden'], [1]],
		[interests, '1', ['Unknown'], [1, 'Unknown']],
		[columnOf('text', 'c', { type: 'Memo' }), 'a', ['b'], 'a\nb'],
		[columnOf('text', 'c', { format: 'TextArea' }), null, ['b'], 'b'],
	])('what is there stays, what is new comes after it (%#)', (column, present, added, value) => {
		expect(appendTo(column, present, added, context)).toEqual({ value });
	});

	it('to a column of one value nothing can be added', () => {
		expect(appendTo(columnOf('text', 'c'), 'a', ['b'], context)).toMatchObject({
			kind: 'input',
			message: '"Label of c" (c) takes nothing that is added to what is there',
			hint: 'Append to choices or to a text of several lines, or choose another policy.',
		});
	});

	it.each<[ColumnInfo | undefined, string, unknown, string | undefined]>([
		[columnOf('boolean', 'followemail'), 'followemail', true, 'given'],
		[columnOf('boolean', 'followemail'), 'followemail', 'maybe', undefined],
		[
			columnOf('choice', 'c', { options: [optionOf(5, 'Yes'), optionOf(6, 'No')] }),
			'c',
			5,
			'given',
		],
		[
			columnOf('choice', 'c', { options: [optionOf(5, 'Yes'), optionOf(6, 'No')] }),
			'c',
			'no',
			'refused',
		],
		[columnOf('choice', 'c', { options: [optionOf(5, 'Yes')] }), 'c', 'x', undefined],
		[columnOf('text', 'c'), 'c', 'yes', 'given'],
		[undefined, 'c', 'no', 'refused'],
	])('a consent is read from the value or its words (%#)', (column, field, value, consent) => {
		const plain = consentIn(column, field, value, context);
		expect(plain === undefined).toBe(consent === undefined);
		if (consent !== undefined)
			expect(plain).toBe(consentIn(undefined, 'c', consent === 'given' ? 'yes' : 'no', context));
	});
});

it('errors of a write name the record by its id, and never by its key', () => {
	const table: Table = {
		name: 'contact',
		setName: 'contacts',
		label: 'Contact',
		primaryId: 'contactid',
		type: 'standard',
	};
	const { subject } = updateOperation(table, guid(1), {}, {});
	expect(subject).toBe(`record ${guid(1)} of contact`);
	expect(updateOperation(table, "contactid=1,partitionid='ann@example.com'", {}, {}).subject).toBe(
		'a record of contact',
	);
	expect(createOperation(table, {}, {}).subject).toBe('a new record of contact');
});

it.each([
	['donotemail', true],
	['donotbulkemail', true],
	['donotphone', true],
	['donotfax', true],
	['donotpostalmail', true],
	['donotbulkpostalmail', true],
	['donotsendmm', true],
	['followemail', false],
	['city', undefined],
])('%s is a consent, taken away by being %s', (name, optOutValue) => {
	const columns = tableColumns('contact', [columnOf('boolean', name)]);
	const [field] = bulkFields(columns, { timeZone: 'UTC' });
	expect(field.optOutValue).toBe(optOutValue);
	expect(field.isConsent).toBe(optOutValue === undefined ? undefined : true);
});

it.each([
	['new_donotcall', true],
	['donotcall', true],
	['new_unsubscribed', true],
	['optout', true],
	['new_optin', false],
	['newsdonot', false],
])('%s, named as a consent, is taken away by being %s', (name, optOutValue) => {
	const columns = tableColumns('contact', [columnOf('boolean', name, { required: 'system' })]);
	expect(bulkFields(columns, { timeZone: 'UTC', consents: [name] })[0]).toMatchObject({
		isConsent: true,
		isRequired: true,
		optOutValue,
	});
});
