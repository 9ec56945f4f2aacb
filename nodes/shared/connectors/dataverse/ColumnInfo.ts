/** What is known of a column, after its metadata (contracts/dataverse.md 4.2). */
export type ColumnKind =
	| 'text'
	| 'integer'
	| 'decimal'
	| 'boolean'
	| 'choice'
	| 'choices'
	| 'dateTime'
	| 'id'
	| 'lookup'
	/** Files, images, activity parties: shown nowhere, written never. */
	| 'other';

export interface ColumnOption {
	value: number;
	label: string;
	/** Its wording in every language of the environment. */
	labels: string[];
	/** Status reasons: the status they belong to. */
	state?: number;
	/** Not to be offered; records may have it all the same. */
	isHidden?: true;
}

export interface LookupTarget {
	table: string;
	/** The navigation property that is written; its spelling is exact (contracts/dataverse.md 7). */
	navigation: string;
}

export interface ColumnInfo {
	/** `emailaddress1`. */
	name: string;
	label: string;
	kind: ColumnKind;
	/** As Dataverse calls it: `Money`, `Memo`, `Status`, `Owner`. */
	type: string;
	forCreate: boolean;
	forUpdate: boolean;
	forRead: boolean;
	/** `business` is asked for by forms only; Dataverse itself insists on `system`. */
	required: 'none' | 'recommended' | 'business' | 'system';
	isPrimaryId: boolean;
	/** Texts: in UTF-16 units. */
	maxLength?: number;
	/** `Email`, `Phone`, `Url`; dates: `DateOnly`, `DateAndTime`. */
	format?: string;
	min?: number;
	max?: number;
	/** Digits after the point. */
	precision?: number;
	dateBehavior?: 'UserLocal' | 'DateOnly' | 'TimeZoneIndependent';
	options?: ColumnOption[];
	targets?: LookupTarget[];
}
