import { tableColumns } from '../../../nodes/shared/connectors/dataverse/columns';
import { displayValue } from '../../../nodes/shared/connectors/dataverse/display';
import { toPayload } from '../../../nodes/shared/connectors/dataverse/payload';
import { newRecordId } from '../../../nodes/shared/connectors/dataverse/recordId';
import { chunkOf } from '../../../nodes/shared/connectors/dataverse/sendBatch';
import { BATCHING, LIMITS } from '../../../nodes/shared/connectors/dataverse/limits';
import type { Table } from '../../../nodes/shared/connectors/dataverse/tables';
import {
	createOperation,
	readWritten,
	updateOperation,
	upsertOperation,
	writeHeaders,
	type WriteOptions,
} from '../../../nodes/shared/connectors/dataverse/write';
import { columnOf, context, guid, optionOf } from './columnsOf';

const table: Table = {
	name: 'contact',
	setName: 'contacts',
	label: 'Contact',
	primaryId: 'contactid',
	type: 'standard',
};

describe('K27 K28 K29 the request of a write', () => {
	it.each<[string, ReturnType<typeof createOperation>, string, Record<string, string>]>([
		['create', createOperation(table, {}, {}), 'POST /contacts', {}],
		[
			'update',
			updateOperation(table, guid(1), {}, {}),
			`PATCH /contacts(${guid(1)})`,
			{ 'If-Match': '*' },
		],
		[
			'update of what was read',
			updateOperation(table, guid(1), {}, { version: 'W/"7"' }),
			`PATCH /contacts(${guid(1)})`,
			{ 'If-Match': 'W/"7"' },
		],
		[
			'upsert by a key',
			upsertOperation(table, "emailaddress1='a'", {}, {}),
			"PATCH /contacts(emailaddress1='a')?$select=contactid",
			{ Prefer: 'return=representation' },
		],
		[
			'with the record back, and a tag',
			createOperation(table, {}, { returnRecord: true, tag: 'survey & ops' }),
			'POST /contacts?tag=survey%20%26%20ops',
			{ Prefer: 'return=representation' },
		],
	])('%s', (_name, { method, path, headers }, line, expected) => {
		expect(`${method} ${path}`).toBe(line);
		expect(headers).toEqual(expected);
	});

	it.each<[WriteOptions, Record<string, string>]>([
		[{}, {}],
		[{ detectDuplicates: true }, { 'MSCRM.SuppressDuplicateDetection': 'false' }],
		[{ detectDuplicates: false }, {}],
		[{ bypass: { synchronous: true } }, { 'MSCRM.BypassBusinessLogicExecution': 'CustomSync' }],
		[
			{ bypass: { synchronous: true, asynchronous: true } },
			{ 'MSCRM.BypassBusinessLogicExecution': 'CustomSync,CustomAsync' },
		],
		[
			{ bypass: { stepIds: [guid(1), guid(2)] } },
			{ 'MSCRM.BypassBusinessLogicExecutionStepIds': `${guid(1)},${guid(2)}` },
		],
		[{ impersonate: { entraObjectId: guid(3) } }, { CallerObjectId: guid(3) }],
		[{ impersonate: { userId: `{${guid(3)}}` } }, { MSCRMCallerID: guid(3) }],
	])('options %j → headers %j', (options, headers) =>
		expect(writeHeaders(options)).toEqual(headers),
	);

	it.each<WriteOptions>([
		{ impersonate: { userId: 'ann' } },
		{ impersonate: { entraObjectId: `${guid(1)}\r\nX: 1` } },
		{ bypass: { stepIds: ['all'] } },
	])('options %j are refused: an ID it must be', (options) => {
		expect(() => writeHeaders(options)).toThrow('must be an ID');
	});

	it.each([
		[
			'created, by address',
			{ status: 204, headers: { 'odata-entityid': `https://x/contacts(${guid(1)})` }, body: '' },
			{ id: guid(1) },
		],
		[
			'an address by key is no id',
			{
				status: 204,
				headers: { 'odata-entityid': "https://x/contacts(emailaddress1='a')" },
				body: '',
			},
			{},
		],
		[
			'created, with record',
			{ status: 201, headers: {}, body: { contactid: guid(2) } },
			{ id: guid(2), did: 'created', record: { contactid: guid(2) } },
		],
		[
			'updated, with record',
			{ status: 200, headers: {}, body: { contactid: guid(2) } },
			{ id: guid(2), did: 'updated', record: { contactid: guid(2) } },
		],
	])('%s', (_name, answer, expected) => expect(readWritten(answer, table)).toEqual(expected));

	it('ids of new records are GUIDs, all different, and grow with time at their end', () => {
		const ids = Array.from({ length: 500 }, (_, index) => newRecordId(1_700_000_000_000 + index));
		expect(new Set(ids).size).toBe(500);
		for (const id of ids) {
			expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
		}
		const ends = ids.map((id) => id.slice(-12));
		expect(ends).toEqual([...ends].sort());
	});
});

