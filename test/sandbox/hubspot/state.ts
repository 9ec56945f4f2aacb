import type { HubSpotOptions } from './options';
import { objectsOf, type StoredProperty } from './seedData';

export type Values = Record<string, string | null>;

export interface StoredRecord {
	id: string;
	values: Values;
	createdAt: string;
	updatedAt: string;
	archived: boolean;
	/** Ids of records that were merged into this one. Source: contracts/hubspot.md 4.9. */
	merged: string[];
	/** What the search will know, and from when on. */
	versions: Array<{ at: number; values: Values }>;
}

export interface StoredObject {
	typeId: string;
	/** Every name that the paths take. Source: contracts/hubspot.md 3.1. */
	names: string[];
	label: string;
	plural: string;
	/** Of which at least one, or all, must be there on creation. */
	required: { all?: string[]; any?: string[] };
	scope: 'contacts' | 'companies' | 'deals' | 'custom' | 'tickets';
	isCustom: boolean;
	properties: StoredProperty[];
	records: Map<string, StoredRecord>;
}

export interface StoredList {
	listId: string;
	name: string;
	objectTypeId: string;
	processingType: 'MANUAL' | 'SNAPSHOT' | 'DYNAMIC';
	members: Set<string>;
}

export interface StoredAssociation {
	from: string;
	to: string;
	types: Array<{ category: string; typeId: number }>;
}

export interface StoredStatus {
	status: 'SUBSCRIBED' | 'UNSUBSCRIBED';
	legalBasis?: string;
	legalBasisExplanation?: string;
}

export interface World {
	options: HubSpotOptions;
	objects: StoredObject[];
	lists: StoredList[];
	/** By the two kinds of objects. */
	associations: Map<string, StoredAssociation[]>;
	/** By address and id of the type. */
	statuses: Map<string, Map<string, StoredStatus>>;
	unsubscribedFromAll: Set<string>;
	/** Records by kind, unique property and value; those that are gone stand there too. */
	byKey: Map<string, StoredRecord>;
	nextId: number;
}

export const createWorld = (options: HubSpotOptions): World => ({
	options,
	objects: objectsOf(options.hasCustomObjects),
	lists: [],
	associations: new Map(),
	statuses: new Map(),
	unsubscribedFromAll: new Set(),
	byKey: new Map(),
	nextId: 501,
});

export const objectNamed = ({ objects }: World, name: string): StoredObject | undefined =>
	objects.find(({ typeId, names }) => typeId === name || names.includes(name));

export const isThere = (record: StoredRecord | undefined): record is StoredRecord =>
	record !== undefined && !record.archived;

/** A record by its id; after a merge the one that is left. */
export const survivorOf = (object: StoredObject, id: string): StoredRecord | undefined => {
	const own = object.records.get(id);
	if (isThere(own)) return own;
	return [...object.records.values()].find((one) => isThere(one) && one.merged.includes(id));
};

export const addressesOf = ({ values }: StoredRecord): string[] =>
	[values.email ?? '', ...(values.hs_additional_emails ?? '').split(';')]
		.map((address) => address.trim().toLowerCase())
		.filter((address) => address !== '');

const keyOf = ({ typeId }: StoredObject, name: string, value: string): string =>
	[typeId, name, name === 'email' ? value.trim().toLowerCase() : value].join(' ');

const keysOf = (object: StoredObject, record: StoredRecord): string[] => [
	...(object.typeId === '0-1'
		? addressesOf(record).map((address) => keyOf(object, 'email', address))
		: []),
	...object.properties.flatMap(({ name, hasUniqueValue }) => {
		const value = record.values[name] ?? '';
		return hasUniqueValue && value !== '' ? [keyOf(object, name, value)] : [];
	}),
];

/** The record that has the value, where no two may have it; a contact by any of its addresses. */
export function recordWith(
	{ byKey }: World,
	object: StoredObject,
	name: string,
	value: string,
): StoredRecord | undefined {
	const record = byKey.get(keyOf(object, name, value));
	return isThere(record) ? record : undefined;
}

/** Puts values into a record, and lets the search know after its while. */
export function put(
	world: World,
	object: StoredObject,
	record: StoredRecord,
	values: Values,
): void {
	const now = world.options.now();
	for (const key of keysOf(object, record)) world.byKey.delete(key);
	record.values = { ...record.values, ...values };
	for (const key of keysOf(object, record)) world.byKey.set(key, record);
	record.updatedAt = new Date(now).toISOString();
	record.versions.push({ at: now + world.options.searchLagMs, values: record.values });
}

export function add(world: World, object: StoredObject, values: Values): StoredRecord {
	const now = new Date(world.options.now()).toISOString();
	const id = String(world.nextId++);
	const record: StoredRecord = {
		id,
		values: { hs_object_id: id, createdate: now },
		createdAt: now,
		updatedAt: now,
		archived: false,
		merged: [],
		versions: [],
	};
	object.records.set(id, record);
	put(world, object, record, values);
	return record;
}
