import { textOf } from '../../pipedText/textOf';
import type { TableColumns } from './columns';
import type { ColumnInfo } from './ColumnInfo';
import { asText, type Json } from './json';
import { asGuid } from './literals';
import { propertyOf } from './query';
import type { Table } from './tables';

export interface ShownRecord {
	id: string;
	table: string;
	/** What the record is called. */
	name?: string;
	/** Its page in the app. */
	url: string;
	/** By column, as stored; links as IDs. */
	values: Json;
	/** What a person sees, where that is something else: labels of choices, names of linked records. */
	display: Record<string, string>;
}

export const recordUrl = (environment: string, table: Pick<Table, 'name'>, id: string): string =>
	`${environment}/main.aspx?pagetype=entityrecord&etn=${table.name}&id=${id}`;

const FORMATTED = '@OData.Community.Display.V1.FormattedValue';

/** A row of the API as a record to look at: annotations and shadow properties are resolved into it. */
export const showRecord = (
	row: Json,
	table: Table,
	columns: TableColumns,
	environment: string,
): ShownRecord => {
	const id = asGuid(row[table.primaryId]) ?? '';
	const values: Json = {};
	const display: Record<string, string> = {};
	for (const column of columns.all) {
		const property = propertyOf(column);
		if (!(property in row) || column.isPrimaryId) continue;
		const value = row[property] ?? null;
		values[column.name] = value;
		const words = asText(row[`${property}${FORMATTED}`]) ?? displayValue(column, value);
		if (value !== null && words !== textOf(value)) display[column.name] = words;
	}
	return {
		id,
		table: table.name,
		name: table.primaryName === undefined ? undefined : asText(row[table.primaryName]),
		url: recordUrl(environment, table, id),
		values,
		display,
	};
};

/** A stored value in words: what a change went from and to. */
export const displayValue = (column: ColumnInfo, value: unknown): string => {
	const { options = [] } = column;
	const labelOf = (one: number): string =>
		options.find((option) => option.value === one)?.label ?? String(one);
	if (value === null || value === undefined) return '';
	if (column.kind === 'choice' && typeof value === 'number') return labelOf(value);
	if (column.kind === 'boolean' && typeof value === 'boolean' && options.length > 0) {
		return labelOf(value ? 1 : 0);
	}
	if (column.kind === 'choices' && typeof value === 'string') {
		const parts = value.split(',').map((part) => part.trim());
		return parts.map((part) => (/^-?\d+$/.test(part) ? labelOf(Number(part)) : part)).join(', ');
	}
	return textOf(value);
};
