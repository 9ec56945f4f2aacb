import { isConnectorError, type ConnectorError } from '../../http/ConnectorError';
import { textOf } from '../../pipedText/textOf';
import type { ColumnInfo } from './ColumnInfo';
import { asGuid, isName } from './literals';
import type { LookupRef, LookupSetting } from './LookupRef';
import { refuse, type Converted, type ValueContext } from './conversion';

export const isLookupRef = (value: unknown): value is LookupRef =>
	typeof value === 'object' &&
	value !== null &&
	typeof (value as LookupRef).table === 'string' &&
	typeof (value as LookupRef).id === 'string';

/** `/accounts(00000000-…)`, as links between records are written. */
const REFERENCE = /^\/?([A-Za-z_]\w*)\(([0-9a-f-]{36})\)$/i;

/** What was meant: a record by its id, or a text to look for. */
export type LookupQuery = { ref: LookupRef } | { table: string; matchBy: string; text: string };

/**
 * Values may be an ID, a reference `accounts(…)`, an object `{table, id}` (as another CRM Upsert gives it), or, where the
 * setting says by what, a text that the other table has.
 */
export const queryOf = (
	column: ColumnInfo,
	value: unknown,
	setting: LookupSetting = {},
): LookupQuery | ConnectorError => {
	const targets = column.targets ?? [];
	const table = setting.table ?? (targets.length === 1 ? targets[0].table : undefined);
	if (targets.length === 0) return refuse(column, 'points at no table that is known');
	if (isLookupRef(value)) return refOf(column, value.table, value.id);
	if (typeof value === 'object') {
		return refuse(column, 'was given an object', 'Give it an ID, or an object with table and id.');
	}
	const text = textOf(value).trim();
	const reference = REFERENCE.exec(text);
	if (reference && asGuid(reference[2])) return refOf(column, reference[1], reference[2]);
	const names = targets.map((target) => target.table).join(', ');
	if (table === undefined) {
		return refuse(column, `points at several tables (${names})`, 'Say which one is meant.');
	}
	if (!targets.some((target) => target.table === table)) {
		return refuse(column, `does not point at ${table}`, `It points at ${names}.`);
	}
	const id = asGuid(text);
	if (id !== undefined) return { ref: { table, id } };
	if (setting.matchBy === undefined || !isName(setting.matchBy)) {
		return refuse(
			column,
			`needs the ID of a record of ${table}`,
			'Give it an ID, or say by which column of that table the record is found.',
		);
	}
	return { table, matchBy: setting.matchBy, text };
};

const refOf = (column: ColumnInfo, table: string, id: string): LookupQuery | ConnectorError => {
	const guid = asGuid(id);
	if (guid === undefined) return refuse(column, 'was given a record without an ID');
	const target = (column.targets ?? []).find((known) => isTable(known.table, table));
	return target
		? { ref: { table: target.table, id: guid } }
		: refuse(
				column,
				`does not point at ${table}`,
				`It points at ${(column.targets ?? []).map((known) => known.table).join(', ')}.`,
			);
};

/** References name the set, which is the plural of the table in nearly every case: `account`, `accounts`; `opportunities`. */
const isTable = (name: string, written: string): boolean => {
	const [table, word] = [name.toLowerCase(), written.toLowerCase()];
	return [table, `${table}s`, `${table}es`, table.replace(/y$/, 'ies')].includes(word);
};

export const readLookup = (
	column: ColumnInfo,
	value: unknown,
	{ lookups, found }: ValueContext,
): Converted | ConnectorError => {
	const query = queryOf(column, value, lookups?.[column.name]);
	if (isConnectorError(query)) return query;
	if ('ref' in query) return { value: query.ref };
	const record = found?.(column, query.table, query.text);
	if (record === undefined) return refuse(column, 'was not looked for yet');
	return isLookupRef(record) ? { value: record } : record;
};
