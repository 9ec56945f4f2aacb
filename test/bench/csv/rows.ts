import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

/**
 * The measured file: a key and six pairs, CRLF, 13 % of the cells quoted (delimiters, quotes, line breaks inside),
 * accents, 37.5 % of the rows edited. Keys are unique; every value follows from the row and the field.
 */
export const FIELDS = ['Plan', 'City', 'Street', 'Note', 'Segment', 'Phone'];

const VALUES: Array<(row: number) => string> = [
	(row) => ['gold', 'silver', 'basic'][row % 3],
	(row) => ['Orléans', 'Žilina', 'São Paulo', 'Lyon'][row % 4],
	(row) => {
		const street = `${row % 200} rue ${row % 5 === 0 ? '"Neuve"' : 'du Général'}`;
		return row % 3 === 0 ? street : `${street}, bât. ${row % 9}`;
	},
	(row) => (row % 8 === 0 ? `first line\nsecond; ${row}` : `remark ${row}`),
	(row) => `segment-${row % 40}`,
	(row) => `+336${String(row % 100_000_000).padStart(8, '0')}`,
];

export const keyOf = (row: number): string => `C${String(row).padStart(9, '0')}`;
export const rowOf = (key: string): number => Number(key.slice(1));
export const valueOf = (row: number, field: number): string => VALUES[field](row);
/** Of eight rows three are edited, in one field each. */
export const editedField = (row: number): number => (row % 8 < 3 ? row % FIELDS.length : -1);

const quoted = (cell: string): string =>
	/[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

export interface FileFacts {
	rows: number;
	cells: number;
	characters: number;
	edited: number;
	bytes: number;
}

export async function writeRows(path: string, rows: number): Promise<FileFacts> {
	const facts = { rows, cells: rows * (1 + FIELDS.length * 2), characters: 0, edited: 0, bytes: 0 };
	const stream = createWriteStream(path);
	let text = `ContactKey,${FIELDS.map((name) => `[old] ${name},[new] ${name}`).join(',')}\r\n`;
	const flush = async () => {
		facts.bytes += Buffer.byteLength(text);
		if (!stream.write(text)) await once(stream, 'drain');
		text = '';
	};
	for (let row = 0; row < rows; row++) {
		const edited = editedField(row);
		if (edited !== -1) facts.edited++;
		const cells = [keyOf(row)];
		for (let field = 0; field < FIELDS.length; field++) {
			const value = valueOf(row, field);
			cells.push(value, field === edited ? `${value} (new)` : value);
		}
		for (const cell of cells) facts.characters += cell.length;
		text += `${cells.map(quoted).join(',')}\r\n`;
		if (text.length > 65_536) await flush();
	}
	await flush();
	stream.end();
	await once(stream, 'close');
	return facts;
}
