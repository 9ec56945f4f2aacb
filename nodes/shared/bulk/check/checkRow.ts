import { Refusal } from '../cells/refusal';
import type { FileRow } from '../rows';
import { foldName } from '../header';
import type { RowReason } from '../plan/outcomes';
import { oldTextOf, type PairSettings, type PlannedColumn } from '../plan/readPair';
import { newEntry, verifyCheck, type CheckVerdict } from './checkText';

/** Looks at the check of a row; undefined where the file has none. */
export function compileCheck(
	checkColumn: number | undefined,
	keyColumn: number,
	columns: readonly PlannedColumn[],
	settings: PairSettings,
): ((row: FileRow) => CheckVerdict) | undefined {
	if (checkColumn === undefined || keyColumn === -1) return undefined;
	const compared = columns.filter(({ oldColumn }) => oldColumn !== -1);
	return (row) => {
		const check = row.cell(checkColumn) ?? '';
		if (check === '') return 'unknown';
		const fresh = settings.checksNew
			? columns.map(({ field, newColumn }) =>
					newEntry(foldName(field.field.name), settings.text(row.cell(newColumn) ?? '')),
				)
			: [];
		const old = compared.map(({ field, oldColumn }) => {
			const text = oldTextOf(row, oldColumn, field, settings);
			const value = field.readOld(text);
			return [foldName(field.field.name), value instanceof Refusal ? text : value] as const;
		});
		return verifyCheck(check, {
			key: settings.text(row.cell(keyColumn) ?? ''),
			old: [...old, ...fresh],
		});
	};
}

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
			'The row does not belong together: key and [old] are not those for which its [check] was made. It may come from another file, or columns were sorted on their own. Take the row from the template again',
	};
}
