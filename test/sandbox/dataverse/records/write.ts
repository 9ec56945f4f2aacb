import { requireAccess } from '../access';
import { badPayload, codes, refusal } from '../errors';
import type { Table, Value, Values } from '../model/types';
import { isRef } from '../model/types';
import type { RecordChange, TableState } from '../state';
import { tableNamed, type Caller, type World } from '../world';
import { checkDuplicates } from './duplicates';
import { runPlugins, type WriteSettings } from './customLogic';
import type { Row } from './store';
import { elasticKey } from './target';

export interface Writer {
	world: World;
	caller: Caller;
	settings: WriteSettings;
}

/** Lets somebody else act first, where the control arranged it. */
export function intervene(world: World, table: Table, moment: 'before-write' | 'insert'): void {
	const { interventions } = world.state;
	const due = interventions.filter((one) => one.table === table.name && one.moment === moment);
	world.state.interventions = interventions.filter((one) => !due.includes(one));
	for (const { run } of due) tableNamed(world, table.name).store.aside(run);
}

export function createRecord(writer: Writer, of: TableState, given: Values): Row {
	const { world, caller } = writer;
	const { table, store } = of;
	requireAccess(world, caller, 'Create', table);
	if (world.state.isStorageFull) {
		throw refusal(
			400,
			codes.storageFull,
			'The storage quota of the organization has been exceeded.',
		);
	}
	const id = String(given[table.primaryId] ?? world.guid());
	const partition = given.partitionid;
	const key =
		table.type === 'Elastic' ? elasticKey(id, partition ? String(partition) : undefined) : id;
	if (store.get(key)) throw duplicateRecord(world);
	const values = { ...defaultsOf(writer, table), ...given, [table.primaryId]: id };
	if (table.type === 'Elastic') values.partitionid = partition ?? id;
	finish(table, values, given);
	checkKeys(world, of, values, undefined);
	checkDuplicates(writer, of, values, undefined);
	runPlugins(writer, table, 'Create');
	const row: Row = { key, version: nextVersion(world), values };
	store.insert(row);
	record(writer, table, id, 'create', given, {});
	return row;
}

export function updateRecord(writer: Writer, of: TableState, row: Row, given: Values): void {
	const { world, caller } = writer;
	const { table, store } = of;
	requireAccess(world, caller, 'Write', table);
	const before = row.values;
	const values = { ...before, ...given, ...stamp(writer, table) };
	finish(table, values, given);
	checkKeys(world, of, values, row);
	checkDuplicates(writer, of, values, row);
	runPlugins(writer, table, 'Update');
	store.change(row, values, nextVersion(world));
	record(writer, table, String(values[table.primaryId]), 'update', given, before);
}

/** What an upsert does to an elastic table's row: values that were not sent are lost (contracts/dataverse.md 12). */
export function replaceRecord(writer: Writer, of: TableState, row: Row, given: Values): void {
	const { table, store } = of;
	const { createdon, createdby, ownerid } = row.values;
	const kept = {
		[table.primaryId]: row.values[table.primaryId],
		partitionid: row.values.partitionid,
	};
	const values: Values = {
		...kept,
		createdon,
		createdby,
		ownerid,
		...given,
		...stamp(writer, table),
	};
	const before = row.values;
	requireAccess(writer.world, writer.caller, 'Write', table);
	store.change(row, values, nextVersion(writer.world));
	record(writer, table, String(values[table.primaryId]), 'update', { ...before, ...given }, before);
}

export function deleteRecord(writer: Writer, of: TableState, row: Row): void {
	const { table, store } = of;
	requireAccess(writer.world, writer.caller, 'Delete', table);
	runPlugins(writer, table, 'Delete');
	store.remove(row);
	record(writer, table, String(row.values[table.primaryId]), 'delete', {}, row.values);
}

const nextVersion = (world: World): number => (world.state.version += 1);

