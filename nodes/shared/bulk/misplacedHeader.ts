import type { FileRow } from './rows';

const ROWS_LOOKED_AT = 20;

/** What is wrong with a first row that does not hold the names of the columns, and what to do; undefined where it does. */
export function misplacedHeader(
	names: readonly string[],
	/** In the brackets of the names that are meant. */
	wordsInBrackets: readonly string[],
	beginning: ReadonlyArray<Pick<FileRow, 'line' | 'cells'>>,
): string | undefined {
	const words = wordsInBrackets.map((word) => `[${word.toLowerCase()}]`);
	const marks = (text: string): number => {
		const plain = text.toLowerCase().replace(/(\[)\s+|\s+(\])/g, '$1$2');
		return words.reduce((sum, word) => sum + plain.split(word).length - 1, 0);
	};
	const crowded = names.find((name) => marks(name) > 1);
	if (crowded !== undefined && names.filter((name) => name.trim() !== '').length === 1) {
		return 'All columns are in one, column A: the program that opened the file expects another separator. In a spreadsheet program, import the file (Data, From Text) with the separator that stands between the names, or take the template as an Excel workbook';
	}
	if (names.some((name) => marks(name) > 0)) return undefined;
	const below = beginning.slice(0, ROWS_LOOKED_AT).find(({ cells }) => marks(cells.join(' ')) > 1);
	if (!below) return undefined;
	return `The names of the columns are in line ${below.line}, and something else stands above them: delete what is above, so that they come first`;
}
