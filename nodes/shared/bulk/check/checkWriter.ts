import type { CompiledField } from '../cells/compileField';
import type { CellValue } from '../cells/fields';
import { Refusal } from '../cells/refusal';
import { foldName } from '../header';
import { checkedFields, newName, writeCheck } from './checkText';

/**
 * Makes the check of a row out of the values that its [old] cells say, in the order of the fields; in files for rolling back
 * (`checksNew`), of its [new] cells too.
 */
export function checkWriter(
	fields: readonly CompiledField[],
	{ checksNew = false } = {},
): (key: string, old: readonly CellValue[], id?: string, newCells?: readonly string[]) => string {
	// The id: a file may name its columns by label or by API name.
	const names = fields.map(({ id }) => foldName(id));
	const checked = checkedFields(checksNew ? [...names, ...names.map(newName)] : names);
	return (key, old, id, newCells = []) => {
		const values = fields.map((field, index) => readBack(field, old[index]));
		return writeCheck(checked, { key, values: checksNew ? [...values, ...newCells] : values }, id);
	};
}

/** As the [old] cell will be read: what breaks today's rules is its text, and an empty text is nothing. */
export function readBack(field: CompiledField, value: CellValue): CellValue {
	if (value === null) return null;
	const cell = field.writeOld(value);
	const read = field.readOld(cell);
	return read instanceof Refusal ? cell : read;
}
