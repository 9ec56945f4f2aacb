import { fold } from './text';

/**
 * Words for yes and no in the languages of the product's users: English, French, Czech, German, Polish, Spanish, Italian, Dutch;
 * among them what spreadsheet programs write in these languages.
 */
export interface YesOrNoWord {
	is: boolean;
	/** English name of the language, for messages; several where the word is the same. */
	language: string;
	/** What a spreadsheet program in that language makes of TRUE or FALSE. */
	isSpreadsheetWord: boolean;
}

/** The first word of each is what spreadsheet programs write. */
const TABLE: ReadonlyArray<[language: string, yes: string, no: string]> = [
	['English', 'true yes y t on', 'false no n f off'],
	['French', 'vrai oui', 'faux non'],
	['Czech', 'pravda ano', 'nepravda ne'],
	['German', 'wahr ja', 'falsch nein'],
	['Polish', 'prawda tak', 'fałsz falsz nie'],
	['Spanish', 'verdadero sí si', 'falso no'],
	['Italian', 'vero sì si', 'falso no'],
	['Dutch', 'waar ja', 'onwaar nee'],
];

const entriesOf = (words: string, is: boolean, language: string): Array<[string, YesOrNoWord]> =>
	words.split(' ').map((word, index) => [word, { is, language, isSpreadsheetWord: index === 0 }]);

/** By the folded word. */
export const YES_OR_NO_WORDS: ReadonlyMap<string, YesOrNoWord> = TABLE.flatMap(
	([language, yes, no]) => [...entriesOf(yes, true, language), ...entriesOf(no, false, language)],
).reduce((words, [word, meaning]) => {
	const known = words.get(word);
	const language = known ? `${known.language} or ${meaning.language}` : meaning.language;
	return words.set(fold(word), { ...meaning, language });
}, new Map<string, YesOrNoWord>());

/** True or false; undefined for what is neither. `1` and `0` count, also as text; a number above 1 does not. */
export function readBoolean(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (value === 1 || value === 0) return value === 1;
	if (typeof value !== 'string') return undefined;
	const word = fold(value);
	if (word === '1' || word === '0') return word === '1';
	return YES_OR_NO_WORDS.get(word)?.is;
}
