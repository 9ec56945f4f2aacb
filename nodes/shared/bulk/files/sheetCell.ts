import type { FieldType } from '../cells/fields';
import type { CellKind } from '../rows';
import type { ColumnKind, SheetValue } from '../xlsx/write/sheetWriter';

/** What a field's column of a workbook holds. */
export const columnKind = ({ kind }: FieldType): ColumnKind =>
	kind === 'number' || kind === 'boolean' || kind === 'date' || kind === 'dateTime' ? kind : 'text';

/** A cell as it was read, to be written as what it was. */
export function sheetCell(
	text: string,
	kind: CellKind,
): { value: SheetValue; kind: ColumnKind | undefined } {
	switch (kind) {
		case 'number':
			return { value: Number(text), kind: 'number' };
		case 'percent':
			return { value: Number((Number(text.slice(0, -1)) / 100).toPrecision(15)), kind: 'percent' };
		case 'boolean':
			return { value: text === 'TRUE', kind: 'boolean' };
		case 'date':
			return { value: text, kind: dateKind(text) };
		case 'uncalculated':
			// It had no value, and no empty cell may stand for it, which could mean something.
			return { value: '#VALUE!', kind: 'text' };
		default:
			return { value: text, kind: text === '' ? undefined : 'text' };
	}
}

const dateKind = (text: string): ColumnKind =>
	text.includes('T') ? 'dateTime' : text.includes('-') ? 'date' : 'time';
