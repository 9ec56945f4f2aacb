import type { RowOutcome } from '../plan/outcomes';
import { createTable, type Table, type TableSettings } from './table';

/** Every change of a file, one to a line: the full diff. For people, so formulas are escaped. */
export function createChangesFile(settings: TableSettings = {}): Omit<Table, 'row'> & {
	rows(outcome: Pick<RowOutcome, 'line' | 'key' | 'changes'>): readonly string[];
} {
	const columns = ['Line', 'Key', 'Field', 'From', 'To'].map((name) => ({ name, escape: true }));
	const { format, start, row } = createTable(columns, settings);
	return {
		format,
		start,
		rows: ({ line, key, changes }) =>
			changes.map(({ field, from, to }) => row([line, key, field.name, from, to])),
	};
}
