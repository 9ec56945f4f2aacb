import type { Reply } from '../../http/types';
import { requireAccess } from '../access';
import { badSyntax, codes, noContent, odataReply, refusal } from '../errors';
import type { Values } from '../model/types';
import { preferencesOf } from '../odata/prefer';
import { checkOptions, selectOf } from '../odata/query';
import type { Segment } from '../odata/resourcePath';
import { writeSettings } from '../records/customLogic';
import { parseObject, readColumns } from '../records/readBody';
import { absolute, contextOf, etagOf, recordJson, recordPath } from '../records/shapes';
import type { Row } from '../records/store';
import { doesNotExist, resolveTarget, type Target } from '../records/target';
import {
	checkSameId,
	createRecord,
	deleteRecord,
	duplicateRecord,
	intervene,
	replaceRecord,
	updateRecord,
	type Writer,
} from '../records/write';
import type { TableState } from '../state';
import { header, tableOfSet, type Operation } from '../world';
import { inPartition } from './readRecord';

const writeOptions = ['$select', '$expand'];

export const writerOf = (operation: Operation): Writer => ({
	world: operation.world,
	caller: operation.caller,
	settings: writeSettings(operation),
});

/** `POST /contacts` (contracts/dataverse.md 5). */
export function postRecord(operation: Operation, of: TableState): Reply {
	const { world } = operation;
	checkOptions(operation, writeOptions);
	const writer = writerOf(operation);
	const body = parseObject(world, operation.body);
	const answer = answerer(operation, of);
	intervene(world, of.table, 'before-write');
	const row = createRecord(
		writer,
		of,
		readColumns(world, of.table, body, 'create', operation.references),
	);
	return answer(row, 'created', recordPath(of.table, row));
}

/** `PATCH /contacts(…)`: an upsert, an update (`If-Match`), or a create (`If-None-Match: *`). */
export function patchRecord(operation: Operation, segment: Segment): Reply {
	const { world } = operation;
	checkOptions(operation, writeOptions);
	const writer = writerOf(operation);
	const body = parseObject(world, operation.body);
	const of = tableOfSet(world, segment.name);
	const { table } = of;
	if (segment.keys?.[0].name === table.primaryId && ['systemuser', 'team'].includes(table.name)) {
		throw badSyntax(`Upsert of '${table.name}' by its primary key is not supported.`);
	}
	const answer = answerer(operation, of);
	intervene(world, table, 'before-write');
	const target = resolveTarget(world, segment);
	checkSameId(
		table,
		body[table.primaryId],
		target.row?.values[table.primaryId] ?? target.values[table.primaryId],
	);
	const { mustExist, mustNotExist } = preconditions(operation, target);
	const { row } = target;
	if (row) {
		if (mustNotExist) throw duplicateRecord(world);
		const values = readColumns(world, table, body, 'update', operation.references);
		for (const name of Object.keys(target.values)) delete values[name];
		if (table.type === 'Elastic' && !mustExist) replaceRecord(writer, of, row, values);
		else updateRecord(writer, of, row, values);
		return answer(row, 'updated', addressOf(target, row));
	}
	if (mustExist) throw doesNotExist(target);
	const values = readColumns(world, table, body, 'create', operation.references);
	return answer(...inserted(operation, writer, target, values));
}

function inserted(
	{ world }: Operation,
	writer: Writer,
	target: Target,
	values: Values,
): [Row, 'created', string] {
	intervene(world, target.of.table, 'insert');
	const row = createRecord(writer, target.of, { ...target.values, ...values });
	return [row, 'created', addressOf(target, row)];
}

/** An alternate key is echoed, not translated. */
const addressOf = (target: Target, row: Row): string =>
	target.by === 'key' ? `/${target.address}` : recordPath(target.of.table, row);

/** Reads `If-Match` and `If-None-Match`; an ETag that is not the record's is a 412. */
export function preconditions(
	operation: Operation,
	{ row }: Pick<Target, 'row'>,
): { mustExist: boolean; mustNotExist: boolean } {
	const match = header(operation, 'if-match');
	const none = header(operation, 'if-none-match');
	// Clients send the word against caches.
	const noneMatch = none === 'null' ? undefined : none;
	if (match !== undefined && noneMatch !== undefined) {
		throw badSyntax('If-Match and If-None-Match cannot be used together.');
	}
	if (match !== undefined && match !== '*' && !/^W\/"\d+"$/.test(match)) {
		throw badSyntax(`The ETag ${match} is not valid.`);
	}
	if (noneMatch !== undefined && noneMatch !== '*') {
		throw badSyntax('If-None-Match takes * on writes.');
	}
	if (row && match !== undefined && match !== '*' && match !== etagOf(row)) {
		throw refusal(
			412,
			codes.versionMismatch,
			'The version of the existing record doesn’t match the RowVersion property provided.',
		);
	}
	return { mustExist: match !== undefined, mustNotExist: noneMatch === '*' };
}

/** 204 with the address, or with `return=representation` 201 and 200 with the record and without the address. */
function answerer(operation: Operation, of: TableState) {
	const { world, caller, inBatch } = operation;
	const { table } = of;
	const preferences = preferencesOf(operation);
	const select = selectOf(operation.query.get('$select'), of);
	if (preferences.representation) requireAccess(world, caller, 'Read', table);
	const session: Record<string, string> =
		table.type === 'Elastic' ? { 'x-ms-session-token': world.secret('0:-1#') } : {};
	return (row: Row, did: 'created' | 'updated', path: string): Reply => {
		if (!preferences.representation) {
			const address = absolute(world, path);
			const location: Record<string, string> =
				did === 'created' && inBatch ? { location: address } : {};
			return noContent({ ...session, ...location, 'odata-entityid': address });
		}
		const created = inBatch ? world.options.batchCreatedStatus : 201;
		return odataReply(
			did === 'created' ? created : 200,
			{
				'@odata.context': `${contextOf(world, table, select)}/$entity`,
				...recordJson(world, table, row, { select, expand: [], preferences }),
			},
			{ ...session, 'preference-applied': 'return=representation' },
		);
	};
}

/** `DELETE /contacts(…)` */
export function removeRecord(operation: Operation, segment: Segment): Reply {
	const { world } = operation;
	checkOptions(operation, ['partitionId']);
	const writer = writerOf(operation);
	intervene(world, tableOfSet(world, segment.name).table, 'before-write');
	const target = inPartition(operation, resolveTarget(world, segment));
	preconditions(operation, target);
	if (!target.row) throw doesNotExist(target);
	deleteRecord(writer, target.of, target.row);
	return noContent();
}

/** `PUT /contacts(…)/telephone1` with `{"value": …}`, and `DELETE` of it. */
export function writeColumn(operation: Operation, segment: Segment, property: string): Reply {
	const { world } = operation;
	checkOptions(operation, []);
	const writer = writerOf(operation);
	const given = operation.method === 'DELETE' ? null : parseObject(world, operation.body).value;
	if (given === undefined) throw badSyntax('{"value": …} is needed.');
	intervene(world, tableOfSet(world, segment.name).table, 'before-write');
	const target = resolveTarget(world, segment);
	const values = readColumns(world, target.of.table, { [property]: given }, 'update');
	if (!target.row) throw doesNotExist(target);
	updateRecord(writer, target.of, target.row, values);
	return noContent();
}
