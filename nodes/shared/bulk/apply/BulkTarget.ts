import type { ConnectorError } from '../../http/ConnectorError';
import type { FieldChange } from '../plan/outcomes';

/**
 * The port that a system implements so that a file can be applied to it. Lists are answered in the same length and order; what
 * goes wrong with one entry is that entry's error and never the whole call's. A rejected call counts for all its entries:
 * with kind `input` it is tried again in halves, until the entry to blame is alone; with `auth` or `permission` the run ends.
 */
export interface BulkTarget {
	readonly limits: BulkLimits;
	/**
	 * All records with such a key, with the present values of the fields asked for, by id. Without it the target cannot be read:
	 * [old] is taken for what is there.
	 */
	find?(keys: string[], fieldIds: string[]): Promise<Array<BulkRecord[] | ConnectorError>>;
	write(writes: BulkWrite[]): Promise<Array<BulkWritten | ConnectorError>>;
}

export interface BulkLimits {
	/** Keys per call of `find`. */
	findBatch: number;
	/** Rows per call of `write`. */
	writeBatch: number;
	/** Calls at once, of either kind. */
	callsAtOnce: number;
}

export interface BulkRecord {
	id: string;
	/** By field id; fields that are not there count as empty. */
	values: Record<string, unknown>;
	/** Changes with the record (an ETag), where the system has such a thing. */
	version?: string;
}

export interface BulkWrite {
	key: string;
	/** Line of the file. */
	line: number;
	/** Undefined where the target cannot be read. */
	record?: BulkRecord;
	changes: FieldChange[];
}

export interface BulkWritten {
	id?: string;
	/** The system says that it had the values already. */
	wasUnchanged?: boolean;
	/** What the user should know although the row was written; without data of the row. */
	warnings?: string[];
}

/*
 * What errors of single writes mean: `conflict` = the record was changed meanwhile (outcome conflict); `notFound` = it is gone
 * meanwhile (not found); `cancelled` = it was not sent, `auth` = the run ends (not processed). All others: failed.
 */
