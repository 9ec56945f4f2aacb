import { isConnectorError } from '../../http/ConnectorError';
import { collect, paginate } from '../../http/paginate';
import { settle } from '../../http/settle';
import type { Api } from './api';
import { asRecord, asRecords, asText, type Json } from './json';
import { LIMITS, VERSION } from './limits';

export type PropertyKind =
	| 'text'
	| 'number'
	| 'boolean'
	| 'date'
	| 'dateTime'
	| 'choice'
	| 'choices'
	/** Of a kind that cannot be written. */
	| 'other';

export interface PropertyOption {
	value: string;
	label: string;
	isHidden: boolean;
}

/** A property as HubSpot defines it. Source: contracts/hubspot.md 6.1. */
export interface Property {
	name: string;
	label: string;
	group: string;
	kind: PropertyKind;
	isPhone: boolean;
	/** A text of several lines. */
	isLong?: boolean;
	options: readonly PropertyOption[];
	/** What is allowed is not said here, or not all of it (contracts/hubspot.md 6.9). */
	isOpen: boolean;
	/** Its options are the owners of the account. */
	isOwner: boolean;
	/** Records are found by it, and no two have the same value. */
	isUnique: boolean;
	isHidden: boolean;
	isReadOnly: boolean;
}

export interface ObjectProperties {
	all: readonly Property[];
	byName: ReadonlyMap<string, Property>;
}

export const propertiesPath = (type: string): string =>
	`/crm/properties/${VERSION}/${encodeURIComponent(type)}`;

export const readProperties = async (api: Api, type: string): Promise<ObjectProperties> => {
	const { results } = await api.call({ path: propertiesPath(type), subject: 'the properties' });
	const all = asRecords(results)
		.flatMap((raw) => readProperty(raw) ?? [])
		.sort((left, right) => left.label.localeCompare(right.label, 'en'));
	return { all, byName: new Map(all.map((property) => [property.name, property])) };
};

/**
 * The same, and owners with their addresses, where one of these properties is an owner. Who may not read owners writes ids.
 * Source: contracts/hubspot.md 6.12.
 */
export async function withOwners(
	api: Api,
	properties: ObjectProperties,
	names: readonly string[],
): Promise<ObjectProperties> {
	const isAsked = (property: Property): boolean =>
		property.isOwner && names.includes(property.name);
	if (!properties.all.some(isAsked)) return properties;
	const read = await settle(ownersOf(api));
	if (!read.ok) {
		if (isConnectorError(read.error) && read.error.kind === 'permission') return properties;
		throw read.error;
	}
	const all = properties.all.map((property) =>
		isAsked(property) ? { ...property, options: read.value } : property,
	);
	return { all, byName: new Map(all.map((property) => [property.name, property])) };
}

async function ownersOf(api: Api): Promise<PropertyOption[]> {
	const owners = paginate(async (after) => {
		const answer = await api.call({
			path: `/crm/owners/${VERSION}`,
			query: { limit: LIMITS.recordsPerPage, ...(after !== undefined && { after }) },
			subject: 'the owners',
		});
		const items = asRecords(answer.results).flatMap(({ id, email }): PropertyOption[] => {
			const value = asText(id);
			return value === undefined ? [] : [{ value, label: asText(email) ?? value, isHidden: false }];
		});
		return { items, next: asText(asRecord(asRecord(answer.paging).next).after) };
	});
	return await collect(owners);
}

/** Made by HubSpot and for nobody to write. */
const GENERATED = 'hs_unique_creation_key';

function readProperty(raw: Json): Property | undefined {
	const name = asText(raw.name);
	if (name === undefined || raw.archived === true) return undefined;
	const isReadOnly =
		raw.calculated === true || asRecord(raw.modificationMetadata).readOnlyValue === true;
	const options = asRecords(raw.options).flatMap((option) => {
		const value = asText(option.value);
		if (value === undefined) return [];
		return { value, label: asText(option.label) ?? value, isHidden: option.hidden === true };
	});
	return {
		name,
		label: asText(raw.label) ?? name,
		group: asText(raw.groupName) ?? '',
		kind: kindOf(asText(raw.type), asText(raw.fieldType)),
		isPhone: raw.type === 'phone_number' || raw.fieldType === 'phonenumber',
		isLong: raw.fieldType === 'textarea' || raw.fieldType === 'html',
		options,
		isOpen: raw.externalOptions === true || options.length === 0,
		isOwner: name === 'hubspot_owner_id' || raw.referencedObjectType === 'OWNER',
		// The address of a contact is not always said to be unique (contracts/hubspot.md 4.6).
		isUnique: raw.hasUniqueValue === true && name !== GENERATED,
		isHidden: raw.hidden === true,
		isReadOnly: isReadOnly || name === GENERATED,
	};
}

function kindOf(type = '', fieldType = ''): PropertyKind {
	if (type === 'enumeration') return fieldType === 'checkbox' ? 'choices' : 'choice';
	return KINDS[type] ?? 'other';
}

const KINDS: Partial<Record<string, PropertyKind>> = {
	string: 'text',
	phone_number: 'text',
	number: 'number',
	bool: 'boolean',
	date: 'date',
	datetime: 'dateTime',
};

/** Read-only and calculated ones fail the whole call (contracts/hubspot.md 6.3). */
export const isWritable = ({ kind, isReadOnly }: Property): boolean =>
	kind !== 'other' && !isReadOnly;

/** Can be looked for by searching. */
export const isSearchable = ({ kind, isHidden }: Property): boolean =>
	!isHidden && (kind === 'text' || kind === 'number' || kind === 'choice');
