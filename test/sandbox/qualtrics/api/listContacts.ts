import { badRequest, done, notFound, ok } from '../envelope';
import {
	applyContact,
	createContact,
	findDuplicate,
	joinList,
	setDirectoryStatus,
	setListStatus,
	stored,
	type ContactIn,
} from '../directory/contactStore';
import { isIdentified, listContactFields, readContact } from '../directory/contactBody';
import { listContact, listItem } from '../directory/contactShapes';
import type { Contact, Directory, MailingList, Membership } from '../directory/state';
import { booleanIn, bySkipToken } from '../paging';
import { directoryOf, type ApiRoute, type Call, type World } from '../world';
import { mailingListOf } from './directories';

const area = 'mailing_list_contacts';
const base = '/directories/:directoryId/mailinglists/:mailingListId';
/** Default and most of a page (contracts/qualtrics.md 1.6). */
const sizes = { fallback: 50, max: 50 };

interface Place {
	directory: Directory;
	list: MailingList;
	contact: Contact;
	membership: Membership;
}

function placeOf(call: Call): Place {
	const directory = directoryOf(call);
	const list = mailingListOf(call, directory);
	const contact = directory.contacts.get(call.params.contactId);
	const membership = contact?.memberships.get(list.mailingListId);
	if (!contact || !membership) throw notFound(`Contact ${call.params.contactId}`);
	return { directory, list, contact, membership };
}

function membersOf(
	directory: Directory,
	list: MailingList,
): Array<{ contact: Contact; membership: Membership }> {
	return [...list.members].flatMap((id) => {
		const contact = directory.contacts.get(id);
		const membership = contact?.memberships.get(list.mailingListId);
		return contact && membership ? [{ contact, membership }] : [];
	});
}

/** Within a directory the directory's rules find the contact; XM Directory Lite merges within the list only (contracts/qualtrics.md 5.8). */
function findKnown(directory: Directory, list: MailingList, given: ContactIn): Contact | undefined {
	const known = findDuplicate(directory, given);
	return directory.lite && known && !list.members.has(known.id) ? undefined : known;
}

export interface AddedToList {
	contact: Contact;
	membership: Membership;
	isNew: boolean;
}

export function addToList(
	world: World,
	directory: Directory,
	list: MailingList,
	given: ContactIn,
	unsubscribedLevel: 'list' | 'directory',
): AddedToList {
	const known = findKnown(directory, list, given);
	const contact = known ?? createContact(world, directory);
	applyContact(world, directory, contact, given, { replaceEmbedded: false, clearOmitted: false });
	const membership = joinList(world, contact, list);
	Object.assign(membership.privateEmbeddedData, stored(given.privateEmbeddedData ?? {}));
	if (given.unsubscribed !== undefined) {
		if (unsubscribedLevel === 'directory') setDirectoryStatus(world, contact, given.unsubscribed);
		else setListStatus(world, directory, contact, membership, given.unsubscribed);
	}
	return { contact, membership, isNew: !known };
}

function create(call: Call) {
	const { world } = call;
	const directory = directoryOf(call);
	const list = mailingListOf(call, directory);
	const given = readContact(call.body, listContactFields);
	if (!isIdentified(given) && !findKnown(directory, list, given)) {
		throw badRequest('Invalid request. Missing or invalid parameter Request.');
	}
	const { contact, membership } = addToList(
		world,
		directory,
		list,
		given,
		world.options.listPostUnsubscribed,
	);
	return ok({ id: contact.id, contactLookupId: membership.contactLookupId });
}

/** Changes the directory's contact as well; the status is the list's (contracts/qualtrics.md 5.5, 5.7). */
function update(call: Call) {
	const { world } = call;
	const { directory, contact, membership } = placeOf(call);
	const given = readContact(call.body, listContactFields);
	const replaces = world.options.putEmbeddedData === 'replace';
	applyContact(world, directory, contact, given, {
		replaceEmbedded: replaces,
		clearOmitted: world.options.putOmittedFields === 'clear',
	});
	if (given.privateEmbeddedData) {
		const next = stored(given.privateEmbeddedData);
		membership.privateEmbeddedData = replaces
			? next
			: { ...membership.privateEmbeddedData, ...next };
	}
	if (given.unsubscribed !== undefined)
		setListStatus(world, directory, contact, membership, given.unsubscribed);
	return done();
}

function optedOut(call: Call) {
	const directory = directoryOf(call);
	const since = call.query.get('since');
	const from = since === null ? -Infinity : Date.parse(since);
	if (Number.isNaN(from)) throw badRequest('Invalid request. Missing or invalid parameter since.');
	const found = membersOf(directory, mailingListOf(call, directory)).filter(
		({ membership }) => membership.unsubscribed && (membership.unsubscribeDate ?? 0) >= from,
	);
	return ok(
		bySkipToken(call, found, { fallback: 100, max: 100 }, ({ contact, membership }) =>
			listItem(contact, membership, false, call.world.options),
		),
	);
}

/** Source: contracts/qualtrics.md 5.3, the second half of its table. */
export const listContactRoutes: ApiRoute[] = [
	{
		method: 'GET',
		path: `${base}/contacts`,
		scope: { area, access: 'read' },
		query: ['pageSize', 'skipToken', 'includeEmbedded', 'useNewPaginationScheme'],
		handle: (call) => {
			const directory = directoryOf(call);
			const embedded = booleanIn(call.query, 'includeEmbedded');
			const members = membersOf(directory, mailingListOf(call, directory));
			return ok(
				bySkipToken(call, members, sizes, ({ contact, membership }) =>
					listItem(contact, membership, embedded, call.world.options),
				),
			);
		},
	},
	{
		method: 'POST',
		path: `${base}/contacts`,
		scope: { area, access: 'write' },
		bucket: 'mailinglist-write',
		body: 'any object',
		handle: create,
	},
	{
		method: 'GET',
		path: `${base}/contacts/:contactId`,
		scope: { area, access: 'read' },
		handle: (call) => {
			const { contact, membership } = placeOf(call);
			return ok(listContact(contact, membership));
		},
	},
	{
		method: 'PUT',
		path: `${base}/contacts/:contactId`,
		scope: { area, access: 'write' },
		bucket: 'mailinglist-write',
		body: 'any object',
		handle: update,
	},
	{
		method: 'DELETE',
		path: `${base}/contacts/:contactId`,
		scope: { area, access: 'delete' },
		bucket: 'mailinglist-write',
		handle: (call) => {
			const { list, contact } = placeOf(call);
			list.members.delete(contact.id);
			contact.memberships.delete(list.mailingListId);
			return done();
		},
	},
	{
		method: 'GET',
		path: `${base}/optedOutContacts`,
		scope: { area, access: 'read' },
		query: ['since', 'pageSize', 'skipToken', 'useNewPaginationScheme'],
		handle: optedOut,
	},
	{
		method: 'GET',
		path: `${base}/bouncedContacts`,
		scope: { area, access: 'read' },
		query: ['since', 'pageSize', 'skipToken', 'useNewPaginationScheme'],
		handle: (call) => {
			mailingListOf(call, directoryOf(call));
			return ok(bySkipToken(call, [], { fallback: 100, max: 100 }));
		},
	},
];
