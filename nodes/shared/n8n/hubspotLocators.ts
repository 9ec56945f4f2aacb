import type { ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';
import type { HubSpot } from '../connectors/hubspot/client';
import { CONTACTS, typeIdOf } from '../connectors/hubspot/objects';
import {
	isSearchable,
	isWritable,
	type ObjectProperties,
	type Property,
} from '../connectors/hubspot/properties';
import { ConnectorError } from '../http/ConnectorError';
import { connectHubSpot } from './hubspot';
import { listMethod, type ListEntry, type ListMethod } from './listPage';
import { rawTextOf } from './textParameters';

type Locator = Partial<INodeProperties> & { name: string; displayName: string };

/** Chosen from a list, or named. */
export const hubspotLocator = (
	searchListMethod: string,
	typed: { displayName: string; placeholder: string; hint?: string },
	overrides: Locator,
): INodeProperties => ({
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod, searchable: true },
		},
		{ name: 'name', type: 'string', ...typed },
	],
	...overrides,
});

export const objectLocator = (overrides: Locator): INodeProperties =>
	hubspotLocator(
		'searchHubSpotObjects',
		{
			displayName: 'By Name',
			placeholder: 'e.g. contacts',
			hint: 'A name such as tickets, or the ID of a type such as 2-1234567',
		},
		overrides,
	);

export const propertyLocator = (
	method: `searchHubSpot${string}Properties`,
	overrides: Locator,
): INodeProperties =>
	hubspotLocator(
		method,
		{ displayName: 'By Name', placeholder: 'e.g. firstname', hint: 'The internal name' },
		overrides,
	);

const listOf = (
	entriesOf: (context: ILoadOptionsFunctions, hubspot: HubSpot) => Promise<ListEntry[]>,
): ListMethod =>
	listMethod(async (context) => await entriesOf(context, await connectHubSpot(context)));

/** The kind of object that the node names. */
export function chosenObject(context: ILoadOptionsFunctions): string {
	const name = String(rawTextOf(context.getNode().parameters.object) ?? '').trim();
	if (name !== '' && !name.startsWith('=')) return typeIdOf(name);
	throw new ConnectorError('input', 'Choose an object to load this list', {
		hint: "Choose one under 'Object', or type the name.",
	});
}

const KIND_WORDS: Partial<Record<Property['kind'], string>> = {
	boolean: ' · yes or no',
	choice: ' · choice',
	choices: ' · choices',
	date: ' · date',
	dateTime: ' · date and time',
	number: ' · number',
};

/** `NPS Score (nps_score) · number · survey`: labels repeat, names do not. */
const propertyEntry = ({ label, name, kind, group }: Property): ListEntry => ({
	name: `${label} (${name})${KIND_WORDS[kind] ?? ''}${group === '' ? '' : ` · ${group}`}`,
	value: name,
});

const propertyList = (choose: (property: Property, type: string) => boolean): ListMethod =>
	listOf(async (context, hubspot) => {
		const type = chosenObject(context);
		const { all } = await hubspot.properties(type);
		return all.filter((property) => choose(property, type)).map(propertyEntry);
	});

/** HubSpot lets no two records have the same value of it (contracts/hubspot.md 4.5, 4.6). */
export const isUniqueKey = ({ name, isUnique }: Property, type: string): boolean =>
	isUnique || (type === CONTACTS && name === 'email');

/** What may be offered to be written. */
export const writableProperties = ({ all }: ObjectProperties): Property[] =>
	all.filter((property) => isWritable(property) && !property.isHidden);

export const hubspotLists = {
	searchHubSpotObjects: listOf(async (_context, hubspot) =>
		(await hubspot.objects()).map(({ id, label }) => ({ name: label, value: id })),
	),
	searchHubSpotProperties: propertyList((property) => isWritable(property) && !property.isHidden),
	searchHubSpotUniqueProperties: propertyList(isUniqueKey),
	searchHubSpotMatchProperties: propertyList(isSearchable),
	searchHubSpotDateProperties: propertyList(
		(property) => isWritable(property) && property.kind === 'dateTime',
	),
	searchHubSpotLists: listOf(async (context, { memberships }) => {
		const lists = await memberships.lists(chosenObject(context));
		return lists.map(({ id, name }) => ({ name, value: id }));
	}),
	searchHubSpotSubscriptions: listOf(async (_context, { subscriptions }) => {
		const types = await subscriptions.types();
		return types.map(({ id, name }) => ({ name, value: id }));
	}),
	/** Labels between the object of the node and that of the row. */
	searchHubSpotLabels: listOf(async (context, { memberships }) => {
		const to = String(rawTextOf(context.getCurrentNodeParameter('&toObject')) ?? '').trim();
		if (to === '') return [];
		const labels = await memberships.labels(chosenObject(context), typeIdOf(to));
		return labels.flatMap(({ label, typeId }) =>
			label === undefined ? [] : [{ name: label, value: String(typeId) }],
		);
	}),
};
