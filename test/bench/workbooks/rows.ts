import type { SheetColumn, SheetValue } from '../../../nodes/shared/bulk/xlsx/write/sheetWriter';

/**
 * The measured sheet is a file of changes as it goes through a spreadsheet: a key, ten pairs and the check, 22 columns. Half of the
 * texts stand once in the whole sheet; some have a sign that XML escapes; a number, a day and a yes-or-no are what they are; of eight rows three are edited.
 */
type Cell = string | number | boolean | Date;
interface Field {
	name: string;
	kind: SheetColumn['kind'];
	value(row: number): Cell;
	/** What an editor made of it. */
	edited(row: number): Cell;
}

const FIRST_DAY = Date.UTC(1950, 0, 1);
const dayOf = (row: number): Date => new Date(FIRST_DAY + (row % 20_000) * 86_400_000);
const text = (name: string, value: (row: number) => string): Field => ({
	name,
	kind: 'text',
	value,
	edited: (row) => `${value(row)} (new)`,
});

const FIELDS: Field[] = [
	text('Job', (row) => ['Clerk', 'Nurse', 'Baker'][row % 3]),
	text('City', (row) => ['Orléans', 'Žilina', 'São Paulo', 'Lyon'][row % 4]),
	text('Country', (row) => ['France', 'Slovakia', 'Brazil, South', 'Spain'][row % 4]),
	text('Remark', (row) => `remark ${row % 10 === 0 ? '&' : 'and'} number ${row}`),
	text('Reference', (row) => `REF-${row}`),
	text('Site', (row) => `https://example.com/${row % 1000}`),
	text('Phone', (row) => `+336${String(row % 100_000_000).padStart(8, '0')}`),
	{
		name: 'Spent',
		kind: 'number',
		value: (row) => row / 8,
		edited: (row) => row / 8 + 1,
	},
	{ name: 'Birthday', kind: 'date', value: dayOf, edited: (row) => dayOf(row + 1) },
	{
		name: 'Member',
		kind: 'boolean',
		value: (row) => row % 2 === 0,
		edited: (row) => row % 2 === 1,
	},
];

const editedField = (row: number): number => (row % 8 < 3 ? row % FIELDS.length : -1);
const keyOf = (row: number): string => `c${String(row).padStart(9, '0')}@example.com`;
const checkOf = (row: number): string => ((row * 2_654_435_761) % 2 ** 32).toString(36);

export const COLUMNS: SheetColumn[] = [
	{ name: 'Email', kind: 'text' },
	...FIELDS.flatMap(({ name, kind }): SheetColumn[] => [
		{ name: `[old] ${name}`, kind },
		{ name: `[new] ${name}`, kind },
	]),
	{ name: '[check]', kind: 'text' },
];

/** As a program holds them that has its own kinds of values. */
export function cellsOf(row: number): Cell[] {
	const edited = editedField(row);
	const cells: Cell[] = [keyOf(row)];
	for (let field = 0; field < FIELDS.length; field++) {
		const { value, edited: changed } = FIELDS[field];
		cells.push(value(row), field === edited ? changed(row) : value(row));
	}
	cells.push(checkOf(row));
	return cells;
}

/** As our writer takes them: days as text. */
export const valuesOf = (row: number): SheetValue[] =>
	cellsOf(row).map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell));

export interface SheetFacts {
	rows: number;
	cells: number;
	edited: number;
}

export const factsOf = (rows: number): SheetFacts => ({
	rows,
	cells: rows * COLUMNS.length,
	edited: Array.from({ length: rows }, (_, row) => editedField(row)).filter((one) => one !== -1)
		.length,
});
