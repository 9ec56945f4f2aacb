export const contactKeys = [
	'email',
	'firstName',
	'lastName',
	'externalDataReference',
	'phone',
] as const;
/** The fields a directory can merge by, as its settings name them. */
export type ContactKey = (typeof contactKeys)[number];

export interface Directory {
	directoryId: string;
	name: string;
	isDefault: boolean;
	lite: boolean;
	rules: ContactKey[][];
	contacts: Map<string, Contact>;
	lists: Map<string, MailingList>;
	transactions: Map<string, Transaction>;
	batches: Map<string, TransactionBatch>;
}

export interface Contact {
	id: string;
	firstName: string | null;
	lastName: string | null;
	email: string | null;
	phone: string | null;
	extRef: string | null;
	language: string | null;
	embeddedData: Record<string, string>;
	unsubscribed: boolean;
	/** Milliseconds. */
	unsubscribeDate: number | null;
	creationDate: number;
	lastModified: number;
	memberships: Map<string, Membership>;
	/** Ids, oldest first. */
	transactions: Set<string>;
	history: HistoryItem[];
	/** What changed, newest last; for people to look at. */
	changes: ContactChange[];
}

export interface Membership {
	mailingListId: string;
	contactLookupId: string;
	unsubscribed: boolean;
	unsubscribeDate: number | null;
	privateEmbeddedData: Record<string, string>;
}

export interface HistoryItem {
	type: 'email' | 'response';
	item: Record<string, unknown>;
}

export interface ContactChange {
	at: number;
	/** `email`, `embeddedData.plan`, `Newsletter: unsubscribed` */
	field: string;
	before: unknown;
	after: unknown;
}

export interface MailingList {
	mailingListId: string;
	name: string;
	ownerId: string;
	creationDate: number;
	lastModifiedDate: number;
	/** Contact ids in the order they joined. */
	members: Set<string>;
}

export interface Transaction {
	id: string;
	contactId: string;
	mailingListId: string;
	/** `YYYY-MM-DD HH:mm:ss` UTC. */
	transactionDate: string;
	data: Record<string, string | number | boolean>;
	creationDate: number;
	batches: Set<string>;
}

export interface TransactionBatch {
	batchId: string;
	creationDate: number;
	transactionIds: string[];
}
