import type { SalesManagoSandboxOptions } from './options';

export interface StoredContact {
	contactId: string;
	email: string;
	name?: string;
	phone?: string;
	fax?: string;
	company?: string;
	state?: string;
	externalId?: string;
	address: Record<string, string>;
	owner: string;
	tags: string[];
	properties: Record<string, string>;
	dictionaryProperties: Record<string, { type: string; value: unknown }>;
	birthday?: string;
	province?: string;
	lang?: string;
	optedOut: boolean;
	optedOutPhone: boolean;
	consents: Record<string, boolean>;
	notes: string[];
	events: Array<Record<string, unknown>>;
	createdOn: number;
	modifiedOn: number;
	/** What was done to it, newest last. */
	history: string[];
}

export interface Job {
	requestId: number;
	polls: number;
	fileUrl: string;
	refused: string[];
}

export interface SalesManagoState {
	contacts: Map<string, StoredContact>;
	jobs: Map<number, Job>;
	owners: string[];
	/** The secret is no longer valid. */
	revoked: boolean;
	/** Confirmation mails that a call with double opt-in would have sent. */
	doubleOptInMails: number;
}

export interface World {
	options: SalesManagoSandboxOptions;
	state: SalesManagoState;
	now(): number;
	contactId(): string;
	url(): string;
}

export const byEmail = ({ state }: World, email: string): StoredContact | undefined => {
	const wanted = email.trim().toLowerCase();
	return [...state.contacts.values()].find((contact) => contact.email === wanted);
};
