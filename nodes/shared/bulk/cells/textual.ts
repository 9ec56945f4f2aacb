import { textOf } from '../../pipedText/textOf';
import type { CellValue } from './fields';
import type { CellReader, Refusal } from './refusal';

export const emptyAsNull = (text: string): string | null => (text === '' ? null : text);

/** A type whose values are texts, as they stand in the cell or made to be so by `read`. */
export const textual = (
	read: (cell: string) => CellValue | Refusal,
	isPlain = false,
): CellReader => ({
	isPlain,
	read,
	canonical: (value) => emptyAsNull(textOf(value)),
	write: String,
});
