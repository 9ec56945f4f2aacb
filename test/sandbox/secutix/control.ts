import type { Misbehaviour, MisbehaviourEngine } from '../http/misbehaviour';
import type { RequestLog } from '../http/requestLog';
import { importFile, type ImportKind, type ImportResult } from './importScreen';
import type { StoredContact, World } from './state';

export interface SecutixControl {
	addContact(contact: Partial<StoredContact> & { contactNumber: string }): void;
	changeContact(contactNumber: string, change: Partial<StoredContact>): void;
	removeContact(contactNumber: string): void;
	getContact(contactNumber: string): StoredContact | undefined;
	contacts(): StoredContact[];
	/** The Import screen: its test, or its update. */
	importFile(kind: ImportKind, file: string, isTest?: boolean): ImportResult;
	/** Requests a minute; 0: no limit. */
	setLimit(perMinute: number): void;
	revokeSecret(): void;
	restoreSecret(): void;
	/** All tokens of the token service are over. */
	endTokens(): void;
	misbehave(misbehaviour: Misbehaviour): void;
	clearMisbehaviour(): void;
	clearLog(): void;
}

interface Parts {
	misbehaviour: MisbehaviourEngine;
	log: RequestLog;
	setLimit(perMinute: number): void;
}

export const createControl = (
	world: World,
	{ misbehaviour, log, setLimit }: Parts,
): SecutixControl => {
	const { state } = world;
	return {
		addContact(contact) {
			const fresh = { authorizations: {}, criteria: {}, history: [] };
			state.contacts.set(contact.contactNumber, { ...fresh, ...structuredClone(contact) });
		},
		changeContact(contactNumber, change) {
			const stored = state.contacts.get(contactNumber);
			if (!stored) throw new Error(`There is no contact ${contactNumber}`);
			state.contacts.set(contactNumber, { ...stored, ...structuredClone(change) });
		},
		removeContact(contactNumber) {
			if (!state.contacts.delete(contactNumber))
				throw new Error(`There is no contact ${contactNumber}`);
		},
		getContact: (contactNumber) => structuredClone(state.contacts.get(contactNumber)),
		contacts: () => structuredClone([...state.contacts.values()]),
		importFile: (kind, file, isTest) => importFile(world, kind, file, isTest),
		setLimit,
		revokeSecret: () => void (state.revoked = true),
		restoreSecret: () => void (state.revoked = false),
		endTokens: () => state.tokens.clear(),
		misbehave: (given) => misbehaviour.add(given),
		clearMisbehaviour: () => misbehaviour.clear(),
		clearLog: () => log.clear(),
	};
};
