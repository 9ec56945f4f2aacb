import type {
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeCredentialDescription,
	INodeProperties,
} from 'n8n-workflow';
import type { CheckedText } from '../../shared/face/checkTokens';
import type { ListMethod } from '../../shared/face/listPage';
import type { TargetOf } from '../../shared/face/mappingRows';
import type { NeedsSurvey } from '../../shared/face/renderings';
import type { MappedField, SubscriptionDecision, TargetField } from '../../shared/mapping';
import type { RenderContext } from '../../shared/pipedText/Template';
import type {
	FieldChange,
	MatchField,
	Operation,
	RecordTarget,
	RequestPreview,
	UpsertInput,
} from '../../shared/records';
import type { Settings } from '../settings';

/**
 * A CRM that the node can write to. Everything that differs from one CRM to the next stands behind this: a new one is a folder
 * here and a line in `registry.ts`.
 */
export interface CrmProvider {
	/** Value of the parameter 'CRM'. */
	value: string;
	/** As people call it. */
	name: string;
	credential: INodeCredentialDescription;
	/** Its own parameters, shown only while it is chosen. */
	parameters: INodeProperties[];
	/** List methods behind its locators. */
	lists: Record<string, ListMethod>;
	/** Values that the field of a row knows by itself, offered before {a}. */
	choicesFor?(context: ILoadOptionsFunctions, field: string): Promise<string[]>;
	connect(context: IExecuteFunctions, settings: Settings): Promise<CrmConnection>;
}

/** One account, for one run. */
export interface CrmConnection {
	/** The parameter that holds the mapping rows. */
	rows: { parameter: string; targetOf?: TargetOf };
	/** Where an item goes: a table, an object type. Items that go to the same place are written together. */
	placeFor(itemIndex: number): string;
	place(name: string): Promise<CrmPlace>;
	/** What an item's record is recognised by, as far as it is not among the mapped fields. */
	keyFor(itemIndex: number, place: CrmPlace, rendering: RenderContext): KeyValues;
	/** What an item has to say beside its mapped fields. */
	moreFor?(itemIndex: number, rendering: RenderContext): MoreFields;
	needsSurvey: NeedsSurvey;
	/** Texts of the provider's own parameters that may hold piped text. */
	texts: CheckedText[];
}

/** A value as written and as it came out, for dry runs. */
export interface ShownRow {
	field: string;
	source: string;
	resolved: string;
	value?: unknown;
}

export interface KeyValues {
	values: Record<string, unknown>;
	problems: string[];
	rows: ShownRow[];
	/** The item names nobody and is not written; why. */
	nobody?: string;
}

export interface MoreFields {
	/** A mapped row for the same field counts before these. */
	fields: MappedField[];
	consent?: SubscriptionDecision;
	rows: ShownRow[];
	warnings: string[];
	/** Piped text that names nothing. */
	problems: string[];
	/** What is true of the settings or the survey, whatever the item. */
	notes: string[];
	after?: AfterWriting;
}

/** What follows once the record is there, such as texts that fit into no field. */
export interface AfterWriting {
	carryOut(id: string): Promise<void>;
	/** Without an id where the record does not exist yet. */
	preview(id: string | undefined): RequestPreview[];
}

export interface CrmPlace {
	/** What may be written, for automatic mapping. */
	fields: TargetField[];
	/** None: every item creates a record. */
	match: MatchField[];
	/** Where only some operations are possible: what the chosen one comes to. */
	operation?: Operation;
	/** An item without a key is told instead of failed. */
	mayLackKey?: boolean;
	/** The field that *only if newer* goes by. */
	dateField?: string;
	/** Where a record is not there and none is created: said instead of the usual words, or failed with. */
	whenNotFound?: { reason: string; fails: boolean };
	/** Makes of a mapped value what the place understands; values of one field only. */
	accept?(field: string, value: unknown): unknown;
	open(mapped: string[]): Promise<CrmTarget>;
}

/** The records of one place, ready to be written. */
export interface CrmTarget extends RecordTarget {
	/** What the user should know about the settings. */
	notes: string[];
	prepare(inputs: readonly UpsertInput[]): Promise<void>;
	/** What an output item says of a record. */
	describe(id: string): IDataObject;
	/** A change as a person reads it. */
	inWords(change: FieldChange): IDataObject;
	/** Whole records by id, as far as they can be had. */
	records(ids: string[]): Promise<Map<string, IDataObject>>;
}
