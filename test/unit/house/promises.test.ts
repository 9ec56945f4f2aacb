import { assumedIn, citationsIn, missingIn, pages, sharesOf, TAGS } from './contractPages';
import { read } from './sourceFiles';

const readme = read('README.md');
const LEDGER = 'docs/promises.md';

const between = (text: string, start: string, end: string): string[] =>
	text.split(start)[1].split(end)[0].split('\n');

/** What the README promises, each with the line that it stands in: its nodes, and what is written in bold. */
const promises = new Map([
	...between(readme, '## The nodes', '\nIt speaks')
		.filter((line) => line.startsWith('| ') && !/^\| (node |-)/.test(line))
		.map((line): [string, string] => [line.split('|')[1].trim(), line]),
	...between(readme, '## What it promises', '## More')
		.filter((line) => line.startsWith('- '))
		.map((line): [string, string] => [/^- \*\*(.+?)\*\*/.exec(line)?.[1] ?? line, line]),
]);

const anchorOf = (heading: string): string =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}_ -]/gu, '')
		.replace(/ /g, '-');

/** Headings of the ledger, with what stands under each behind `Rests on:`, `Assumed:` and `If that is wrong:`. */
const ledger = new Map(
	read(LEDGER)
		.split(/^## /m)
		.slice(1)
		.map((section): [string, Record<string, string>] => [
			section.split('\n')[0],
			Object.fromEntries(
				[...section.matchAll(/^- ([^:]+): (.+)$/gm)].map(([, name, text]) => [name, text]),
			),
		]),
);

describe('the promises of the README', () => {
	it('there are some, and each has its place in the ledger', () => {
		expect(promises.size).toBeGreaterThan(8);
		expect([...ledger.keys()]).toEqual([...promises.keys()]);
	});

	it.each([...promises])('%s: what it rests on is there', (name) => {
		const citations = citationsIn(ledger.get(name)?.['Rests on'] ?? '');
		expect(citations.length).toBeGreaterThan(0);
		expect(missingIn(citations)).toEqual([]);
	});

	it.each([...promises])(
		'%s: what is assumed of it is named, with what follows, and the README says so beside the promise',
		(name, line) => {
			const { 'Rests on': restsOn = '', Assumed: named = '', ...rest } = ledger.get(name) ?? {};
			const assumed = assumedIn(citationsIn(restsOn));
			expect(assumedIn(citationsIn(named))).toEqual([...new Set(assumed)]);
			expect(line.includes(`(${LEDGER}#${anchorOf(name)})`)).toBe(assumed.length > 0);
			expect('If that is wrong' in rest).toBe(assumed.length > 0);
		},
	);

	it('the shares of how things are known stand in the README as they are', () => {
		const statements = pages.flatMap((page) => page.statements);
		const shares = sharesOf(statements).map((share, index) => `${share} ${TAGS[index]}`);
		const facts = read('test/real/harness/facts.ts').matchAll(/\bstatement: '([\d.]+)'/g);
		const real = new Set([...facts].map(([, number]) => number)).size;
		expect(readme).toContain(
			`of ${statements.length} statements ${shares.join(', ')}; ${real} of the recorded ones are tried on a real server`,
		);
	});
});
