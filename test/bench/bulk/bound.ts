import { createReadStream } from 'node:fs';
import { openCsv } from '../../../nodes/shared/bulk/csv/openCsv';
import { csvInZip, GrowingFile } from '../../../nodes/shared/bulk/zip/GrowingFile';
import { COLUMNS, editedColumn } from './rows';

/**
 * What no run can leave out, whatever it decides: `bound.ts validate <file>` reads the file twice, since a key may stand in it
 * twice, and writes each row as it stands, with its outcome, compressed; `bound.ts apply <file>` writes the edited ones into a second
 * file too and makes an item of each; `bound.ts template <address>` reads all contacts, page after page, and writes them compressed.
 * Prints milliseconds. With a number behind it, it is done so often, and they are those of the last time, once V8 has compiled what it is going to.
 */
const ROWS_AT_ONCE = 5_000;

const growing = (): GrowingFile =>
	new GrowingFile({
		name: 'bound',
		format: csvInZip(''),
		maxPartBytes: 50_000_000,
		time: new Date(),
	});

async function goThrough(name: string, isApplied: boolean): Promise<void> {
	const file = await openCsv(() => createReadStream(name));
	const keys = new Set<string>();
	for await (const rows of file.rows()) {
		for (const row of rows) keys.add(row.cell(0) ?? '');
		keys.clear();
	}
	const [result, rollBack] = [growing(), growing()];
	const items: object[] = [];
	let held = 0;
	for await (const rows of file.rows()) {
		for (const row of rows) {
			const { text } = row;
			result.add(`${text},ok,,${row.line}\r\n`);
			// The header is line 1, and no cell has a line break.
			const column = isApplied ? editedColumn(row.line - 2) : -1;
			if (column === -1) continue;
			rollBack.add(`${text}\r\n`);
			items.push({ json: { key: row.cell(0), [COLUMNS[column]]: row.cell(2 + column * 2) } });
		}
		held += rows.length;
		if (held < ROWS_AT_ONCE) continue;
		held = 0;
		await result.take();
		await rollBack.take();
	}
	await result.finish();
	await rollBack.finish();
}

interface Page {
	value: Array<Record<string, string>>;
	'@odata.nextLink'?: string;
}

const read = async (address: string): Promise<Page> =>
	(await (await fetch(address)).json()) as Page;

async function template(address: string): Promise<void> {
	const result = growing();
	let page: Promise<Page> | undefined = read(address);
	while (page) {
		const { value, '@odata.nextLink': next }: Page = await page;
		// Asked for while this one is written.
		page = next === undefined ? undefined : read(next);
		for (const row of value) {
			result.add(`${row.emailaddress1},${COLUMNS.map((name) => `"${row[name]}",`).join(',')}\r\n`);
		}
		await result.take();
	}
	await result.finish();
}

const WAYS: Record<string, (from: string) => Promise<void>> = {
	validate: async (from) => await goThrough(from, false),
	apply: async (from) => await goThrough(from, true),
	template,
};

async function main(): Promise<void> {
	const [way, from, times = '1'] = process.argv.slice(2);
	let ms = 0;
	for (let time = 0; time < Number(times); time++) {
		const start = performance.now();
		await WAYS[way](from);
		ms = performance.now() - start;
	}
	process.stdout.write(`${ms}\n`);
}

void main();
