import type { INodeProperties } from 'n8n-workflow';
import {
	DATE_DETAIL_PREFIX,
	DETAIL_PREFIX,
	NUMBER_DETAIL_PREFIX,
	STANDARD_FIELDS,
	targetName,
} from '../connectors/salesmanago/contactValues';
import { listMethod } from './listPage';
import { connectSalesManago } from './salesmanago';

type Locator = Partial<INodeProperties> & { name: string; displayName: string };

const listMode = (method: string, placeholder: string) => ({
	displayName: 'From List',
	name: 'list',
	type: 'list' as const,
	placeholder,
	typeOptions: { searchListMethod: method, searchable: true },
});

/** A user of the account. */
export const ownerLocator = (overrides: Locator): INodeProperties => ({
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		listMode('searchOwners', 'The owner of the credential'),
		{
			displayName: 'By Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. owner@example.com',
			hint: 'Email address of a user of the SALESmanago account',
		},
	],
	...overrides,
});

/** A tag that exists, or any other: it comes to exist by being added. */
export const tagLocator = (overrides: Locator): INodeProperties => ({
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		listMode('searchTags', 'Choose a tag…'),
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. SURVEY_NPS',
			hint: 'Piped text works here. Several are separated by commas.',
		},
	],
	...overrides,
});

/** Modes of the field locator that stand for custom details, and where these are among a contact's values. */
const DETAIL_MODES: Record<string, string> = {
	detail: DETAIL_PREFIX,
	dateDetail: DATE_DETAIL_PREFIX,
	numberDetail: NUMBER_DETAIL_PREFIX,
};

/** A field of the contact, or a custom detail by any name. */
export const contactFieldLocator = (overrides: Locator): INodeProperties => ({
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		listMode('searchContactFields', 'Choose a field…'),
		{
			displayName: 'Custom Detail',
			name: 'detail',
			type: 'string',
			placeholder: 'e.g. last-store',
			hint: 'Any name: a custom detail comes to exist by being sent',
		},
		{
			displayName: 'Custom Detail (Date)',
			name: 'dateDetail',
			type: 'string',
			placeholder: 'e.g. last-survey',
			hint: 'Can be compared in segments. The first use of a name decides its type.',
		},
		{
			displayName: 'Custom Detail (Number)',
			name: 'numberDetail',
			type: 'string',
			placeholder: 'e.g. nps-score',
			hint: 'Can be compared in segments. The first use of a name decides its type.',
		},
	],
	...overrides,
});

/** The field that a row of the mapping fills; an empty name is a row that is not there yet. */
export function contactFieldOf(name: string, mode: string | undefined): string {
	const wanted = name.trim();
	if (wanted === '') return '';
	const prefix = DETAIL_MODES[mode ?? ''];
	return prefix === undefined ? targetName(wanted) : `${prefix}${wanted}`;
}

/** Found by what people call it, and with what it takes. */
const TAKES: Partial<Record<string, string>> = {
	birthday: ' · date',
	country: ' · code or name',
	lang: ' · two letters',
	state: ' · prospect, customer …',
};

const named = (names: string[]) => names.map((name) => ({ name, value: name }));

export const salesmanagoLists = {
	searchOwners: listMethod(async (context) =>
		named(await (await connectSalesManago(context)).owners()),
	),
	searchTags: listMethod(async (context) => {
		const { contacts } = await connectSalesManago(context);
		return named(
			[...new Set(await contacts.tags())].sort((one, other) => one.localeCompare(other)),
		);
	}),
	searchContactFields: listMethod(
		async () =>
			await Promise.resolve(
				STANDARD_FIELDS.map(({ name, label }) => ({
					name: `${label}${TAKES[name] ?? ''}`,
					value: name,
				})),
			),
	),
};
