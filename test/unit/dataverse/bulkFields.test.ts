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

	it('keys: the address first, then the ID', () => {
		const keys = bulkKeys(
			tableColumns('contact', [
				column('city'),
				column('contactid', { kind: 'id', isPrimaryId: true }),
				column('emailaddress1', { format: 'Email' }),
				column('storeid', { kind: 'lookup' }),
			]),
		);
		expect(keys.map(({ id, kind }) => [id, kind])).toEqual([
			['emailaddress1', 'email'],
			['contactid', 'text'],
			['city', 'text'],
		]);
	});
});
