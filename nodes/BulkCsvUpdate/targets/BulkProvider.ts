import type {
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import type {
	BulkField,
	BulkTarget,
	CellRules,
	CsvWriterSettings,
	ListedCode,
	RulesPreset,
	TemplateRecord,
} from '../../shared/bulk';
import type { System } from '../../shared/n8n/systems/System';
import type { KeyKind } from '../../shared/records';

/**
 * A system that files can be applied to. Everything that differs from one system to the next stands behind this: `connect()`
 * gives the destination of the files, and that is opened to be read and written. The file, its checks, the loop, the result
 * files and the report are the node's.
 *
 * Parameters of a target group say so themselves (`displayOptions: { show: { targetGroup: ['mailingList'] } }`); the node adds
 * the operation. Not among the parameters, since the node has them for all: `keyField`, `dataKind`, `fields`, `targetGroup`,
 * everything about files.
 */
export interface BulkProvider extends System {
	/** What the node's subtitle says of the target, as code of an n8n expression. */
	subtitle: string;
	/** Kinds of target groups for Download Template, without the lists of keys, which the node adds by itself. */
	groups: INodePropertyOptions[];
	/** What most people never need; in the node's *Options*, so read as `options.<name>`. */
	options?: INodeProperties[];
	/** Parameters that decide which fields there are, as in `loadOptionsDependsOn`. */
	fieldsDependOn?: readonly string[];
	/** False: the key is typed, and any name is a field (n8n items). Default true. */
	hasFields?: boolean;
	/** What cells mean in files of this system, unless something else is chosen. Default `neutral`. */
	usualRules?: RulesPreset;
	/** Label of a third output, for the rows that are handed on instead of written. */
	rowsOutput?: string;
	/** Reads the settings and what they name, once for a run; in the editor for each list of fields. */
	connect(context: BulkContext, settings: TargetSettings): Promise<BulkDestination>;
}

/** A run, or the editor asking for a list. Both can send requests (`runtimeOf`, `connectQualtrics`, …). */
export type BulkContext = IExecuteFunctions | ILoadOptionsFunctions;

export type BulkOperation =
	| 'downloadTemplate'
	| 'validate'
	| 'apply'
	| 'rollBack'
	| 'verify'
	| 'listCodes';

export interface TargetSettings {
	operation: BulkOperation;
	/** A parameter of this target; of a locator what was chosen. Works in a run and in the editor. */
	parameter<T>(name: string, fallback: T): T;
	/** A parameter that lists names: cut where its author wrote a separator; what an n8n expression gives is not cut. */
	names(name: string): string[];
	/** IANA name, of the workflow. */
	timeZone: string;
}

/** Where the records of a file are: a table, a directory, an institution. */
export interface BulkDestination {
	/** For reports and hints, such as `Dynamics 365, contacts`. No address, no account. */
	description: string;
	/**
	 * Everything that may be changed there, with types and, for closed lists, codes. Undefined: any name is a field, as text.
	 * `isConsent` decides to which data kind a field belongs, and that it is changed only where consents are confirmed;
	 * where not `false` but `true` takes the consent away (`unsubscribed`, `doNotEmail`), say so in `optOutValue`.
	 */
	fields: BulkField[] | undefined;
	/** What records may be found by; the first one is the default. */
	keyFields: KeyField[];
	/** What the user should know about the settings; shown as hints above the output. */
	notes?: string[];
	/**
	 * The records, ready to be read and written. Called once for a run. A target that takes files answers its writes as done:
	 * the row is then put into the upload file. What the upload format cannot say (a clear without a token) is refused here,
	 * entry by entry, with a ConnectorError of kind `input`.
	 */
	open(options: OpenOptions): Promise<BulkTarget>;
	/** The records of a target group, page after page. `kind` is a value of `groups`. Never called for lists of keys. */
	group?(kind: string, options: GroupOptions): AsyncIterable<TemplateRecord[]>;
	/** The allowed values; default those of the fields' types. */
	codes?(fields: readonly BulkField[]): Promise<ListedCode[]>;
	/** The system takes files: rows that Apply or Roll Back would write are put into one in this format. */
	upload?: UploadFormat;
	/** What writes have handed out since the last call, where that is how it is written to (n8n items). */
	takeItems?(): IDataObject[];
	/** Writing changes nothing outside of the run, so that a run may be given up and begun again. */
	isLocal?: boolean;
	/** Where reading is slow by the system's limits: records a minute. Verify then says how long a full check would take. */
	readsPerMinute?: number;
}

export interface KeyField {
	/** As the target knows it. */
	id: string;
	/** As in the header of a template, and as the user chooses it. */
	name: string;
	/** How keys are compared. */
	kind: KeyKind;
}

export interface OpenOptions {
	/**
	 * `read`: only `find` will be called (Download Template with a list of keys; `write` may throw). `verify`: only `find` too,
	 * and it must be there.
	 */
	purpose: 'read' | 'validate' | 'apply' | 'verify';
	keyField: KeyField;
	/** The fields that are in the file (or were chosen for the template): those that will be asked for and written. */
	fields: readonly BulkField[];
}

export interface GroupOptions {
	keyField: KeyField;
	fields: readonly BulkField[];
}

export interface UploadFormat {
	/** Of the file, without an ending: `secutix-update`. It is a `.csv` in a `.zip`. */
	name: string;
	/** How the system reads cells: cleared fields are written with its tokens, whatever those of the file are. */
	rules: CellRules;
	csv: CsvWriterSettings;
}
