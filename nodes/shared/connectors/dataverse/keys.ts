import type { Api } from './api';
import { asLabels, asRecords, asText, type Json } from './json';
import { createMetadataCache } from './metadataCache';
import type { Table } from './tables';

export interface AlternateKey {
	name: string;
	label: string;
	columns: string[];
	/** Dataverse uses it, and ensures its uniqueness, only once its index is built. */
	isActive: boolean;
	state: string;
}

export interface Keys {
	of(table: Table): Promise<AlternateKey[]>;
}

const SELECT = 'SchemaName,LogicalName,DisplayName,KeyAttributes,EntityKeyIndexStatus';

/** Source: contracts/dataverse.md 4.3. `Strong`: a key that was activated just now must be seen. */
export const createKeys = (api: Api): Keys => {
	const cached = createMetadataCache(api.runtime.clock, 'keys', api.metadataCache);
	return {
		of: async ({ name }) =>
			await cached(name, async () => {
				const answer = await api.get({
					path: `/EntityDefinitions(LogicalName='${name}')/Keys?$select=${SELECT}`,
					headers: { Consistency: 'Strong' },
					subject: `the alternate keys of ${name}`,
				});
				return asRecords(answer).flatMap(toKey);
			}),
	};
};

export const toKey = (row: Json): AlternateKey[] => {
	const name = asText(row.LogicalName) ?? asText(row.SchemaName);
	const columns = Array.isArray(row.KeyAttributes)
		? row.KeyAttributes.filter((column): column is string => typeof column === 'string')
		: [];
	if (name === undefined || columns.length === 0) return [];
	const state = asText(row.EntityKeyIndexStatus) ?? 'Active';
	return [
		{
			name,
			label: asLabels(row.DisplayName)[0] ?? name,
			columns,
			state,
			isActive: state === 'Active',
		},
	];
};

export interface KeyChoice {
	/** The active key that consists of exactly the match columns: addresses can be built with it. */
	exact?: AlternateKey;
	/** Whether Dataverse itself refuses a second record with the same values in the match columns. */
	isUnique: boolean;
	/** What the user should know about it. */
	note?: string;
}

/** What the alternate keys of the table mean for matching by these columns. */
export const chooseKey = (
	table: Table,
	keys: readonly AlternateKey[],
	match: readonly string[],
): KeyChoice => {
	if (match.includes(table.primaryId)) return { isUnique: true };
	const isWithin = ({ columns }: AlternateKey): boolean =>
		columns.every((column) => match.includes(column));
	const exact = keys.find(
		(key) => key.isActive && key.columns.length === match.length && isWithin(key),
	);
	if (exact) return { exact, isUnique: true };
	if (keys.some((key) => key.isActive && isWithin(key))) return { isUnique: true };
	const waiting = keys.find(isWithin);
	const columns = match.join(' + ');
	return {
		isUnique: false,
		note: waiting
			? `The alternate key "${waiting.label}" is not in use yet (${waiting.state}): until it is, two runs at once may create a record twice`
			: `No alternate key covers ${columns}: two runs at once may create a record twice. An administrator can add one`,
	};
};
