import type { CompiledField } from '../cells/compileField';
import type { CellValue } from '../cells/fields';
import { Refusal } from '../cells/refusal';
import { foldName } from '../header';
import { checkedFields, newName, writeCheck } from './checkText';

/**
 * Makes the check of a row out of the values that its [old] cells will be read as, in the order of the fields; in files for rolling back
 * (`checksNew`), of its [new] cells too.
 */
export function checkWriter(
	fields: readonly CompiledField[],
	{ checksNew = false } = {},
): (key: string, old: readonly string[], id?: string, newCells?: readonly string[]) => string {
	// The id: a file may name its columns by label or by API name.
	const names = fields.map(({ id }) => foldName(id));
	const checked = checkedFields(checksNew ? [...names, ...names.map(newName)] : names);
	const values = new Array<CellValue>(fields.length).fill(null);
	return (key, old, id, newCells = []) => {
		for (let index = 0; index < fields.length; index++)
			values[index] = readBack(fields[index], old[index]);
		return writeCheck(checked, { key, values: checksNew ? [...values, ...newCells] : values }, id);
	};
}

/** As an [old] cell will be read: what breaks today's rules is its text, and an empty text is nothing. */
export function readBack(field: CompiledField, cell: string): CellValue {
	const read = field.readOld(cell);
	return read instanceof Refusal ? cell : read;
}
