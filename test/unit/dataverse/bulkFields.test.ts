import { bulkFields, bulkKeys } from '../../../nodes/shared/connectors/dataverse/bulkFields';
import { tableColumns } from '../../../nodes/shared/connectors/dataverse/columns';
import type { ColumnInfo } from '../../../nodes/shared/connectors/dataverse/ColumnInfo';

const column = (name: string, more: Partial<ColumnInfo> = {}): ColumnInfo => ({
	name,
	label: name,
	kind: 'text',
	type: 'String',
	forCreate: true,
	forUpdate: true,
	forRead: true,
	required: 'none',
	isPrimaryId: false,
	...more,
});

const fieldsOf = (columns: ColumnInfo[], consents: string[] = []) =>
	bulkFields(tableColumns('contact', columns), { timeZone: 'Europe/Paris', consents });

describe('the columns of a table as fields of a file', () => {
	it.each<[string, Partial<ColumnInfo>, object | undefined]>([
		['text', { maxLength: 50 }, { kind: 'text', maxLength: 50 }],
		['an address', { format: 'Email', maxLength: 100 }, { kind: 'email', maxLength: 100 }],
		['a telephone', { format: 'Phone' }, { kind: 'phone' }],
		['yes or no', { kind: 'boolean' }, { kind: 'boolean' }],
		[
			'a choice',
			{ kind: 'choice', options: [{ value: 1, label: 'One', labels: [] }] },
			{ kind: 'code', codes: [{ code: '1', label: 'One' }], acceptsLabels: true },
		],
		[
			'choices',
			{ kind: 'choices', options: [{ value: 1, label: 'One', labels: [], isHidden: true }] },
			{ kind: 'codes', codes: [{ code: '1', label: 'One', isHidden: true }], acceptsLabels: true },
		],
		['a whole number', { kind: 'integer', min: 1 }, { kind: 'number', min: 1 }],
		[
			'a number',
			{ kind: 'decimal', min: 0, max: 5, precision: 2 },
			{ kind: 'number', min: 0, max: 5, maxDecimals: 2 },
		],
		['a day', { kind: 'dateTime', dateBehavior: 'DateOnly' }, { kind: 'date' }],
		[
			'a moment',
			{ kind: 'dateTime', dateBehavior: 'UserLocal' },
			{ kind: 'dateTime', timeZone: 'Europe/Paris' },
		],
		[
			'a time on the clock',
			{ kind: 'dateTime', dateBehavior: 'TimeZoneIndependent' },
			{ kind: 'dateTime', timeZone: 'UTC' },
		],
		['a link', { kind: 'lookup' }, undefined],
		['a file', { kind: 'other' }, undefined],
		['what cannot be written', { forUpdate: false }, undefined],
		['what cannot be read', { forRead: false }, undefined],
	])('%s', (_what, more, type) => {
		expect(fieldsOf([column('c', more)]).map((field) => field.type)).toEqual(type ? [type] : []);
	});

	it('S03 consents are known, or named; those that forbid are taken away by being true', () => {
		const fields = fieldsOf(
			['donotemail', 'followemail', 'new_newsletter', 'new_donotcall', 'city'].map((name) =>
				column(name, { kind: 'boolean' }),
			),
			['new_newsletter', 'new_donotcall'],
		);
		expect(
			fields.map(({ name, isConsent, optOutValue }) => [name, isConsent, optOutValue]),
		).toEqual([
			['city', undefined, undefined],
			['donotemail', true, true],
			['followemail', true, false],
			['new_donotcall', true, true],
			['new_newsletter', true, false],
		]);
	});

	it.each([
		'donotemail',
		'donotbulkemail',
		'donotphone',
		'donotfax',
		'donotpostalmail',
		'donotbulkpostalmail',
		'donotsendmm',
	])('S03 %s is a consent, taken away by being true, without anybody naming it', (name) => {
		expect(fieldsOf([column(name, { kind: 'boolean' })])).toMatchObject([
			{ isConsent: true, optOutValue: true },
		]);
	});

	it('only what Dataverse never leaves empty is required of a file', () => {
		const required = (['system', 'business', 'none'] as const).map(
			(level) => fieldsOf([column('c', { required: level })])[0].isRequired,
		);
		expect(required).toEqual([true, undefined, undefined]);
	});

	it('a label that two columns have is told apart by their names', () => {
		const fields = fieldsOf([
			column('email1', { label: 'Email' }),
			column('email2', { label: 'email' }),
			column('city', { label: 'City' }),
		]);
		expect(fields.map(({ name, id }) => [name, id])).toEqual([
			['City', 'city'],
			['email (email2)', 'email2'],
			['Email (email1)', 'email1'],
		]);
	});

	it('keys: the address first, then the ID, then other addresses; each compared as what it holds', () => {
		const keys = bulkKeys(
			tableColumns('contact', [
				column('age', { kind: 'integer' }),
				column('city'),
				column('contactid', { kind: 'id', isPrimaryId: true }),
				column('emailaddress1', { label: 'Email', format: 'Email' }),
				column('mobile', { format: 'Phone' }),
				column('new_email', { format: 'Email' }),
				column('score', { kind: 'decimal' }),
				column('storeid', { kind: 'lookup' }),
			]),
		);
		expect(keys.map(({ id, name, kind }) => [id, name, kind])).toEqual([
			['emailaddress1', 'Email', 'email'],
			['contactid', 'contactid', 'text'],
			['new_email', 'new_email', 'email'],
			['age', 'age', 'text'],
			['city', 'city', 'text'],
			['mobile', 'mobile', 'phone'],
		]);
	});
});
