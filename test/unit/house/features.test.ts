import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectFiles, read, root } from './sourceFiles';
import { testTitles } from './testTitles';

const PAGE = 'docs/features.md';
const ID = /\b[QSCKN]\d\d\b/g;

const linksIn = (cell: string): string[] =>
	[...cell.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target);

const rows = read(PAGE)
	.split('\n')
	.filter((line) => /^\| [QSCKN]\d\d /.test(line))
	.map((line) => {
		const [id, , where, tests] = line
			.slice(1, -1)
			.split('|')
			.map((cell) => cell.trim());
		return {
			id,
			where: linksIn(where),
			tests: linksIn(tests).map((link) => path.posix.join('docs', link)),
		};
	});

const titles = new Map(
	projectFiles()
		.filter((file) => /^test\/.*\.test\.ts$/.test(file))
		.map((file) => [file, testTitles(file)]),
);

const idsIn = (file: string): string[] =>
	(titles.get(file) ?? []).flatMap((title) => title.match(ID) ?? []);

const headings = (page: string): string[] =>
	read(page)
		.split('\n')
		.filter((line) => /^#+ /.test(line))
		.map((line) =>
			line
				.replace(/^#+ /, '')
				.toLowerCase()
				.replace(/[^\p{L}\p{N} -]/gu, '')
				.replace(/ /g, '-'),
		);

/** Steps on a vendor's screen, and limits of its plans: they say how it stands in n8n, and may do without a test. */
const MAY_LACK_TESTS = new Set(
	(
		'Q09 Q10 Q16 Q30 Q41 S01 S08 S09 S20 C06 C11 C13 C14 C30 K03 K05 K06 K07 K08 K11 K15 K17 K39 ' +
		'N04 N09 N19 N20 N25 N26'
	).split(' '),
);

describe('the page of features', () => {
	it('has every id once', () => {
		const ids = rows.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids.length).toBe(182);
	});

	it('names tests whose titles carry the id', () => {
		const wrong = rows.flatMap(({ id, tests }) =>
			tests.filter((file) => !idsIn(file).includes(id)).map((file) => `${id}: ${file}`),
		);
		expect(wrong).toEqual([]);
	});

	it('has a test for whatever n8n itself can show', () => {
		const unproved = rows.filter(({ tests }) => tests.length === 0).map(({ id }) => id);
		expect(unproved.filter((id) => !MAY_LACK_TESTS.has(id))).toEqual([]);
	});

	it('holds every id that a title carries', () => {
		const known = new Set(rows.map(({ id }) => id));
		const unknown = [...titles.keys()].flatMap((file) =>
			idsIn(file)
				.filter((id) => !known.has(id))
				.map((id) => `${file}: ${id}`),
		);
		expect(unknown).toEqual([]);
	});

	it('links each row to a page, and to a heading that is on it', () => {
		const missing = rows.flatMap(({ id, where }) => {
			if (where.length === 0) return [id];
			return where
				.filter((link) => {
					const [file, anchor] = link.split('#');
					const page = file === '' ? PAGE : path.posix.join('docs', file);
					if (!existsSync(path.join(root, page))) return true;
					return anchor !== undefined && !headings(page).includes(anchor);
				})
				.map((link) => `${id}: ${link}`);
		});
		expect(missing).toEqual([]);
	});

	it("explains there every row that its link sends to the vendors' screens", () => {
		const text = read(PAGE).split("## On the vendor's screens")[1];
		const explained = new Set(text.match(ID));
		const sent = rows.filter(({ where }) => where.some((link) => link.startsWith('#')));
		expect(sent.length).toBeGreaterThan(0);
		expect(sent.map(({ id }) => id).filter((id) => !explained.has(id))).toEqual([]);
	});
});
