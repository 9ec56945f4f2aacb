import { collect, paginate, type Page } from '../../http/paginate';
import { idOf, path, unanswered, type Api, type ApiRequest } from './api';
import { searchBody, type ContactFilter } from './contactFilter';
import {
	contactBody,
	toContact,
	updatedBody,
	type Contact,
	type ContactInput,
	type ContactShape,
} from './contactShapes';
import { ConnectorError } from '../../http/ConnectorError';
import { asText, isRecord, type Json } from './json';
import { LIMITS } from './limits';

/** A directory, or a mailing list in it. */
export interface ContactScope {
	directoryId: string;
	mailingListId?: string;
}

export interface WriteOptions {
	/** Whether sending it twice leaves one contact: true where the directory merges by fields that are given. */
	idempotent?: boolean;
}

export interface SearchOptions {
	includeEmbedded?: boolean;
	/** Stops after so many; two are enough to see that there is more than one. */
	limit?: number;
}

/** Source: contracts/qualtrics.md 5.3 to 5.6. */
export interface Contacts {
	/** Creates, or updates where the directory's merge rules find the contact; Qualtrics does not say which of the two. */
	create(
		scope: ContactScope,
		contact: ContactInput,
		options?: WriteOptions,
	): Promise<CreatedContact>;
	get(scope: ContactScope, contactId: string): Promise<Contact>;
	/** Reads and writes back, changes on top; `current` spares the reading. Gives what stood there before. */
	update(
		scope: ContactScope,
		contactId: string,
		changes: ContactInput,
		current?: Contact,
	): Promise<{ before: Contact }>;
	search(
		directoryId: string,
		filters: readonly ContactFilter[],
		options?: SearchOptions,
	): Promise<Contact[]>;
	/** All contacts of a directory or of a list, page by page. */
	list(scope: ContactScope, options?: SearchOptions): AsyncIterable<Contact>;
	/**
	 * Puts a contact of the directory into a list. Qualtrics finds it there by its merge rules; where they do not, the list gets
	 * a new contact, which shows as another id.
	 */
	addToList(
		directoryId: string,
		mailingListId: string,
		contact: Contact,
		changes?: ContactInput,
		options?: WriteOptions,
	): Promise<CreatedContact & { isOther: boolean }>;
}

export interface CreatedContact {
	id: string;
	/** Only from a mailing list. */
	contactLookupId?: string;
}

const collectionPath = ({ directoryId, mailingListId }: ContactScope): string =>
	mailingListId === undefined
		? path`/directories/${directoryId}/contacts`
		: path`/directories/${directoryId}/mailinglists/${mailingListId}/contacts`;

const scopeName = ({ directoryId, mailingListId }: ContactScope): string =>
	mailingListId === undefined ? `directory ${directoryId}` : `mailing list ${mailingListId}`;

const kindOf = ({ mailingListId }: ContactScope): 'directory' | 'list' =>
	mailingListId === undefined ? 'directory' : 'list';

const writeBucket = ({ mailingListId }: ContactScope): 'directoryWrite' | 'listWrite' =>
	mailingListId === undefined ? 'directoryWrite' : 'listWrite';

export const createContacts = (api: Api): Contacts => {
	const contactRequest = (
		method: ApiRequest['method'],
		scope: ContactScope,
		contactId: string,
	): ApiRequest => ({
		method,
		path: `${collectionPath(scope)}${path`/${contactId}`}`,
		resource: method === 'GET' ? 'directoryRead' : writeBucket(scope),
		subject: `contact ${contactId} in ${scopeName(scope)}`,
	});

	const create: Contacts['create'] = async (scope, contact, { idempotent = false } = {}) => {
		const subject = `a contact in ${scopeName(scope)}`;
		const result = await api.result({
			method: 'POST',
			path: collectionPath(scope),
			body: contactBody(contact, kindOf(scope)),
			resource: writeBucket(scope),
			subject,
			idempotent,
		});
		return { id: idOf(result, subject), contactLookupId: asText(result.contactLookupId) };
	};

	const get: Contacts['get'] = async (scope, contactId) => {
		const result = await api.result(contactRequest('GET', scope, contactId));
		const shape: ContactShape = kindOf(scope) === 'list' ? 'listContact' : 'directoryContact';
		return toContact({ contactId, ...result }, shape) ?? { id: contactId };
	};

	const update: Contacts['update'] = async (scope, contactId, changes, current) => {
		const before = current ?? (await get(scope, contactId));
		const body = updatedBody(before, changes, kindOf(scope));
		const asked = contactRequest('PUT', scope, contactId);
		const answer = await api.send({ ...asked, body });
		if (!isRecord(answer.body)) throw unanswered(asked.subject, true);
		return { before };
	};

	const searchPage = async (
		directoryId: string,
		body: unknown,
		includeEmbedded: boolean,
		skipToken: string | undefined,
	): Promise<Page<Contact>> => {
		const result = await api.result({
			method: 'POST',
			path: path`/directories/${directoryId}/contacts/search`,
			query: {
				pageSize: LIMITS.searchPageSize,
				skipToken,
				includeEmbedded: includeEmbedded || undefined,
			},
			body,
			resource: 'contactSearch',
			idempotent: true,
			isRead: true,
			subject: `the contacts of directory ${directoryId}`,
		});
		const elements = Array.isArray(result.elements) ? (result.elements as Json[]) : [];
		return { items: contactsOf(elements, 'searchItem'), next: asText(result.skipToken) };
	};

	const search: Contacts['search'] = async (directoryId, filters, options = {}) => {
		const { includeEmbedded = false, limit = LIMITS.searchDepth } = options;
		const body = searchBody(filters);
		return await collect(
			paginate(async (token) => await searchPage(directoryId, body, includeEmbedded, token), {
				limit: Math.min(limit, LIMITS.searchDepth),
				cancel: api.runtime.cancel,
			}),
		);
	};

	const list: Contacts['list'] = (scope, { includeEmbedded = false, limit } = {}) => {
		const isList = kindOf(scope) === 'list';
		const request: ApiRequest = {
			method: 'GET',
			path: collectionPath(scope),
			query: {
				pageSize: isList ? LIMITS.listPageSize : LIMITS.directoryPageSize,
				...(isList && { includeEmbedded }),
				useNewPaginationScheme: true,
			},
			resource: 'directoryRead',
			subject: `the contacts of ${scopeName(scope)}`,
		};
		return paginate(
			async (cursor) => {
				const { elements, next } = await api.page(request, cursor);
				return { items: contactsOf(elements, isList ? 'listItem' : 'directoryItem'), next };
			},
			{ limit, cancel: api.runtime.cancel, readAhead: true },
		);
	};

	const addToList: Contacts['addToList'] = async (
		directoryId,
		mailingListId,
		contact,
		changes = {},
		options,
	) => {
		const { firstName, lastName, email, phone, extRef } = contact;
		const identity = { firstName, lastName, email, phone, extRef };
		if (Object.values({ ...identity, ...changes }).every((value) => !value)) {
			throw new ConnectorError('input', `Contact ${contact.id} has nothing to be recognised by`, {
				hint: 'Give it an e-mail address or an external data reference first.',
			});
		}
		const created = await create(
			{ directoryId, mailingListId },
			{ ...identity, ...changes },
			options,
		);
		return { ...created, isOther: created.id !== contact.id };
	};

	return {
		create,
		get,
		update,
		search,
		list,
		addToList,
	};
};

const contactsOf = (elements: Json[], shape: ContactShape): Contact[] =>
	elements.flatMap((element) => toContact(element, shape) ?? []);
