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
 * an empty [new] cell, and the check, where there is one.
 */
export function presentCells<Cell>(
	fields: readonly CompiledField[],
	hasCheck: boolean,
	empty: Cell,
	cellOf: (field: CompiledField, value: CellValue) => Cell,
): (record: TemplateRecord) => Array<Cell | string> {
	const checkOf = hasCheck ? checkWriter(fields) : undefined;
	const width = 1 + fields.length * 2;
	const cells = new Array<Cell | string>(checkOf ? width + 1 : width).fill(empty);
	const present = new Array<CellValue>(fields.length).fill(null);
	return ({ key, id, values }) => {
		cells[0] = key;
		for (let index = 0; index < fields.length; index++) {
			const field = fields[index];
			const value = Object.hasOwn(values, field.id) ? values[field.id] : null;
			present[index] = field.canonical(value);
			cells[1 + index * 2] = cellOf(field, present[index]);
		}
		if (checkOf) cells[width] = checkOf(key, present, id);
		return cells;
	};
}
