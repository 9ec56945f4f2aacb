import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import type { TableColumns } from './columns';
import type { ColumnInfo } from './ColumnInfo';
import { refuse, type ColumnValue, type ValueContext } from './conversion';
import type { Json } from './json';
import { isLookupRef } from './lookupValue';
import type { LookupRef } from './LookupRef';
import { convertValue } from './values';

export interface Payload {
	body: Json;
	warnings: string[];
}

export interface PayloadContext extends ValueContext {
	columns: TableColumns;
	/** Set names by table, for links. */
	setNames: ReadonlyMap<string, string>;
}

/**
 * Values by column as the body of a write. Columns that Dataverse would ignore in silence are left out and told; a status
 * reason takes the status it belongs to along. Source: contracts/dataverse.md 0, 6, 7.
 */
export const toPayload = (
	kind: 'create' | 'update',
	values: ReadonlyArray<readonly [name: string, value: unknown]>,
	context: PayloadContext,
): Payload | ConnectorError => {
	const body: Json = {};
	const warnings: string[] = [];
	const states: number[] = [];
	for (const [name, value] of values) {
		const column = context.columns.byName.get(name);
		if (!column) return noColumn(name);
		if (!(kind === 'create' ? column.forCreate : column.forUpdate)) {
			warnings.push(`"${column.label}" (${name}) cannot be set when a record is ${kind}d`);
			continue;
		}
		const converted = convertValue(column, value, context);
		if (isConnectorError(converted)) return converted;
		if (converted.warning !== undefined) warnings.push(converted.warning);
		// A new record is empty by itself.
		if (kind === 'create' && converted.value === null) continue;
		const refusal = setProperty(body, column, converted.value, context);
		if (refusal) return refusal;
		const state = column.options?.find((option) => option.value === converted.value)?.state;
		if (column.type === 'Status' && state !== undefined) states.push(state);
	}
	if (kind === 'update' && states.length === 1 && !('statecode' in body))
		body.statecode = states[0];
	return { body, warnings };
};

/** Nobody is told that all is well where a value goes nowhere. */
const noColumn = (name: string): ConnectorError =>
	new ConnectorError('input', `The table has no column "${name}"`, {
		hint: 'Choose the column from the list; it may have been deleted or renamed.',
	});

const setProperty = (
	body: Json,
	column: ColumnInfo,
	value: ColumnValue,
	context: PayloadContext,
): ConnectorError | undefined => {
	if (value === null && column.required === 'system') {
		return refuse(column, 'must not be empty');
	}
	if (column.kind !== 'lookup') {
		body[column.name] = value;
		return undefined;
	}
	const ref = isLookupRef(value) ? value : undefined;
	const target = ref
		? column.targets?.find(({ table }) => table === ref.table)
		: column.targets?.[0];
	if (!target) return refuse(column, 'points at no table that is known');
	const link = ref ? linkTo(ref, context.setNames) : null;
	if (link === undefined) return refuse(column, `points at ${target.table}, which cannot be read`);
	body[`${target.navigation}@odata.bind`] = link;
	return undefined;
};

const linkTo = (
	{ table, id }: LookupRef,
	setNames: PayloadContext['setNames'],
): string | undefined => {
	const setName = setNames.get(table);
	return setName === undefined ? undefined : `/${setName}(${id})`;
};
