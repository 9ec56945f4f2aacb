import {
	citationsIn,
	CONTRACTS_README,
	missingIn,
	pages,
	sharesOf,
	TAGS,
	type ContractPage,
} from './contractPages';
import { projectFiles, read } from './sourceFiles';

const code = projectFiles().filter(
	(file) =>
		/^(nodes|credentials|test|scripts)\/|^gulpfile\.js$/.test(file) &&
		/\.(ts|js|cjs|mjs|json)$/.test(file) &&
		!file.startsWith('test/unit/house/'),
);

const citations = code.flatMap((file) =>
	citationsIn(read(file)).map((citation) => ({ file, ...citation })),
);

/** The table of shares, as it stands in the README of the contracts. */
function sharesTable(): string[][] {
	const row = (name: string, statements: ContractPage['statements']): string[] => [
		name,
		String(statements.length),
		...sharesOf(statements),
	];
	return [
		['page', 'statements', ...TAGS],
		...pages.map(({ name, statements }) => row(`[${name}](${name}.md)`, statements)),
		row(
			'all',
			pages.flatMap(({ statements }) => statements),
		),
	];
}

const tableOf = (text: string): string[][] =>
	text
		.split('\n')
		.filter((line) => line.startsWith('|') && !/^\|[\s|:-]+\|$/.test(line))
		.map((line) =>
			line
				.slice(1, -1)
				.split('|')
				.map((cell) => cell.trim()),
		);

describe('the contracts', () => {
	it.each(pages.map((page) => [page.name, page] as const))(
		'%s: every statement has a number of its own, below its section, and exactly one tag',
		(_name, { sections, statements }) => {
			expect(statements.length).toBeGreaterThan(0);
			const numbers = statements.map(({ number }) => number);
			expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
			const homeless = numbers.filter((number) => {
				const section = number.replace(/(?:\.0)?\.\d+$/, '');
				return !sections.has(section);
			});
			expect(homeless).toEqual([]);
			const badlyTagged = statements.filter(
				({ tags }) => tags.length !== 1 || !(TAGS as readonly string[]).includes(tags[0]),
			);
			expect(badlyTagged).toEqual([]);
		},
	);

	it('what the code cites is there', () => {
		expect(citations.length).toBeGreaterThan(200);
		const missing = citations.flatMap(({ file, ...citation }) =>
			missingIn([citation]).map((what) => `${file}: ${what}`),
		);
		expect(missing).toEqual([]);
	});

	it('every page is cited', () => {
		const cited = new Set(citations.map(({ page }) => page));
		expect(pages.map(({ name }) => name).filter((name) => !cited.has(name))).toEqual([]);
	});

	it('nothing cites pages that only its author has', () => {
		const elsewhere =
			/(?<![\w/.-])(?:qualtrics|dataverse|salesmanago|survey-systems|secutix|startquestion|n8n-conventions)\.md|\b[Cc]ontract §|\[(?:REC|SPEC|DOC|CODE|MEM|COMM)\]/;
		expect(code.filter((file) => elsewhere.test(read(file)))).toEqual([]);
	});

	it('the shares of the tags are told as they are', () => {
		expect(tableOf(read(CONTRACTS_README))).toEqual(sharesTable());
	});
});
