import type { BulkField, CellValue } from '../cells/fields';
import type { FileRow } from '../rows';

/** What became of a row; in a validation, what would become of it. */
export const OUTCOMES = [
	/** Written; when validating: can be written. */
	'ok',
	/** Nothing to do: not edited, or the target has the values already. */
	'unchanged',
	/** The present value is no longer [old]. */
	'conflict',
	/** The row itself is wrong; none of it is applied. */
	'invalid',
	'notFound',
	/** Several records have the key. */
	'ambiguous',
	/** The target refused it, or could not be reached. */
	'failed',
	/** The run ended before. */
	'notProcessed',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

export type OutcomeCounts = Record<Outcome, number>;

export const noCounts = (): OutcomeCounts =>
	Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as OutcomeCounts;

export const totalOf = (counts: OutcomeCounts): number =>
	OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);

/** The row is to blame, or its key: what an error rate counts. */
const ERRORS: readonly Outcome[] = ['invalid', 'notFound', 'ambiguous', 'failed'];

export const errorsIn = (counts: OutcomeCounts): number =>
	ERRORS.reduce((sum, outcome) => sum + counts[outcome], 0);

/** Why a row has its outcome. Equal `kind` and `field` are the same reason, whatever the values. */
export interface RowReason {
	kind: string;
	/** Name of the field, where one is to blame. */
	field?: string;
	/** Column of the file, from 1; 0 where none is to blame. */
	column: number;
	message: string;
	/** A cell that can be read in two ways: what is there now may tell which is meant. */
	isAmbiguous?: true;
}

export interface FieldChange {
	field: BulkField;
	from: CellValue;
	/** Null: cleared. */
	to: CellValue;
	/** `from` is an [old] cell that is not what it was when the file was made: it cannot be put back. */
	isOldSpoilt?: true;
}

export interface RowOutcome {
	line: number;
	/** As they stand in the file. */
	cells: string[];
	/** The row as it stands in the file, without its line end; undefined where it is broken, or not at hand. */
	text?: string | undefined;
	/** The row as it was read; undefined where it is not at hand. */
	source?: FileRow;
	key: string;
	outcome: Outcome;
	reasons: RowReason[];
	/** Written, or (when validating) to be written; empty for every outcome but `ok`. */
	changes: FieldChange[];
	/**
	 * Edited cells that the target had already, with [old] for what was there before: written by an earlier run that was killed
	 * before it could say so, or by somebody else.
	 */
	alreadyThere: FieldChange[];
	/** Sent, and no answer tells whether it was written. */
	unsure?: FieldChange[];
	/** The target's own id of the record. */
	id?: string;
}

/** Shared by the many rows that have none. */
export const NO_REASONS: RowReason[] = [];
export const NO_CHANGES: FieldChange[] = [];
