import { compileField } from '../cells/compileField';
import type { BulkField } from '../cells/fields';
import type { CellRules } from '../cells/rules';
import { createCsvWriter, type CsvWriterSettings } from '../csv/csvWriter';
import { unescapeFormula } from '../csv/escapeFormula';
import type { ParsedHeader } from '../header';
import type { RowOutcome } from '../plan/outcomes';

export interface UploadFileSettings {
	header: ParsedHeader;
	/** Of the target, so that values are written as its types say. */
	fields: readonly BulkField[];
	/** Those of the system that will read the file. */
	rules: CellRules;
	csv?: Omit<CsvWriterSettings, 'escapeFormulas'>;
	/** Cells of the input may have the apostrophe that escapes formulas in front. */
	unescapeFormulas?: boolean;
}

/**
 * A file for a system that takes files: the key and the pairs of the input, in its own rules whatever those of the input were.
 * Only cells that change have a [new]; what does not change keeps its [old] as it came. Rows of which nothing changes are left out; nothing is escaped.
 */
export function createUploadFile({
	header,
	fields,
	rules,
	csv = {},
	unescapeFormulas = false,
}: UploadFileSettings): {
	start: string;
	row(outcome: RowOutcome): string | undefined;
} {
	const writer = createCsvWriter({ mark: false, ...csv });
	const pairs = header.pairs.map(({ name }) => {
		const field = fields.find((one) => one.name === name || one.id === name);
		return compileField(field ?? { name, type: { kind: 'text' } }, rules);
	});
	const columnOf = new Map(pairs.map(({ id }, index) => [id, index]));
	const names = [
		header.names[header.keyColumn],
		// As they were written: how a system spells its columns is its own affair.
		...header.pairs.flatMap(({ name, oldColumn = -1, newColumn }) => [
			header.names[oldColumn] ?? `[old] ${name}`,
			header.names[newColumn],
		]),
	];
	return {
		start: writer.start + writer.row(names),
		row({ key, cells: given, outcome, changes }) {
			if (outcome !== 'ok' || changes.length === 0) return undefined;
			const cells = [key];
			for (const { oldColumn = -1 } of header.pairs) {
				const old = given[oldColumn] ?? '';
				cells.push(unescapeFormulas ? unescapeFormula(old) : old, '');
			}
			for (const { field, from, to } of changes) {
				const index = columnOf.get(field.id ?? field.name);
				if (index === undefined) continue;
				cells[1 + index * 2] = pairs[index].writeOld(from);
				cells[2 + index * 2] = pairs[index].writeNew(to);
			}
			return writer.row(cells);
		},
	};
}
