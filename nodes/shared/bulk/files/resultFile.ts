import { createCsvWriter, type CsvWriterSettings } from '../csv/csvWriter';
import { RESULT_WORD } from '../header';
import type { RowOutcome } from '../plan/outcomes';

/** Names of the columns that follow the input's own. Reading takes no notice of them. */
const RESULT_COLUMNS = ['Outcome', 'Reason', 'Line'].map((name) => `[${RESULT_WORD}] ${name}`);

export interface RowWriter {
	/** Mark and header. */
	readonly start: string;
	row(outcome: RowOutcome): string;
}

export interface ResultFileSettings extends Omit<CsvWriterSettings, 'escapeFormulas'> {
	/**
	 * Formulas are escaped in the columns of the input too: for reading only, since such a file must be sent again with
	 * _Unescape Formulas_. In the reasons they always are.
	 */
	isForPeople?: boolean;
	/** The input is written with the same delimiter and quotes, and has no columns beside those of the header. */
	isSameDialect?: boolean;
}

/**
 * The input with the outcome, the reason and the line of each row, ready to be mended and sent again. A row with too few or too
 * many cells keeps them, and one more at its end that says so: until it is mended, it cannot be taken for a whole one.
 */
export function createResultFile(
	header: readonly string[],
	settings: ResultFileSettings = {},
): RowWriter {
	const width = header.length;
	const { isForPeople = false, isSameDialect = false, ...dialect } = settings;
	const { delimiter = ',' } = settings;
	const escapeFormulas = [
		...header.map(() => isForPeople),
		...RESULT_COLUMNS.map(() => true),
		true,
	];
	const writer = createCsvWriter({ ...dialect, escapeFormulas });
	const addedWriter = createCsvWriter({ ...dialect, escapeFormulas: true });
	/** What stands in the file already need not be taken apart and put together again. */
	const copies = isSameDialect && !isForPeople;
	return {
		start: writer.start + writer.row([...header, ...RESULT_COLUMNS]),
		row(row) {
			const { outcome, reasons, line } = row;
			const reason = reasons.map(({ message }) => message).join('; ');
			const added = [outcome, reason, String(line)];
			const text = copies ? row.text : undefined;
			if (text !== undefined) return text + delimiter + addedWriter.row(added);
			const { cells } = row;
			const own =
				cells.length < width ? [...cells, ...padding(width - cells.length)] : cells.slice(0, width);
			const note = cells.length === width ? [] : [`${cells.length} of ${width} cells`];
			return writer.row([...own, ...added, ...note, ...cells.slice(width)]);
		},
	};
}

const padding = (count: number): string[] => new Array<string>(count).fill('');
