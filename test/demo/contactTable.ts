/** A contact's fields for people to look at. */
export type ContactView = Record<string, string | null | undefined>;

export interface Difference {
	field: string;
	wanted: string;
	got: string;
}

const shown = (value: string | null | undefined): string => value ?? '';

/** Where `actual` is not as `wanted`; fields that `wanted` does not name may be anything. */
export function difference(wanted: ContactView, actual: ContactView): Difference[] {
	return Object.keys(wanted)
		.filter((field) => shown(wanted[field]) !== shown(actual[field]))
		.map((field) => ({ field, wanted: shown(wanted[field]), got: shown(actual[field]) }));
}

/** Prints a contact before and after, a line per field; changed ones are marked. */
export function printTable(
	before: ContactView,
	after: ContactView,
	print: (line: string) => void,
): void {
	const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
	const rows = fields.map((field) => [field, shown(before[field]), shown(after[field])]);
	const heading = ['', 'before', 'after'];
	const widths = heading.map((title, column) =>
		Math.max(title.length, ...rows.map((row) => row[column].length)),
	);
	const line = (cells: string[]) =>
		cells
			.map((cell, column) => cell.padEnd(widths[column]))
			.join('   ')
			.trimEnd();
	print(`    ${line(heading)}`);
	print(`    ${widths.map((width) => '─'.repeat(width)).join('───')}`);
	for (const row of rows) print(`  ${row[1] === row[2] ? ' ' : '→'} ${line(row)}`);
}
