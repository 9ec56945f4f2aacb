import type { ColumnInfo, ColumnKind, ColumnOption, LookupTarget } from './ColumnInfo';
import { asLabels, asNumber, asRecord, asRecords, asText, asWrapped, type Json } from './json';

interface Cast {
	path: string;
	/** Which of Dataverse's types have it; none: every table does. */
	types: readonly string[];
	read(row: Json): Partial<ColumnInfo>;
}

const cast = (kind: string, select: string): string =>
	`/Attributes/Microsoft.Dynamics.CRM.${kind}AttributeMetadata?$select=${select}`;
const choices = (kind: string): string =>
	`${cast(kind, 'LogicalName')}&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)`;

const readRange = ({ MinValue, MaxValue, Precision }: Json): Partial<ColumnInfo> => ({
	min: asNumber(MinValue),
	max: asNumber(MaxValue),
	precision: asNumber(Precision),
});
const readLength = ({ MaxLength, FormatName }: Json): Partial<ColumnInfo> => ({
	maxLength: asNumber(MaxLength),
	format: asText(asWrapped(FormatName)),
});
const readChoices = ({ OptionSet, GlobalOptionSet }: Json): Partial<ColumnInfo> => {
	const local = optionsOf(asRecord(OptionSet).Options);
	return { options: local.length > 0 ? local : optionsOf(asRecord(GlobalOptionSet).Options) };
};

/** Properties that only some types have are asked for by a cast (contracts/dataverse.md 4.2). */
const CASTS: readonly Cast[] = [
	{
		types: ['String'],
		path: cast('String', 'LogicalName,MaxLength,FormatName'),
		read: readLength,
	},
	{ types: ['Memo'], path: cast('Memo', 'LogicalName,MaxLength'), read: readLength },
	{
		types: ['Integer'],
		path: cast('Integer', 'LogicalName,MinValue,MaxValue'),
		read: (row) => ({ ...readRange(row), precision: 0 }),
	},
	...['Decimal', 'Double', 'Money'].map((type) => ({
		types: [type],
		path: cast(type, 'LogicalName,MinValue,MaxValue,Precision'),
		read: readRange,
	})),
	{
		types: ['DateTime'],
		path: cast('DateTime', 'LogicalName,Format,DateTimeBehavior'),
		read: (row) => ({
			format: asText(row.Format),
			dateBehavior: BEHAVIORS[asText(asWrapped(row.DateTimeBehavior)) ?? ''] ?? 'UserLocal',
		}),
	},
	...['Picklist', 'State', 'Status', 'MultiSelectPicklist'].map((type) => ({
		types: [type],
		path: choices(type),
		read: readChoices,
	})),
	{
		types: ['Boolean'],
		path: `${cast('Boolean', 'LogicalName')}&$expand=OptionSet($select=TrueOption,FalseOption),GlobalOptionSet($select=TrueOption,FalseOption)`,
		read: ({ OptionSet, GlobalOptionSet }) => {
			const set = { ...asRecord(GlobalOptionSet), ...asRecord(OptionSet) };
			return {
				options: [
					...optionsOf([{ ...asRecord(set.TrueOption), Value: 1 }]),
					...optionsOf([{ ...asRecord(set.FalseOption), Value: 0 }]),
				],
			};
		},
	},
];

const LOOKUP_TYPES = ['Lookup', 'Customer', 'Owner'];

const RELATIONSHIPS =
	'/ManyToOneRelationships?$select=ReferencingAttribute,ReferencingEntityNavigationPropertyName,ReferencedEntity';

const BEHAVIORS: Readonly<Record<string, ColumnInfo['dateBehavior']>> = {
	UserLocal: 'UserLocal',
	DateOnly: 'DateOnly',
	TimeZoneIndependent: 'TimeZoneIndependent',
};

const KINDS: Readonly<Record<string, ColumnKind>> = {
	String: 'text',
	Memo: 'text',
	Integer: 'integer',
	BigInt: 'integer',
	Decimal: 'decimal',
	Double: 'decimal',
	Money: 'decimal',
	Boolean: 'boolean',
	Picklist: 'choice',
	State: 'choice',
	Status: 'choice',
	MultiSelectPicklist: 'choices',
	DateTime: 'dateTime',
	Uniqueidentifier: 'id',
	Lookup: 'lookup',
	Customer: 'lookup',
	Owner: 'lookup',
};

/** Multi-select, image and file columns call themselves `Virtual` and say more elsewhere (contracts/dataverse.md 4.2). */
const typeOf = (row: Json): string => {
	const type = asText(row.AttributeType) ?? '';
	const precise = asText(asWrapped(row.AttributeTypeName))?.replace(/Type$/, '');
	return type === 'Virtual' && precise !== undefined ? precise : type;
};

