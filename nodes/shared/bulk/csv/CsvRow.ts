import type { FilePosition, FileRow } from '../rows';
import type { CsvProblem } from './problems';
import { endOfCells, withoutDoubles } from './rowText';

/** Rows that arrived together share the text, and one list of where cells begin and end in it. */
export class BlockText {
	/** Two numbers for each cell: where it begins, quotes left out, and where it ends; the end as `~end` if quotes in it are doubled. */
	bounds = new Int32Array(0);

	constructor(
		readonly text: string,
		readonly delimiter: string,
		readonly quote: string,
		/** Where the text begins in the file. */
		private readonly byte: number,
		private readonly sizeOf: (text: string) => number,
	) {}

	positionAt(end: number, line: number): FilePosition {
		return { byte: this.byte + this.sizeOf(this.text.slice(0, end)), line };
	}

	cut(cell: number): string {
		const end = this.bounds[cell * 2 + 1];
		const inside = this.text.slice(this.bounds[cell * 2], end < 0 ? ~end : end);
		return end < 0 ? withoutDoubles(inside, this.quote) : inside;
	}

	isEmpty(cell: number): boolean {
		return this.bounds[cell * 2] === this.bounds[cell * 2 + 1];
	}

	/** Without cutting the cell out: it is asked of nearly all of them. */
	holds(cell: number, sign: string): boolean {
		const { text, bounds } = this;
		const code = sign.charCodeAt(0);
		const end = bounds[cell * 2 + 1];
		const last = end < 0 ? ~end : end;
		for (let at = bounds[cell * 2]; at < last; at++) if (text.charCodeAt(at) === code) return true;
		return false;
	}

	/**
	 * Whether two cells hold the same. What stands between their ends says it: only a quoted cell has a quote in it, and each of
	 * its quotes is doubled.
	 */
	areEqual(cell: number, other: number): boolean {
		const { text, bounds } = this;
		let left = bounds[cell * 2];
		let right = bounds[other * 2];
		const end = bounds[cell * 2 + 1];
		const otherEnd = bounds[other * 2 + 1];
		const last = end < 0 ? ~end : end;
		if (last - left !== (otherEnd < 0 ? ~otherEnd : otherEnd) - right) return false;
		for (; left < last; left++, right++) {
			if (text.charCodeAt(left) !== text.charCodeAt(right)) return false;
		}
		return true;
	}
}

/**
 * A row as it stands in the file. Most cells of a large file are only compared, so they are cut out of its text when somebody
 * asks for them. Rows with a problem carry what could be made out of them.
 */
export class CsvRow implements FileRow {
	problem: CsvProblem | undefined;
	/** Of a row with a problem: it is not certain how to cut it. */
	private given: string[] | undefined;

	constructor(
		private readonly block: BlockText,
		/** Place of its first cell in the block's list. */
		private readonly first: number,
		/** Number of its cells. */
		public width: number,
		/** Line of the file on which the row begins, from 1. */
		readonly line: number,
		/** Where it stands within the text of its block: `end` is after its line end. */
		private readonly start: number,
		private readonly end: number,
		/** Line of the file that begins after it. */
		readonly nextLine: number,
	) {}

	static broken(
		block: BlockText,
		cells: string[],
		problem: CsvProblem,
		position: { line: number; start: number; end: number; nextLine: number },
	): CsvRow {
		const { line, start, end, nextLine } = position;
		const row = new CsvRow(block, 0, cells.length, line, start, end, nextLine);
		row.given = cells;
		row.problem = problem;
		return row;
	}

	get delimiter(): string {
		return this.block.delimiter;
	}

	get cells(): string[] {
		if (this.given) return this.given;
		const { block, first, width } = this;
		const cells: string[] = [];
		for (let cell = first; cell < first + width; cell++) cells.push(block.cut(cell));
		return cells;
	}

	cell(column: number): string | undefined {
		if (this.given) return this.given[column];
		return column < this.width ? this.block.cut(this.first + column) : undefined;
	}

	/** Of a row without a problem; both columns are there. */
	areEqual(column: number, other: number): boolean {
		return this.block.areEqual(this.first + column, this.first + other);
	}

	/** Of a row without a problem. */
	isEmpty(column: number): boolean {
		return this.block.isEmpty(this.first + column);
	}

	/** Of a row without a problem. */
	holds(column: number, sign: string): boolean {
		return this.block.holds(this.first + column, sign);
	}

	/** Without its line end; undefined where the row is broken. */
	get text(): string | undefined {
		if (this.problem) return undefined;
		const { text } = this.block;
		return text.slice(this.start, endOfCells(text, this.start, this.end));
	}

	/** Where the next row begins. Worked out when asked for: counting bytes row by row would cost a quarter. */
	get next(): FilePosition {
		return this.block.positionAt(this.end, this.nextLine);
	}
}
