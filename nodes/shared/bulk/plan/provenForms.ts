import type { CompiledField } from '../cells/compileField';
import type { CellValue } from '../cells/fields';
import type { CellForm } from '../cells/oldText';
import { Refusal } from '../cells/refusal';
import type { FileRow } from '../rows';
import { damageOf } from '../spreadsheet/damage';
import {
	oldTextOf,
	valueIn,
	type PairSettings,
	type PlannedColumn,
	type StoredValues,
} from './readPair';
import { withCells } from './withCells';

/**
 * In which form the program wrote a row that saved it: what its [old] cells can only mean in one form, compared with what is there
 * now. A program writes all cells of a row alike, so that [new] cells of it that can be read in two ways are in that form too.
 *
 * Cells as the template wrote them prove nothing, since programs leave alone what they do not take for a number or a day; neither do
 * cells that say what is there in both forms. Where one proves this and one that, neither is proven.
 */
export function provenForms(
	row: FileRow,
	present: StoredValues,
	columns: readonly PlannedColumn[],
	settings: PairSettings,
): CellForm[] {
	const proven = new Set<CellForm>();
	for (const { field, oldColumn, newColumn } of columns) {
		if (oldColumn === -1) continue;
		const now = valueIn(present, field);
		const was = oldTextOf(row, oldColumn, field, settings);
		const form = field.isTextual
			? formOfDigits(was, field.writeOld(now))
			: formOf(was, settings.text(row.cell(newColumn) ?? ''), now, field);
		if (form !== undefined) proven.add(form);
	}
	return FORMS.flatMap(([one, other]) => {
		if (proven.has(one) === proven.has(other)) return [];
		return proven.has(one) ? [one] : [other];
	});
}

const FORMS: ReadonlyArray<readonly [CellForm, CellForm]> = [
	[',', '.'],
	['dayFirst', 'monthFirst'],
];

/**
 * The one form in which [old] says what is there; or, in a row that was written already and is read again, in which [new] does, where
 * [old] no longer says it in any form and was written anew by the program as well.
 */
function formOf(
	was: string,
	fresh: string,
	now: CellValue,
	field: CompiledField,
): CellForm | undefined {
	const formsOf = (text: string, isIt: (value: CellValue) => boolean): CellForm[] => {
		const shown = field.shown(text).filter(({ value }) => isIt(value));
		const forms = [...new Set(shown.map(({ form }) => form))];
		// A point before decimals is how templates write them.
		return forms.length === 1 && forms[0] === '.' && !text.includes(',') ? [] : forms;
	};
	const isThere = (value: CellValue): boolean => value === now;
	const isOld = field.shown(was).some(({ value }) => isThere(value));
	const isAnew = formsOf(was, () => true).length === 1 || isAmbiguous(was, field);
	const forms = isOld ? formsOf(was, isThere) : isAnew ? formsOf(fresh, isThere) : [];
	return forms.length === 1 ? forms[0] : undefined;
}

/** Digits of a code that a program took for a number: before their decimals stands its own sign. */
function formOfDigits(was: string, now: string): CellForm | undefined {
	const sign = /^[+-]?\d([.,])\d+E/i.exec(was)?.[1];
	return sign !== undefined && damageOf(was, now) === 'exponent' ? (sign as CellForm) : undefined;
}

function isAmbiguous(text: string, field: CompiledField): boolean {
	const read = field.readOld(text);
	return read instanceof Refusal && read.isAmbiguous;
}

/** A cell that can be read in two ways, written so that it can be read in one only; as it stands where it is in none of the forms. */
function inOneWay(cell: string, { field }: CompiledField, forms: readonly CellForm[]): string {
	const text = cell.trim();
	if (field.type.kind === 'number') {
		const sign = /[.,]/.exec(text)?.[0] ?? '';
		// With one more digit nobody takes it for thousands.
		return forms.includes(sign as CellForm) ? `${text.replace(sign, '.')}0` : cell;
	}
	// Two codes that became a number.
	if (field.type.kind === 'codes') return forms.includes('.') ? text.replace('.', ',') : cell;
	const [day, first, , second, year] =
		/^(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?=$|[\sT,])/.exec(text) ?? [];
	if (day === undefined) return cell;
	const inOrder = forms.includes('dayFirst')
		? [year, second, first]
		: forms.includes('monthFirst')
			? [year, first, second]
			: undefined;
	if (!inOrder) return cell;
	return inOrder.map((part) => part.padStart(2, '0')).join('-') + text.slice(day.length);
}

/** The row with its numbers and days as they are meant, where that is proven; undefined where it changes nothing. */
export function inProvenForms(
	row: FileRow,
	forms: readonly CellForm[],
	columns: readonly PlannedColumn[],
	{ text }: PairSettings,
): FileRow | undefined {
	const { cells: asTheyStand } = row;
	const cells = [...asTheyStand];
	for (const { field, oldColumn, newColumn } of columns) {
		for (const column of [oldColumn, newColumn]) {
			const cell = text(cells[column] ?? '');
			if (isAmbiguous(cell, field)) cells[column] = inOneWay(cell, field, forms);
		}
	}
	return cells.some((cell, column) => cell !== asTheyStand[column])
		? withCells(row, cells)
		: undefined;
}
