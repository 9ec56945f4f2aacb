import type { CompiledField } from '../cells/compileField';
import type { CellValue } from '../cells/fields';
import { Refusal } from '../cells/refusal';
import { foldName } from '../header';
import { writeCheck } from './checkText';

/** Makes the check of a row out of the values that its [old] cells say, in the order of the fields. */
export function checkWriter(
	fields: readonly CompiledField[],
): (key: string, old: readonly CellValue[], id?: string) => string {
	const names = fields.map(({ field }) => foldName(field.name));
	return (key, old, id) =>
		writeCheck(
			{ key, old: names.map((name, index) => [name, readBack(fields[index], old[index])]) },
			id,
		);
}

/** As the cell will be read: what breaks today's rules is its text, and an empty text is nothing. */
function readBack(field: CompiledField, value: CellValue): CellValue {
	if (value === null) return null;
	const cell = field.writeOld(value);
	const read = field.readOld(cell);
	return read instanceof Refusal ? cell : read;
}
