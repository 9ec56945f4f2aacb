import type { BulkUpdate } from '../../../nodes/shared/bulk';
import {
	createBulkTarget,
	type DataverseBulkOptions,
} from '../../../nodes/shared/connectors/dataverse/bulkTarget';
import type { Dataverse } from '../../../nodes/shared/connectors/dataverse/client';
import type { ColumnInfo } from '../../../nodes/shared/connectors/dataverse/ColumnInfo';
import { tableColumns } from '../../../nodes/shared/connectors/dataverse/columns';
import type { DataverseTarget } from '../../../nodes/shared/connectors/dataverse/recordTarget';
import { ConnectorError, type ErrorKind } from '../../../nodes/shared/http/ConnectorError';
import type { FoundRecord, RecordUpdate, Written } from '../../../nodes/shared/records';
import { columnOf } from './columnsOf';

const COLUMNS: ColumnInfo[] = [
	columnOf('text', 'emailaddress1'),
	columnOf('text', 'lastname'),
	columnOf('choice', 'segment'),
	columnOf('choices', 'interests'),
	columnOf('dateTime', 'visit', { dateBehavior: 'UserLocal' }),
	columnOf('dateTime', 'slot', { dateBehavior: 'TimeZoneIndependent' }),
	columnOf('dateTime', 'birthdate', { dateBehavior: 'DateOnly' }),
];

type Found = FoundRecord[] | ConnectorError;
type Answer = Written | ConnectorError;

interface Sketch {
	/** What each reading gives. */
	finds?: Array<Found[] | Error>;
	/** What each writing gives. */
	writes?: Array<Answer[] | Error>;
}

const OPTIONS: DataverseBulkOptions = {
	table: 'contact',
	key: { id: 'emailaddress1', kind: 'email' },
	fields: ['lastname'],
	timeZone: 'Europe/Paris',
};

const open = async ({ finds = [], writes = [] }: Sketch) => {
	const asked: unknown[] = [];
	const found: unknown[] = [];
	const written: RecordUpdate[][] = [];
	const take = async <T>(answers: Array<T | Error>): Promise<T> => {
		const answer = answers.shift();
		if (answer instanceof Error) throw answer;
		return await Promise.resolve(answer as T);
	};
	const target = {
		setup: { columns: tableColumns('contact', COLUMNS) },
		find: async (keys: unknown) => {
			found.push(keys);
			return await take(finds);
		},
		write: async (updates: RecordUpdate[]) => {
			written.push(updates);
			return await take(writes);
		},
		sameValue: (_field: string, from: unknown, to: unknown) => from === to,
	} as unknown as DataverseTarget;
	const dataverse = {
		target: async (options: unknown) => {
			asked.push(options);
			return await Promise.resolve(target);
		},
	} as unknown as Dataverse;
	return { bulk: await createBulkTarget(dataverse, OPTIONS), asked, found, written };
};

const keyOf = (key: string) => ({ values: { emailaddress1: key }, id: key });
const update = (id: string, field: string, from: unknown, to: unknown): BulkUpdate => ({
	kind: 'update',
	key: `${id}@example.com`,
	line: 2,
	record: { id, values: { [field]: from }, version: 'W/"1"' },
	changes: [{ field, from, to }],
});
const error = (kind: ErrorKind): ConnectorError => new ConnectorError(kind, kind);

describe('records of a table, from a file', () => {
	it('are found by the key of the file, and written only while they are what they were', async () => {
		const { bulk, asked } = await open({});
		expect(asked).toEqual([
			{
				table: 'contact',
				operation: 'update',
				match: [{ field: 'emailaddress1', kind: 'email' }],
				fields: ['lastname'],
				timeZone: 'Europe/Paris',
				onlyIfUnchanged: true,
			},
		]);
		expect(bulk.limits).toEqual({ findBatch: 1000, writeBatch: 1000, callsAtOnce: 2 });
	});

	it.each<[string, unknown, unknown]>([
		['lastname', 'Lee', 'Lee'],
		['lastname', '2024-07-01T10:00:00Z', '2024-07-01T10:00:00Z'],
		['lastname', undefined, null],
		['visit', '2024-07-01T10:00:00Z', '2024-07-01T10:00:00.000Z'],
		['visit', '2024-07-01T12:00:00+02:00', '2024-07-01T10:00:00.000Z'],
		['visit', null, null],
		['visit', 'soon', 'soon'],
		['slot', '2024-07-01T10:00:00Z', '2024-07-01T10:00:00.000Z'],
		['birthdate', '2000-02-29', '2000-02-29'],
		['gone', 5, 5],
	])('the value of %s that was %j is read as %j', async (field, stored, value) => {
		const record = { id: '1', values: { [field]: stored, other: 'x' }, version: 'W/"1"' };
		const refused = error('input');
		const { bulk, found } = await open({ finds: [[[record], refused, []]] });
		expect(await bulk.find!(['a', 'b', 'c'], [field])).toEqual([
			[{ id: '1', values: { [field]: value }, version: 'W/"1"' }],
			refused,
			[],
		]);
		expect(found).toEqual([[keyOf('a'), keyOf('b'), keyOf('c')]]);
	});

	it.each<[string, unknown, unknown]>([
		['segment', '100', 100],
		['segment', '-1', -1],
		['segment', 'Gold', 'Gold'],
		['segment', null, null],
		['interests', '3', [3]],
		['interests', '100,-2', [100, -2]],
		['interests', '10,20,30', [10, 20, 30]],
		['interests', 'Garden', 'Garden'],
		['interests', '1,', '1,'],
		['interests', ',1', ',1'],
		['interests', '1,,2', '1,,2'],
		['interests', '1, Garden', '1, Garden'],
		['slot', '2024-07-01T10:00:00.000Z', '2024-07-01T10:00:00.000'],
		['visit', '2024-07-01T10:00:00.000Z', '2024-07-01T10:00:00.000Z'],
		['birthdate', '2000-02-29', '2000-02-29'],
		['lastname', '100', '100'],
		['lastname', '100Z', '100Z'],
		['gone', '100', '100'],
	])('%s with %j is written as %j', async (field, text, value) => {
		const { bulk, written } = await open({ writes: [[{ id: '1' }]] });
		await bulk.write([update('1', field, text, text)]);
		expect(written[0]).toMatchObject([{ changes: [{ field, from: value, to: value }] }]);
	});
});

