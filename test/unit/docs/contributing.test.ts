import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { projectFiles, read, root } from '../house/sourceFiles';

// The reader of YAML that eslint brings along.
const { load } = createRequire(require.resolve('eslint'))('js-yaml') as {
	load: (text: string) => unknown;
};

const page = read('CONTRIBUTING.md');

/** Words in code that are paths of the project; those with a placeholder stand for any file of that form. */
const paths = [...page.matchAll(/`([\w.<>/-]+\/[\w.<>/-]*[\w>])`/g)].map(([, name]) => name);

describe('CONTRIBUTING', () => {
	it('names files and folders that are there', () => {
		const real = paths.filter((name) => !name.includes('<') && !name.startsWith('contracts/'));
		expect(real.length).toBeGreaterThan(25);
		expect(real.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
	});

	it('names places for new files beside files of the same form', () => {
		const files = projectFiles();
		const forms = paths.filter((name) => name.includes('<'));
		expect(forms.length).toBeGreaterThan(10);
		const unlike = forms.filter((name) => {
			const form = name.replace(/[.]/g, '\\.').replace(/<\w+>/g, '[\\w-]+');
			return !files.some((file) => new RegExp(`^${form}(/|$)`).test(file));
		});
		expect(unlike).toEqual([]);
	});
});

describe('what speaks of the project in public', () => {
	const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
		version: string;
	};

	it('names no address of a person or a place: that stands in package.json alone', () => {
		const pages = projectFiles().filter(
			(file) => file.endsWith('.md') || file.startsWith('.github/'),
		);
		const home = /survey-ops\.dev|github\.com\/survey-ops/;
		expect(pages.filter((file) => home.test(read(file)))).toEqual([]);
	});

	it('the changelog has the version, with its date, below what is not released', () => {
		const headings = [...read('CHANGELOG.md').matchAll(/^## (.+)$/gm)].map(([, words]) => words);
		expect(headings[0]).toBe('Unreleased');
		expect(headings[1]).toMatch(/^\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2}$/);
		expect(headings.some((words) => words.startsWith(`${manifest.version} `))).toBe(true);
	});

	it.each(['bug', 'feature'])('the %s template is a form with names of its own', (name) => {
		const form = load(read(`.github/ISSUE_TEMPLATE/${name}.yml`)) as {
			name: string;
			description: string;
			body: Array<{ type: string; id?: string; attributes: { label?: string; value?: string } }>;
		};
		expect(form.name && form.description).toBeTruthy();
		const fields = form.body.filter(({ type }) => type !== 'markdown');
		expect(fields.length).toBeGreaterThan(1);
		for (const { type, id, attributes } of fields) {
			expect(['input', 'textarea', 'dropdown', 'checkboxes']).toContain(type);
			expect(id).toMatch(/^[a-z]+$/);
			expect(attributes.label).toBeTruthy();
		}
		expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
	});
});
