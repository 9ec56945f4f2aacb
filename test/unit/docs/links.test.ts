import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFiles, root } from '../house/sourceFiles';

const pages = projectFiles().filter((file) => file.endsWith('.md'));

/** Links of a page to files of the project, without what stands in code. */
function linksOf(page: string): string[] {
	const text = readFileSync(path.join(root, page), 'utf8')
		.replace(/^```[\s\S]*?^```/gm, '')
		.replace(/`[^`\n]*`/g, '');
	return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, target]) => target)
		.filter((target) => !/^[a-z]+:/.test(target));
}

/** Anchors of a page's headings, as they are made where Markdown is shown. */
const anchorsOf = (page: string): string[] =>
	readFileSync(path.join(root, page), 'utf8')
		.split('\n')
		.filter((line) => /^#+ /.test(line))
		.map((line) =>
			line
				.replace(/^#+ /, '')
				.toLowerCase()
				.replace(/[^\p{L}\p{N}_ -]/gu, '')
				.replace(/ /g, '-'),
		);

describe('the pages', () => {
	it.each(pages)('%s links to files and headings that are there', (page) => {
		const missing = linksOf(page).filter((link) => {
			const [file, anchor] = link.split('#');
			const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
			if (!existsSync(path.join(root, target))) return true;
			return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor);
		});
		expect(missing).toEqual([]);
	});

	it('README leads to every page of the docs but those that a page of the docs leads to', () => {
		const reached = new Set(['README.md']);
		for (const page of reached) {
			for (const link of linksOf(page)) {
				const [file] = link.split('#');
				if (file === '') continue;
				const target = path.posix.join(path.posix.dirname(page), file);
				if (pages.includes(target)) reached.add(target);
			}
		}
		const docs = pages.filter((page) => page.startsWith('docs/'));
		expect(docs.filter((page) => !reached.has(page))).toEqual([]);
	});
});
