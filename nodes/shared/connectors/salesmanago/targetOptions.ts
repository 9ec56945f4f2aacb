import type { CancelSignal } from '../../http/types';

export interface ContactTargetOptions {
	/** `contactId` is the `smclientid` of survey links; it can only ever lead to an update. */
	matchBy: 'email' | 'contactId';
	operation: 'createOrUpdate' | 'update' | 'create';
	/**
	 * `batch` sends many contacts in one job and reads them back to see what became of them. Only *create or update* has such a
	 * job; the other operations go singly.
	 */
	mode: 'single' | 'batch';
	allowOptInAgain: boolean;
	/** A field (see contactValues.ts) that holds the time of the last answer, for *only if newer*. */
	dateField?: string;
	/** Most contacts in one job. */
	contactsPerJob?: number;
	/** Whether a batch sets off automation rules and workflows. */
	fireEvents?: boolean;
	cancel?: CancelSignal;
}
