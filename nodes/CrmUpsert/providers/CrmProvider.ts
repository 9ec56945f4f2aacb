import type { IDataObject, IExecuteFunctions, INodeCredentialDescription } from 'n8n-workflow';
import type { RequestPreview } from '../../shared/connectors/dataverse/recordWriter';
import type { CheckedText } from '../../shared/face/checkTokens';
import type { NeedsSurvey } from '../../shared/face/renderings';
import type { ConnectorError } from '../../shared/http/ConnectorError';
import type { TargetField } from '../../shared/mapping';
import type { RenderContext } from '../../shared/pipedText/Template';
import type {
	FieldChange,
	MatchField,
	RecordTarget,
	RecordWrite,
	UpsertInput,
} from '../../shared/upsert';
import type { Settings } from '../settings';

/** A CRM that the node can write to. Everything that differs from one CRM to the next stands behind this. */
export interface CrmProvider {
	/** Value of the parameter 'CRM'. */
	value: string;
	credential: INodeCredentialDescription;
	connect(context: IExecuteFunctions, settings: Settings): Promise<CrmConnection>;
}

/** One account, for one run. */
export interface CrmConnection {
	/** Where an item goes: a table, an object type. Items that go to the same place are written together. */
	placeFor(itemIndex: number): string;
	place(name: string): Promise<CrmPlace>;
	/** What an item's record is recognised by, as far as it is not among the mapped fields. */
	keyFor(itemIndex: number, place: CrmPlace, rendering: RenderContext): KeyValues;
	needsSurvey: NeedsSurvey;
	/** Texts of the provider's own parameters that may hold piped text. */
	texts: CheckedText[];
}

export interface KeyValues {
	values: Record<string, unknown>;
	problems: string[];
	/** As written and as it came out, for dry runs. */
	rows: Array<{ field: string; source: string; resolved: string }>;
}

export interface CrmPlace {
	/** What may be written, for automatic mapping. */
	fields: TargetField[];
	/** None: every item creates a record. */
	match: MatchField[];
	/** The field that *only if newer* goes by. */
	dateField?: string;
	/** Makes of a mapped value what the place understands; values of one field only. */
	accept?(field: string, value: unknown): unknown;
	open(mapped: string[]): Promise<CrmTarget>;
}

/** The records of one place, ready to be written. */
export interface CrmTarget extends RecordTarget {
	/** What the user should know about the settings. */
	notes: string[];
	prepare(inputs: readonly UpsertInput[]): Promise<void>;
	preview(writes: readonly RecordWrite[]): Promise<Array<RequestPreview | ConnectorError>>;
	/** What an output item says of a record. */
	describe(id: string): IDataObject;
	/** A change as a person reads it. */
	inWords(change: FieldChange): IDataObject;
	/** Whole records by id, as far as they can be had. */
	records(ids: string[]): Promise<Map<string, IDataObject>>;
}
