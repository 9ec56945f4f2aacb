import type { ConnectorError } from '../../../http/ConnectorError';
import type { CancelSignal } from '../../../http/types';
import type { ConsentEvidence, StatusChange } from '../../../mapping';
import type { FieldChange, Outcome, OutcomeStatus, UpsertInput } from '../../../records';
import type { EmbeddedValue } from '../contactShapes';
import type { Directory } from '../directories';
import type { StatusLevel } from './contactValues';
import type { RecordedTransaction } from './recordTransactions';
import type { Rehearsal, RehearsedRequest } from './rehearsal';

/** One input item, mapped. Its targets are those of `targetName`; the lists it goes into are the run's. */
export interface ContactItem extends UpsertInput {
	/** How the user counts it. */
	position: number;
	status?: { wanted: StatusChange; evidence?: ConsentEvidence };
	transaction?: {
		date: string;
		data: Record<string, EmbeddedValue>;
		/** Field of the data, and its value, by which the transaction is found again. */
		key?: { field: string; value: string };
	};
}

export type LoadOperation = 'upsertByRules' | 'upsertByFields' | 'update' | 'create';

export interface LoadOptions {
	operation: LoadOperation;
	directory: Directory;
	/** The first one is that of the transactions. */
	mailingListIds: readonly string[];
	/** Not for `upsertByRules`. */
	matchFields: readonly string[];
	whenAmbiguous: 'error' | 'first' | 'all';
	statusLevel: StatusLevel;
	allowOptInAgain: boolean;
	dateField?: string;
	evidenceField?: string;
	/** For `upsertByRules`: whether contacts are looked for first, where nothing else asks for it. */
	lookUp: boolean;
	/** More contacts than this go through the import job; 0: never. */
	importAbove: number;
	/** Of dates without a zone. */
	timeZone: string;
	rehearsal?: Rehearsal;
	/** Nothing more is begun once a contact failed. */
	stopOnFailure?: boolean;
	cancel?: CancelSignal;
}

export interface LoadedContact {
	status: OutcomeStatus | 'createdOrUpdated';
	contactId?: string;
	changes: FieldChange[];
	/** What was done about the subscription status; absent: nothing. */
	consent?: Outcome['consent'];
	warnings: string[];
	error?: ConnectorError;
	/** Positions of the other items written together with this one. */
	foldedWith?: number[];
	/** `CGC_…` by mailing list, as far as this run put the contact there. */
	lookupIds: Record<string, string>;
	transaction?: RecordedTransaction;
	requests?: RehearsedRequest[];
	sentBy?: 'importJob';
}
