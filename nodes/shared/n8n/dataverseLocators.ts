import type { ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';
import type { Dataverse } from '../connectors/dataverse/client';
import {
	matchableColumns,
	writableColumns,
	type TableColumns,
} from '../connectors/dataverse/columns';
import type { ColumnInfo } from '../connectors/dataverse/ColumnInfo';
import type { Table } from '../connectors/dataverse/tables';
import { ConnectorError } from '../http/ConnectorError';
import type { Operation } from '../records';
import { connectDynamics } from './dataverse';
import { listMethod, type ListEntry, type ListMethod } from './listPage';
import { rawTextOf } from './textParameters';

type Locator = Partial<INodeProperties> & { name: string; displayName: string };

const NAME = '^\\s*[A-Za-z_]\\w*\\s*$';

const locator = (
	method: string,
	{ placeholder, hint, example }: { placeholder: string; hint: string; example: string },
	overrides: Locator,
): INodeProperties => ({
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder,
			typeOptions: { searchListMethod: method, searchable: true },
		},
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: `e.g. ${example}`,
			hint,
			validation: [
				{
					type: 'regex',
					properties: { regex: NAME, errorMessage: `A name looks like ${example}` },
				},
			],
		},
	],
	...overrides,
});

export const tableLocator = (overrides: Locator): INodeProperties =>
	locator(
		'searchTables',
		{
			placeholder: 'Choose a table…',
			hint: 'The logical name, or the name of the set in addresses',
			example: 'contact',
		},
		overrides,
	);

/** A column of the table; `method` says which ones are listed. */
export const columnLocator = (
	method: `search${string}Columns`,
	overrides: Locator,
): INodeProperties =>
	locator(
		method,
		{ placeholder: 'Choose a column…', hint: 'The logical name', example: 'emailaddress1' },
		overrides,
	);

export const keyLocator = (overrides: Locator): INodeProperties =>
	locator(
		'searchKeys',
		{ placeholder: 'Choose a key…', hint: 'The logical name', example: 'new_emailkey' },
		overrides,
	);

/** `Email (emailaddress1)`: labels repeat, names do not. */
const named = (label: string, name: string, more = ''): ListEntry => ({
	name: `${label}${label === name ? '' : ` (${name})`}${more}`,
	value: name,
});

export const listOf = (
	entriesOf: (context: ILoadOptionsFunctions, dataverse: Dataverse) => Promise<ListEntry[]>,
): ListMethod =>
	listMethod(async (context) => await entriesOf(context, await connectDynamics(context)));

/** The table that the node names. */
export async function chosenTable(
	context: ILoadOptionsFunctions,
	dataverse: Dataverse,
): Promise<Table> {
	const name = String(rawTextOf(context.getNode().parameters.table) ?? '').trim();
	if (name === '' || name.startsWith('=')) {
		throw new ConnectorError('input', 'Choose a table to load this list', {
			hint: "Choose one under 'Table', or type the name of the column.",
		});
	}
	return await dataverse.tables.get(name);
}

const columnsOf = async (
	context: ILoadOptionsFunctions,
	dataverse: Dataverse,
): Promise<TableColumns> => await dataverse.columns.of(await chosenTable(context, dataverse));

const columnEntry = ({ label, name, type, options, required }: ColumnInfo): ListEntry =>
	named(label, name, `${KIND_WORDS[type] ?? (options ? ' · choice' : '')}${REQUIRED[required]}`);

const KIND_WORDS: Partial<Record<string, string>> = {
	Boolean: ' · yes or no',
	Customer: ' · lookup',
	DateTime: ' · date',
	Lookup: ' · lookup',
	Money: ' · money',
	MultiSelectPicklist: ' · choices',
	Owner: ' · lookup',
};
const REQUIRED: Record<ColumnInfo['required'], string> = {
	none: '',
	recommended: '',
	business: ' · required',
	system: '',
};

const columnList = (choose: (columns: TableColumns, operation: Operation) => ColumnInfo[]) =>
	listOf(async (context, dataverse) => {
		const { operation = 'createOrUpdate' } = context.getNode().parameters;
		return choose(await columnsOf(context, dataverse), operation as Operation).map(columnEntry);
	});

export const dataverseLists = {
	searchTables: listOf(async (_context, dataverse) =>
		(await dataverse.tables.list())
			// The records of virtual tables live elsewhere and cannot be written.
			.filter(({ type }) => type !== 'virtual')
			.map(({ label, name, type }) => named(label, name, type === 'elastic' ? ' · elastic' : '')),
	),
	searchWritableColumns: columnList(writableColumns),
	searchMatchColumns: columnList(matchableColumns),
	searchLookupColumns: columnList((columns, operation) =>
		writableColumns(columns, operation).filter(({ kind }) => kind === 'lookup'),
	),
	searchDateColumns: columnList((columns, operation) =>
		writableColumns(columns, operation).filter(({ kind }) => kind === 'dateTime'),
	),
	searchTextColumns: columnList((columns, operation) =>
		writableColumns(columns, operation).filter(({ kind }) => kind === 'text'),
	),
	searchConsentColumns: columnList((columns, operation) =>
		writableColumns(columns, operation).filter(({ options }) => options !== undefined),
	),
	searchKeys: listOf(async (context, dataverse) => {
		const table = await chosenTable(context, dataverse);
		const keys = await dataverse.keys.of(table);
		if (keys.length === 0) {
			throw new ConnectorError('notFound', `"${table.label}" has no alternate key`, {
				hint: 'Match by any columns instead, or let an administrator add a key in Power Apps (Tables → Keys).',
			});
		}
		return keys.map(({ label, name, columns, isActive, state }) => ({
			name: `${label} (${columns.join(' + ')})${isActive ? '' : ` · not in use: ${state}`}`,
			value: name,
		}));
	}),
	/** Tables that the lookup column of the same row may point at. */
	searchLookupTables: listOf(async (context, dataverse) => {
		const { targets = [] } = await siblingColumn(context, dataverse);
		const tables = await Promise.all(
			targets.map(async ({ table }) => await dataverse.tables.get(table)),
		);
		return tables.map(({ label, name }) => named(label, name));
	}),
	/** Columns of the table that the lookup column of the same row points at. */
	searchLookupMatchColumns: listOf(async (context, dataverse) => {
		const chosen = String(rawTextOf(context.getCurrentNodeParameter('&table')) ?? '').trim();
		const { targets = [] } = chosen ? {} : await siblingColumn(context, dataverse);
		const [name] = chosen ? [chosen] : targets.map(({ table }) => table);
		if (name === undefined) return [];
		const columns = await dataverse.columns.of(await dataverse.tables.get(name));
		return matchableColumns(columns).map(columnEntry);
	}),
};

async function siblingColumn(
	context: ILoadOptionsFunctions,
	dataverse: Dataverse,
): Promise<ColumnInfo> {
	const name = String(rawTextOf(context.getCurrentNodeParameter('&column')) ?? '').trim();
	if (name === '') throw new ConnectorError('input', 'Choose the lookup column of this row first');
	return (await columnsOf(context, dataverse)).get(name);
}
