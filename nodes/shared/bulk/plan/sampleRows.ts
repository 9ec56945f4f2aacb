import type { FileRow, RowFile } from '../rows';
import type { FilePlan } from './compilePlan';

export interface Sample<File extends RowFile = RowFile> {
	/** The file with nothing but the rows that were chosen. */
	file: File;
	/** Rows of the whole file that have something to check. */
	edited: number;
	/** Whether some of them were left out. */
	isPart: boolean;
}

/**
 * About `size` of the edited rows, from all over the file; all of them if there are no more. A row is chosen by its line alone,
 * so that a run that goes on in the middle of the file chooses the same ones. Rows without a change are left out.
 */
export async function sampleRows<File extends RowFile>(
	file: File,
	plan: FilePlan,
	size: number,
): Promise<Sample<File>> {
	let edited = 0;
	for await (const rows of file.rows()) {
		for (const row of rows) if (isEdited(row, plan)) edited++;
	}
	const isPart = edited > size;
	const share = isPart ? size / edited : 1;
	const isChosen = (row: FileRow): boolean =>
		(!isPart || scattered(row.line) < share) && isEdited(row, plan);
	return {
		file: { ...file, rows: (options) => only(file.rows(options), isChosen, options) },
		edited,
		isPart,
	};
}

const isEdited = (row: FileRow, plan: FilePlan): boolean => {
	const { wanted, reasons, question } = plan.planRow(row);
	// Of rows with too many cells, hardly any can be put together.
	if (question) return row.problem === undefined;
	return wanted.length > 0 && reasons.length === 0;
};

async function* only(
	blocks: AsyncIterable<FileRow[]>,
	isChosen: (row: FileRow) => boolean,
	{ lastColumn }: { lastColumn?: number } = {},
): AsyncGenerator<FileRow[]> {
	for await (const rows of blocks) {
		// Where only the first columns are read, it is for finding duplicates: they count all over the file.
		yield lastColumn === undefined ? rows.filter(isChosen) : rows;
	}
}

/** A number from 0 to 1 that looks random and is always the same for a line. */
function scattered(line: number): number {
	let bits = Math.imul(line ^ 0x9e3779b9, 0x85ebca6b);
	bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
	return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}
