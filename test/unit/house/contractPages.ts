import { projectFiles, read } from './sourceFiles';

/** How a statement is known. */
export const TAGS = [
	'official specification',
	'official documentation',
	'recorded',
	'read from public code',
	'assumed',
] as const;

export interface ContractPage {
	name: string;
	/** Numbers of headings, as `5` and `5.3`. */
	sections: Set<string>;
	statements: Array<{ number: string; tags: string[] }>;
}

export const NUMBER = String.raw`\d+(?:\.\d+)*`;

const folder = 'docs/contracts/';
export const CONTRACTS_README = `${folder}README.md`;

function readPage(file: string): ContractPage {
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

export const pages: ContractPage[] = projectFiles()
	.filter((file) => file.startsWith(folder) && file.endsWith('.md') && file !== CONTRACTS_README)
	.map(readPage);

// A citation may run over the line of a comment: `contracts/qualtrics.md 5.3 (search), 5.6 and 5.9`.
const GAP = String.raw`(?:[ \t]|\n[ \t]*\*[ \t]+)+`;
const REMARK = String.raw`(?:${GAP}\([^()\n]*\))?`;
const CITATION = new RegExp(
	String.raw`contracts\/([\w-]+)\.md(?:${GAP}(${NUMBER}${REMARK}(?:(?:,|,?${GAP}and|${GAP}to)${GAP}${NUMBER}${REMARK})*))?`,
	'g',
);

export interface Citation {
	page: string;
	numbers: string[];
}

export const citationsIn = (text: string): Citation[] =>
	[...text.matchAll(CITATION)].map(([, page, list = '']) => ({
		page,
		numbers: list.replace(/\([^()]*\)/g, '').match(new RegExp(NUMBER, 'g')) ?? [],
	}));

/** What is cited and not there, as it is cited. */
export const missingIn = (citations: readonly Citation[]): string[] =>
	citations.flatMap(({ page, numbers }) => {
		const cited = pages.find(({ name }) => name === page);
		if (!cited) return [`contracts/${page}.md`];
		return numbers
			.filter(
				(number) =>
					!cited.sections.has(number) && !cited.statements.some((one) => one.number === number),
			)
			.map((number) => `contracts/${page}.md ${number}`);
	});

/** Statements that are cited, alone or with their section, and are assumed: `qualtrics 4.5.1`. */
export const assumedIn = (citations: readonly Citation[]): string[] =>
	citations.flatMap(({ page, numbers }) => {
		const cited = pages.find(({ name }) => name === page);
		const isCited = (number: string) =>
			numbers.some((one) => number === one || number.startsWith(`${one}.`));
		return (cited?.statements ?? [])
			.filter(({ number, tags }) => tags.includes('assumed') && isCited(number))
			.map(({ number }) => `${page} ${number}`);
	});

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

/** For each tag the share of statements that have it: `8 %`. */
export const sharesOf = (statements: ContractPage['statements']): string[] =>
	TAGS.map((tag) =>
		percent(statements.filter(({ tags }) => tags[0] === tag).length, statements.length),
	);
