import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { COLUMNS } from './rows';

/** Reads all contacts, page after page, and writes them as CSV; nothing else. `byHand.ts <address> <file>`; prints milliseconds. */
async function main(): Promise<void> {
	const [address, file] = process.argv.slice(2);
	const start = performance.now();
	const stream = createWriteStream(file);
	stream.write(`Email,${COLUMNS.map((name) => `[old] ${name},[new] ${name}`).join(',')}\r\n`);
	const quoted = (cell: string): string =>
		/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
	let next: string | undefined = address;
	while (next) {
		const response = await fetch(next);
		const page = (await response.json()) as {
			value: Array<Record<string, string>>;
			'@odata.nextLink'?: string;
		};
		const lines = page.value.map(
			(row) =>
				`${quoted(row.emailaddress1)},${COLUMNS.map((name) => `${quoted(row[name])},`).join(',')}\r\n`,
		);
		if (!stream.write(lines.join(''))) await once(stream, 'drain');
		next = page['@odata.nextLink'];
	}
	stream.end();
	await once(stream, 'close');
	process.stdout.write(`${performance.now() - start}\n`);
}

void main();
