import type { World } from '../world';
import type { Contact, ContactKey, Directory, MailingList, Membership } from './state';

/** What a caller may say about a contact (contracts/qualtrics.md 5.3, ContactIn), already checked. */
export interface ContactIn {
	firstName?: string;
	lastName?: string;
	email?: string;
	phone?: string;
	extRef?: string;
	language?: string;
	embeddedData?: Record<string, string | number | boolean>;
	unsubscribed?: boolean;
	privateEmbeddedData?: Record<string, string | number | boolean>;
}

type TextField = 'firstName' | 'lastName' | 'email' | 'phone' | 'extRef' | 'language';
const textFields: TextField[] = ['firstName', 'lastName', 'email', 'phone', 'extRef', 'language'];

export const fieldOfKey = (key: ContactKey): TextField =>
	key === 'externalDataReference' ? 'extRef' : key;

type Index = Map<string, Set<string>>;
const indexes = new WeakMap<Directory, Index>();
const entry = (field: TextField, value: string): string =>
	`${field}\n${value.trim().toLowerCase()}`;

function indexOf(directory: Directory): Index {
	const known = indexes.get(directory);
	if (known) return known;
	const index: Index = new Map();
	indexes.set(directory, index);
	for (const contact of directory.contacts.values()) indexContact(index, contact);
	return index;
}

function indexContact(index: Index, contact: Contact): void {
	for (const field of textFields) {
		const value = contact[field];
		if (!value) continue;
		const name = entry(field, value);
		const ids = index.get(name) ?? new Set();
		index.set(name, ids.add(contact.id));
	}
}

function unindexContact(index: Index, contact: Contact): void {
	for (const field of textFields) {
		const value = contact[field];
		if (value) index.get(entry(field, value))?.delete(contact.id);
	}
}

/** Contacts with this value, without regard to case and outer spaces. */
export function contactsWith(directory: Directory, field: TextField, value: string): Contact[] {
	const ids = indexOf(directory).get(entry(field, value)) ?? [];
	return [...ids].flatMap((id) => directory.contacts.get(id) ?? []);
}

/**
 * The contact that a new one is merged into by the directory's rules (contracts/qualtrics.md 5.8): rules in order, the first applicable
 * one that finds somebody wins; a rule is skipped when the new contact lacks a value for one of its fields.
 */
export function findDuplicate(directory: Directory, given: ContactIn): Contact | undefined {
	for (const rule of directory.rules) {
		const values = rule.map((key) => given[fieldOfKey(key)]);
		if (rule.length === 0 || values.some((value) => !value?.trim())) continue;
		const [first, ...others] = rule.map((key, position) =>
			contactsWith(directory, fieldOfKey(key), values[position] ?? ''),
		);
		const match = first.find((contact) => others.every((list) => list.includes(contact)));
		if (match) return match;
	}
	return undefined;
}

export function createContact(world: World, directory: Directory): Contact {
	const at = world.now();
	const contact: Contact = {
		id: world.id('CID_'),
		firstName: null,
		lastName: null,
		email: null,
		phone: null,
		extRef: null,
		language: null,
		embeddedData: {},
		unsubscribed: false,
		unsubscribeDate: null,
		creationDate: at,
		lastModified: at,
		memberships: new Map(),
		transactions: new Set(),
		history: [],
		changes: [],
	};
	directory.contacts.set(contact.id, contact);
	return contact;
}

/** Writes the given fields; `replaceEmbedded` drops embedded data that is not among them. */
export function applyContact(
	world: World,
	directory: Directory,
	contact: Contact,
	given: ContactIn,
	how: { replaceEmbedded: boolean; clearOmitted: boolean },
): void {
	const index = indexOf(directory);
	unindexContact(index, contact);
	for (const field of textFields) {
		const value = given[field];
		if (value === undefined && !how.clearOmitted) continue;
		if (value === '' && world.options.emptyString === 'ignored') continue;
		set(world, contact, field, value ? value : null);
	}
	indexContact(index, contact);
	if (given.embeddedData !== undefined || how.clearOmitted) {
		const next = stored(given.embeddedData ?? {});
		setMap(
			world,
			contact,
			'embeddedData',
			how.replaceEmbedded ? next : { ...contact.embeddedData, ...next },
		);
	}
	contact.lastModified = world.now();
}

export function setDirectoryStatus(world: World, contact: Contact, unsubscribed: boolean): void {
	if (contact.unsubscribed === unsubscribed) return;
	note(world, contact, 'unsubscribed', contact.unsubscribed, unsubscribed);
	contact.unsubscribed = unsubscribed;
	contact.unsubscribeDate = unsubscribed ? world.now() : null;
	contact.lastModified = world.now();
}

export function setListStatus(
	world: World,
	directory: Directory,
	contact: Contact,
	membership: Membership,
	unsubscribed: boolean,
): void {
	if (membership.unsubscribed === unsubscribed) return;
	const list = directory.lists.get(membership.mailingListId)?.name ?? membership.mailingListId;
	const field = `${list}: unsubscribed`;
	note(world, contact, field, membership.unsubscribed, unsubscribed);
	membership.unsubscribed = unsubscribed;
	membership.unsubscribeDate = unsubscribed ? world.now() : null;
	contact.lastModified = world.now();
}

/** The contact's place in a list, made when it is not there yet. */
export function joinList(world: World, contact: Contact, list: MailingList): Membership {
	const known = contact.memberships.get(list.mailingListId);
	if (known) return known;
	const membership: Membership = {
		mailingListId: list.mailingListId,
		contactLookupId: world.id('CGC_'),
		unsubscribed: false,
		unsubscribeDate: null,
		privateEmbeddedData: {},
	};
	contact.memberships.set(list.mailingListId, membership);
	list.members.add(contact.id);
	note(world, contact, 'mailing list', undefined, list.name);
	return membership;
}

export function deleteContact(directory: Directory, contact: Contact): void {
	unindexContact(indexOf(directory), contact);
	directory.contacts.delete(contact.id);
	for (const list of directory.lists.values()) list.members.delete(contact.id);
}

/** Embedded data are always kept as texts. */
export const stored = (data: Record<string, string | number | boolean>): Record<string, string> =>
	Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]));

function set(world: World, contact: Contact, field: TextField, value: string | null): void {
	if (contact[field] === value) return;
	note(world, contact, field, contact[field], value);
	contact[field] = value;
}

function setMap(
	world: World,
	contact: Contact,
	field: 'embeddedData',
	next: Record<string, string>,
): void {
	const before = contact[field];
	for (const name of new Set([...Object.keys(before), ...Object.keys(next)])) {
		if (before[name] !== next[name])
			note(world, contact, `${field}.${name}`, before[name], next[name]);
	}
	contact[field] = next;
}

function note(
	world: World,
	contact: Contact,
	field: string,
	before: unknown,
	after: unknown,
): void {
	contact.changes.push({ at: world.now(), field, before: before ?? null, after: after ?? null });
	if (contact.changes.length > 100) contact.changes.splice(0, 50);
}
