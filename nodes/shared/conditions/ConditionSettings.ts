export interface ConditionSettings {
	/** Default false: text is compared without regard to case. Text is trimmed either way. */
	caseSensitive: boolean;
	/** Default true; the rules of conversion stand in conversion.ts. */
	convertTypes: boolean;
	/** Where an item goes whose condition cannot be evaluated. Default `false`. */
	notEvaluable: 'false' | 'error' | 'true';
	/** How `03/04/2024` is read; without it such a date cannot be evaluated. */
	dateOrder?: 'dayFirst' | 'monthFirst';
}