/** Shadow columns and such that the API does not know are none (contracts/dataverse.md 4.2). */
const isColumn = (row: Json): boolean =>
	asText(row.LogicalName) !== undefined &&
	asText(row.AttributeOf) === undefined &&
	row.IsValidODataAttribute !== false;

export interface DetailRequest {
	path: string;
	read(row: Json): Partial<ColumnInfo>;
	isRelationships?: true;
}

/** What else must be asked for, given the types that occur. */
export const castsOf = (attributes: Json[]): DetailRequest[] => {
	const types = new Set(attributes.filter(isColumn).map(typeOf));
	const wanted: DetailRequest[] = CASTS.filter(({ types: of }) =>
		of.some((type) => types.has(type)),
	);
	const isLinked = LOOKUP_TYPES.some((type) => types.has(type));
	return isLinked
		? [
				...wanted,
				{
					path: cast('Lookup', 'LogicalName,Targets'),
					read: ({ Targets }) => ({
						targets: (Array.isArray(Targets) ? (Targets as unknown[]) : []).flatMap((table) =>
							typeof table === 'string' ? { table, navigation: '' } : [],
						),
					}),
				},
				{ path: RELATIONSHIPS, read: () => ({}), isRelationships: true },
			]
		: wanted;
};

export interface ColumnDetails {
	byColumn: ReadonlyMap<string, Partial<ColumnInfo>>;
	/** Navigation properties by column. */
	relationships: ReadonlyMap<string, LookupTarget[]>;
}

/** `rows`: the answers, in the order of the requests. */
export const toDetails = (requests: DetailRequest[], rows: Json[][]): ColumnDetails => {
	const byColumn = new Map<string, Partial<ColumnInfo>>();
	const relationships = new Map<string, LookupTarget[]>();
	requests.forEach(({ read, isRelationships }, index) => {
		for (const row of rows[index]) {
			if (isRelationships) addRelationship(relationships, row);
			else byColumn.set(asText(row.LogicalName) ?? '', read(row));
		}
	});
	return { byColumn, relationships };
};

const addRelationship = (relationships: Map<string, LookupTarget[]>, row: Json): void => {
	const column = asText(row.ReferencingAttribute);
	const navigation = asText(row.ReferencingEntityNavigationPropertyName);
	const table = asText(row.ReferencedEntity);
	if (column === undefined || navigation === undefined || table === undefined) return;
	relationships.set(column, [...(relationships.get(column) ?? []), { table, navigation }]);
};

export const toColumns = (attributes: Json[], details: ColumnDetails): ColumnInfo[] =>
	attributes.filter(isColumn).map((row) => {
		const name = String(row.LogicalName);
		const type = typeOf(row);
		const detail = details.byColumn.get(name) ?? {};
		return {
			name,
			label: asLabels(row.DisplayName)[0] ?? name,
			kind: KINDS[type] ?? 'other',
			type,
			forCreate: row.IsValidForCreate === true,
			forUpdate: row.IsValidForUpdate === true,
			forRead: row.IsValidForRead !== false,
			required: REQUIRED[asText(asWrapped(row.RequiredLevel)) ?? ''] ?? 'none',
			isPrimaryId: row.IsPrimaryId === true,
			...detail,
			...(KINDS[type] === 'lookup' && {
				targets: targetsOf(type, detail.targets ?? [], details.relationships.get(name) ?? []),
			}),
		};
	});

const REQUIRED: Readonly<Record<string, ColumnInfo['required']>> = {
	SystemRequired: 'system',
	ApplicationRequired: 'business',
	Recommended: 'recommended',
};

/** Owners report the abstract table `owner`; users and teams are both written through `ownerid` (contracts/dataverse.md 4.4, 7). */
const targetsOf = (
	type: string,
	targets: LookupTarget[],
	relationships: LookupTarget[],
): LookupTarget[] => {
	if (type === 'Owner') {
		const navigation =
			relationships.find(({ table }) => table === 'owner')?.navigation ?? 'ownerid';
		return ['systemuser', 'team'].map((table) => ({ table, navigation }));
	}
	if (targets.length === 0) return relationships;
	return targets.flatMap(
		({ table }) => relationships.find((candidate) => candidate.table === table) ?? [],
	);
};

const optionsOf = (options: unknown): ColumnOption[] =>
	asRecords(options).flatMap((option) => {
		const value = asNumber(option.Value);
		if (value === undefined) return [];
		const labels = asLabels(option.Label);
		const state = asNumber(option.State);
		return [
			{
				value,
				label: labels[0] ?? String(value),
				labels,
				...(state !== undefined && { state }),
				...(asWrapped(option.IsHidden) === true && { isHidden: true as const }),
			},
		];
	});
