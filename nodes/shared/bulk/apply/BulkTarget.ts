import type { ConnectorError } from '../../http/ConnectorError';
import type { FoundRecord, RecordUpdate, Written } from '../../records/RecordTarget';

/**
 * The port that a system implements so that a file can be applied to it: its records as `RecordTarget` has them, found by the one
 * key of the file, and updated, never created. Lists are answered in the same length and order; what goes wrong with one entry is
 * that entry's error and never the whole call's. A rejected call counts for all its entries: with kind `input` it is tried again
 * in halves, until the entry to blame is alone; with `auth` or `permission` the run ends.
 */
export interface BulkTarget {
	readonly limits: BulkLimits;
	/**
	 * All records with such a key, with the present values of the fields asked for, by field id. Without it the target cannot be
	 * read: [old] is taken for what is there.
	 */
	find?(keys: string[], fieldIds: string[]): Promise<Array<FoundRecord[] | ConnectorError>>;
	write(updates: BulkUpdate[]): Promise<Array<Written | ConnectorError>>;
}

export interface BulkLimits {
	/** Keys per call of `find`. */
	findBatch: number;
	/** Rows per call of `write`. */
	writeBatch: number;
	/** Calls at once, of either kind. */
	callsAtOnce: number;
}

/** `record` has its key for an id where the target cannot be read; the fields of `changes` are ids. */
export interface BulkUpdate extends RecordUpdate {
	key: string;
	/** Line of the file. */
	line: number;
}

/*
 * What errors of single updates mean: `conflict` = the record was changed meanwhile (outcome conflict); `notFound` = it is gone
 * meanwhile (not found); `cancelled` = it was not sent, `auth` = the run ends (not processed). All others: failed.
 */
