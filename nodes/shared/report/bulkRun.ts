export type RowOutcome =
	| 'ok'
	| 'unchanged'
	| 'conflict'
	| 'invalid'
	| 'notFound'
	| 'ambiguous'
	| 'failed'
	| 'notProcessed';

export type OutcomeCounts = Partial<Record<RowOutcome, number>>;

/** A cell: text, number, date as ISO-8601, codes; null is an empty one. */
export type BulkValue = string | number | boolean | null | readonly string[];

/** What a bulk run has to tell. Plain data; all counts are rows unless it says otherwise. */
export interface BulkRun {
	operation: 'validate' | 'apply' | 'rollBack' | 'verify';
	/** Name of the system and the kind of record, e.g. `Dynamics 365, contacts`. */
	target: string;
	fileName?: string;
	state: 'done' | 'running' | 'stopped' | 'cancelled' | 'failed';
	/** Why it stopped, as one sentence. */
	stopReason?: string;
	/** ISO-8601. */
	startedAt: string;
	endedAt?: string;
	/** IANA name; default `UTC`. */
	timeZone?: string;
	rows: number;
	counts: OutcomeCounts;
	/** Cells of each field. */
	fields: ReadonlyArray<{
		field: string;
		changed: number;
		/** Of those changed. */
		cleared: number;
		conflicts: number;
		invalid: number;
	}>;
	/** Why rows were not written, the commonest first. `message` is that of the first row. */
	reasons: ReadonlyArray<{
		kind: string;
		field?: string;
		outcome: RowOutcome;
		rows: number;
		message: string;
		firstLine?: number;
		/** Which setting lets such rows through, as a sentence. */
		setting?: string;
	}>;
	/** Rows done, and among them rows with a problem, up to a moment. */
	timeline?: ReadonlyArray<{ at: string; done: number; problems: number }>;
	/** Some of the changes. */
	sample: ReadonlyArray<{
		line: number;
		key: string;
		field: string;
		from: BulkValue;
		to: BulkValue;
		/** How people read them, where that is something else. */
		fromLabel?: string;
		toLabel?: string;
	}>;
	/** Requests that the run sent. */
	requests?: number;
	warnings?: readonly string[];
}

interface OutcomeWords {
	name: string;
	explanation: string;
	tone?: 'good' | 'warn' | 'bad';
}

export const OUTCOMES: Readonly<Record<RowOutcome, OutcomeWords>> = {
	ok: { name: 'OK', explanation: 'written', tone: 'good' },
	unchanged: { name: 'Unchanged', explanation: 'already as wanted' },
	conflict: { name: 'Conflict', explanation: 'changed meanwhile', tone: 'warn' },
	invalid: { name: 'Invalid', explanation: 'a value is refused', tone: 'bad' },
	notFound: { name: 'Not found', explanation: 'no record has this key', tone: 'warn' },
	ambiguous: { name: 'Ambiguous', explanation: 'several records have this key', tone: 'warn' },
	failed: { name: 'Failed', explanation: 'refused by the system', tone: 'bad' },
	notProcessed: { name: 'Not processed', explanation: 'the run stopped before' },
};
