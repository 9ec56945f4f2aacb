/** Null: empty. */
export type CellValue = string | number | boolean | null;

/** What a field of the target holds, and how it is written in the file. */
export type FieldType =
	/** `isTrimmed`: the system keeps no blanks around it, so none are sent or compared. */
	| { kind: 'text'; maxLength?: number; isTrimmed?: boolean }
	/** Kept as text: a leading plus and leading zeros count. */
	| { kind: 'phone'; maxLength?: number; isTrimmed?: boolean }
	| { kind: 'email'; maxLength?: number }
	/** True, false, or (unless `isRequired`) empty. */
	| { kind: 'boolean' }
	/** A closed list; codes count exactly. `acceptsLabels`: a label that only one code has stands for it. */
	| { kind: 'code'; codes: readonly Code[]; acceptsLabels?: boolean }
	/** Several of a closed list, set apart by commas or semicolons. Their order does not count. */
	| { kind: 'codes'; codes: readonly Code[]; acceptsLabels?: boolean }
	| {
			kind: 'number';
			/** `either`: both are read, and what is ambiguous is refused. Default: read like that, written with a point. */
			decimalSeparator?: DecimalSeparator;
			/** Digits after the separator; 0: whole numbers. */
			maxDecimals?: number;
			min?: number;
			max?: number;
	  }
	/** `format`: `dd`, `MM` and `yyyy` in any order with separators; default `yyyy-MM-dd`. */
	| { kind: 'date'; format?: string; notAfter?: string }
	/** ISO 8601; without an offset it is a time in this zone. `order`: which comes first where day and month are written as numbers. */
	| { kind: 'dateTime'; timeZone: string; order?: 'dayFirst' | 'monthFirst' | undefined }
	/** Written as stored, for rolling back: the text of a boolean or a number is that value again. */
	| { kind: 'stored'; as: 'text' | 'boolean' | 'number' };

export type DecimalSeparator = '.' | ',' | 'either';

export interface Code {
	code: string;
	label?: string;
	/** Read and written, but not offered. */
	isHidden?: true;
}

export interface BulkField {
	/** As in the header of the file. */
	name: string;
	/** As the target knows it; default the name. */
	id?: string;
	type: FieldType;
	/** May not be cleared. */
	isRequired?: boolean;
	/** A legal act: changed only where the user said so. */
	isConsent?: boolean;
	/** Stands for every name that no other field has, where a system cannot list its fields: the id is what goes before the name. */
	isWildcard?: boolean;
	/** Of a consent: the value that takes it away; default `false`. Where it is `true` (`unsubscribed`), an empty one gives it. */
	optOutValue?: boolean;
}

export const fieldId = (field: BulkField): string => field.id ?? field.name;

/** As people call it, for messages. */
export const fieldName = (fields: readonly BulkField[], id: string): string =>
	fields.find((field) => fieldId(field) === id)?.name ?? id;

/** The fields as a roll-back file holds them: what was there goes back as it was, even if it breaks today's rules. */
export function storedFields(fields: readonly BulkField[]): BulkField[] {
	return fields.map(({ name, id, type, isConsent, isWildcard, optOutValue }) => ({
		name,
		...(id !== undefined && { id }),
		...(isConsent && { isConsent }),
		...(isWildcard && { isWildcard }),
		...(optOutValue !== undefined && { optOutValue }),
		type: {
			kind: 'stored',
			as: type.kind === 'boolean' || type.kind === 'number' ? type.kind : 'text',
		},
	}));
}
