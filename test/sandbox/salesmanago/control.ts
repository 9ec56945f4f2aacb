import type { Misbehaviour, MisbehaviourEngine } from '../http/misbehaviour';
import type { RequestLog } from '../http/requestLog';
import { newContact } from './contactBody';
import { byEmail, type StoredContact, type World } from './state';

export interface SalesManagoControl {
	/** Puts a contact there, whatever rules hold for callers; answers with its id. */
	addContact(contact: Partial<StoredContact> & { email: string }): string;
	changeContact(contactId: string, change: Partial<StoredContact>): void;
	removeContact(contactId: string): void;
	/** By id or e-mail address. */
	getContact(name: string): StoredContact | undefined;
	contacts(): StoredContact[];
	addOwner(email: string): void;
	revokeSecret(): void;
	restoreSecret(): void;
	misbehave(misbehaviour: Misbehaviour): void;
	clearMisbehaviour(): void;
	setNow(ms: number): void;
	clearLog(): void;
}

interface Parts {
	misbehaviour: MisbehaviourEngine;
	log: RequestLog;
	setClock(now: () => number): void;
}

export const createControl = (
	world: World,
	{ misbehaviour, log, setClock }: Parts,
): SalesManagoControl => {
	const { state } = world;
	return {
		addContact(contact) {
			const fresh = newContact(world, contact.email.toLowerCase(), state.owners[0]);
			const stored = { ...fresh, ...structuredClone(contact) };
			state.contacts.set(stored.contactId, stored);
			return stored.contactId;
		},
		changeContact(contactId, change) {
			const stored = state.contacts.get(contactId);
			if (!stored) throw new Error(`There is no contact ${contactId}`);
			state.contacts.set(contactId, { ...stored, ...structuredClone(change) });
		},
		removeContact(contactId) {
			if (!state.contacts.delete(contactId)) throw new Error(`There is no contact ${contactId}`);
		},
		getContact: (name) => structuredClone(state.contacts.get(name) ?? byEmail(world, name)),
		contacts: () => structuredClone([...state.contacts.values()]),
		addOwner: (email) => void state.owners.push(email),
		revokeSecret: () => void (state.revoked = true),
		restoreSecret: () => void (state.revoked = false),
		misbehave: (given) => misbehaviour.add(given),
		clearMisbehaviour: () => misbehaviour.clear(),
		setNow: (ms) => setClock(() => ms),
		clearLog: () => log.clear(),
	};
};
