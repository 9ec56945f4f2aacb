import type { SandboxOptions } from '../options';
import type { Contact, Directory, Membership } from './state';

/**
 * The five faces of a contact. Names and date forms differ by endpoint exactly as in the table of contracts/qualtrics.md 5.4:
 * what is missing in a face is not in that column.
 */

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** `yyyy-MM-dd HH:mm:ss` in UTC. */
export const plainDate = (at: number): string =>
	new Date(at).toISOString().slice(0, 19).replace('T', ' ');

const names = ({ firstName, lastName, email, language }: Contact) => ({
	firstName,
	lastName,
	email,
	language,
});

const domain = ({ email }: Contact): string | null => email?.split('@')[1] ?? null;

const stats = ({ history }: Contact) => ({
	emailCount: history.filter(({ type }) => type === 'email').length,
	responseCount: history.filter(({ type }) => type === 'response').length,
});

/** `GET /directories/{d}/contacts/{cid}` */
export const directoryContact = (
	directory: Directory,
	contact: Contact,
	withSegments: boolean,
): object => ({
	contactId: contact.id,
	creationDate: contact.creationDate,
	lastModified: contact.lastModified,
	...names(contact),
	emailDomain: domain(contact),
	phone: contact.phone,
	extRef: contact.extRef,
	embeddedData: contact.embeddedData,
	stats: stats(contact),
	skipped: null,
	directoryUnsubscribed: contact.unsubscribed,
	directoryUnsubscribeDate: contact.unsubscribeDate,
	mailingListMembership: Object.fromEntries(
		[...contact.memberships.values()].map((membership) => [
			membership.mailingListId,
			{
				contactLookupId: membership.contactLookupId,
				name: directory.lists.get(membership.mailingListId)?.name ?? null,
				unsubscribed: membership.unsubscribed,
				unsubscribeDate: membership.unsubscribeDate,
				ownerId: directory.lists.get(membership.mailingListId)?.ownerId ?? null,
			},
		]),
	),
	...(withSegments && { segmentMembership: {} }),
});

/** Items of `GET /directories/{d}/contacts` */
export const directoryItem = (contact: Contact): object => ({
	contactId: contact.id,
	...names(contact),
	phone: contact.phone,
	extRef: contact.extRef,
	unsubscribed: contact.unsubscribed,
});

/** Items of `…/optedOutContacts` of the directory */
export const optedOutItem = (contact: Contact): object => ({
	contactId: contact.id,
	...names(contact),
	phone: contact.phone,
	extRef: contact.extRef,
	directoryUnsubscribed: contact.unsubscribed,
	directoryUnsubscribeDate: iso(contact.unsubscribeDate),
});

/** Items of `POST …/contacts/search`: other names altogether */
export const searchItem = (
	contact: Contact,
	include: { embedded: boolean; segments: boolean },
): object => ({
	id: contact.id,
	creationDate: plainDate(contact.creationDate),
	lastModified: plainDate(contact.lastModified),
	...names(contact),
	phoneNumber: contact.phone,
	externalDataReference: contact.extRef,
	unsubscribed: contact.unsubscribed,
	unsubscribeDate: contact.unsubscribeDate === null ? null : plainDate(contact.unsubscribeDate),
	stats: stats(contact),
	...(include.embedded && { embeddedData: contact.embeddedData }),
	...(include.segments && { segmentMembership: {} }),
});

/** `GET …/mailinglists/{m}/contacts/{cid}` */
export const listContact = (contact: Contact, membership: Membership): object => ({
	contactId: contact.id,
	contactLookupId: membership.contactLookupId,
	creationDate: contact.creationDate,
	lastModified: contact.lastModified,
	...names(contact),
	emailDomain: domain(contact),
	phone: contact.phone,
	extRef: contact.extRef,
	embeddedData: contact.embeddedData,
	privateEmbeddedData: membership.privateEmbeddedData,
	directoryUnsubscribed: contact.unsubscribed,
	directoryUnsubscribeDate: iso(contact.unsubscribeDate),
	mailingListUnsubscribed: membership.unsubscribed,
	mailingListUnsubscribeDate: membership.unsubscribeDate,
	stats: stats(contact),
});

/** Items of `GET …/mailinglists/{m}/contacts` */
export const listItem = (
	contact: Contact,
	membership: Membership,
	embedded: boolean,
	options: Pick<SandboxOptions, 'listUnsubscribedType'>,
): object => ({
	contactId: contact.id,
	...names(contact),
	phone: contact.phone,
	extRef: contact.extRef,
	unsubscribed: contact.unsubscribed,
	mailingListUnsubscribed:
		options.listUnsubscribedType === 'string'
			? String(membership.unsubscribed)
			: membership.unsubscribed,
	contactLookupId: membership.contactLookupId,
	...(embedded && { embeddedData: contact.embeddedData }),
});
