import type { CompiledField } from '../cells/compileField';
import type { CellValue } from '../cells/fields';
import { Refusal } from '../cells/refusal';
import type { FileRow } from '../rows';
import { foldName } from '../header';
import type { RowReason } from '../plan/outcomes';
import { oldTextOf, valueIn, type PairSettings, type PlannedColumn } from '../plan/readPair';
import {
	checkedFields,
	isCheckedKey,
	newName,
	verifyCheck,
	writeCheck,
	type CheckedRow,
	type CheckVerdict,
} from './checkText';
import { readBack } from './checkWriter';

export interface CheckColumns {
	keyColumn: number;
	columns: readonly PlannedColumn[];
	settings: PairSettings;
}

/** Which of the values an [old] cell says, for its place among the columns. */
type ReadOld = (field: CompiledField, text: string) => CellValue;

/** What the check of a row tells. */
export interface RowCheck {
	verdictOn(row: FileRow): CheckVerdict;
	/** Whether [old] said what is there now, as the file was made: by the values of all of its fields. */
	saidThese(row: FileRow, present: Readonly<Record<string, unknown>>): boolean;
}

/** Undefined where the file has none. */
export function compileCheck(
	checkColumn: number | undefined,
	of: CheckColumns,
): RowCheck | undefined {
	if (checkColumn === undefined || of.keyColumn === -1) return undefined;
	const { fields, checkedBy } = compileChecked(of);
	return {
		verdictOn(row) {
			const check = row.cell(checkColumn) ?? '';
			if (check === '') return 'unknown';
			const asWritten = checkedBy(row, asItStands);
			const verdict = verifyCheck(check, fields, asWritten);
			if (verdict !== 'oldChanged' && verdict !== 'otherRow') return verdict;
			for (const readOld of AS_SHOWN) {
				const shown = verifyCheck(check, fields, checkedBy(row, readOld));
				if (shown !== verdict) return shown;
			}
			if (verdict === 'oldChanged') return verdict;
			const isOfWhole = beginnings(asWritten.key).some((whole) => isCheckedKey(check, whole));
			return isOfWhole ? 'keyChanged' : verdict;
		},
		saidThese(row, present) {
			const valueOf: ReadOld = (field) => readBack(field, field.writeOld(valueIn(present, field)));
			return verifyCheck(row.cell(checkColumn) ?? '', fields, checkedBy(row, valueOf)) === 'fits';
		},
	};
}

const MOST_ZEROS = 12;

/** What a spreadsheet may have taken off in front of digits: then key and [old] are spoilt, and the row is its own all the same. */
const beginnings = (key: string): string[] =>
	/^[1-9]\d*$|^0$/.test(key)
		? ['+', ...Array.from({ length: MOST_ZEROS }, (_, index) => '0'.repeat(index + 1))].map(
				(beginning) => beginning + key,
			)
		: [];

/** Makes the check of a row, for a file that had none. */
export function compileRowCheck(of: CheckColumns): (row: FileRow, id?: string) => string {
	const { fields, checkedBy } = compileChecked(of);
	return (row, id) => writeCheck(fields, checkedBy(row, asItStands), id);
}

function compileChecked({ keyColumn, columns, settings }: CheckColumns) {
	const compared = columns.filter(({ oldColumn }) => oldColumn !== -1);
	const kept = settings.checksNew ? columns : [];
	const nameOf = ({ field }: PlannedColumn): string => foldName(field.id);
	return {
		fields: checkedFields([
			...compared.map(nameOf),
			...kept.map((column) => newName(nameOf(column))),
		]),
		checkedBy(row: FileRow, readOld: ReadOld): CheckedRow {
			const values = compared.map(({ field, oldColumn }) =>
				readOld(field, oldTextOf(row, oldColumn, field, settings)),
			);
			for (const { newColumn } of kept) values.push(settings.text(row.cell(newColumn) ?? ''));
			return { key: settings.text(row.cell(keyColumn) ?? ''), values };
		},
	};
}

function asItStands(field: CompiledField, text: string): CellValue {
	const value = field.readOld(text);
	return value instanceof Refusal ? text : value;
}

/** As spreadsheets write days, moments and numbers in one language or another, the same for all columns of a row. */
const AS_SHOWN: readonly ReadOld[] = [0, 1, 2, 3, 4, 5, 6, 7].map((variant) => (field, text) => {
	const values = field.shown(text).map(({ value }) => value);
	const { kind } = field.field.type;
	const which =
		kind === 'number' ? variant & 1 : kind === 'date' ? (variant >> 1) & 1 : variant >> 1;
	return values[which] ?? values[0] ?? asItStands(field, text);
});

/** Why a row is refused whose check does not fit; nothing where only [old] differs, which is compared with what is there. */
export function checkReason(
	verdict: CheckVerdict,
	keyColumn: number,
	checksNew: boolean | undefined,
): RowReason | undefined {
	const column = keyColumn + 1;
	if (verdict === 'keyChanged') {
		return {
			kind: 'keyChanged',
			column,
			message:
				'The key is not the one for which the row was made: a spreadsheet may have changed it (as in 123 for 00123), or the column was sorted on its own. Take the row from the template again',
		};
	}
	if (verdict === 'oldChanged' && checksNew) {
		return {
			kind: 'rowChanged',
			column: 0,
			message:
				'The row was changed since the file was made, by a spreadsheet or by hand, so it would not put back what was there. Take the file as it came out of the run',
		};
	}
	if (verdict !== 'otherRow') return undefined;
	return {
		kind: 'otherRow',
		column,
		message:
			'Neither the key nor [old] is that for which the [check] of the row was made: a spreadsheet may have changed both (as in 123 for 00123), columns may have been sorted on their own, or the row comes from another file. Take the row from the template again',
	};
}
