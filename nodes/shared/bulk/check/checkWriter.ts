import type { CompiledField } from '../cells/compileField';
import type { CellValue } from '../cells/fields';
import { Refusal } from '../cells/refusal';
import { foldName } from '../header';
import { newEntry, writeCheck } from './checkText';

/**
 * Makes the check of a row out of the values that its [old] cells say, in the order of the fields; in files for rolling back, of its
 * [new] cells too.
 */
export function checkWriter(
	fields: readonly CompiledField[],
): (key: string, old: readonly CellValue[], id?: string, newCells?: readonly string[]) => string {
	// The id: a file may name its columns by label or by API name.
	const names = fields.map(({ id }) => foldName(id));
	return (key, old, id, newCells = []) =>
		writeCheck(
			{
				key,
				old: [
					...names.map((name, index) => [name, readBack(fields[index], old[index])] as const),
					...newCells.map((cell, index) => newEntry(names[index], cell)),
				],
			},
			id,
		);
}

/** As the [old] cell will be read: what breaks today's rules is its text, and an empty text is nothing. */
export function readBack(field: CompiledField, value: CellValue): CellValue {
	if (value === null) return null;
	const cell = field.writeOld(value);
	const read = field.readOld(cell);
	return read instanceof Refusal ? cell : read;
}
