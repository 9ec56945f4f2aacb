import { compileField, type CompiledField } from '../cells/compileField';
import { storedFields, type BulkField } from '../cells/fields';
import { ROLL_BACK_RULES } from '../cells/rules';
import { createCsvWriter, type CsvWriterSettings } from '../csv/csvWriter';
import type { RowOutcome } from '../plan/outcomes';

/**
 * The cells that were written, swapped: [old] is what the file put there, [new] what was there before; where nothing was,
 * `[clear]`. Cells that were not written stay empty and mean nothing. Read it back with `ROLL_BACK_RULES` and `storedFields`.
 * Undefined for a row of which nothing was written.
 */
export function createRollBackFile(
	keyName: string,
	fields: readonly BulkField[],
	settings: Omit<CsvWriterSettings, 'guard'> = {},
): { start: string; row(outcome: RowOutcome): string | undefined } {
	const writer = createCsvWriter(settings);
	const compiled = storedFields(fields).map((field) => compileField(field, ROLL_BACK_RULES));
	const columnOf = new Map(compiled.map(({ id }, index) => [id, index]));
	return {
		start: writer.start + writer.row([keyName, ...pairNames(compiled)]),
		row({ key, outcome, changes }) {
			if (outcome !== 'ok' || changes.length === 0) return undefined;
			const cells = new Array<string>(1 + compiled.length * 2).fill('');
			cells[0] = key;
			for (const { field, from, to } of changes) {
				const index = columnOf.get(field.id ?? field.name);
				if (index === undefined) continue;
				cells[1 + index * 2] = compiled[index].writeOld(to);
				cells[2 + index * 2] = compiled[index].writeNew(from);
			}
			return writer.row(cells);
		},
	};
}

export const pairNames = (fields: readonly CompiledField[]): string[] =>
	fields.flatMap(({ field: { name } }) => [`[old] ${name}`, `[new] ${name}`]);
