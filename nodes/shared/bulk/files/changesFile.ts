import { createCsvWriter, type CsvWriterSettings } from '../csv/csvWriter';
import type { RowOutcome } from '../plan/outcomes';

/** Every change of a file, one to a line: the full diff. For people, so it is guarded against formulas. */
export function createChangesFile(settings: Omit<CsvWriterSettings, 'guard'> = {}): {
	start: string;
	row(outcome: RowOutcome): string | undefined;
} {
	const writer = createCsvWriter({ ...settings, guard: true });
	return {
		start: writer.start + writer.row(['Line', 'Key', 'Field', 'From', 'To']),
		row({ line, key, changes }) {
			if (changes.length === 0) return undefined;
			let rows = '';
			for (const { field, from, to } of changes) {
				rows += writer.row([String(line), key, field.name, shown(from), shown(to)]);
			}
			return rows;
		},
	};
}

const shown = (value: string | number | boolean | null): string =>
	value === null ? '' : String(value);
