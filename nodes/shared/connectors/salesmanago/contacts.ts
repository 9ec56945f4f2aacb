import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import type { Api } from './api';
import { changedBetween } from './changedBetween';
import { readCard, tagsOf, type ContactCard } from './cards';
import { remarksOn } from './errorTable';
import { asRecords, asText, type Json } from './json';
import { LIMITS } from './limits';

export interface WrittenContact {
	id: string;
	/** What SALESmanago said although it took the contact. */
	warnings: string[];
}

export interface SurveyEvent {
	/** Milliseconds since 1970. */
	date: number;
	description: string;
	externalId?: string;
	detail1?: string;
	detail2?: string;
}

/** Source: contracts/salesmanago.md 3 and 5. Bodies come from `payload.ts`. */
export interface Contacts {
	/** Whoever owns them; those that are not there are just missing. */
	findByEmail(emails: string[]): Promise<ContactCard[]>;
	/** By contact id, which is the `smclientid` of survey links. */
	findById(ids: string[]): Promise<ContactCard[]>;
	/** Its id, where there is one. */
	hasContact(email: string): Promise<string | undefined>;
	/** Fails where the contact exists. */
	insert(body: Json): Promise<WrittenContact>;
	upsert(body: Json): Promise<WrittenContact>;
	/** Fails where it does not exist. */
	update(body: Json): Promise<WrittenContact>;
	addNote(contactId: string, note: string): Promise<void>;
	/** A `SURVEY` event; its id. */
	addEvent(contactId: string, event: SurveyEvent): Promise<string | undefined>;
	/** Tags that exist in the account. */
	tags(): Promise<string[]>;
	/** Ids of those that were created or changed, a week at a time; times in milliseconds since 1970. */
	changedBetween(from: number, to: number): AsyncIterable<string[]>;
}

/** Requests that add something to a contact, as they are sent and as a dry run shows them. */
export const noteRequest = (contactId: string, note: string) => ({
	path: '/api/contact/addNote',
	body: { contactId, note, priv: false },
});

export const eventRequest = (contactId: string, event: SurveyEvent) => ({
	path: '/api/v2/contact/addContactExtEvent',
	body: { contactId, contactEvent: { contactExtEventType: 'SURVEY', ...event } },
});

export const createContacts = (api: Api): Contacts => {
	const read = async (path: string, key: string, names: string[]): Promise<ContactCard[]> => {
		const wanted = [...new Set(names)];
		const cards: ContactCard[] = [];
		for (let start = 0; start < wanted.length; start += LIMITS.contactsPerRead) {
			const body = { [key]: wanted.slice(start, start + LIMITS.contactsPerRead) };
			const answer = await api.call({
				path,
				body,
				subject: 'the contacts',
				idempotent: true,
				isRead: true,
			});
			for (const raw of asRecords(answer.contacts)) {
				const card = raw.deleted === true ? undefined : readCard(raw);
				if (card) cards.push(card);
			}
		}
		return cards;
	};

	const write = async (path: string, body: Json, idempotent: boolean): Promise<WrittenContact> => {
		const answer = await api.call({ path, body, subject: 'the contact', idempotent });
		const id = asText(answer.contactId);
		if (id === undefined) {
			throw new ConnectorError('unexpected', 'SALESmanago wrote a contact and did not say which', {
				outcomeUnknown: true,
			});
		}
		return { id, warnings: remarksOn(answer.message, body) };
	};

	return {
		findByEmail: async (emails) => await read('/api/contact/listAll', 'email', emails),
		findById: async (ids) => await read('/api/contact/listAllById', 'contactId', ids),
		async hasContact(email) {
			const path = '/api/contact/hasContact';
			const subject = 'the contact';
			const answer = await api.call({
				path,
				body: { email },
				subject,
				idempotent: true,
				isRead: true,
			});
			return asText(answer.contactId);
		},
		insert: async (body) => await write('/api/contact/insert', body, false),
		upsert: async (body) => await write('/api/contact/upsert', body, true),
		update: async (body) => await write('/api/contact/update', body, true),
		async addNote(contactId, note) {
			const subject = 'a note of the contact';
			await api.call({ ...noteRequest(contactId, note), subject, idempotent: false });
		},
		async addEvent(contactId, event) {
			const subject = 'an event of the contact';
			const request = eventRequest(contactId, event);
			const answer = await api.call({ ...request, subject, idempotent: false });
			return asText(answer.eventId);
		},
		async tags() {
			const subject = 'the tags';
			const call = async (path: string, body?: Json) =>
				await settle(api.call({ path, body, subject, idempotent: true }));
			// Which of the two paths is today's is not published (contracts/salesmanago.md 5.9).
			const first = await call('/api/v2/contact/tags');
			if (first.ok) return tagsOf(first.value.tags);
			const isOther = isConnectorError(first.error) && first.error.kind === 'input';
			const second = isOther
				? await call('/api/contact/tags', { showSystemTags: false })
				: undefined;
			if (!second?.ok) throw first.error;
			return tagsOf(second.value.tags);
		},
		changedBetween: (from, to) => changedBetween(api, from, to),
	};
};
