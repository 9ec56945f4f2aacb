import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { MappedField, SubscriptionDecision } from '../../mapping';
import type { RenderContext } from '../../pipedText/Template';
import type { Destination } from '../../records';
import type { Respondent } from '../../survey/SurveyResponse';
import type { CheckedText } from '../checkTokens';
import type { TargetOf } from '../mappingRows';
import type { NeedsSurvey } from '../renderings';
import type { RecordSettings } from './settings';

export type Connect = (
	context: IExecuteFunctions,
	settings: RecordSettings,
) => Promise<RecordConnection>;

/** One account, for one run: how the items are read, and where they go. */
export interface RecordConnection<Work = unknown> {
	/** The parameter that holds the mapping rows. */
	rows: {
		parameter: string;
		targetOf?: TargetOf;
		/** What a row's target is called where it is written; default: the same. */
		fieldOf?(target: string): string;
	};
	/** Fields that are named otherwise than the respondent's; for automatic mapping of a Survey Response. */
	respondent?: Partial<Record<keyof Respondent, string>>;
	/** Rejects where the item does not say where it goes. */
	destinationFor(itemIndex: number): Promise<Destination<Work>>;
	/** What an item's record is recognised by, as far as it is not among the mapped fields. */
	keyFor?(itemIndex: number, destination: Destination<Work>, rendering: RenderContext): KeyValues;
	/** What an item has to say beside its mapped fields. */
	moreFor?(itemIndex: number, rendering: RenderContext): MoreFields<Work>;
	/** What an output item says of its input, whatever became of it. */
	describeItem?(fields: MappedField[]): IDataObject;
	/** Of the provider's own texts. */
	needsSurvey?: NeedsSurvey;
	/** Texts of the provider's own parameters that may hold piped text. */
	texts?: CheckedText[];
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

export interface MoreFields<Work = unknown> {
	/** A mapped row for the same field counts before these. */
	fields: MappedField[];
	consent?: SubscriptionDecision;
	rows: ShownRow[];
	warnings: string[];
	/** Piped text that names nothing. */
	problems: string[];
	/** What is true of the settings or the survey, whatever the item. */
	notes: string[];
	/** What follows once the record is there. */
	followUp?: Work;
	/** What only a dry run shows. */
	dryRun?: IDataObject;
}