describe('K34 the body of a write', () => {
	const columns = tableColumns('contact', [
		columnOf('text', 'lastname', { maxLength: 5 }),
		columnOf('text', 'new_once', { forUpdate: false }),
		columnOf('choice', 'statecode', {
			type: 'State',
			options: [optionOf(0, 'Active'), optionOf(1, 'Inactive')],
		}),
		columnOf('choice', 'statuscode', {
			type: 'Status',
			options: [
				{ ...optionOf(1, 'Active'), state: 0 },
				{ ...optionOf(2, 'Gone'), state: 1 },
			],
		}),
		columnOf('lookup', 'new_store', { targets: [{ table: 'new_store', navigation: 'new_Store' }] }),
		columnOf('lookup', 'ownerid', {
			type: 'Owner',
			required: 'system',
			targets: [
				{ table: 'systemuser', navigation: 'ownerid' },
				{ table: 'team', navigation: 'ownerid' },
			],
		}),
		columnOf('lookup', 'customer', { targets: [{ table: 'unreadable', navigation: 'customer' }] }),
	]);
	const setNames = new Map([
		['new_store', 'new_stores'],
		['team', 'teams'],
		['systemuser', 'systemusers'],
	]);
	const payload = (kind: 'create' | 'update', values: Array<[string, unknown]>, extra = {}) =>
		toPayload(kind, values, { ...context, columns, setNames, ...extra });

	it.each<[string, 'create' | 'update', Array<[string, unknown]>, Record<string, unknown>]>([
		['a text', 'create', [['lastname', 'Lee']], { lastname: 'Lee' }],
		['cleared', 'update', [['lastname', '']], { lastname: null }],
		['nothing for a new record', 'create', [['lastname', '']], {}],
		[
			'a link by its navigation property',
			'create',
			[['new_store', guid(1)]],
			{ 'new_Store@odata.bind': `/new_stores(${guid(1)})` },
		],
		['a link cleared', 'update', [['new_store', null]], { 'new_Store@odata.bind': null }],
		[
			'an owner',
			'update',
			[['ownerid', { table: 'team', id: guid(2) }]],
			{ 'ownerid@odata.bind': `/teams(${guid(2)})` },
		],
		[
			'a status reason takes its status along',
			'update',
			[['statuscode', 'Gone']],
			{ statuscode: 2, statecode: 1 },
		],
		[
			'unless there is one',
			'update',
			[
				['statuscode', 'Gone'],
				['statecode', 'Active'],
			],
			{ statuscode: 2, statecode: 0 },
		],
	])('%s', (_name, kind, values, body) => {
		expect(payload(kind, values)).toMatchObject({ warnings: [] });
		expect(payload(kind, values)).toHaveProperty('body', body);
	});

	it.each(['create', 'update'] as const)(
		'a value of a column that is no more goes nowhere in silence (%s)',
		(kind) => {
			expect(payload(kind, [['gone', 'x']])).toMatchObject({
				kind: 'input',
				message: 'The table has no column "gone"',
			});
		},
	);

	it('what Dataverse would ignore in silence is left out and told', () => {
		expect(
			payload('update', [
				['new_once', 'x'],
				['lastname', 'Lee'],
			]),
		).toEqual({
			body: { lastname: 'Lee' },
			warnings: [expect.stringContaining('cannot be set when a record is updated')],
		});
	});

	it('what was cut is told', () => {
		expect(payload('create', [['lastname', 'Johnson']], { whenTooLong: 'cut' })).toMatchObject({
			body: { lastname: 'Johns' },
			warnings: [expect.stringContaining('cut')],
		});
	});

	it.each<[string, Array<[string, unknown]>, string]>([
		['a column that must not be empty', [['ownerid', null]], 'must not be empty'],
		['a link to a table that cannot be read', [['customer', guid(1)]], 'cannot be read'],
		['a value that does not fit', [['lastname', 'Johnson']], 'takes 5 characters'],
	])('%s is an error', (_name, values, words) => {
		expect(payload('update', values)).toMatchObject({
			kind: 'input',
			message: expect.stringContaining(words),
		});
	});
});

describe('how operations become batches', () => {
	const operationsOf = (count: number, text = '') =>
		Array.from({ length: count }, (_, index) => ({
			index,
			operation: { method: 'POST' as const, path: '/contacts', body: { text }, subject: 'x' },
		}));

	it.each([
		[0, []],
		[1, [1]],
		[BATCHING.writesPerBatch, [BATCHING.writesPerBatch]],
		[BATCHING.writesPerBatch + 1, [BATCHING.writesPerBatch, 1]],
	])('%i small ones: %j', (count, sizes) => {
		expect(chunkOf(operationsOf(count), 'write').map(({ length }) => length)).toEqual(sizes);
		expect(BATCHING.writesPerBatch).toBeLessThanOrEqual(LIMITS.operationsPerBatch);
	});

	it('long texts make smaller batches, each operation stays in order', () => {
		const chunks = chunkOf(operationsOf(10, 'x'.repeat(1_000_000)), 'write');
		expect(chunks.map(({ length }) => length)).toEqual([3, 3, 3, 1]);
		expect(chunks.flat().map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
	});
});

describe('a stored value in words', () => {
	const choice = columnOf('choice', 'a', { options: [optionOf(1, 'Gold')] });
	it.each([
		[choice, 1, 'Gold'],
		[choice, 9, '9'],
		[choice, null, ''],
		[
			columnOf('choices', 'a', { options: [optionOf(1, 'Gold'), optionOf(2, 'Blue')] }),
			'2,1',
			'Blue, Gold',
		],
		[columnOf('boolean', 'a', { options: [optionOf(1, 'Yes'), optionOf(0, 'No')] }), false, 'No'],
		[columnOf('boolean', 'a'), true, 'true'],
		[columnOf('text', 'a'), 'x', 'x'],
	])('%j %j → %s', (column, value, words) => expect(displayValue(column, value)).toBe(words));
});
