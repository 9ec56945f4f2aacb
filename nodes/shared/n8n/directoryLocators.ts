import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import type { Directory, MergeField } from '../connectors/qualtrics/directories';
import { ConnectorError } from '../http/ConnectorError';
import { asNodeError } from './errors';
import { connectQualtrics } from './qualtrics';
import type { Qualtrics } from '../connectors/qualtrics/client';
import { optional } from './optional';

/** Stands for the account's only directory, or its default one: most accounts have exactly one (contracts/qualtrics.md 5.1). */
export const DEFAULT_DIRECTORY = 'default';

export const directoryLocator: INodeProperties = {
	displayName: 'Directory',
	name: 'directory',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: DEFAULT_DIRECTORY, cachedResultName: 'Default Directory' },
	description:
		'The XM Directory that holds the contacts. The list names the fields by which each directory merges contacts; changing them takes the permission "Manage Directory" in Qualtrics.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a directory…',
			typeOptions: { searchListMethod: 'searchDirectories', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. POOL_3NQtxLQmEoNJmLr',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*POOL_\\w+\\s*$',
						errorMessage: 'A directory ID begins with POOL_',
					},
				},
			],
		},
	],
};

export const mailingListLocator = (overrides: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: 'Mailing List',
	name: 'mailingList',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a mailing list…',
			typeOptions: { searchListMethod: 'searchMailingLists', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. CG_1EZ7bJVh4TZQ0Wx',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*CG_\\w+\\s*$',
						errorMessage: 'A mailing list ID begins with CG_',
					},
				},
			],
		},
	],
	...overrides,
});

/** Several mailing lists, chosen one by one. */
export const mailingListsProperty = (overrides: Partial<INodeProperties> = {}): INodeProperties =>
	optional({
		displayName: 'Mailing Lists',
		name: 'mailingLists',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Mailing List' },
		default: {},
		placeholder: 'Add Mailing List',
		options: [{ displayName: 'Mailing List', name: 'values', values: [mailingListLocator()] }],
		...overrides,
	});

/** List method: each directory with the fields by which it merges contacts, since those decide what "the same person" is. */
export async function searchDirectories(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const directories = await asNodeError(this.getNode(), listDirectories(this));
	const named = directories.map((directory) => ({
		name: `${directory.name}${mergeHint(directory)}`,
		value: directory.id,
	}));
	const standard = directories.find(({ isDefault }) => isDefault) ?? onlyOne(directories);
	const standardName = `Default Directory${standard ? mergeHint(standard) : ''}`;
	const results = [{ name: standardName, value: DEFAULT_DIRECTORY }, ...named];
	const wanted = filter.trim().toLowerCase();
	return { results: results.filter(({ name }) => name.toLowerCase().includes(wanted)) };
}

async function listDirectories(context: ILoadOptionsFunctions): Promise<Directory[]> {
	return await (await connectQualtrics(context)).directories.list();
}

const MERGE_FIELD_LABELS: Record<MergeField, string> = {
	email: 'email',
	firstName: 'first name',
	lastName: 'last name',
	externalDataReference: 'external reference',
	phone: 'phone',
};

function mergeHint({ mergeFields }: Directory): string {
	if (mergeFields.length === 0) return ' (merges no contacts)';
	return ` (merges by ${mergeFields.map((field) => MERGE_FIELD_LABELS[field]).join(', ')})`;
}

export async function searchMailingLists(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await asNodeError(this.getNode(), findMailingLists(this, filter, paginationToken));
}

async function findMailingLists(
	context: ILoadOptionsFunctions,
	filter: string,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const qualtrics = await connectQualtrics(context);
	const directory = await resolveDirectory(qualtrics, context.getNode().parameters.directory);
	const wanted = filter.trim().toLowerCase();
	const results: INodeListSearchResult['results'] = [];
	let cursor = paginationToken;
	do {
		const page = await qualtrics.mailingLists.list(directory.id, cursor);
		for (const { name, id } of page.mailingLists)
			if (`${name} ${id}`.toLowerCase().includes(wanted)) results.push({ name, value: id });
		cursor = page.nextCursor;
	} while (cursor && results.length < ENOUGH_FOR_A_PAGE);
	return { results, paginationToken: cursor };
}

const ENOUGH_FOR_A_PAGE = 20;

/** The directory a locator stands for. */
export async function resolveDirectory(
	qualtrics: Pick<Qualtrics, 'directories'>,
	locator: unknown,
): Promise<Directory> {
	const wanted = String(
		(locator as { value?: unknown } | undefined)?.value ?? locator ?? DEFAULT_DIRECTORY,
	).trim();
	const directories = await qualtrics.directories.list();
	const found =
		wanted === DEFAULT_DIRECTORY || wanted === ''
			? (directories.find((directory) => directory.isDefault) ?? onlyOne(directories))
			: directories.find((directory) => directory.id === wanted);
	if (found) return found;
	const names = directories.map(({ name, id }) => `${name} (${id})`).join(', ');
	throw new ConnectorError(
		'notFound',
		wanted === DEFAULT_DIRECTORY || wanted === ''
			? 'None of the directories of this account is its default one'
			: `There is no directory ${wanted} in this account`,
		{ hint: names ? `Choose one under 'Directory': ${names}` : 'This account sees no directory' },
	);
}

const onlyOne = <T>(list: T[]): T | undefined => (list.length === 1 ? list[0] : undefined);
