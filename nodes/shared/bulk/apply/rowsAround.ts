import { spoiltOld, type RowsAround } from '../plan/decideRow';
import { traitsOf, type ColumnTraits } from '../spreadsheet/columnTraits';
import { isOfEncoding, type EncodingDamage } from '../spreadsheet/damageByFile';
import type { CompiledField } from '../cells/compileField';
import type { CellValue } from '../cells/fields';
import type { BulkRow } from './BulkRow';

/**
 * What is seen in rows that were looked up together: in a file that a spreadsheet has spoilt, [old] no longer shows it. Found out
 * only for what is asked for.
 */
export function rowsAround(rows: readonly BulkRow[]): RowsAround {
	const known = new Map<string, ColumnTraits>();
	let seen: ReadonlySet<EncodingDamage> | undefined;
	return {
		traits(field) {
			const found = known.get(field.id);
			if (found) return found;
			const cells = rows.flatMap((row) => {
				const value = presentOf(row, field);
				return value === undefined || value === null ? [] : [field.writeOld(value)];
			});
			const traits = traitsOf(cells);
			known.set(field.id, traits);
			return traits;
		},
		encodingDamages: () => (seen ??= encodingDamagesOf(rows)),
	};
}

function presentOf({ record }: BulkRow, field: CompiledField): CellValue | undefined {
	if (!record || !Object.hasOwn(record.values, field.id)) return undefined;
	return field.canonical(record.values[field.id]);
}

/** Of the edited cells alone, whose [old] is at hand. */
function encodingDamagesOf(rows: readonly BulkRow[]): Set<EncodingDamage> {
	const seen = new Set<EncodingDamage>();
	for (const row of rows) {
		for (const { field, oldText } of row.wanted) {
			const present = presentOf(row, field);
			if (oldText === undefined || present === undefined || present === null) continue;
			const damage = spoiltOld(field, oldText, present);
			if (isOfEncoding(damage)) seen.add(damage);
		}
	}
	return seen;
}
