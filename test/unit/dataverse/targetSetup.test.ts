import type { ColumnInfo } from '../../../nodes/shared/connectors/dataverse/ColumnInfo';
import { tableColumns } from '../../../nodes/shared/connectors/dataverse/columns';
import { toKey } from '../../../nodes/shared/connectors/dataverse/keys';
import type { Table } from '../../../nodes/shared/connectors/dataverse/tables';
import {
	setUpTarget,
	type TargetOptions,
	type TargetParts,
	type TargetSetup,
} from '../../../nodes/shared/connectors/dataverse/targetSetup';
import { failureOf } from '../http/fakeSystem';
import { columnOf } from './columnsOf';

const COLUMNS: ColumnInfo[] = [
	columnOf('id', 'contactid', { isPrimaryId: true, forUpdate: false }),
	columnOf('text', 'emailaddress1'),
	columnOf('text', 'mobilephone'),
	columnOf('text', 'lastname'),
	columnOf('text', 'secret', { forRead: false }),
	columnOf('text', 'onlynew', { forUpdate: false }),
	columnOf('text', 'onlylater', { forCreate: false }),
	columnOf('text', 'never', { forCreate: false, forUpdate: false }),
	columnOf('choices', 'interests'),
	columnOf('other', 'image'),
	columnOf('dateTime', 'createdon'),
	columnOf('dateTime', 'modifiedon'),
	columnOf('choice', 'statecode'),
	columnOf('text', 'partitionid'),
	columnOf('boolean', 'donotemail'),
	columnOf('lookup', 'store', {
		targets: [
			{ table: 'new_store', navigation: 'store' },
			{ table: 'hidden', navigation: 'store_hidden' },
		],
	}),
];

const TABLE: Table = {
	name: 'contact',
	setName: 'contacts',
	label: 'Contact',
	primaryId: 'contactid',
	type: 'standard',
};

interface Sketch {
	type?: Table['type'];
	without?: string[];
	key?: string[];
}

const setUp = async (
	options: Partial<TargetOptions> = {},
	{ type = 'standard', without = [], key = [] }: Sketch = {},
): Promise<TargetSetup> => {
	const table = { ...TABLE, type };
	const parts = {
		tables: {
			get: async (name: string) => {
				if (name === 'hidden') throw new Error('may not be read');
				return await Promise.resolve(
					name === 'contact' ? table : { ...TABLE, name, setName: `${name}s` },
				);
			},
		},
		columns: {
			of: async () =>
				await Promise.resolve(
					tableColumns(
						'contact',
						COLUMNS.filter(({ name }) => !without.includes(name)),
					),
				),
		},
		keys: {
			of: async () =>
				await Promise.resolve(
					toKey({ SchemaName: 'K', KeyAttributes: key, EntityKeyIndexStatus: 'Active' }),
				),
		},
	} as unknown as TargetParts;
	return await setUpTarget(parts, {
		table: 'contact',
		operation: 'createOrUpdate',
		match: [{ field: 'emailaddress1', kind: 'email' }],
		fields: ['lastname'],
		timeZone: 'UTC',
		...options,
	});
};

const message = async (options: Partial<TargetOptions>, sketch?: Sketch): Promise<string> => {
	const error = (await failureOf(setUp(options, sketch))) as Error & { hint?: string };
	expect(error).toMatchObject({ name: 'ConnectorError', kind: 'input' });
	return `${error.message}. ${error.hint}`;
};

describe('what is read of records that are to be written', () => {
	it.each<[string, Partial<TargetOptions>, string[]]>([
		['match columns and mapped ones', {}, ['contactid', 'emailaddress1', 'lastname']],
		[
			'each once',
			{ fields: ['emailaddress1', 'lastname', 'lastname'] },
			['contactid', 'emailaddress1', 'lastname'],
		],
		['nothing that cannot be read', { fields: ['secret'] }, ['contactid', 'emailaddress1']],
		[
			'links by the property they are read from',
			{ fields: ['store'] },
			['contactid', 'emailaddress1', '_store_value'],
		],
		[
			'the date that is compared, the consent and what it rests on',
			{
				dateField: 'createdon',
				consent: {
					column: 'donotemail',
					optedIn: false,
					optedOut: true,
					evidenceColumn: 'onlynew',
				},
			},
			['contactid', 'emailaddress1', 'lastname', 'createdon', 'donotemail', 'onlynew'],
		],
	])('%s', async (_name, options, select) => {
		expect((await setUp(options)).select).toEqual(select);
	});

	it.each<[Table['type'], string[], string | undefined]>([
		['standard', [], undefined],
		['elastic', [], 'partitionid'],
		['elastic', ['partitionid'], undefined],
	])('the partition of a table that is %s without %j: %s', async (type, without, partition) => {
		const setup = await setUp({ operation: 'update' }, { type, without });
		expect(setup.partition).toBe(partition);
		expect(setup.select.includes('partitionid')).toBe(partition !== undefined);
	});

	it.each<[TargetOptions['order'], string[], string | undefined]>([
		['newest', [], 'modifiedon desc'],
		['oldest', [], 'createdon asc'],
		[undefined, [], undefined],
		['newest', ['modifiedon'], undefined],
		['oldest', ['createdon'], undefined],
		['newest', ['createdon'], 'modifiedon desc'],
	])('%s of a table without %j comes first by %s', async (order, without, by) => {
		expect((await setUp({ order }, { without })).order).toBe(by);
	});

	it.each<[boolean | undefined, string[], string | undefined]>([
		[true, [], 'statecode eq 0'],
		[true, ['statecode'], undefined],
		[undefined, [], undefined],
	])('active ones only (%s), without %j: %s', async (activeOnly, without, also) => {
		expect((await setUp({ activeOnly }, { without })).also).toBe(also);
	});

	it('the tables that links point at are known, as far as they can be read', async () => {
		expect([...(await setUp({ fields: ['store'] })).setNames]).toEqual([
			['new_store', 'new_stores'],
		]);
		expect([...(await setUp()).setNames]).toEqual([]);
	});
});

