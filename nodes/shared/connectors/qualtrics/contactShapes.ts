import { asFlag, asIsoDate, asRecord, asText, type Json } from './json';

/** One contact, whichever endpoint it came from. Absent fields were not part of that endpoint's answer, or are empty. */
export interface Contact {
	/** `CID_…` */
	id: string;
	firstName?: string;
	lastName?: string;
	email?: string;
	phone?: string;
	extRef?: string;
	language?: string;
	directoryUnsubscribed?: boolean;
	directoryUnsubscribedAt?: string;
	listUnsubscribed?: boolean;
	listUnsubscribedAt?: string;
	/** Membership in the list that was asked, `CGC_…`. */
	contactLookupId?: string;
	createdAt?: string;
	modifiedAt?: string;
	/** Values are texts, whatever was written. */
	embeddedData?: Record<string, string>;
	/** Fields that exist in the list only. */
	privateEmbeddedData?: Record<string, string>;
	memberships?: Membership[];
}

export interface Membership {
	mailingListId: string;
	contactLookupId?: string;
	name?: string;
	unsubscribed?: boolean;
	unsubscribedAt?: string;
}

/** The endpoints, which name the same things differently. */
export type ContactShape =
	| 'directoryContact'
	| 'directoryItem'
	| 'optedOutItem'
	| 'searchItem'
	| 'listContact'
	| 'listItem';

type Field = Exclude<keyof Contact, 'memberships'>;
type Names = Partial<Record<ContactShape, string>>;

const everywhere = (name: string): Names => ({
	directoryContact: name,
	directoryItem: name,
	optedOutItem: name,
	searchItem: name,
	listContact: name,
	listItem: name,
});

/** The table of contracts/qualtrics.md 5.4. */
const CONTACT_NAMES: Readonly<Record<Field, Names>> = {
	id: { ...everywhere('contactId'), searchItem: 'id' },
	firstName: everywhere('firstName'),
	lastName: everywhere('lastName'),
	email: everywhere('email'),
	phone: { ...everywhere('phone'), searchItem: 'phoneNumber' },
	extRef: { ...everywhere('extRef'), searchItem: 'externalDataReference' },
	language: everywhere('language'),
	directoryUnsubscribed: {
		directoryContact: 'directoryUnsubscribed',
		directoryItem: 'unsubscribed',
		optedOutItem: 'directoryUnsubscribed',
		searchItem: 'unsubscribed',
		listContact: 'directoryUnsubscribed',
		listItem: 'unsubscribed',
	},
	directoryUnsubscribedAt: {
		directoryContact: 'directoryUnsubscribeDate',
		optedOutItem: 'directoryUnsubscribeDate',
		searchItem: 'unsubscribeDate',
		listContact: 'directoryUnsubscribeDate',
	},
	listUnsubscribed: { listContact: 'mailingListUnsubscribed', listItem: 'mailingListUnsubscribed' },
	listUnsubscribedAt: { listContact: 'mailingListUnsubscribeDate' },
	contactLookupId: { listContact: 'contactLookupId', listItem: 'contactLookupId' },
	createdAt: {
		directoryContact: 'creationDate',
		searchItem: 'creationDate',
		listContact: 'creationDate',
	},
	modifiedAt: {
		directoryContact: 'lastModified',
		searchItem: 'lastModified',
		listContact: 'lastModified',
	},
	embeddedData: {
		directoryContact: 'embeddedData',
		searchItem: 'embeddedData',
		listContact: 'embeddedData',
		listItem: 'embeddedData',
	},
	privateEmbeddedData: { listContact: 'privateEmbeddedData', listItem: 'privateEmbeddedData' },
};

/** Texts by name; nulls are left out. */
const asTexts = (value: unknown): Record<string, string> | undefined =>
	value === undefined || value === null
		? undefined
		: Object.fromEntries(
				Object.entries(asRecord(value)).flatMap(([name, entry]) =>
					entry === null || entry === undefined ? [] : [[name, String(entry)]],
				),
			);

/** Old directories write 0 where there is no date. */
const asDate = (value: unknown): string | undefined => (value === 0 ? undefined : asIsoDate(value));

