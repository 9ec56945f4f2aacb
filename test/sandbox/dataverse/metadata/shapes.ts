import { createHash } from 'node:crypto';
import type { AlternateKey, Column, ColumnKind, Option, Table } from '../model/types';

export type Json = Record<string, unknown>;

const english = 1033;

/** A label in one language; `null` where the user's language has none. */
export const label = (text: string | null): Json => {
	const one = text === null ? null : { Label: text, LanguageCode: english, IsManaged: true };
	return { LocalizedLabels: one ? [one] : [], UserLocalizedLabel: one };
};

/** The same id for the same thing in every run. */
export function metadataId(of: string): string {
	const hex = createHash('sha1').update(of).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const managed = (value: unknown): Json => ({ Value: value, CanBeChanged: true });

export const tableJson = (table: Table): Json => ({
	MetadataId: metadataId(table.name),
	LogicalName: table.name,
	SchemaName: table.schemaName,
	EntitySetName: table.setName,
	LogicalCollectionName: table.setName,
	DisplayName: label(table.label),
	DisplayCollectionName: label(table.pluralLabel),
	Description: label(null),
	PrimaryIdAttribute: table.primaryId,
	PrimaryNameAttribute: table.primaryName,
	TableType: table.type,
	OwnershipType: table.ownership,
	IsIntersect: table.isIntersect,
	IsLogicalEntity: table.isLogical,
	IsPrivate: table.isPrivate,
	IsActivity: table.isActivity,
	IsCustomEntity: table.isCustom,
	IsManaged: !table.isCustom,
	IsValidForAdvancedFind: !table.isPrivate,
	IsCustomizable: managed(true),
	DataProviderId: null,
	HasNotes: false,
});

/** `AttributeType` where it is not the kind's own name. */
const attributeTypes: Partial<Record<ColumnKind, string>> = {
	MultiSelectPicklist: 'Virtual',
	Image: 'Virtual',
};

export function columnJson(table: Table, column: Column): Json {
	return {
		'@odata.type': `#Microsoft.Dynamics.CRM.${metadataType(column.kind)}`,
		MetadataId: metadataId(`${table.name}.${column.name}`),
		LogicalName: column.name,
		SchemaName: column.schemaName,
		EntityLogicalName: table.name,
		DisplayName: label(column.label),
		Description: label(null),
		AttributeType: attributeTypes[column.kind] ?? column.kind,
		AttributeTypeName: { Value: `${column.kind}Type` },
		AttributeOf: column.attributeOf ?? null,
		IsValidForCreate: column.create,
		IsValidForUpdate: column.update,
		IsValidForRead: column.read,
		IsValidODataAttribute: column.odata,
		IsLogical: column.attributeOf !== undefined,
		IsCustomAttribute: column.name.startsWith('new_'),
		IsPrimaryId: column.name === table.primaryId,
		IsPrimaryName: column.name === table.primaryName,
		IsSecured: false,
		IsFilterable: true,
		RequiredLevel: managed(column.required),
		...typeSpecific(column),
	};
}

export const metadataType = (kind: ColumnKind): string =>
	kind === 'Owner' || kind === 'Customer' ? 'LookupAttributeMetadata' : `${kind}AttributeMetadata`;

/** What is there after a cast segment alone (contracts/dataverse.md 4.2). */
export function typeSpecific(column: Column): Json {
	switch (column.kind) {
		case 'String':
			return {
				MaxLength: column.maxLength,
				DatabaseLength: (column.maxLength ?? 0) * 2,
				Format: column.format,
				FormatName: { Value: column.format },
			};
		case 'Memo':
			return { MaxLength: column.maxLength, Format: column.format };
		case 'Integer':
		case 'BigInt':
			return { MinValue: column.min, MaxValue: column.max };
		case 'Decimal':
		case 'Double':
		case 'Money':
			return { MinValue: column.min, MaxValue: column.max, Precision: column.precision };
		case 'DateTime':
			return { Format: column.format, DateTimeBehavior: { Value: column.behavior } };
		case 'Lookup':
		case 'Customer':
		case 'Owner':
			return { Targets: column.targets?.map(({ table }) => table) };
		case 'Picklist':
		case 'MultiSelectPicklist':
		case 'State':
		case 'Status':
			return { DefaultFormValue: column.defaultValue ?? -1 };
		case 'Boolean':
			return { DefaultValue: column.defaultValue ?? false };
		default:
			return {};
	}
}

const optionJson = ({ value, label: text, state, hidden = false }: Option): Json => ({
	Value: value,
	Color: null,
	IsManaged: false,
	IsHidden: hidden,
	Label: label(text),
	Description: label(null),
	...(state !== undefined && { State: state }),
});

/** The choices of a column, reachable by `$expand` alone. */
export function optionSets(column: Column): Json {
	const options = (column.options ?? []).map(optionJson);
	const set = {
		MetadataId: metadataId(`optionset.${column.globalSet ?? column.schemaName}`),
		Name: column.globalSet ?? column.name,
		IsGlobal: column.globalSet !== undefined,
	};
	if (column.kind === 'Boolean') {
		const [no, yes] = options;
		return { OptionSet: { ...set, FalseOption: no, TrueOption: yes }, GlobalOptionSet: null };
	}
	const whole = { ...set, Options: options };
	return column.globalSet === undefined
		? { OptionSet: whole, GlobalOptionSet: null }
		: { OptionSet: whole, GlobalOptionSet: whole };
}

export const keyJson = (table: Table, key: AlternateKey): Json => ({
	MetadataId: metadataId(`${table.name}.${key.name}`),
	LogicalName: key.name,
	SchemaName: key.schemaName,
	EntityLogicalName: table.name,
	DisplayName: label(key.label),
	KeyAttributes: key.columns,
	EntityKeyIndexStatus: key.status,
	IsManaged: false,
});

export const relationshipsJson = (table: Table): Json[] =>
	[...table.columns.values()].flatMap((column) =>
		(column.targets ?? []).map((target) => ({
			MetadataId: metadataId(`${table.name}.${target.navigation}.${target.table}`),
			SchemaName: `${table.name}_${column.name}_${target.table}`,
			RelationshipType: 'OneToManyRelationship',
			ReferencingEntity: table.name,
			ReferencingAttribute: column.name,
			ReferencingEntityNavigationPropertyName: target.navigation,
			ReferencedEntity: target.table,
			ReferencedAttribute: `${target.table}id`,
		})),
	);
