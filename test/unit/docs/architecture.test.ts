import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const page = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');

const sources = readdirSync(path.join(root, 'nodes'), { recursive: true })
	.map((file) => String(file).split(path.sep).join('/'))
	.filter((file) => file.endsWith('.ts'));

/** `a/b.ts`, as the page writes it: a file of that name, or one whose path ends so. */
const isThere = (name: string): boolean =>
	sources.some((file) => file === name || file.endsWith(`/${name}`));

describe('docs/architecture.md', () => {
	const named = [...page.matchAll(/[\w/.]*\w+\.ts\b/g)].map(([name]) => name);
	const files = [...new Set(named)].filter((name) => !name.startsWith('test/'));

	it('names more than twenty files', () => expect(files.length).toBeGreaterThan(20));

	it.each(files)('%s is there', (name) => {
		expect(isThere(name.replace(/^(nodes)?\//, ''))).toBe(true);
	});

	it('the tests that it names are there', () => {
		const tests = named.filter((name) => name.startsWith('test/'));
		expect(tests.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
	});
});
