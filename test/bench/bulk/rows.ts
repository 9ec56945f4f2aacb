import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

/** Columns of a contact, and what number `row` has in them; 37.5 % of the rows are edited, in one column each. */
export const COLUMNS = [
	'jobtitle',
	'address1_city',
	'address1_country',
	'description',
	'new_externalref',
	'websiteurl',
];

const VALUES: Array<(row: number) => string> = [
	(row) => ['Clerk', 'Nurse', 'Baker'][row % 3],
	(row) => ['Orléans', 'Žilina', 'São Paulo', 'Lyon'][row % 4],
	(row) => ['France', 'Slovakia', 'Brazil, South', 'Spain'][row % 4],
	(row) => `remark; number ${row}`,
	(row) => `REF-${row}`,
	(row) => `https://example.com/${row % 1000}`,
];

export const emailOf = (row: number): string => `c${String(row).padStart(9, '0')}@example.com`;
export const rowOf = (email: string): number => Number(email.slice(1, 10));
export const valueOf = (row: number, column: number): string => VALUES[column](row);
export const editedColumn = (row: number): number => (row % 8 < 3 ? row % COLUMNS.length : -1);

const quoted = (cell: string): string => (/[",;]/.test(cell) ? `"${cell}"` : cell);

/** Gives the number of edited rows. */
export async function writeFileOf(path: string, rows: number): Promise<number> {
	const stream = createWriteStream(path);
	let edited = 0;
	let text = `Email,${COLUMNS.map((name) => `[old] ${name},[new] ${name}`).join(',')}\r\n`;
	const flush = async () => {
		if (!stream.write(text)) await once(stream, 'drain');
		text = '';
	};
	for (let row = 0; row < rows; row++) {
		const changed = editedColumn(row);
		if (changed !== -1) edited++;
		text += emailOf(row);
		for (let column = 0; column < COLUMNS.length; column++) {
			const value = quoted(valueOf(row, column));
			text += `,${value},${column === changed ? quoted(`${valueOf(row, column)}+`) : value}`;
		}
		text += '\r\n';
		if (text.length > 65_536) await flush();
	}
	await flush();
	stream.end();
	await once(stream, 'close');
	return edited;
}
