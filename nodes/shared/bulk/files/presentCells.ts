import type { CompiledField } from '../cells/compileField';
import type { CellValue } from '../cells/fields';
import { checkWriter } from '../check/checkWriter';

export interface TemplateRecord {
	key: string;
	/** The target's own id of the record, where it has one: a part of the check. */
	id?: string;
	/** By field id, as the target gives them. */
	values: Record<string, unknown>;
}

/**
 * Fills the cells of a template's row, which are used again for the next one: the key, the present value of each field in front of
 * an empty [new] cell, and the check, where there is one. A text file holds the `text` of a value, a sheet another kind of cell.
 */
export function presentCells<Cell>(
	fields: readonly CompiledField[],
	hasCheck: boolean,
	empty: Cell,
	cellOf: (field: CompiledField, value: CellValue, text: string) => Cell,
): (record: TemplateRecord) => Array<Cell | string> {
	const checkOf = hasCheck ? checkWriter(fields) : undefined;
	const width = 1 + fields.length * 2;
	const cells = new Array<Cell | string>(checkOf ? width + 1 : width).fill(empty);
	const old = new Array<string>(fields.length).fill('');
	return ({ key, id, values }) => {
		cells[0] = key;
		for (let index = 0; index < fields.length; index++) {
			const field = fields[index];
			const present = field.canonical(Object.hasOwn(values, field.id) ? values[field.id] : null);
			old[index] = field.writeOld(present);
			cells[1 + index * 2] = cellOf(field, present, old[index]);
		}
		if (checkOf) cells[width] = checkOf(key, old, id);
		return cells;
	};
}
