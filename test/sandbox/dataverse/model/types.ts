/** What a column is, after `AttributeType` and `AttributeTypeName` of the metadata (contracts/dataverse.md 4.2). */
export type ColumnKind =
	| 'String'
	| 'Memo'
	| 'Integer'
	| 'BigInt'
	| 'Decimal'
	| 'Double'
	| 'Money'
	| 'Boolean'
	| 'Picklist'
	| 'MultiSelectPicklist'
	| 'State'
	| 'Status'
	| 'DateTime'
	| 'Uniqueidentifier'
	| 'Lookup'
	| 'Customer'
	| 'Owner'
	| 'EntityName'
	| 'Image'
	| 'PartyList'
	| 'Virtual';

export interface Option {
	value: number;
	label: string;
	/** Of a status reason: the state it belongs to. */
	state?: number;
	/** Left out of the forms of the app; taken all the same (contracts/dataverse.md 4.2). */
	hidden?: boolean;
}

/** Where a lookup points, and the property that is bound to (its casing counts). */
export interface LookupTarget {
	table: string;
	navigation: string;
}

export interface Column {
	/** Logical name. */
	name: string;
	schemaName: string;
	/** `null`: no label in the user's language. */
	label: string | null;
	kind: ColumnKind;
	create: boolean;
	update: boolean;
	read: boolean;
	/** False: exists in the metadata alone. */
	odata: boolean;
	required: 'None' | 'Recommended' | 'ApplicationRequired' | 'SystemRequired';
	/** Shadow column of another one. */
	attributeOf?: string;
	maxLength?: number;
	/** Of text: `Text`, `Email`, `Phone`, `Url`, `TextArea`. */
	format?: string;
	min?: number;
	max?: number;
	precision?: number;
	behavior?: 'UserLocal' | 'DateOnly' | 'TimeZoneIndependent';
	options?: Option[];
	/** Name of the global choice the options come from. */
	globalSet?: string;
	defaultValue?: string | number | boolean;
	targets?: LookupTarget[];
}

export type KeyStatus = 'Pending' | 'InProgress' | 'Active' | 'Failed';

export interface AlternateKey {
	name: string;
	schemaName: string;
	label: string;
	/** Logical names of its columns. */
	columns: string[];
	status: KeyStatus;
}

export interface Navigation {
	name: string;
	column: Column;
	/** Tables whose records can be bound. */
	tables: string[];
}

export interface Table {
	/** Logical name: `contact`. */
	name: string;
	schemaName: string;
	/** `contacts`; `null` for tables that the Web API does not offer. */
	setName: string | null;
	label: string | null;
	pluralLabel: string | null;
	primaryId: string;
	primaryName: string | null;
	type: 'Standard' | 'Elastic' | 'Virtual';
	ownership: 'UserOwned' | 'OrganizationOwned' | 'None';
	isIntersect: boolean;
	isLogical: boolean;
	isPrivate: boolean;
	isActivity: boolean;
	isCustom: boolean;
	columns: Map<string, Column>;
	/** By navigation property. */
	navigations: Map<string, Navigation>;
	keys: AlternateKey[];
	/** Offers CreateMultiple, UpdateMultiple and UpsertMultiple. */
	bulk: boolean;
	/** Records cannot be written through the Web API. */
	readOnly: boolean;
	/** Columns that follow from others. */
	computed: Array<{ column: string; from(values: Values): Value }>;
}

/** A bound lookup. */
export interface Ref {
	table: string;
	id: string;
}

/** As stored: text, numbers, booleans, ISO dates, comma-separated choice values, references. Absent and null are the same. */
export type Value = string | number | boolean | Ref | null;
export type Values = Record<string, Value>;

export const isRef = (value: Value | undefined): value is Ref =>
	typeof value === 'object' && value !== null;
