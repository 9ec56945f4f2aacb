import { createReadStream } from 'node:fs';
import { openCsv } from '../../../nodes/shared/bulk/csv/openCsv';
import { csvInZip, GrowingFile } from '../../../nodes/shared/bulk/zip/GrowingFile';
import { COLUMNS } from './rows';

/**
 * What no run can leave out, whatever it decides: `bound.ts validate <file>` reads the file twice, since a key may stand in it
 * twice, and writes each row as it stands, with its outcome, compressed; `bound.ts template <url>` reads all contacts, page after
 * page, and writes them compressed. Prints milliseconds.
 */
const ROWS_AT_ONCE = 5_000;

const growing = (): GrowingFile =>
	new GrowingFile({
		name: 'bound',
		format: csvInZip(''),
		maxPartBytes: 50_000_000,
		time: new Date(),
	});

async function validate(name: string): Promise<void> {
	const file = await openCsv(() => createReadStream(name));
	const keys = new Set<string>();
	for await (const rows of file.rows()) {
		for (const row of rows) keys.add(row.cell(0) ?? '');
		keys.clear();
	}
	const result = growing();
	let held = 0;
	for await (const rows of file.rows()) {
		for (const { text, line } of rows) result.add(`${text},ok,,${line}\r\n`);
		held += rows.length;
		if (held < ROWS_AT_ONCE) continue;
		held = 0;
		await result.take();
	}
	await result.finish();
}

interface Page {
	value: Array<Record<string, string>>;
	'@odata.nextLink'?: string;
}

const read = async (address: string): Promise<Page> =>
	(await (await fetch(address)).json()) as Page;

async function template(url: string): Promise<void> {
	const result = growing();
	let page: Promise<Page> | undefined = read(`${url}/api/data/v9.2/contacts`);
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

const WAYS: Record<string, (from: string) => Promise<void>> = { validate, template };

async function main(): Promise<void> {
	const [way, from] = process.argv.slice(2);
	const start = performance.now();
	await WAYS[way](from);
	process.stdout.write(`${performance.now() - start}\n`);
}

void main();
