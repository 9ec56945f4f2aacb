import type { ColumnInfo, ColumnKind } from '../../../nodes/shared/connectors/dataverse/ColumnInfo';
import type { ValueContext } from '../../../nodes/shared/connectors/dataverse/conversion';

const TYPES: Record<ColumnKind, string> = {
	text: 'String',
	integer: 'Integer',
	decimal: 'Decimal',
	boolean: 'Boolean',
	choice: 'Picklist',
	choices: 'MultiSelectPicklist',
	dateTime: 'DateTime',
	id: 'Uniqueidentifier',
	lookup: 'Lookup',
	other: 'Image',
};

/** A column as the metadata would give it, writable unless said otherwise. */
export const columnOf = (
	kind: ColumnKind,
	name: string,
	extra: Partial<ColumnInfo> = {},
): ColumnInfo => ({
	name,
	label: `Label of ${name}`,
	kind,
	type: TYPES[kind],
	forCreate: true,
	forUpdate: true,
	forRead: true,
	required: 'none',
	isPrimaryId: false,
	...extra,
});

export const optionOf = (value: number, ...labels: string[]) => ({
	value,
	label: labels[0],
	labels,
});

export const context: ValueContext = { timeZone: 'Europe/Paris', whenTooLong: 'refuse' };

export const guid = (digit: number): string =>
	`${String(digit).repeat(8)}-0000-4000-8000-${String(digit).repeat(12)}`;
