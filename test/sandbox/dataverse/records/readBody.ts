import { badPayload, badSyntax, codes, refusal } from '../errors';
import { isRecord } from '../../http/fields';
import type { Navigation, Table, Value, Values } from '../model/types';
import type { World } from '../world';
import { doesNotExist, resolveReference } from './target';
import { toStored } from './values';

/** An object of JSON, or the payload error. */
export function parseObject(world: World, body: string): Record<string, unknown> {
	const value = parsed(body);
	const numbers = body.replace(/"(?:[^"\\]|\\.)*"/g, '""');
	if (world.options.exponents === 'refused' && /\d[eE][-+]?\d/.test(numbers))
		throw badPayload("Cannot convert the literal to the expected type 'Edm.Decimal'.");
	if (!isRecord(value)) throw badPayload('An object is expected.');
	return value;
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return undefined;
	}
}

/**
 * Columns and their stored values out of the body of a write. Names are logical names in lower case, lookups are navigation
 * properties in their own casing; what exists and cannot be written is left out without a word (contracts/dataverse.md 0.5, 6, 7).
 */
export function readColumns(
	world: World,
	table: Table,
	body: Record<string, unknown>,
	kind: 'create' | 'update',
	references?: Map<string, string>,
): Values {
	const values: Values = {};
	for (const [property, given] of Object.entries(body)) {
		if (property === '@odata.type') checkType(table, given);
		else if (property.endsWith('@odata.bind')) bind(property, given);
		else if (!property.startsWith('@')) plain(property, given);
	}
	return values;

	function bind(property: string, given: unknown): void {
		const navigation = table.navigations.get(property.slice(0, -'@odata.bind'.length));
		if (!navigation) throw undeclaredAnnotation(property);
		if (given !== null && typeof given !== 'string') {
			throw badPayload(`'${property}' takes the address of a record.`);
		}
		set(navigation, given === null ? null : refOf(navigation, given));
	}
	function refOf(navigation: Navigation, given: string): Value {
		const target = resolveReference(world, given, references);
		const { name, setName } = target.of.table;
		if (!navigation.tables.includes(name)) {
			throw badSyntax(`'${navigation.name}' cannot be bound to a record of '${setName}'.`);
		}
		if (!target.row) throw doesNotExist(target);
		return { table: name, id: String(target.row.values[target.of.table.primaryId]) };
	}
	function set(navigation: Navigation, value: Value): void {
		const { column } = navigation;
		if (writable(column)) values[column.name] = value;
	}
	function writable(column: { name: string; create: boolean; update: boolean }): boolean {
		if (kind === 'create' ? column.create : column.update) return true;
		if (world.options.readOnlyColumns === 'ignored' || column.name === table.primaryId)
			return false;
		throw refusal(400, codes.invalidArgument, `The column '${column.name}' is read-only.`);
	}
	function plain(property: string, given: unknown): void {
		const navigation = table.navigations.get(property);
		if (navigation) {
			if (given !== null) throw badPayload(`'${property}' is bound by '${property}@odata.bind'.`);
			set(navigation, null);
			return;
		}
		const column = table.columns.get(property);
		if (!column?.odata || column.targets) throw undeclared(property, table.name);
		const value = toStored(world, column, given);
		if (writable(column)) values[column.name] = value;
	}
}

function checkType(table: Table, given: unknown): void {
	if (given === `Microsoft.Dynamics.CRM.${table.name}`) return;
	throw badPayload(`A type named '${String(given)}' could not be resolved.`);
}

const undeclared = (property: string, type: string): Error =>
	badPayload(
		`An error has occurred while validating the payload: Invalid property '${property}' was found in entity 'Microsoft.Dynamics.CRM.${type}'.`,
	);

const undeclaredAnnotation = (property: string): Error =>
	badPayload(
		`An undeclared property '${property.slice(0, -'@odata.bind'.length)}' which only has property annotations in the payload but no property value was found in the payload.`,
	);
