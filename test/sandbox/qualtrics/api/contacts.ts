import { badRequest, done, forbidden, notFound, ok } from '../envelope';
import {
	applyContact,
	contactsWith,
	createContact,
	deleteContact,
	findDuplicate,
	setDirectoryStatus,
} from '../directory/contactStore';
import { contactFields, isIdentified, readContact } from '../directory/contactBody';
import {
	directoryContact,
	directoryItem,
	optedOutItem,
	searchItem,
} from '../directory/contactShapes';
import { indexedValue, readFilter } from '../directory/searchFilter';
import type { Contact, Directory } from '../directory/state';
import { booleanIn, byOffset, bySkipToken, inResult, numberIn, positionOf } from '../paging';
import { directoryOf, type ApiRoute, type Call } from '../world';

const area = 'directory_contacts';
const sizes = { fallback: 100, max: 100 };
/** Contacts a search can reach (contracts/qualtrics.md 1.6). */
const searchDepth = 10_000;

export function contactOf({ params }: Call, directory: Directory): Contact {
	const contact = directory.contacts.get(params.contactId);
	if (!contact) throw notFound(`Contact ${params.contactId}`);
	return contact;
}

function refuseLite(directory: Directory): void {
	if (directory.lite) throw forbidden('This feature is not available in XM Directory Lite.');
}

/** Creates, or updates the contact that the directory's rules find; the answer does not tell which (contracts/qualtrics.md 5.8). */
function create(call: Call) {
	const { world } = call;
	const directory = directoryOf(call);
	const given = readContact(call.body, contactFields);
	const known = directory.lite ? undefined : findDuplicate(directory, given);
	if (!known && !isIdentified(given)) {
		throw badRequest('Invalid request. Missing or invalid parameter Request.');
	}
	const contact = known ?? createContact(world, directory);
	applyContact(world, directory, contact, given, { replaceEmbedded: false, clearOmitted: false });
	if (given.unsubscribed !== undefined) setDirectoryStatus(world, contact, given.unsubscribed);
	return ok({ id: contact.id });
}

function update(call: Call) {
	const { world } = call;
	const directory = directoryOf(call);
	const contact = contactOf(call, directory);
	const given = readContact(call.body, contactFields);
	applyContact(world, directory, contact, given, {
		replaceEmbedded: world.options.putEmbeddedData === 'replace',
		clearOmitted: world.options.putOmittedFields === 'clear',
	});
	if (given.unsubscribed !== undefined) setDirectoryStatus(world, contact, given.unsubscribed);
	return done();
}

function search(call: Call) {
	const { world, query, body } = call;
	const directory = directoryOf(call);
	refuseLite(directory);
	const matches = readFilter(body.filter, directory);
	const size = numberIn(query, 'pageSize', { ...sizes, min: 1 });
	const start = positionOf(query.get('skipToken'));
	if (start + size > searchDepth)
		throw badRequest('The search cannot go beyond 10,000 contacts; use an export.');
	const include = {
		embedded: booleanIn(query, 'includeEmbedded'),
		segments: booleanIn(query, 'includeSegments'),
	};
	const indexed = indexedValue(body.filter);
	const candidates = indexed
		? contactsWith(directory, indexed.field, indexed.value)
		: [...directory.contacts.values()];
	const visibleFrom = world.now() - world.options.searchLagMs;
	const found = candidates.filter(
		(contact) =>
			(world.options.searchLagMs === 0 || contact.lastModified <= visibleFrom) && matches(contact),
	);
	return ok(inResult(start, size, found, (contact) => searchItem(contact, include)));
}

function optedOut(call: Call) {
	const directory = directoryOf(call);
	refuseLite(directory);
	const since = call.query.get('since');
	const from = since === null ? -Infinity : Date.parse(since);
	if (Number.isNaN(from)) throw badRequest('Invalid request. Missing or invalid parameter since.');
	const found = [...directory.contacts.values()].filter(
		({ unsubscribed, unsubscribeDate }) => unsubscribed && (unsubscribeDate ?? 0) >= from,
	);
	return ok(bySkipToken(call, found, sizes, optedOutItem));
}

function history(call: Call) {
	const contact = contactOf(call, directoryOf(call));
	const type = call.query.get('type');
	if (type !== 'email' && type !== 'response') {
		throw badRequest('Invalid request. Missing or invalid parameter type.');
	}
	const items = contact.history.filter((entry) => entry.type === type).map(({ item }) => item);
	return ok(byOffset(call, items, numberIn(call.query, 'pageSize', { ...sizes, min: 1 })));
}

/** Source: contracts/qualtrics.md 5.3. */
export const contactRoutes: ApiRoute[] = [
	{
		method: 'GET',
		path: '/directories/:directoryId/contacts',
		scope: { area, access: 'read' },
		query: ['pageSize', 'skipToken', 'useNewPaginationScheme'],
		handle: (call) => {
			const directory = directoryOf(call);
			refuseLite(directory);
			return ok(bySkipToken(call, [...directory.contacts.values()], sizes, directoryItem));
		},
	},
	{
		method: 'POST',
		path: '/directories/:directoryId/contacts',
		scope: { area, access: 'write' },
		bucket: 'contact-write',
		body: 'any object',
		handle: create,
	},
	{
		method: 'GET',
		path: '/directories/:directoryId/contacts/optedOutContacts',
		scope: { area, access: 'read' },
		query: ['since', 'pageSize', 'skipToken', 'useNewPaginationScheme'],
		handle: optedOut,
	},
	{
		method: 'POST',
		path: '/directories/:directoryId/contacts/search',
		scope: { area, access: 'read' },
		bucket: 'contact-search',
		query: ['pageSize', 'skipToken', 'includeEmbedded', 'includeSegments'],
		body: { filter: { kind: 'any', required: true } },
		handle: search,
	},
	{
		method: 'GET',
		path: '/directories/:directoryId/contacts/:contactId',
		scope: { area, access: 'read' },
		query: ['includeSegments'],
		handle: (call) => {
			const directory = directoryOf(call);
			const withSegments = booleanIn(call.query, 'includeSegments');
			return ok(directoryContact(directory, contactOf(call, directory), withSegments));
		},
	},
	{
		method: 'PUT',
		path: '/directories/:directoryId/contacts/:contactId',
		scope: { area, access: 'write' },
		bucket: 'contact-write',
		body: 'any object',
		handle: update,
	},
	{
		method: 'DELETE',
		path: '/directories/:directoryId/contacts/:contactId',
		scope: { area, access: 'delete' },
		bucket: 'contact-write',
		handle: (call) => {
			const directory = directoryOf(call);
			deleteContact(directory, contactOf(call, directory));
			return done();
		},
	},
	{
		method: 'GET',
		path: '/directories/:directoryId/contacts/:contactId/history',
		scope: { area, access: 'read' },
		query: ['type', 'offset', 'pageSize'],
		handle: history,
	},
];
