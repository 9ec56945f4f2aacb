/** When a row writes to a record that is there. A record that is created simply gets the value. */
export type WritePolicy = 'always' | 'onlyIfEmpty' | 'onlyIfNewer' | 'append' | 'neverLowerConsent';

export const WRITE_POLICIES: readonly WritePolicy[] = [
	'always',
	'onlyIfEmpty',
	'onlyIfNewer',
	'append',
	'neverLowerConsent',
];

export type FieldAction = 'set' | 'clear' | 'leave';

export interface MappedField {
	target: string;
	/** Typed where the source is exactly one token; null unless `set`. */
	value: unknown;
	/** What the source came out as, before the row's transformations: shown beside the token in dry runs. */
	sourceText: string;
	action: FieldAction;
	/** Why a field is left or cleared. */
	note?: string;
	/** Default: always. */
	policy?: WritePolicy;
	/** With *append*, where several items or rows add to the field: what each adds, in order; else it is the value. */
	added?: readonly unknown[];
	/** With *only if newer*, where several items were put together: the time of the response that the value is of. */
	time?: string;
}
