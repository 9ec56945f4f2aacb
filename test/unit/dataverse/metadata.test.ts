import {
	castsOf,
	toColumns,
	toDetails,
} from '../../../nodes/shared/connectors/dataverse/columnMetadata';
import {
	matchableColumns,
	tableColumns,
	writableColumns,
} from '../../../nodes/shared/connectors/dataverse/columns';
import { chooseKey, toKey } from '../../../nodes/shared/connectors/dataverse/keys';
import {
	searchTables,
	toTable,
	type Table,
} from '../../../nodes/shared/connectors/dataverse/tables';
import type { Json } from '../../../nodes/shared/connectors/dataverse/json';
import { columnOf } from './columnsOf';

const label = (text: string | null, ...others: string[]) => ({
	UserLocalizedLabel: text === null ? null : { Label: text, LanguageCode: 1033 },
	LocalizedLabels: others.map((Label) => ({ Label })),
});
const attribute = (name: string, type: string, extra: Json = {}): Json => ({
	LogicalName: name,
	DisplayName: label(name.toUpperCase()),
	AttributeType: type,
	AttributeTypeName: { Value: `${type}Type` },
	AttributeOf: null,
	IsValidForCreate: true,
	IsValidForUpdate: true,
	IsValidForRead: true,
	IsValidODataAttribute: true,
	RequiredLevel: { Value: 'None' },
	IsPrimaryId: false,
	...extra,
});

const ATTRIBUTES = [
	attribute('contactid', 'Uniqueidentifier', { IsPrimaryId: true, IsValidForUpdate: false }),
	attribute('lastname', 'String', { RequiredLevel: { Value: 'ApplicationRequired' } }),
	attribute('nolabel', 'Memo', { DisplayName: label(null) }),
	attribute('new_segment', 'Picklist'),
	attribute('new_segmentname', 'Virtual', { AttributeOf: 'new_segment' }),
	attribute('new_interests', 'Virtual', {
		AttributeTypeName: { Value: 'MultiSelectPicklistType' },
	}),
	attribute('entityimage', 'Virtual', { AttributeTypeName: { Value: 'ImageType' } }),
	attribute('hidden', 'String', { IsValidODataAttribute: false }),
	attribute('createdon', 'DateTime', { IsValidForCreate: false, IsValidForUpdate: false }),
	attribute('new_news', 'Boolean'),
	attribute('parentcustomerid', 'Customer'),
	attribute('ownerid', 'Owner', { RequiredLevel: { Value: 'SystemRequired' } }),
	attribute('new_store', 'Lookup'),
];

const DETAILS: Record<string, Json[]> = {
	StringAttribute: [{ LogicalName: 'lastname', MaxLength: 50, FormatName: { Value: 'Email' } }],
	MemoAttribute: [{ LogicalName: 'nolabel', MaxLength: 2000 }],
	'CRM.Picklist': [
		{
			LogicalName: 'new_segment',
			OptionSet: null,
			GlobalOptionSet: { Options: [{ Value: 1, Label: label('Gold', 'Gold', 'Złoty') }] },
		},
	],
	MultiSelect: [
		{
			LogicalName: 'new_interests',
			OptionSet: {
				Options: [
					{ Value: 2, Label: label(null), IsHidden: false },
					{ Value: 3, Label: label('Old', 'Old'), IsHidden: true },
				],
			},
		},
	],
	DateTime: [
		{ LogicalName: 'createdon', Format: 'DateOnly', DateTimeBehavior: { Value: 'UserLocal' } },
	],
	Boolean: [
		{
			LogicalName: 'new_news',
			OptionSet: {
				TrueOption: { Value: 1, Label: label('Yes') },
				FalseOption: { Value: 0, Label: label('No') },
			},
			GlobalOptionSet: null,
		},
	],
	LookupAttribute: [
		{ LogicalName: 'parentcustomerid', Targets: ['account', 'contact'] },
		{ LogicalName: 'ownerid', Targets: ['systemuser', 'team'] },
		{ LogicalName: 'new_store', Targets: ['new_store'] },
	],
	ManyToOne: [
		['parentcustomerid', 'parentcustomerid_account', 'account'],
		['parentcustomerid', 'parentcustomerid_contact', 'contact'],
		['ownerid', 'ownerid', 'owner'],
		['new_store', 'new_Store', 'new_store'],
	].map(([column, navigation, table]) => ({
		ReferencingAttribute: column,
		ReferencingEntityNavigationPropertyName: navigation,
		ReferencedEntity: table,
	})),
};

