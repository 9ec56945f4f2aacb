import { orderOf } from './dates';
import type { DecimalSeparator, FieldType } from './fields';

/** What a cell may say besides a value. */
export interface CellRules {
	/** What an empty [new] cell means. `""` is empty too. */
	empty: 'unchanged' | 'clear';
	clearTokens: ClearToken[];
	/** In front of a value that looks like a clear token or like itself; taken off when reading. */
	escape?: string;
	booleans: BooleanWords;
	/** Of all numbers of the file, instead of what their fields say. */
	decimalSeparator?: DecimalSeparator;
	/** Of all days of the file, instead of what their fields say: `dd`, `MM` and `yyyy` in any order with separators. */
	dateFormat?: string;
}

/** Counts exactly as written, in all fields or in those that are true or false. */
export interface ClearToken {
	token: string;
	in: 'allFields' | 'booleans';
}

export interface BooleanWords {
	true: readonly string[];
	false: readonly string[];
	anyCase: boolean;
	/** The words of all languages that are known are read too, as spreadsheet programs write them. */
	anyLanguage?: true;
}

/** A closed list of two case variants; `True`, `1`, `yes` and localised words are not on it. */
const SECUTIX_BOOLEANS: BooleanWords = {
	true: ['TRUE', 'true', 'T', 't'],
	false: ['FALSE', 'false', 'F', 'f'],
	anyCase: false,
};

export type RulesPreset = 'neutral' | 'secutixSam' | 'secutixExtended' | 'salesforce';

/**
 * | preset           | empty     | clears                         | true, false                              |
 * |------------------|-----------|--------------------------------|------------------------------------------|
 * | neutral          | unchanged | `[clear]`                      | yes and no in any language, any case     |
 * | SecuTix SAM      | unchanged | `Vide`, an authorization only  | `TRUE true T t`, `FALSE false F f`       |
 * | SecuTix extended | unchanged | `=`                            | as above                                 |
 * | Salesforce style | unchanged | `#N/A`                         | `true 1 yes y t on` and opposites, any case |
 */
export const RULES: Record<RulesPreset, CellRules> = {
	neutral: {
		empty: 'unchanged',
		clearTokens: [{ token: '[clear]', in: 'allFields' }],
		booleans: { true: ['TRUE'], false: ['FALSE'], anyCase: true, anyLanguage: true },
		// What is ambiguous is refused: nobody says in which language the file was written.
		decimalSeparator: 'either',
	},
	secutixSam: {
		empty: 'unchanged',
		clearTokens: [{ token: 'Vide', in: 'booleans' }],
		booleans: SECUTIX_BOOLEANS,
	},
	secutixExtended: {
		empty: 'unchanged',
		clearTokens: [{ token: '=', in: 'allFields' }],
		booleans: SECUTIX_BOOLEANS,
	},
	salesforce: {
		empty: 'unchanged',
		clearTokens: [{ token: '#N/A', in: 'allFields' }],
		booleans: {
			true: ['true', '1', 'yes', 'y', 't', 'on'],
			false: ['false', '0', 'no', 'n', 'f', 'off'],
			anyCase: true,
		},
	},
};

/** Of the files that are written for rolling back: whatever was there can be said, an empty value too. */
export const ROLL_BACK_RULES: CellRules = {
	empty: 'unchanged',
	clearTokens: [{ token: '[clear]', in: 'allFields' }],
	escape: '\\',
	booleans: SECUTIX_BOOLEANS,
};

/** SecuTix's third state is a word of the interface's language. */
export const withClearWord = (rules: CellRules, word: string): CellRules => ({
	...rules,
	clearTokens: rules.clearTokens.map((token) =>
		token.in === 'booleans' ? { ...token, token: word } : token,
	),
});

/** A field's type as the file writes it. */
export function typeInFile(
	type: FieldType,
	{ decimalSeparator, dateFormat }: CellRules,
): FieldType {
	if (type.kind === 'number' && decimalSeparator) return { ...type, decimalSeparator };
	if (dateFormat === undefined) return type;
	if (type.kind === 'date') return { ...type, format: dateFormat };
	return type.kind === 'dateTime' ? { ...type, order: orderOf(dateFormat) } : type;
}
