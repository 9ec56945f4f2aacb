import type { PresentStatus, WritePolicy } from '../../../nodes/shared/mapping';
import type {
	MatchField,
	OutcomeStatus,
	RecordTarget,
	UpsertOptions,
} from '../../../nodes/shared/records';
import type { ErrorKind } from '../../../nodes/shared/http/ConnectorError';

/**
 * One scenario of the upsert corpus, one JSON file each. It speaks of a small made-up record: `email`, `externalId`, `phone`,
 * `firstName`, `lastName`, `note`, `ignored`; each connector says what these are in its system.
 */
export interface Scenario {
	title: string;
	/** Why the scenario exists. */
	about: string;
	/** Rows of the checklist it proves. */
	proves?: string[];
	/** What a target must be able to do for the scenario to make sense. */
	needs?: Capability[];
	options?: Partial<Omit<UpsertOptions, 'match' | 'cancel' | 'onPlan'>>;
	match: MatchField[];
	/** What is there at the start. `ref` is how outcomes speak of it. */
	world: Array<WorldRecord & { ref: string }>;
	/** What another writer does between our finding and our first write. */
	meanwhile?: Meanwhile[];
	/** Writes that the system refuses: those whose values hold all of these. */
	refuse?: Array<{ values: Values; kind: ErrorKind }>;
	input: ScenarioInput[];
	/** One for each input; a list means that either is right. */
	outcomes: Array<ExpectedOutcome | ExpectedOutcome[]>;
	/** Every record at the end, in any order; of each only the fields that are named. Left out where several ends are right. */
	after?: WorldRecord[];
	/** A value that may be refused, cut (or lost) with a warning or kept whole, never cut in silence. */
	neverCutInSilence?: { field: string; input: number | number[] };
	/** Run twice: the second time nothing may change. */
	repeatable?: boolean;
}

/** `ignoresFields`: a value of the field `ignored` is accepted and not kept, instead of being refused. */
export type Capability = 'uniqueKeys' | 'sharedKeys' | 'status' | 'date' | 'ignoresFields';

export type Values = Record<string, unknown>;

export interface WorldRecord {
	values: Values;
	status?: PresentStatus;
	/** For *only if newer*. */
	date?: string;
}

export type Meanwhile =
	| { create: WorldRecord }
	| { change: { ref: string; values: Values } }
	| { remove: { ref: string } };

export interface ScenarioInput {
	/** `null` clears the field. */
	values: Values;
	/** Match values that are not written. */
	key?: Values;
	status?: 'optIn' | 'optOut' | 'unchanged';
	time?: string;
	/** Of the rows, by field; default: always. */
	policies?: Record<string, WritePolicy>;
}

export interface ExpectedOutcome {
	status: OutcomeStatus;
	/** The record of the world it speaks of; for created records left out. */
	ref?: string;
	/** Names of the fields that changed, in any order. */
	changed?: string[];
	/** Words that one of the warnings holds. */
	warning?: string;
	error?: ErrorKind;
	/** Sentences about fields that stay as they are, all of them; default: none. */
	kept?: string[];
}

/** What a connector's tests provide: its target before a world of its own. */
export interface CorpusWorld {
	target: RecordTarget;
	/** Ids by `ref`. */
	ids: Record<string, string>;
	/** Everything that is there now, under the corpus' field names. */
	read(): Promise<WorldRecord[]>;
}

export interface CorpusSubject {
	can: ReadonlySet<Capability>;
	/**
	 * A fresh world as the scenario wants it, with its mishaps set up: `meanwhile` happens once, after the first find and before
	 * the first write; `refuse` holds throughout.
	 */
	createWorld(scenario: Scenario): Promise<CorpusWorld>;
}
