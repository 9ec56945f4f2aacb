import { badSyntax, codes, refusal } from '../errors';
import type { AlternateKey, Column, Value, Values } from '../model/types';
import type { Literal } from '../odata/literals';
import { parseResourcePath, type Segment } from '../odata/resourcePath';
import type { TableState } from '../state';
import { apiBase, tableOfSet, type World } from '../world';
import { originsOf } from '../access';
import type { Row } from './store';

/** The record that an address names: by its primary id, or by an alternate key. */
export interface Target {
	of: TableState;
	row: Row | undefined;
	/** Values that the address gives: the primary id, or the key's columns. */
	values: Values;
	by: 'id' | 'key';
	/** `contacts(…)` as it was named. */
	address: string;
}

export function resolveTarget(world: World, segment: Segment): Target {
	const of = tableOfSet(world, segment.name);
	const { table, store } = of;
	if (segment.id !== undefined) {
		if (table.type === 'Elastic') return elasticTarget(of, segment.id, undefined);
		return {
			of,
			row: store.get(segment.id),
			values: { [table.primaryId]: segment.id },
			by: 'id',
			address: `${segment.name}(${segment.id})`,
		};
	}
	const keys = segment.keys ?? [];
	const [first] = keys;
	if (keys.length === 1 && first.name === table.primaryId) {
		if (first.value.type !== 'guid') throw badKey(table.name);
		return { ...resolveTarget(world, { name: segment.name, id: first.value.value }) };
	}
	const key = usableKey(
		world,
		of,
		keys.map(({ name }) => name),
	);
	const values: Values = {};
	for (const { name, value } of keys) {
		const column = keyColumn(of, name);
		values[column.name] = keyValue(column, value, table.name);
	}
	if (table.type === 'Elastic') {
		return elasticTarget(of, String(values[table.primaryId]), String(values.partitionid));
	}
	const row = store.index(key.columns).find(values)[0];
	const written = keys.map(({ name, value }) => `${name}=${literalText(value)}`).join(',');
	return { of, row, values, by: 'key', address: `${segment.name}(${written})` };
}

/** Rows of elastic tables are told apart by id and partition; without one, the partition is the id. */
function elasticTarget(of: TableState, id: string, partition: string | undefined): Target {
	const { table, store } = of;
	const values: Values = { [table.primaryId]: id, partitionid: partition ?? id };
	const address =
		partition === undefined
			? `${table.setName}(${id})`
			: `${table.setName}(${table.primaryId}=${id},partitionid='${partition}')`;
	return { of, row: store.get(elasticKey(id, partition)), values, by: 'id', address };
}

export const elasticKey = (id: string, partition: string | undefined): string =>
	`${id}|${partition ?? id}`;

/** The key on exactly these columns, if its index is ready. */
function usableKey(world: World, of: TableState, names: string[]): AlternateKey {
	const columns = names.map((name) => keyColumn(of, name).name);
	const key = of.table.keys.find(
		(one) =>
			one.columns.length === columns.length && one.columns.every((name) => columns.includes(name)),
	);
	if (key?.status === 'Active') return key;
	const isWaiting = key !== undefined && key.status !== 'Failed';
	throw isWaiting && world.options.waitingKeys === '404' ? noSuchKey() : badKey(of.table.name);
}

/** Lookups take part as `_x_value`. */
function keyColumn({ table }: TableState, name: string): Column {
	const lookup = /^_(.+)_value$/.exec(name)?.[1];
	const column = table.columns.get(lookup ?? name);
	if (!column || (column.targets !== undefined) !== (lookup !== undefined))
		throw badKey(table.name);
	return column;
}

function keyValue(column: Column, literal: Literal, type: string): Value {
	const { kind } = column;
	if (column.targets && literal.type === 'guid')
		return { table: column.targets[0].table, id: literal.value };
	const fits =
		(kind === 'String' && literal.type === 'string') ||
		(['Integer', 'BigInt', 'Decimal', 'Picklist'].includes(kind) && literal.type === 'number') ||
		(kind === 'Uniqueidentifier' && literal.type === 'guid') ||
		(kind === 'DateTime' && (literal.type === 'date' || literal.type === 'dateTime'));
	if (!fits) throw badKey(type);
	return literal.value;
}

const literalText = ({ type, value }: Literal): string =>
	type === 'string' ? `'${encodeURIComponent(value.replaceAll("'", "''"))}'` : String(value);

const badKey = (type: string): Error =>
	badSyntax(
		`The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.${type}'. Ensure that the names and number of key properties match the declared or alternate key properties.`,
	);

/** `/contacts(guid)`, `contacts(key='x')`, an absolute address, or `$1` of a change set: where a lookup is bound to. */
export function resolveReference(
	world: World,
	reference: string,
	references: Map<string, string> | undefined,
): Target {
	const path = referencePath(world, reference, references);
	const [segment, ...others] = parseResourcePath(path);
	if (others.length > 0 || (segment.id === undefined && segment.keys === undefined)) {
		throw badSyntax(`'${reference}' does not name a record.`);
	}
	return resolveTarget(world, segment);
}

function referencePath(
	world: World,
	reference: string,
	references: Map<string, string> | undefined,
): string {
	if (reference.startsWith('$')) {
		const path = references?.get(reference);
		if (path === undefined) {
			throw badSyntax(`Content-ID Reference: '${reference}' does not exist in the batch context.`);
		}
		return path;
	}
	for (const origin of originsOf(world)) {
		const base = origin + apiBase;
		if (reference.startsWith(`${base}/`)) return reference.slice(base.length);
	}
	if (/^https?:/.test(reference)) throw badSyntax(`'${reference}' is not of this environment.`);
	if (reference.startsWith(`${apiBase}/`)) return reference.slice(apiBase.length);
	return reference.startsWith('/') ? reference : `/${reference}`;
}

const noSuchKey = (): Error =>
	refusal(
		404,
		codes.noSuchKey,
		'A record with the specified key values does not exist in the entity.',
	);

export const doesNotExist = ({ of, by, values }: Target): Error =>
	by === 'key'
		? noSuchKey()
		: refusal(
				404,
				codes.notFound,
				`Entity '${of.table.schemaName}' With Id = ${String(values[of.table.primaryId])} Does Not Exist`,
			);
