import type { SecutixSandboxOptions } from './options';

export interface StoredContact {
	/** Text of up to 20 digits; leading zeros count (1.1). */
	contactNumber: string;
	firstName?: string;
	lastName?: string;
	email?: string;
	/** By code; what is not there is the third state. */
	authorizations: Record<string, boolean>;
	/** Internal codes by criterion. */
	criteria: Record<string, string[]>;
	/** What was done to it, newest last. */
	history: string[];
}

export interface SecutixState {
	contacts: Map<string, StoredContact>;
	/** Tokens given out by the token service, with the time they end (ms). */
	tokens: Map<string, number>;
	/** The secret is no longer valid. */
	revoked: boolean;
	/** Closed lists of internal codes; a criterion without one takes any text. */
	codes: Record<string, string[]>;
	authorizationCodes: string[];
}

export interface World {
	options: SecutixSandboxOptions;
	state: SecutixState;
	now(): number;
	/** Counts from 1. */
	requestId(): number;
}
