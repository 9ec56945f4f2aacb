import { projectFiles, read } from './sourceFiles';

const folder = 'docs/contracts/';

const TAGS = [
	'official specification',
	'official documentation',
	'recorded',
	'read from public code',
	'assumed',
] as const;

interface Page {
	name: string;
	/** Numbers of headings, as `5` and `5.3`. */
	sections: Set<string>;
	statements: Array<{ number: string; tags: string[] }>;
}

const NUMBER = String.raw`\d+(?:\.\d+)*`;

function readPage(file: string): Page {
	const lines = read(file).split('\n');
	const sections = lines.flatMap((line) => new RegExp(`^##+ (${NUMBER}) `).exec(line)?.[1] ?? []);
	const statements = lines
		.filter((line) => line.startsWith('- '))
		.map((line) => ({
			number: new RegExp(`^- (${NUMBER}) `).exec(line)?.[1] ?? line,
			// Whatever stands in brackets at the end, be it a tag or not.
			tags: (/(?:\[[a-z ]+\]\s*)+$/.exec(line)?.[0] ?? '').split(/\[|\]\s*/).filter(Boolean),
		}));
	return {
		name: file.slice(folder.length, -'.md'.length),
		sections: new Set(sections),
		statements,
	};
}

const README = `${folder}README.md`;
const pages = projectFiles()
	.filter((file) => file.startsWith(folder) && file.endsWith('.md') && file !== README)
	.map(readPage);

// A citation may run over the line of a comment: `contracts/qualtrics.md 5.3 (search), 5.6 and 5.9`.
const GAP = String.raw`(?:[ \t]|\n[ \t]*\*[ \t]+)+`;
const REMARK = String.raw`(?:${GAP}\([^()\n]*\))?`;
const CITATION = new RegExp(
	String.raw`contracts\/([\w-]+)\.md(?:${GAP}(${NUMBER}${REMARK}(?:(?:,|,?${GAP}and|${GAP}to)${GAP}${NUMBER}${REMARK})*))?`,
	'g',
);

const code = projectFiles().filter(
	(file) =>
		/^(nodes|credentials|test|scripts)\/|^gulpfile\.js$/.test(file) &&
		/\.(ts|js|cjs|mjs|json)$/.test(file) &&
		!file.startsWith('test/unit/house/'),
);

const citations = code.flatMap((file) =>
	[...read(file).matchAll(CITATION)].map(([, page, list = '']) => ({
		file,
		page,
		numbers: list.replace(/\([^()]*\)/g, '').match(new RegExp(NUMBER, 'g')) ?? [],
	})),
);

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

/** The table of shares, as it stands in the README of the contracts. */
function sharesTable(): string[][] {
	const row = (name: string, statements: Page['statements']): string[] => [
		name,
		String(statements.length),
		...TAGS.map((tag) =>
			percent(statements.filter(({ tags }) => tags[0] === tag).length, statements.length),
		),
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
		const missing = citations.flatMap(({ file, page, numbers }) => {
			const cited = pages.find(({ name }) => name === page);
			if (!cited) return [`${file}: contracts/${page}.md`];
			return numbers
				.filter(
					(number) =>
						!cited.sections.has(number) && !cited.statements.some((one) => one.number === number),
				)
				.map((number) => `${file}: contracts/${page}.md ${number}`);
		});
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
		expect(tableOf(read(README))).toEqual(sharesTable());
	});
});
