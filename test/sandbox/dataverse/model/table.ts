import {
	bigWhole,
	date,
	guid,
	lookup,
	money,
	owner,
	readOnly,
	shadowOf,
	state,
	status,
	text,
} from './columns';
import type { AlternateKey, Column, KeyStatus, Navigation, Table } from './types';

interface TableRecipe {
	/** Schema name; the logical name is its lower case. */
	name: string;
	setName?: string | null;
	label: string | null;
	pluralLabel?: string | null;
	primaryName?: string | null;
	columns?: Column[];
	keys?: Array<Omit<AlternateKey, 'name'>>;
	computed?: Table['computed'];
	type?: Table['type'];
	ownership?: Table['ownership'];
	/** Without it: no states, no owner, no dates of its own. */
	bare?: boolean;
	primaryId?: string;
	isIntersect?: boolean;
	isLogical?: boolean;
	isPrivate?: boolean;
	isActivity?: boolean;
	bulk?: boolean;
	readOnly?: boolean;
}

export const key = (
	schemaName: string,
	label: string,
	columns: string[],
	status: KeyStatus,
): Omit<AlternateKey, 'name'> => ({ schemaName, label, columns, status });

/** A table with the columns that every Dataverse table has around its own. */
export function makeTable(recipe: TableRecipe): Table {
	const {
		name: schemaName,
		isActivity = false,
		type = 'Standard',
		ownership = 'UserOwned',
	} = recipe;
	const name = schemaName.toLowerCase();
	const primaryId = recipe.primaryId ?? (isActivity ? 'activityid' : `${name}id`);
	const own = recipe.columns ?? [];
	const columns = [
		guid(primaryId, recipe.label ?? name),
		...own,
		...(recipe.bare ? [] : systemColumns(ownership, type, own)),
	];
	const shadows = columns
		.filter(({ kind }) => ['Lookup', 'Customer', 'Owner', 'Picklist', 'Boolean'].includes(kind))
		.map(shadowOf);
	const byName = new Map([...columns, ...shadows].map((one) => [one.name, one]));
	const { primaryName = isActivity ? 'subject' : null } = recipe;
	if (primaryName && !byName.has(primaryName)) {
		byName.set(primaryName, text(primaryName, 'Name', 160));
	}
	return {
		name,
		schemaName,
		setName: recipe.setName === undefined ? `${name}s` : recipe.setName,
		label: recipe.label,
		pluralLabel: recipe.pluralLabel ?? (recipe.label === null ? null : `${recipe.label}s`),
		primaryId,
		primaryName,
		type,
		ownership,
		isIntersect: recipe.isIntersect ?? false,
		isLogical: recipe.isLogical ?? false,
		isPrivate: recipe.isPrivate ?? false,
		isActivity,
		isCustom: name.startsWith('new_'),
		columns: byName,
		navigations: navigationsOf(columns),
		keys: (recipe.keys ?? []).map((key) => ({ ...key, name: key.schemaName.toLowerCase() })),
		bulk: recipe.bulk ?? true,
		readOnly: recipe.readOnly ?? false,
		computed: recipe.computed ?? [],
	};
}

function systemColumns(
	ownership: Table['ownership'],
	type: Table['type'],
	own: Column[],
): Column[] {
	const user: [string] = ['systemuser'];
	return [
		date('CreatedOn', 'Created On', 'UserLocal', readOnly),
		date('ModifiedOn', 'Modified On', 'UserLocal', readOnly),
		lookup('createdby', 'Created By', user, readOnly),
		lookup('modifiedby', 'Modified By', user, readOnly),
		lookup('createdonbehalfby', 'Created By (Delegate)', user, readOnly),
		...(ownership === 'UserOwned' ? [owner()] : []),
		...(type === 'Elastic' ? [] : [state(), status()]),
		date('OverriddenCreatedOn', 'Record Created On', 'DateOnly', { update: false }),
		bigWhole('VersionNumber', 'Version Number', readOnly),
		...own
			.filter(({ kind }) => kind === 'Money')
			.map((one) => money(`${one.schemaName}_Base`, `${one.label} (Base)`, -1e12, 1e12, readOnly)),
	];
}

/** An owner is a user or a team, both bound through `ownerid` (contracts/dataverse.md 4.4). */
export const concreteTables = (table: string): string[] =>
	table === 'owner' ? ['systemuser', 'team'] : [table];

function navigationsOf(columns: Column[]): Map<string, Navigation> {
	const navigations = new Map<string, Navigation>();
	for (const column of columns) {
		for (const target of column.targets ?? []) {
			navigations.set(target.navigation, {
				name: target.navigation,
				column,
				tables: concreteTables(target.table),
			});
		}
	}
	return navigations;
}
