import type { ConnectorError } from '../http/ConnectorError';
import type { MappedField, TargetField } from '../mapping';
import type { FoldOptions, UpsertInput } from './fold';
import type { MatchField } from './match';
import type { Operation, PlanOptions } from './plan';
import type { FieldChange, RecordTarget } from './RecordTarget';
import type { ShownRequest } from './RequestPreview';

/**
 * Where records go: a table, a kind of contact, a directory with its lists. Everything that the pipeline asks of a system
 * stands here and in `RecordTarget`. `Work` is what follows once a record is there; only the destination knows what it means.
 */
export interface Destination<Work = unknown> {
	/** Items whose destinations have the same name are written together. */
	name: string;
	/** What may be written, for automatic mapping. */
	fields: TargetField[];
	/** What every record gets beside the fields of its item, such as a membership. */
	fixedFields?: MappedField[];
	/** None: the system decides who is the same, or every item creates a record. */
	match: MatchField[];
	/** Where the system decides who is the same: what it goes by, or what a person is known by where it goes by nothing. */
	identifiers?: string[];
	/** Whether running again writes nothing twice. Default: where there are match fields. */
	isRepeatable?: boolean;
	/** Where only some operations are possible: what the chosen one comes to. */
	operation?: Operation;
	/** Where the system itself decides which of several records is meant. */
	whenAmbiguous?: PlanOptions['whenAmbiguous'];
	/** An item without a key is told instead of failed. */
	mayLackKey?: boolean;
	/** The field that *only if newer* goes by. */
	dateField?: string;
	/** Where there can be none: what to do about rows that go by it. */
	whyNoDate?: string;
	/** Where a record is not there and none is created: said instead of the usual words, or failed with. */
	whenNotFound?: { reason: string; fails: boolean };
	/** Makes of a mapped value what the destination understands; values of one field only. */
	accept?(field: string, value: unknown): unknown;
	/** Inputs that need a target of their own, in the order in which they are written. Default: all together, by `match`. */
	partsOf?(inputs: readonly UpsertInput[]): Part[];
	open(inputs: readonly UpsertInput[], part: Part): Promise<OpenDestination>;
	/** What follows once the records are there, such as transactions: one answer for each entry, in order. */
	followUp?(
		entries: Array<FollowUpEntry<Work>>,
		isDryRun: boolean,
	): Promise<Array<FollowedUp | ConnectorError>>;
	/** The same as whoever approves it reads it: `record a transaction …`. */
	followUpInWords?(work: Work): string[];
}

/** Inputs that are written with one target. */
export interface Part {
	/** Positions of the inputs, ascending. */
	members: number[];
	match: MatchField[];
	whenKeyless?: FoldOptions['whenKeyless'];
	/** What is to be said of a member, by its position. */
	notes?: ReadonlyMap<number, string>;
}

/** The records of one destination, ready to be written. */
export interface OpenDestination extends RecordTarget {
	/** What the user should know about the settings. */
	notes?: string[];
	/** What is done in the system before its first write, in words: whoever approves a plan approves it too. */
	beforehand?: readonly string[];
	/** Called once, before any of the inputs is looked for. Changes nothing, as `open` does not: nothing is approved yet. */
	prepare?(inputs: readonly UpsertInput[]): Promise<void>;
	/** What an output item says of a record; without an id where there is none (yet). Default: its `id`. */
	describe?(id: string | undefined): Record<string, unknown>;
	/** A change as a person reads it. Default: as it is. */
	inWords?(change: FieldChange): Record<string, unknown>;
	/** Whole records by id, as far as they can be had. */
	records?(ids: string[]): Promise<Map<string, Record<string, unknown>>>;
}

export interface FollowUpEntry<Work = unknown> {
	/** Undefined in a dry run where the record does not exist yet. */
	id: string | undefined;
	work: Work;
}

export interface FollowedUp {
	/** For the output item. */
	shown?: Record<string, unknown>;
	/** Dry runs: what would be sent. */
	requests?: ShownRequest[];
}