function defaultsOf(writer: Writer, table: Table): Values {
	const { world, caller } = writer;
	const user = { table: 'systemuser', id: caller.onBehalfOf ?? caller.userId };
	const values: Values = {};
	for (const column of table.columns.values()) {
		if (column.defaultValue !== undefined) values[column.name] = column.defaultValue;
	}
	if (table.columns.has('ownerid')) values.ownerid = user;
	if (!table.columns.has('createdon')) return values;
	values.createdon = wholeSecond(world.now());
	values.createdby = user;
	if (caller.onBehalfOf) values.createdonbehalfby = { table: 'systemuser', id: caller.userId };
	return { ...values, ...stamp(writer, table) };
}

function stamp({ world, caller }: Writer, table: Table): Values {
	if (!table.columns.has('modifiedon')) return {};
	const user = { table: 'systemuser', id: caller.onBehalfOf ?? caller.userId };
	return { modifiedon: wholeSecond(world.now()), modifiedby: user };
}

const wholeSecond = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

/** Status reason by state, and columns that follow from others. */
function finish(table: Table, values: Values, given: Values): void {
	const reasons = table.columns.get('statuscode')?.options;
	if (reasons) {
		if (given.statecode !== undefined && given.statuscode === undefined) {
			values.statuscode = reasons.find(({ state }) => state === values.statecode)?.value ?? null;
		}
		if (reasons.find(({ value }) => value === values.statuscode)?.state !== values.statecode) {
			throw refusal(
				400,
				codes.statusForState,
				`${String(values.statuscode)} is not a valid status code for state code ${String(values.statecode)} on ${table.name}.`,
			);
		}
	}
	for (const { column, from } of table.computed) values[column] = from(values);
}

/** Keys whose index is ready are unique. */
function checkKeys(world: World, of: TableState, values: Values, self: Row | undefined): void {
	for (const key of of.table.keys) {
		if (key.status !== 'Active' || of.table.type === 'Elastic') continue;
		const others = of.store.index(key.columns).find(values);
		const collides =
			others.some((other) => other !== self) ||
			(world.options.nullsInKeys === 'collide' && nullsCollide(of, key.columns, values, self));
		if (!collides) continue;
		throw refusal(
			412,
			codes.duplicateKey,
			`Entity Key ${key.label} violated. A record with the same value for ${key.columns.join(', ')} already exists. A duplicate record cannot be created.`,
		);
	}
}

function nullsCollide(
	{ store }: TableState,
	columns: string[],
	values: Values,
	self: Row | undefined,
): boolean {
	const isEmpty = (row: Values): boolean => columns.every((name) => (row[name] ?? null) === null);
	if (!isEmpty(values)) return false;
	for (const row of store.rows()) if (row !== self && isEmpty(row.values)) return true;
	return false;
}

export const duplicateRecord = (world: World): Error =>
	refusal(
		world.options.duplicateStatus,
		codes.duplicateRecord,
		'A record with matching key values already exists.',
	);

const newestChanges = 4_000;

function record(
	{ world, caller, settings }: Writer,
	table: Table,
	id: string,
	kind: RecordChange['kind'],
	given: Values,
	before: Values,
): void {
	const columns: RecordChange['columns'] = {};
	for (const [name, after] of Object.entries(given)) {
		columns[name] = { before: plain(before[name]), after: plain(after) };
	}
	const { changes } = world.state;
	changes.push({
		at: world.now(),
		table: table.name,
		id,
		kind,
		columns,
		by: caller.name,
		bypassed: settings.bypassed.length > 0 || settings.bypassedSteps.length > 0,
	});
	if (changes.length > 2 * newestChanges) changes.splice(0, changes.length - newestChanges);
}

const plain = (value: Value | undefined): unknown =>
	isRef(value) ? `${value.table}(${value.id})` : (value ?? null);

/** The primary id in a body that names another record than the address. */
export function checkSameId(table: Table, given: unknown, id: Value | undefined): void {
	if (given === undefined || id === undefined || String(given).toLowerCase() === id) return;
	throw badPayload(`'${table.primaryId}' differs between the body and the request URI.`);
}
