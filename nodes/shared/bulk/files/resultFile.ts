import { CHECK_NAME } from '../check/checkText';
import { createCsvWriter } from '../csv/csvWriter';
import { RESULT_WORD } from '../header';
import type { RowOutcome } from '../plan/outcomes';
import { createSheetWriter, type ColumnKind, type SheetValue } from '../xlsx/write/sheetWriter';
import { workbookFormat } from '../xlsx/write/workbookFormat';
import { csvInZip } from '../zip/GrowingFile';
import { sheetCell } from './sheetCell';
import type { Table, TableSettings } from './table';

/** Names of the columns that follow the input's own. Reading takes no notice of them. */
const RESULT_COLUMNS = ['Outcome', 'Reason', 'Line'].map((name) => `[${RESULT_WORD}] ${name}`);

export interface RowWriter extends Pick<Table, 'format' | 'start'> {
	row(outcome: RowOutcome): string;
}

export interface ResultFileSettings extends TableSettings {
	/**
	 * Formulas are escaped in the columns of the input too: for reading only, since such a file must be sent again with
	 * _Unescape Formulas_. In the reasons they always are.
	 */
	isForPeople?: boolean;
	/** The input is written with the same delimiter and quotes, and has no columns beside those of the header. */
	isSameDialect?: boolean;
	/** For an input that has no check: what each row is to carry. */
	checkOf?: ((row: RowOutcome) => string) | undefined;
	/** Of a workbook: what the columns of the input hold, by their place; default text. */
	kinds?: readonly ColumnKind[];
}

/**
 * The input with the outcome, the reason and the line of each row, ready to be mended and sent again. A row with too few or too
 * many cells keeps them, and one more at its end that says so: until it is mended, it cannot be taken for a whole one.
 */
export function createResultFile(
	header: readonly string[],
	settings: ResultFileSettings = {},
): RowWriter {
	const { checkOf, sheetName } = settings;
	const added = [...RESULT_COLUMNS, ...(checkOf ? [CHECK_NAME] : [])];
	const addedCells = (row: RowOutcome): string[] => {
		const { outcome, reasons, line } = row;
		const reason = reasons.length === 0 ? '' : reasons.map(({ message }) => message).join('; ');
		return checkOf
			? [outcome, reason, String(line), checkOf(row)]
			: [outcome, reason, String(line)];
	};
	return sheetName === undefined
		? asText(header, added, addedCells, settings)
		: asSheet(header, added, addedCells, { ...settings, sheetName });
}

type AddedCells = (row: RowOutcome) => string[];

function asText(
	header: readonly string[],
	added: readonly string[],
	addedCells: AddedCells,
	settings: ResultFileSettings,
): RowWriter {
	const width = header.length;
	const { isForPeople = false, isSameDialect = false, ...dialect } = settings;
	const { delimiter = ',' } = settings;
	const escapeFormulas = [...header.map(() => isForPeople), ...added.map(() => true), true];
	const writer = createCsvWriter({ ...dialect, escapeFormulas });
	const addedWriter = createCsvWriter({ ...dialect, escapeFormulas: true });
	/** What stands in the file already need not be taken apart and put together again. */
	const copies = isSameDialect && !isForPeople;
	const start = writer.start + writer.row([...header, ...added]);
	return {
		format: csvInZip(start),
		start,
		row(row) {
			const more = addedCells(row);
			const text = copies ? row.text : undefined;
			if (text !== undefined) return text + delimiter + addedWriter.row(more);
			const { cells } = row;
			const own =
				cells.length < width ? [...cells, ...padding(width - cells.length)] : cells.slice(0, width);
			const note = cells.length === width ? [] : [`${cells.length} of ${width} cells`];
			return writer.row([...own, ...more, ...note, ...cells.slice(width)]);
		},
	};
}

const padding = (count: number): string[] => new Array<string>(count).fill('');

/** Every cell as it was: a number stays one, and so does what a spreadsheet made of a code, which is refused again as long as it stands. */
function asSheet(
	header: readonly string[],
	added: readonly string[],
	addedCells: AddedCells,
	{ sheetName, kinds = [] }: ResultFileSettings & { sheetName: string },
): RowWriter {
	const columns = [...header, ...added].map((name, index) => ({
		name,
		kind: kinds[index] ?? ('text' as const),
	}));
	const sheet = createSheetWriter(columns, false);
	return {
		format: workbookFormat(sheet, { sheetName }),
		start: sheet.start,
		row(row) {
			const texts = row.cells;
			const cells: SheetValue[] = [];
			const own: Array<ColumnKind | undefined> = [];
			for (let column = 0; column < header.length; column++) {
				const cell = sheetCell(texts[column] ?? '', row.source?.kind?.(column) ?? 'text');
				cells.push(cell.value);
				own.push(cell.kind);
			}
			cells.push(...addedCells(row));
			return sheet.row(cells, own);
		},
	};
}
