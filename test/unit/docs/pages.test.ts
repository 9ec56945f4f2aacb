import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
	contactTable,
	operatorTable,
	questionFormTable,
	responseTable,
	tableIn,
	transformationTable,
	type Table,
} from './referenceTables';

const docs = path.join(__dirname, '../../../docs');
const read = (page: string): string => readFileSync(path.join(docs, page), 'utf8');

const pages = ['nodes/condition.md', 'piped-text.md'];
const tables: Array<[page: string, name: string, make: () => Table]> = [
	['nodes/condition.md', 'operators', operatorTable],
	['piped-text.md', 'transformations', transformationTable],
	['piped-text.md', 'question forms', questionFormTable],
	['piped-text.md', 'contact fields', contactTable],
	['piped-text.md', 'response fields', responseTable],
];

describe('the pages on conditions and piped text', () => {
	it.each(tables)('%s lists the %s that there are', (page, name, make) => {
		// The formatter pads columns and trims code: spaces are not compared.
		const plain = (table: Table) => table.map((row) => row.map((cell) => cell.replace(/\s+/g, '')));
		expect(plain(tableIn(read(page), name))).toEqual(plain(make()));
	});

	it.each(pages)('%s links to files that exist', (page) => {
		const links = [...read(page).matchAll(/\]\(([^)#:]+)\)/g)].map(([, target]) => target);
		const missing = links.filter(
			(target) => !existsSync(path.join(docs, path.dirname(page), target)),
		);
		expect(links.length).toBeGreaterThan(0);
		expect(missing).toEqual([]);
	});
});
