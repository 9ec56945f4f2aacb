import { nearestName } from '../../pipedText/lookup/nearestName';
import { missing, type Api } from './api';
import type { ColumnInfo } from './ColumnInfo';
import type { Batches } from './sendBatch';
import { castsOf, toColumns, toDetails, type ColumnDetails } from './columnMetadata';
import { asRecords, type Json } from './json';
import { isConnectorError } from '../../http/ConnectorError';
import { createMetadataCache } from './metadataCache';
import type { Table } from './tables';

/** The columns of one table. */
export interface TableColumns {
	all: ColumnInfo[];
	byName: ReadonlyMap<string, ColumnInfo>;
	/** The column of that name, or an error that names the nearest. */
	get(name: string): ColumnInfo;
}

export interface Columns {
	of(table: Table): Promise<TableColumns>;
}

const ATTRIBUTES =
	'LogicalName,SchemaName,DisplayName,AttributeType,AttributeTypeName,AttributeOf,IsValidForCreate,IsValidForUpdate,IsValidForRead,IsValidODataAttribute,RequiredLevel,IsPrimaryId';

/** Two requests a table: its columns, then what only some types have, in one batch (contracts/dataverse.md 4.2, 4.4). */
export const createColumns = (api: Api, batches: Batches): Columns => {
	const cached = createMetadataCache(api.runtime.clock, 'columns', api.metadataCache);

	const readDetails = async (name: string, attributes: Json[]): Promise<ColumnDetails> => {
		const wanted = castsOf(attributes);
		const answers = await batches.read(
			wanted.map(({ path }) => ({
				method: 'GET' as const,
				path: `/EntityDefinitions(LogicalName='${name}')${path}`,
				subject: `the columns of ${name}`,
			})),
		);
		const rows = answers.map((answer) => {
			if (isConnectorError(answer)) throw answer;
			return asRecords(answer.body);
		});
		return toDetails(wanted, rows);
	};

	return {
		of: async ({ name }) =>
			await cached(name, async () => {
				const attributes = asRecords(
					await api.get({
						path: `/EntityDefinitions(LogicalName='${name}')/Attributes?$select=${ATTRIBUTES}`,
						subject: `the columns of ${name}`,
					}),
				);
				return tableColumns(name, toColumns(attributes, await readDetails(name, attributes)));
			}),
	};
};

export const tableColumns = (table: string, all: ColumnInfo[]): TableColumns => {
	const byName = new Map(all.map((column) => [column.name, column]));
	return {
		all,
		byName,
		get(name) {
			const column = byName.get(name);
			if (!column)
				throw missing(`The column "${name}" of ${table}`, nearestName(name, byName.keys()));
			return column;
		},
	};
};

/** What may be offered as a target of a mapping, by label. */
export const writableColumns = (
	{ all }: TableColumns,
	operation: 'create' | 'update' | 'createOrUpdate',
): ColumnInfo[] =>
	all
		.filter(
			(column) =>
				column.kind !== 'other' &&
				!column.isPrimaryId &&
				((operation !== 'update' && column.forCreate) ||
					(operation !== 'create' && column.forUpdate)),
		)
		.sort((left, right) => left.label.localeCompare(right.label, 'en'));

/** What a record can be recognised by: readable single values. */
export const matchableColumns = ({ all }: TableColumns): ColumnInfo[] =>
	all
		.filter(({ kind, forRead }) => forRead && kind !== 'other' && kind !== 'choices')
		.sort((left, right) => left.label.localeCompare(right.label, 'en'));