describe('a record that was changed after it was read', () => {
	const FRESH = { id: '1', values: { lastname: 'Old' }, version: 'W/"2"' };
	const conflict = error('conflict');
	const old = update('1', 'lastname', 'Old', 'New');
	const done: Written = { id: '1' };

	it('in other columns is read again and written as it is now', async () => {
		const { bulk, found, written } = await open({
			finds: [[[{ ...FRESH, id: '9' }, FRESH]]],
			writes: [[{ id: '0' }, conflict, { id: '2' }], [done]],
		});
		const updates = [update('0', 'lastname', 'a', 'b'), old, update('2', 'lastname', 'a', 'b')];
		expect(await bulk.write(updates)).toEqual([{ id: '0' }, done, { id: '2' }]);
		expect(found).toEqual([[keyOf('1@example.com')]]);
		expect(written.map((calls) => calls.map(({ record }) => record.version))).toEqual([
			['W/"1"', 'W/"1"', 'W/"1"'],
			['W/"2"'],
		]);
		expect(written[1]).toEqual([{ kind: 'update', record: FRESH, changes: old.changes }]);
	});

	it.each<[string, Found | Error]>([
		['in the very column', [{ ...FRESH, values: { lastname: 'Theirs' } }]],
		['in the very column, which is empty now', [{ ...FRESH, values: {} }]],
		['and is gone', []],
		['and another one has the key now', [{ ...FRESH, id: '9' }]],
		['and cannot be read', error('permission')],
		['while nothing can be read', new Error('down')],
	])('%s stays as it is: a conflict', async (_name, answer) => {
		const { bulk, written } = await open({
			finds: [
				answer instanceof Error && !(answer instanceof ConnectorError) ? answer : [answer as Found],
			],
			writes: [[conflict]],
		});
		expect(await bulk.write([old])).toEqual([conflict]);
		expect(written).toHaveLength(1);
	});

	it('with an empty column that is empty still is written', async () => {
		const { bulk } = await open({
			finds: [[[{ ...FRESH, values: {} }]]],
			writes: [[conflict], [done]],
		});
		expect(await bulk.write([update('1', 'lastname', null, 'New')])).toEqual([done]);
	});

	it('counts where every column of the row is the same alone', async () => {
		const { bulk, written } = await open({ finds: [[[FRESH]]], writes: [[conflict]] });
		const changes = [...old.changes, { field: 'segment', from: 1, to: 2 }];
		expect(await bulk.write([{ ...old, changes }])).toEqual([conflict]);
		expect(written).toHaveLength(1);
	});

	it('fails as the second writing does, and what was written at first stands', async () => {
		const { bulk } = await open({
			finds: [[[FRESH]]],
			writes: [[{ id: '0' }, conflict], error('unavailable')],
		});
		const [first, second] = await bulk.write([update('0', 'lastname', 'a', 'b'), old]);
		expect(first).toEqual({ id: '0' });
		expect(second).toMatchObject({ kind: 'unavailable' });
	});

	it.each(['input', 'notFound', 'permission'] as const)(
		'is not looked for where the failure is another one: %s',
		async (kind) => {
			const { bulk, found } = await open({ writes: [[error(kind)]] });
			expect(await bulk.write([old])).toMatchObject([{ kind }]);
			expect(found).toEqual([]);
		},
	);

	it('several are read again together, each with an answer of its own', async () => {
		const again = (id: string) => ({ ...FRESH, id });
		const { bulk, found } = await open({
			finds: [[[again('1')], [{ ...again('2'), values: { lastname: 'Theirs' } }], [again('3')]]],
			writes: [
				[conflict, conflict, conflict],
				[{ id: '1' }, { id: '3', did: 'unchanged' }],
			],
		});
		const updates = ['1', '2', '3'].map((id) => update(id, 'lastname', 'Old', 'New'));
		expect(await bulk.write(updates)).toEqual([
			{ id: '1' },
			conflict,
			{ id: '3', did: 'unchanged' },
		]);
		expect(found).toEqual([['1', '2', '3'].map((id) => keyOf(`${id}@example.com`))]);
	});
});
