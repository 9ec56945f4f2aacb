import type { Column, ColumnKind, LookupTarget, Option } from './types';

type Extra = Partial<Omit<Column, 'name' | 'kind'>>;

/** `new_Store` gives the column `new_store` with the schema name as written; `Email Address 1`-style labels come along. */
function column(schemaName: string, label: string | null, kind: ColumnKind, extra: Extra): Column {
	return {
		name: schemaName.toLowerCase(),
		schemaName,
		label,
		kind,
		create: true,
		update: true,
		read: true,
		odata: true,
		required: 'None',
		...extra,
	};
}

export const text = (name: string, label: string | null, maxLength: number, extra: Extra = {}) =>
	column(name, label, 'String', { maxLength, format: 'Text', ...extra });

export const memo = (name: string, label: string, maxLength: number, extra: Extra = {}) =>
	column(name, label, 'Memo', { maxLength, format: 'TextArea', ...extra });

export const whole = (
	name: string,
	label: string,
	min: number,
	max: number,
	extra: Extra = {},
): Column => column(name, label, 'Integer', { min, max, ...extra });

export const bigWhole = (name: string, label: string, extra: Extra = {}) =>
	column(name, label, 'BigInt', {
		min: Number.MIN_SAFE_INTEGER,
		max: Number.MAX_SAFE_INTEGER,
		...extra,
	});

export const decimal = (
	name: string,
	label: string,
	min: number,
	max: number,
	precision: number,
): Column => column(name, label, 'Decimal', { min, max, precision });

export const double = (
	name: string,
	label: string,
	min: number,
	max: number,
	precision: number,
): Column => column(name, label, 'Double', { min, max, precision });

export const money = (name: string, label: string, min: number, max: number, extra: Extra = {}) =>
	column(name, label, 'Money', { min, max, precision: 2, ...extra });

export const yesNo = (
	name: string,
	label: string,
	labels: [no: string, yes: string] = ['No', 'Yes'],
	defaultValue = false,
): Column =>
	column(name, label, 'Boolean', {
		options: [
			{ value: 0, label: labels[0] },
			{ value: 1, label: labels[1] },
		],
		defaultValue,
	});

export const choice = (name: string, label: string, options: Option[], extra: Extra = {}) =>
	column(name, label, 'Picklist', { options, ...extra });

export const choices = (name: string, label: string, options: Option[], extra: Extra = {}) =>
	column(name, label, 'MultiSelectPicklist', { options, ...extra });

export const date = (
	name: string,
	label: string,
	behavior: NonNullable<Column['behavior']>,
	extra: Extra = {},
): Column =>
	column(name, label, 'DateTime', {
		behavior,
		format: behavior === 'DateOnly' ? 'DateOnly' : 'DateAndTime',
		...extra,
	});

export const lookup = (
	name: string,
	label: string,
	targets: LookupTarget[] | [table: string],
	extra: Extra = {},
): Column =>
	column(name, label, 'Lookup', {
		targets: targets.map((target) =>
			typeof target === 'string' ? { table: target, navigation: name } : target,
		),
		...extra,
	});

/** Points to an account or a contact: one navigation property for each. */
export const customer = (name: string, label: string): Column =>
	column(name, label, 'Customer', {
		targets: ['account', 'contact'].map((table) => ({ table, navigation: `${name}_${table}` })),
	});

export const owner = (): Column =>
	column('OwnerId', 'Owner', 'Owner', {
		required: 'SystemRequired',
		targets: [{ table: 'owner', navigation: 'ownerid' }],
	});

export const guid = (name: string, label: string, extra: Extra = {}) =>
	column(name, label, 'Uniqueidentifier', { required: 'SystemRequired', update: false, ...extra });

export const entityName = (name: string, label: string): Column =>
	column(name, label, 'EntityName', {});

export const image = (name: string, label: string): Column => column(name, label, 'Image', {});

export const partyList = (name: string, label: string): Column =>
	column(name, label, 'PartyList', { odata: false });

export const readOnly: Extra = { create: false, update: false };

export const state = (): Column =>
	column('statecode', 'Status', 'State', {
		required: 'SystemRequired',
		options: [
			{ value: 0, label: 'Active' },
			{ value: 1, label: 'Inactive' },
		],
		defaultValue: 0,
	});

export const status = (): Column =>
	column('statuscode', 'Status Reason', 'Status', {
		options: [
			{ value: 1, label: 'Active', state: 0 },
			{ value: 2, label: 'Inactive', state: 1 },
		],
		defaultValue: 1,
	});

/** The column beside a lookup or choice that holds its text in the metadata and nothing in the Web API. */
export const shadowOf = (of: Column): Column =>
	column(`${of.schemaName}Name`, null, of.kind === 'Picklist' ? 'Virtual' : 'String', {
		attributeOf: of.name,
		maxLength: 100,
		format: 'Text',
		odata: false,
		...readOnly,
	});
