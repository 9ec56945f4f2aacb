import { compileField } from '../cells/compileField';
import type { BulkField } from '../cells/fields';
import { Refusal } from '../cells/refusal';
import type { CellRules } from '../cells/rules';
import { createCsvWriter, type CsvWriterSettings } from '../csv/csvWriter';
import { unescapeFormula } from '../csv/escapeFormula';
import type { ParsedHeader } from '../header';
import type { RowOutcome } from '../plan/outcomes';
import { csvInZip, type FileFormat } from '../zip/GrowingFile';

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
	format: FileFormat;
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
	const start = writer.start + writer.row(names);
	return {
		format: csvInZip(start),
		start,
		row({ key, cells: given, source, outcome, changes }) {
			if (outcome !== 'ok' || changes.length === 0) return undefined;
			const cells = [key];
			header.pairs.forEach(({ oldColumn = -1 }, index) => {
				const old = given[oldColumn] ?? '';
				const kind = source?.kind?.(oldColumn) ?? 'text';
				// A day or a number of a workbook is written as the system reads it.
				const read = kind === 'text' ? old : pairs[index].fromSheet(old, kind);
				const text = read instanceof Refusal ? old : read;
				cells.push(unescapeFormulas ? unescapeFormula(text) : text, '');
			});
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
