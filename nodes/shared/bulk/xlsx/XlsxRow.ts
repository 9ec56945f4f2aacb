import type { CsvProblem } from '../csv/problems';
import type { CellKind, FilePosition, FileRow } from '../rows';

/** A row of a sheet. It is as wide as the header: what a spreadsheet leaves empty at the end, it does not store. */
export class XlsxRow implements FileRow {
	problem: CsvProblem | undefined;
	readonly text = undefined;

	constructor(
		readonly line: number,
		private readonly texts: readonly string[],
		private readonly kinds: readonly CellKind[] | undefined,
		readonly width: number,
		/** Of the sheet, up to where the row was read. */
		private readonly byte: number,
	) {}

	get cells(): string[] {
		const cells: string[] = [];
		for (let column = 0; column < this.width; column++) cells.push(this.texts[column] ?? '');
		return cells;
	}

	cell(column: number): string | undefined {
		return column < this.width ? (this.texts[column] ?? '') : undefined;
	}

	areEqual(column: number, other: number): boolean {
		return (
			(this.texts[column] ?? '') === (this.texts[other] ?? '') &&
			this.kind(column) === this.kind(other)
		);
	}

	isEmpty(column: number): boolean {
		return (this.texts[column] ?? '') === '' && this.kind(column) === 'text';
	}

	holds(column: number, sign: string): boolean {
		return (this.texts[column] ?? '').includes(sign);
	}

	kind(column: number): CellKind {
		return this.kinds?.[column] ?? 'text';
	}

	get next(): FilePosition {
		return { byte: this.byte, line: this.line + 1 };
	}
}
