import type { Column, Table, Value } from '../model/types';
import { isRef } from '../model/types';
import { wantsAnnotation, type Preferences } from '../odata/prefer';
import { apiBase, tableNamed, type World } from '../world';
import type { Expand } from '../odata/query';
import type { Row } from './store';

const formatted = 'OData.Community.Display.V1.FormattedValue';
const logicalName = 'Microsoft.Dynamics.CRM.lookuplogicalname';
const navigationProperty = 'Microsoft.Dynamics.CRM.associatednavigationproperty';

export const etagOf = (row: Row): string => `W/"${row.version}"`;

export interface ShapeOptions {
	/** Columns asked for; undefined: all. */
	select: Column[] | undefined;
	expand: Expand[];
	preferences: Preferences;
	/** Saved views leave nulls out; other queries name them. */
	omitNulls?: boolean;
}

/** A record as the Web API hands it out. The primary id always comes along. */
export function recordJson(
	world: World,
	table: Table,
	row: Row,
	{ select, expand, preferences, omitNulls }: ShapeOptions,
): Record<string, unknown> {
	const json: Record<string, unknown> = { '@odata.etag': etagOf(row) };
	const annotated = preferences.annotations.length > 0;
	for (const column of select ?? readableColumns(table)) {
		const value = row.values[column.name] ?? null;
		const name = column.targets ? `_${column.name}_value` : column.name;
		if (value === null) {
			if (!omitNulls) json[name] = null;
			continue;
		}
		if (annotated) annotate(world, json, name, column, value, preferences);
		json[name] = isRef(value) ? value.id : value;
	}
	json.versionnumber &&= row.version;
	json[table.primaryId] = row.values[table.primaryId];
	for (const { navigation, select: inner } of expand) {
		json[navigation.name] = expanded(world, row, navigation.column.name, inner, preferences);
	}
	return json;
}

export const readableColumns = (table: Table): Column[] =>
	[...table.columns.values()].filter(({ odata, read }) => odata && read);

function expanded(
	world: World,
	row: Row,
	column: string,
	select: Expand['select'],
	preferences: Preferences,
): unknown {
	const ref = row.values[column];
	if (!isRef(ref)) return null;
	const { table, store } = tableNamed(world, ref.table);
	const target = store.get(ref.id);
	return target ? recordJson(world, table, target, { select, expand: [], preferences }) : null;
}

function annotate(
	world: World,
	json: Record<string, unknown>,
	name: string,
	column: Column,
	value: Value,
	preferences: Preferences,
): void {
	const label = formattedValue(world, column, value);
	if (label !== undefined && wantsAnnotation(preferences, formatted))
		json[`${name}@${formatted}`] = label;
	if (!isRef(value)) return;
	if (wantsAnnotation(preferences, navigationProperty)) {
		const navigation =
			column.targets?.find(({ table }) => table === value.table) ?? column.targets?.[0];
		json[`${name}@${navigationProperty}`] = navigation?.navigation;
	}
	if (wantsAnnotation(preferences, logicalName)) json[`${name}@${logicalName}`] = value.table;
}

/** Labels, names of records, numbers with separators: what a form would show. */
function formattedValue(world: World, column: Column, value: Value): string | undefined {
	if (isRef(value)) {
		const { table, store } = tableNamed(world, value.table);
		const name = table.primaryName ? store.get(value.id)?.values[table.primaryName] : undefined;
		return typeof name === 'string' ? name : undefined;
	}
	const labelOf = (wanted: number): string | undefined =>
		column.options?.find((option) => option.value === wanted)?.label;
	switch (column.kind) {
		case 'Picklist':
		case 'State':
		case 'Status':
			return labelOf(Number(value));
		case 'Boolean':
			return labelOf(value === true ? 1 : 0);
		case 'MultiSelectPicklist':
			return String(value)
				.split(',')
				.map((part) => labelOf(Number(part)))
				.join('; ');
		case 'Money':
			return `$${Number(value).toLocaleString('en-US', { minimumFractionDigits: 2 })}`;
		case 'Integer':
		case 'Decimal':
		case 'Double':
			return Number(value).toLocaleString('en-US');
		case 'DateTime':
			return String(value).replace('T', ' ').replace('Z', '');
		default:
			return undefined;
	}
}

/** `…/contacts(guid)`; rows of elastic tables are named with their partition. */
export function recordPath(table: Table, row: Row): string {
	const id = String(row.values[table.primaryId]);
	if (table.type !== 'Elastic') return `/${table.setName}(${id})`;
	return `/${table.setName}(${table.primaryId}=${id},partitionid='${String(row.values.partitionid)}')`;
}

export const absolute = (world: World, path: string): string => world.url() + apiBase + path;

export const contextOf = (world: World, table: Table, select: Column[] | undefined): string => {
	const names = select?.map((column) => (column.targets ? `_${column.name}_value` : column.name));
	return `${absolute(world, '/$metadata')}#${table.setName}${names ? `(${names.join(',')})` : ''}`;
};
