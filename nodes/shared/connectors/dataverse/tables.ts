import { foldText } from '../../pipedText/foldText';
import { nearestName } from '../../pipedText/lookup/nearestName';
import { missing, type Api } from './api';
import { asLabels, asRecords, asText, type Json } from './json';
import { encodeQueryValue, isName } from './literals';
import { createMetadataCache } from './metadataCache';

export interface Table {
	/** `contact`. */
	name: string;
	/** `contacts`: as it stands in addresses. */
	setName: string;
	label: string;
	primaryId: string;
	primaryName?: string;
	type: 'standard' | 'elastic' | 'virtual';
}

export interface TablePage {
	tables: Table[];
	/** Leads to the next page. */
	next?: string;
}

export interface Tables {
	/** Every table that holds records, by label. */
	list(): Promise<Table[]>;
	/** A page of the tables whose label or name holds the words, for a picker. */
	search(words?: string, page?: string): Promise<TablePage>;
	/** By logical name, or by set name as people know it from addresses. */
	get(name: string): Promise<Table>;
}

const SELECT =
	'LogicalName,EntitySetName,DisplayName,PrimaryIdAttribute,PrimaryNameAttribute,TableType';
const FILTER = 'IsIntersect eq false and IsLogicalEntity eq false and IsPrivate eq false';

/** Metadata has neither paging nor sorting of its own (contracts/dataverse.md 4): the list is read whole, and once. */
export const createTables = (api: Api): Tables => {
	const cached = createMetadataCache(api.runtime.clock, 'tables', api.metadataCache);

	const list = async (): Promise<Table[]> =>
		await cached('list', async () => {
			const answer = await api.get({
				path: `/EntityDefinitions?$select=${SELECT}&$filter=${encodeQueryValue(FILTER)}`,
				subject: 'the list of tables',
			});
			const tables = asRecords(answer).flatMap(toTable);
			return tables.sort(
				(left, right) =>
					left.label.localeCompare(right.label, 'en') || left.name.localeCompare(right.name, 'en'),
			);
		});

	const readOne = async (name: string): Promise<Table | undefined> => {
		if (!isName(name)) return undefined;
		const answer = await api.get({
			path: `/EntityDefinitions?$select=${SELECT}&$filter=${encodeQueryValue(`LogicalName eq '${name}' or EntitySetName eq '${name}'`)}`,
			subject: `the table ${name}`,
		});
		const found = asRecords(answer).flatMap(toTable);
		return found.find((table) => table.name === name) ?? found[0];
	};

	return {
		list,
		search: async (words, page) => searchTables(await list(), words, page),
		async get(name) {
			const wanted = name.trim();
			const table = await cached(`table ${wanted}`, async () => await readOne(wanted));
			if (table) return table;
			const all = await list().catch(() => []);
			throw missing(
				`The table "${wanted}"`,
				nearestName(
					wanted,
					all.map((known) => known.name),
				),
			);
		},
	};
};

const PAGE_SIZE = 100;

export const searchTables = (tables: readonly Table[], words = '', page?: string): TablePage => {
	const wanted = foldText(words);
	const found = tables.filter(
		({ label, name }) => foldText(label).includes(wanted) || name.includes(wanted),
	);
	const start = Math.max(0, Number(page ?? 0) || 0);
	const end = start + PAGE_SIZE;
	return {
		tables: found.slice(start, end),
		...(end < found.length && { next: String(end) }),
	};
};

/** Tables without a set name cannot be addressed (contracts/dataverse.md 4.1). */
export const toTable = (row: Json): Table[] => {
	const name = asText(row.LogicalName);
	const setName = asText(row.EntitySetName);
	const primaryId = asText(row.PrimaryIdAttribute);
	if (name === undefined || setName === undefined || primaryId === undefined) return [];
	return [
		{
			name,
			setName,
			primaryId,
			label: asLabels(row.DisplayName)[0] ?? name,
			primaryName: asText(row.PrimaryNameAttribute),
			type: TYPES[asText(row.TableType) ?? ''] ?? 'standard',
		},
	];
};

const TYPES: Readonly<Record<string, Table['type']>> = { Elastic: 'elastic', Virtual: 'virtual' };