describe('what an alternate key means for them', () => {
	const byPhone = { match: [{ field: 'mobilephone', kind: 'phone' }] } as const;
	it.each<[string, Partial<TargetOptions>, Sketch, boolean, boolean]>([
		['no key', { direct: true }, {}, false, false],
		['a key of the match column', {}, { key: ['emailaddress1'] }, true, false],
		['and it is written by it', { direct: true }, { key: ['emailaddress1'] }, true, true],
		[
			'numbers may be written in two ways, and are two keys then',
			{ direct: true, match: [...byPhone.match] },
			{ key: ['mobilephone'] },
			false,
			false,
		],
	])('%s', async (_name, options, sketch, isUnique, isDirect) => {
		const setup = await setUp(options, sketch);
		expect([setup.keysAreUnique, setup.directKey !== undefined]).toEqual([isUnique, isDirect]);
	});

	it('a note where none covers the match columns, and none where nothing is matched', async () => {
		expect((await setUp()).notes).toEqual([expect.stringContaining('No alternate key covers')]);
		expect((await setUp({}, { key: ['emailaddress1'] })).notes).toEqual([]);
		expect((await setUp({ match: [] })).notes).toEqual([]);
	});

	it('elastic tables may not be searchable by digits', async () => {
		const elastic = { type: 'elastic', key: ['mobilephone'] } as const;
		const options = { operation: 'update', match: [...byPhone.match] } as const;
		const notes = async (more: Partial<TargetOptions>, sketch: Sketch) =>
			(await setUp(more, sketch)).notes.join();
		expect(
			await notes({ ...options, match: [...options.match] }, { ...elastic, key: [...elastic.key] }),
		).toContain('by digits');
		expect(await notes({ ...options, match: [...options.match] }, { key: ['mobilephone'] })).toBe(
			'',
		);
		expect(await notes({ operation: 'update' }, { type: 'elastic', key: ['emailaddress1'] })).toBe(
			'',
		);
	});
});

describe('what cannot be set up is said before anything is read', () => {
	it('a virtual table', async () => {
		for (const operation of ['create', 'update', 'createOrUpdate'] as const) {
			expect(await message({ operation }, { type: 'virtual' })).toBe(
				'"Contact" is a virtual table: its records live elsewhere. Write them where they live.',
			);
		}
	});

	it('an upsert into an elastic table that nobody agreed to', async () => {
		expect(await message({}, { type: 'elastic' })).toMatch(
			/^"Contact" is an elastic table.* lost\. Use Create or Update, or allow it in the options\.$/,
		);
		for (const options of [
			{ elasticConsent: true },
			{ operation: 'create' },
			{ operation: 'update' },
		] as const) {
			expect((await setUp(options, { type: 'elastic' })).table.type).toBe('elastic');
		}
	});

	it.each(['image', 'interests', 'secret'])('records recognised by %s', async (field) => {
		expect(await message({ match: [{ field, kind: 'text' }] })).toContain(
			`(${field}) cannot be used to recognise a record. Choose another column.`,
		);
	});

	it.each<[string, Array<TargetOptions['operation']>]>([
		['lastname', ['create', 'update', 'createOrUpdate']],
		['onlynew', ['create', 'createOrUpdate']],
		['onlylater', ['update', 'createOrUpdate']],
		['never', []],
		['image', []],
	])('%s may be written by %j', async (field, allowed) => {
		for (const operation of ['create', 'update', 'createOrUpdate'] as const) {
			const options = { operation, fields: [field] };
			if (allowed.includes(operation)) expect((await setUp(options)).table).toEqual(TABLE);
			else {
				expect(await message(options)).toContain(
					`(${field}) cannot be written. Dataverse fills it by itself; remove the row.`,
				);
			}
		}
	});

	it.each<Partial<TargetOptions>>([
		{ fields: ['gone'] },
		{ match: [{ field: 'gone', kind: 'text' }] },
		{ dateField: 'gone' },
		{ consent: { column: 'gone', optedIn: 1, optedOut: 0 } },
		{ consent: { column: 'donotemail', optedIn: 1, optedOut: 0, evidenceColumn: 'gone' } },
	])('a column that is not there: %j', async (options) => {
		expect(await message(options)).toContain('The column "gone" of contact does not exist');
	});
});