const requests = castsOf(ATTRIBUTES);
const rows = requests.map(({ path }) => {
	const [, found] = Object.entries(DETAILS).find(([words]) => path.includes(words)) ?? [];
	return found ?? [];
});
const columns = tableColumns('contact', toColumns(ATTRIBUTES, toDetails(requests, rows)));

describe('K34 the columns of a table from its metadata', () => {
	it('shadow columns and what the API does not know are none', () => {
		expect(columns.all.map(({ name }) => name)).toEqual([
			'contactid',
			'lastname',
			'nolabel',
			'new_segment',
			'new_interests',
			'entityimage',
			'createdon',
			'new_news',
			'parentcustomerid',
			'ownerid',
			'new_store',
		]);
	});

	it('asks only for what occurs', () => {
		expect(requests.map(({ path }) => path).join()).not.toMatch(/Money|Integer|Status/);
		expect(castsOf([attribute('a', 'Integer')])).toHaveLength(1);
	});

	it.each<[string, Json]>([
		['contactid', { kind: 'id', isPrimaryId: true, forUpdate: false }],
		[
			'lastname',
			{ kind: 'text', label: 'LASTNAME', maxLength: 50, format: 'Email', required: 'business' },
		],
		['nolabel', { kind: 'text', label: 'nolabel', maxLength: 2000 }],
		[
			'new_segment',
			{ kind: 'choice', options: [{ value: 1, label: 'Gold', labels: ['Gold', 'Złoty'] }] },
		],
		[
			'new_interests',
			{
				kind: 'choices',
				options: [
					{ value: 2, label: '2', labels: [] },
					{ value: 3, label: 'Old', labels: ['Old'], isHidden: true },
				],
			},
		],
		['entityimage', { kind: 'other' }],
		['createdon', { kind: 'dateTime', dateBehavior: 'UserLocal', forCreate: false }],
		[
			'new_news',
			{
				kind: 'boolean',
				options: [
					{ value: 1, label: 'Yes' },
					{ value: 0, label: 'No' },
				],
			},
		],
		[
			'parentcustomerid',
			{
				kind: 'lookup',
				targets: [
					{ table: 'account', navigation: 'parentcustomerid_account' },
					{ table: 'contact', navigation: 'parentcustomerid_contact' },
				],
			},
		],
		[
			'ownerid',
			{
				required: 'system',
				targets: [
					{ table: 'systemuser', navigation: 'ownerid' },
					{ table: 'team', navigation: 'ownerid' },
				],
			},
		],
		['new_store', { targets: [{ table: 'new_store', navigation: 'new_Store' }] }],
	])('%s', (name, expected) => expect(columns.get(name)).toMatchObject(expected));

	it.each<[string[] | undefined, string[]]>([
		[['account'], ['account']],
		[['contact', 'gone'], ['contact']],
		[[], ['account', 'contact']],
		[undefined, ['account', 'contact']],
	])('a lookup points at what it says (%j), as far as there is a way to it', (said, tables) => {
		const ways = ['account', 'contact'].map((table) => ({ table, navigation: `to_${table}` }));
		const targets = said?.map((table) => ({ table, navigation: '' }));
		const [column] = toColumns(
			ATTRIBUTES.filter(({ LogicalName }) => LogicalName === 'parentcustomerid'),
			{
				byColumn: new Map([['parentcustomerid', targets ? { targets } : {}]]),
				relationships: new Map([['parentcustomerid', ways]]),
			},
		);
		expect(column.targets).toEqual(tables.map((table) => ({ table, navigation: `to_${table}` })));
	});

	it('only writable columns are offered, by label', () => {
		const names = writableColumns(columns, 'createOrUpdate').map(({ name }) => name);
		expect(names).not.toContain('createdon');
		expect(names).not.toContain('entityimage');
		expect(names).not.toContain('contactid');
		expect(names).toContain('lastname');
		const onlyNew = tableColumns('t', [columnOf('text', 'a', { forUpdate: false })]);
		expect(writableColumns(onlyNew, 'update')).toEqual([]);
		expect(writableColumns(onlyNew, 'createOrUpdate')).toHaveLength(1);
	});

	it('records are recognised by readable single values', () => {
		const names = matchableColumns(columns).map(({ name }) => name);
		expect(names).toContain('contactid');
		expect(names).toContain('createdon');
		expect(names).not.toContain('new_interests');
	});

	it('an unknown column: the nearest is named', () => {
		expect(() => columns.get('lastnam')).toThrow('The column "lastnam" of contact does not exist');
	});
});

