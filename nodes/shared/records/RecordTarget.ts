import type { ConnectorError } from '../http/ConnectorError';
import type { Consent, ConsentChange, PresentStatus, StatusChange } from '../mapping';
import type { FieldShape } from '../values/shapes';
import type { ShownRequest } from './RequestPreview';

/**
 * The port that a contact directory or a CRM implements so that records can be written to it. Lists are answered in the same
 * length and order; what goes wrong with one entry is that entry's error and never the whole call's. A rejected call counts
 * for all its entries.
 */
export interface RecordTarget {
	/** The system itself refuses or merges a second record with the same key, whoever writes it. */
	readonly keysAreUnique: boolean;
	/** Entries per call. */
	readonly batchSize: number;
	/** All records with such a key, in a stable order. More than are asked for do no harm: keys are compared again. */
	find(keys: RecordKey[]): Promise<Array<FoundRecord[] | ConnectorError>>;
	write(writes: RecordWrite[]): Promise<Array<Written | ConnectorError>>;
	/** What `write` would do and send, without doing it; without this, a dry run tells what is planned. */
	dryRun?(writes: RecordWrite[]): Promise<Array<DryWritten | ConnectorError>>;
	/** Whether the system stores both as the same; default: equal as text, numbers as numbers, nothing as empty text. */
	sameValue?(field: string, from: unknown, to: unknown): boolean;
	/**
	 * The whole value of a field once these were added at its end, each once; `present` is null where there is none. An error says
	 * why nothing can be added to such a field. Without this, to no field.
	 */
	append?(
		field: string,
		present: unknown,
		added: readonly unknown[],
	): { value: unknown } | ConnectorError;
	/** What a value of a field says as a consent; undefined: neither. Default: the words for yes and no. */
	consentOf?(field: string, value: unknown): Consent | undefined;
	/** Whether the system shows what the record has there; default: it does. */
	isShown?(field: string, record: FoundRecord): boolean;
	/** Of fields that are meant for one kind of text only, though the system does not look; the others are taken as they are. */
	shapeOf?(this: void, field: string): FieldShape | undefined;
}

export interface RecordKey {
	/** As they are sent, by field. */
	values: Record<string, string>;
	/** Those that were written otherwise, as they came: a record may have been stored like that. */
	asGiven?: Record<string, string>;
	/** Equal for keys that mean the same record. */
	id: string;
}

export interface FoundRecord {
	id: string;
	/** By field; fields that are not there count as empty. */
	values: Record<string, unknown>;
	/** Subscription status; without it, not known. */
	status?: PresentStatus;
	/** Opted out somewhere and not everywhere: an opt-out is still to be written. */
	isOptedOutInPart?: true;
	/** What a response's time is compared with, where only newer ones may write. */
	date?: unknown;
	/** Changes with the record (an ETag), where the system has such a thing. */
	version?: string;
}

export interface FieldChange {
	field: string;
	from: unknown;
	/** Null: cleared. */
	to: unknown;
}

export type RecordWrite =
	| {
			kind: 'create';
			key?: RecordKey;
			values: Record<string, unknown>;
			/** Fields that are to be empty: for systems where what is created may turn out to be there already. */
			cleared?: string[];
			status?: ConsentChange;
	  }
	| RecordUpdate;

export interface RecordUpdate {
	kind: 'update';
	record: FoundRecord;
	changes: FieldChange[];
	/**
	 * Fields whose change rests on what the record held when it was found. Where it holds something else by now, the write is to
	 * fail with `conflict`, as far as the system lets one see it.
	 */
	guarded?: string[];
	status?: ConsentChange;
}

/** `createdOrUpdated`: the system does not say which of the two. */
export type WrittenStatus = 'created' | 'updated' | 'createdOrUpdated' | 'unchanged' | 'skipped';

/**
 * `did` is what the system says happened, where it says so and it differs from what was asked for (it merged instead of
 * creating, found nothing to change, would have changed a record that was not meant). `changes` are then what changed.
 */
export interface Written {
	id: string;
	did?: WrittenStatus;
	changes?: FieldChange[];
	/** What became of the subscription status, where that is not what was asked for. */
	consent?: StatusChange;
	warnings?: string[];
}

/** Without an id where the record does not exist yet. */
export interface DryWritten extends Partial<Written> {
	requests: ShownRequest[];
}

/*
 * What errors mean to the steps above the port: `conflict` on create = somebody else created the record meanwhile; `conflict`
 * on update = it was changed meanwhile; `notFound` on update = it was deleted or merged meanwhile. In each case the record
 * is looked for again and planned anew. All other errors are the result.
 */
