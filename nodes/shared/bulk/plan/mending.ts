import type { RowCheck } from '../check/checkRow';
import type { FileRow } from '../rows';
import type { RowReason } from './outcomes';
import { inProvenForms, provenForms } from './provenForms';
import type { StoredValues } from './readPair';
import { recutRow, type CutFile } from './recutRow';

/** The row as it is meant, once the present values of its record are known; undefined where they do not tell. */
type Mending = (present: StoredValues) => FileRow | undefined;

/**
 * What a program made of a row, so that it cannot be read for certain as it stands, is settled by its own [old] cells and what is
 * there now: each row for itself, so that nothing of the file has to be kept. Undefined for other reasons. Files for rolling back are
 * taken as they came out, and in a workbook numbers and days are what they are.
 */
export function compileMending(
	file: CutFile,
	check: RowCheck | undefined,
): (row: FileRow, reasons: readonly RowReason[]) => Mending | undefined {
	const { columns, settings } = file;
	return (row, reasons) => {
		if (settings.checksNew || row.kind) return undefined;
		const { delimiter, problem } = row;
		if (delimiter !== undefined && problem?.kind === 'longRow')
			return (present) => {
				const cut = recutRow(row, delimiter, present, file);
				// Where the check is not at its place, something else is amiss.
				return cut && check?.verdictOn(cut) === 'unknown' ? undefined : cut;
			};
		if (!reasons.every(({ isAmbiguous }) => isAmbiguous)) return undefined;
		return (present) => {
			const forms = provenForms(row, present, columns, settings);
			return inProvenForms(row, forms, columns, settings);
		};
	};
}