describe('K25 tables', () => {
	const row = (name: string, extra: Json = {}): Json => ({
		LogicalName: name,
		EntitySetName: `${name}s`,
		PrimaryIdAttribute: `${name}id`,
		PrimaryNameAttribute: null,
		DisplayName: label(name.toUpperCase()),
		...extra,
	});

	it.each<[Json, Partial<Table> | undefined]>([
		[row('contact'), { name: 'contact', setName: 'contacts', label: 'CONTACT', type: 'standard' }],
		[row('a', { DisplayName: { UserLocalizedLabel: null } }), { label: 'a' }],
		[row('a', { TableType: 'Elastic' }), { type: 'elastic' }],
		[row('a', { TableType: 'Virtual' }), { type: 'virtual' }],
		[row('a', { EntitySetName: null }), undefined],
	])('%j', (given, expected) => {
		expect(toTable(given)).toEqual(expected ? [expect.objectContaining(expected)] : []);
	});

	it('are searched by label or name, without regard to case and accents, page by page', () => {
		const tables = Array.from({ length: 250 }, (_, index) => toTable(row(`t${index}`))[0]);
		const [extra] = toTable(row('x', { DisplayName: label('Réponse') }));
		expect(searchTables([...tables, extra], 'REPONSE').tables).toEqual([extra]);
		const first = searchTables(tables);
		const second = searchTables(tables, '', first.next);
		const third = searchTables(tables, '', second.next);
		expect([...first.tables, ...second.tables, ...third.tables]).toEqual(tables);
		expect(third.next).toBeUndefined();
	});
});

describe('K26 what alternate keys mean for matching', () => {
	const [table] = toTable({
		LogicalName: 'contact',
		EntitySetName: 'contacts',
		PrimaryIdAttribute: 'contactid',
	});
	const keyOf = (state: string, ...columnNames: string[]) =>
		toKey({ SchemaName: 'K', KeyAttributes: columnNames, EntityKeyIndexStatus: state });

	it.each<[string, ReturnType<typeof keyOf>, string[], boolean, boolean, string | undefined]>([
		['the primary key', [], ['contactid'], true, false, undefined],
		['an active key', keyOf('Active', 'a'), ['a'], true, true, undefined],
		['its columns in another order', keyOf('Active', 'a', 'b'), ['b', 'a'], true, true, undefined],
		['more columns than the key has', keyOf('Active', 'a'), ['a', 'b'], true, false, undefined],
		[
			'fewer columns than the key has',
			keyOf('Active', 'a', 'b'),
			['a'],
			false,
			false,
			'No alternate key',
		],
		['a pending key', keyOf('Pending', 'a'), ['a'], false, false, 'not in use yet (Pending)'],
		['a failed key', keyOf('Failed', 'a'), ['a'], false, false, 'not in use yet (Failed)'],
		['no key', [], ['a'], false, false, 'No alternate key covers a'],
	])('%s', (_name, keys, match, isUnique, isExact, note) => {
		const choice = chooseKey(table, keys, match);
		expect([choice.isUnique, choice.exact !== undefined]).toEqual([isUnique, isExact]);
		expect(choice.note ?? '').toContain(note ?? '');
		expect(choice.note === undefined).toBe(note === undefined);
	});
});
