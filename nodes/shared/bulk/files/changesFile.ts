import { createCsvWriter, type CsvWriterSettings } from '../csv/csvWriter';
import type { RowOutcome } from '../plan/outcomes';

/** Every change of a file, one to a line: the full diff. For people, so formulas are escaped. */
export function createChangesFile(settings: Omit<CsvWriterSettings, 'escapeFormulas'> = {}): {
	start: string;
	row(outcome: RowOutcome): string | undefined;
} {
	const writer = createCsvWriter({ ...settings, escapeFormulas: true });
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
