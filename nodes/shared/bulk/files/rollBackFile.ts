import { compileField, type CompiledField } from '../cells/compileField';
import { storedFields, type BulkField } from '../cells/fields';
import { ROLL_BACK_RULES } from '../cells/rules';
import { CHECK_NAME } from '../check/checkText';
import { checkWriter } from '../check/checkWriter';
import { takesConsentAway } from '../plan/readPair';
import { NO_CHANGES, type FieldChange, type RowOutcome } from '../plan/outcomes';
import { createTable, type Table, type TableSettings } from './table';

/** Which of the cells that were [new] already are undone too: none, all, or all but consents that undoing would give back. */
export type UndoAlreadyThere = boolean | 'unlessItGivesConsent';

export interface RollBackFileSettings extends TableSettings {
	/**
	 * For a run started again after a kill: the rows written last had not been handed out yet, and [old] says what they held.
	 * What somebody else wrote, with the same result, is undone as well. Default: no.
	 */
	withAlreadyThere?: UndoAlreadyThere;
	/**
	 * With the column `[check]`, and formulas escaped: read with `checksNew` and, unless it is a workbook, `unescapeFormulas`. Files
	 * without it are exact.
	 */
	hasCheck?: boolean;
}

/** The cells of a row that are put into the roll-back file although this run did not write them. */
export function undoneAlreadyThere(
	{ alreadyThere }: Pick<RowOutcome, 'alreadyThere'>,
	which: UndoAlreadyThere,
): FieldChange[] {
	if (which === false || alreadyThere.length === 0) return NO_CHANGES;
	return alreadyThere.filter(
		({ field, from, isOldSpoilt }) =>
			!isOldSpoilt && (which === true || !field.isConsent || takesConsentAway(field, from)),
	);
}

/** Undoing gives no consent back that somebody may have withdrawn. */
const perhapsWritten = ({ unsure = NO_CHANGES }: RowOutcome): FieldChange[] =>
	unsure.filter(({ field, from }) => !field.isConsent || takesConsentAway(field, from));

/**
 * The cells that were written, or may have been, swapped: [old] is what the file put there, [new] what was there before; where nothing was,
 * `[clear]`. Cells that were not written stay empty and mean nothing. Read it back with `ROLL_BACK_RULES` and `storedFields`.
 * `row` gives nothing for a row of which nothing was written.
 */
export function createRollBackFile(
	keyName: string,
	fields: readonly BulkField[],
	{ withAlreadyThere = false, hasCheck = false, ...settings }: RollBackFileSettings = {},
): Omit<Table, 'row'> & { row(outcome: RowOutcome): string | undefined } {
	const compiled = storedFields(fields).map((field) => compileField(field, ROLL_BACK_RULES));
	const columnOf = new Map(compiled.map(({ id }, index) => [id, index]));
	const checkOf = hasCheck ? checkWriter(compiled, { checksNew: true }) : undefined;
	const width = 1 + compiled.length * 2;
	const names = [keyName, ...pairNames(compiled), ...(checkOf ? [CHECK_NAME] : [])];
	const columns = names.map((name) => ({ name, escape: hasCheck, isLocked: true }));
	// Nothing of what was there is cut off, not even what Excel would not show.
	const table = createTable(columns, settings, Infinity);
	return {
		format: table.format,
		start: table.start,
		row(row) {
			const { key, outcome, changes } = row;
			const written = outcome === 'ok' ? changes : perhapsWritten(row);
			const found = undoneAlreadyThere(row, withAlreadyThere);
			const undone = found.length > 0 ? [...written, ...found] : written;
			if (undone.length === 0) return undefined;
			const cells = new Array<string>(width).fill('');
			cells[0] = key;
			for (const { field, from, to } of undone) {
				const index = columnOf.get(field.id ?? field.name);
				if (index === undefined) continue;
				cells[1 + index * 2] = compiled[index].writeOld(to);
				cells[2 + index * 2] = compiled[index].writeNew(from);
			}
			if (checkOf) {
				const oldCells = compiled.map((_field, index) => cells[1 + index * 2]);
				const newCells = compiled.map((_field, index) => cells[2 + index * 2]);
				cells.push(checkOf(key, oldCells, row.id, newCells));
			}
			return table.row(cells);
		},
	};
}

export const pairNames = (fields: readonly CompiledField[]): string[] =>
	fields.flatMap(({ field: { name } }) => [`[old] ${name}`, `[new] ${name}`]);
