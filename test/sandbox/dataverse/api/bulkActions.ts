import { isRecord } from '../../http/fields';
import { jsonReply, ReplyNow, type Reply } from '../../http/types';
import { badPayload, codes, errorBody, noContent, noSegment, odataReply, refusal } from '../errors';
import type { Table } from '../model/types';
import { isGuid } from '../odata/literals';
import { preferencesOf, wantsAnnotation } from '../odata/prefer';
import { checkOptions } from '../odata/query';
import { parseObject, readColumns } from '../records/readBody';
import type { Row } from '../records/store';
import { doesNotExist, elasticKey, resolveReference, type Target } from '../records/target';
import { inTransaction } from '../records/transaction';
import {
	createRecord,
	intervene,
	replaceRecord,
	updateRecord,
	type Writer,
} from '../records/write';
import type { TableState } from '../state';
import { absolute } from '../records/shapes';
import type { Operation } from '../world';
import { writerOf } from './writeRecord';

const prefix = 'Microsoft.Dynamics.CRM.';
export const bulkActions = ['CreateMultiple', 'UpdateMultiple', 'UpsertMultiple'] as const;
type BulkAction = (typeof bulkActions)[number];
type TargetBody = Record<string, unknown>;

export const isBulkAction = (name: string): boolean =>
	bulkActions.some((action) => name === prefix + action);

/** `POST /contacts/Microsoft.Dynamics.CRM.UpsertMultiple` and its like: all or nothing on standard tables (contracts/dataverse.md 9). */
export function bulkAction(operation: Operation, of: TableState, name: string): Reply {
	const { world } = operation;
	checkOptions(operation, []);
	if (!of.table.bulk) throw noSegment(name);
	const writer = writerOf(operation);
	const targets = targetsOf(operation, of.table);
	const carryOut = (body: TargetBody): string =>
		one(operation, writer, of, name.slice(prefix.length) as BulkAction, body);
	const touched = new Set<string>();
	const once = (body: TargetBody): string => {
		const id = carryOut(body);
		if (touched.has(id)) throw deadlock();
		touched.add(id);
		return id;
	};
	if (of.table.type === 'Elastic') return severally(operation, targets, carryOut);
	const ids = inTransaction(world, () => targets.map(once));
	if (!name.endsWith('CreateMultiple')) return noContent();
	const context = `${absolute(world, '/$metadata')}#Microsoft.Dynamics.CRM.CreateMultipleResponse`;
	return odataReply(200, { '@odata.context': context, Ids: ids });
}

function targetsOf({ world, body }: Operation, table: Table): TargetBody[] {
	const { Targets: targets, ...others } = parseObject(world, body);
	if (!Array.isArray(targets) || Object.keys(others).length > 0) {
		throw badPayload('{"Targets": […]} is expected.');
	}
	const limit = table.type === 'Elastic' ? 100 : world.options.bulkLimit;
	if (targets.length === 0 || targets.length > limit) {
		throw badPayload(`Targets takes 1 to ${limit} records.`);
	}
	for (const target of targets) {
		if (!isRecord(target) || target['@odata.type'] !== prefix + table.name) {
			throw badPayload(`Each target needs "@odata.type": "${prefix}${table.name}".`);
		}
	}
	return targets as TargetBody[];
}

/** Carries out one target; gives the record's id. */
function one(
	operation: Operation,
	writer: Writer,
	of: TableState,
	action: BulkAction,
	{ '@odata.id': address, ...body }: TargetBody,
): string {
	const { world } = operation;
	const { table } = of;
	intervene(world, table, 'before-write');
	const target = action === 'CreateMultiple' ? undefined : targetOf(operation, of, address, body);
	const row = target?.row;
	if (row) {
		const values = readColumns(world, table, body, 'update');
		for (const name of Object.keys(target.values)) delete values[name];
		if (table.type === 'Elastic' && action === 'UpsertMultiple')
			replaceRecord(writer, of, row, values);
		else updateRecord(writer, of, row, values);
		return idOf(table, row);
	}
	if (action === 'UpdateMultiple') {
		throw target
			? doesNotExist(target)
			: badPayload(`'${table.primaryId}' is needed in each target.`);
	}
	const values = readColumns(world, table, body, 'create');
	if (target?.by === 'key' && Object.keys(target.values).some((column) => column in values)) {
		throw refusal(400, codes.unexpected, 'An item with the same key has already been added.');
	}
	intervene(world, table, 'insert');
	return idOf(table, createRecord(writer, of, { ...target?.values, ...values }));
}

function targetOf(
	{ world }: Operation,
	of: TableState,
	address: unknown,
	body: TargetBody,
): Target | undefined {
	const { table, store } = of;
	const id = body[table.primaryId];
	if (address !== undefined) {
		if (typeof address !== 'string' || id !== undefined) {
			throw badPayload(`A target has either '${table.primaryId}' or '@odata.id'.`);
		}
		const target = resolveReference(world, address, undefined);
		if (target.of !== of) throw badPayload(`'${address}' is not of '${String(table.setName)}'.`);
		return target;
	}
	if (id === undefined) return undefined;
	if (typeof id !== 'string' || !isGuid(id)) throw badPayload(`'${table.primaryId}' takes a GUID.`);
	const partition = typeof body.partitionid === 'string' ? body.partitionid : undefined;
	const key = table.type === 'Elastic' ? elasticKey(id.toLowerCase(), partition) : id.toLowerCase();
	const values = { [table.primaryId]: id.toLowerCase() };
	return { of, row: store.get(key), values, by: 'id', address: '' };
}

const idOf = (table: Table, row: Row): string => String(row.values[table.primaryId]);

/** The same record twice in one call. */
const deadlock = (): Error =>
	refusal(500, codes.deadlock, 'SQL error 1205: the transaction was deadlocked on lock resources.');

/** Elastic tables: each target for itself; what failed is told in an annotation, if annotations are asked for. */
function severally(
	operation: Operation,
	targets: TargetBody[],
	carryOut: (body: TargetBody) => string,
): Reply {
	const ids: string[] = [];
	const failures: Array<{ RequestIndex: number; Id: string; StatusCode: number }> = [];
	for (const [index, body] of targets.entries()) {
		try {
			ids.push(carryOut(body));
		} catch (error) {
			if (!(error instanceof ReplyNow)) throw error;
			failures.push({ RequestIndex: index, Id: '', StatusCode: error.reply.status });
		}
	}
	if (failures.length === 0)
		return ids.length > 0 && operation.path.endsWith('CreateMultiple')
			? jsonReply(200, { Ids: ids })
			: noContent();
	const name = 'Microsoft.PowerApps.CDS.ErrorDetails.Plugin.BulkApiErrorDetails';
	const told = wantsAnnotation(preferencesOf(operation), name);
	return errorBody(
		400,
		codes.unexpected,
		'One or more records failed.',
		told ? { [`@${name}`]: JSON.stringify(failures) } : {},
	);
}