const READERS: Partial<Record<Field, (value: unknown) => unknown>> = {
	directoryUnsubscribed: asFlag,
	directoryUnsubscribedAt: asDate,
	listUnsubscribed: asFlag,
	listUnsubscribedAt: asDate,
	createdAt: asDate,
	modifiedAt: asDate,
	embeddedData: asTexts,
	privateEmbeddedData: asTexts,
};

/** Undefined when there is no id in it. */
export const toContact = (raw: Json, shape: ContactShape): Contact | undefined => {
	const contact: Json = {};
	for (const [field, names] of Object.entries(CONTACT_NAMES)) {
		const name = names[shape];
		const value = name === undefined ? undefined : (READERS[field as Field] ?? asText)(raw[name]);
		if (value !== undefined) contact[field] = value;
	}
	if (contact.id === undefined) return undefined;
	const memberships = shape === 'directoryContact' ? membershipsOf(raw) : [];
	return { ...(contact as unknown as Contact), ...(memberships.length > 0 && { memberships }) };
};

const membershipsOf = (raw: Json): Membership[] =>
	Object.entries(asRecord(raw.mailingListMembership)).map(([mailingListId, value]) => {
		const { contactLookupId, name, unsubscribed, unsubscribeDate } = asRecord(value);
		return {
			mailingListId,
			contactLookupId: asText(contactLookupId),
			name: asText(name),
			unsubscribed: asFlag(unsubscribed),
			unsubscribedAt: asDate(unsubscribeDate),
		};
	});

export type EmbeddedValue = string | number | boolean;

/** What may be written (`ContactIn`, contracts/qualtrics.md 5.3); an absent field is left alone, an empty text blanks it. */
export interface ContactInput {
	firstName?: string;
	lastName?: string;
	email?: string;
	phone?: string;
	extRef?: string;
	language?: string;
	embeddedData?: Record<string, EmbeddedValue>;
	/** In a directory its opt-out, in a mailing list that of the list. */
	unsubscribed?: boolean;
	/** Mailing lists only. */
	privateEmbeddedData?: Record<string, EmbeddedValue>;
}

const WRITABLE_TEXTS = ['firstName', 'lastName', 'email', 'phone', 'extRef', 'language'] as const;

const writableMap = (
	map: Record<string, EmbeddedValue> | undefined,
): Record<string, EmbeddedValue> | undefined => {
	if (map === undefined) return undefined;
	const kept = Object.entries(map).filter(
		([, value]) =>
			typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
	);
	return kept.length > 0 ? Object.fromEntries(kept) : undefined;
};

/** A body that Qualtrics accepts: writable fields only, no nulls, no lists or maps within embedded data. */
export const contactBody = (input: ContactInput, kind: 'directory' | 'list'): Json => {
	const body: Json = {};
	for (const field of WRITABLE_TEXTS) {
		if (typeof input[field] === 'string') body[field] = input[field];
	}
	const embeddedData = writableMap(input.embeddedData);
	if (embeddedData) body.embeddedData = embeddedData;
	if (typeof input.unsubscribed === 'boolean') body.unsubscribed = input.unsubscribed;
	const privateData = kind === 'list' ? writableMap(input.privateEmbeddedData) : undefined;
	if (privateData) body.privateEmbeddedData = privateData;
	return body;
};

/**
 * The whole body of a PUT: what stands there now, with the changes on top. Whether PUT merges embedded data is not documented,
 * so all of it is sent again; the opt-out goes along only when it is to change, lest a change made meanwhile is undone.
 */
export const updatedBody = (
	current: Contact,
	changes: ContactInput,
	kind: 'directory' | 'list',
): Json => {
	const { firstName, lastName, email, phone, extRef, language } = current;
	return contactBody(
		{
			...withoutUndefined({ firstName, lastName, email, phone, extRef, language }),
			...withoutUndefined(changes),
			embeddedData: { ...current.embeddedData, ...changes.embeddedData },
			privateEmbeddedData: { ...current.privateEmbeddedData, ...changes.privateEmbeddedData },
		},
		kind,
	);
};

const withoutUndefined = (input: ContactInput): ContactInput =>
	Object.fromEntries(
		Object.entries(input).filter(([, value]) => value !== undefined && value !== null),
	);
