import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../e2e/harness/paths';
import { packedTarball } from '../e2e/harness/tarball';
import { evaluatorsIn } from './evaluators';

interface Manifest {
	name: string;
	homepage: string;
	n8n: { nodes: string[]; credentials: string[] };
}

/** The packed package, unpacked, as n8n's installer leaves it. */
describe('the packed package', () => {
	let folder: string;
	let manifest: Manifest;

	const filesBelow = (below: string): string[] =>
		readdirSync(path.join(folder, below), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

	beforeAll(() => {
		const scratch = mkdtempSync(path.join(tmpdir(), 'survey-ops-package-'));
		folder = path.join(scratch, 'package');
		mkdirSync(folder);
		// What n8n gives to a package; anything else it must bring along.
		mkdirSync(path.join(scratch, 'node_modules'));
		for (const name of ['n8n-workflow', 'luxon']) {
			const installed = path.join(projectRoot, 'node_modules', name);
			symlinkSync(installed, path.join(scratch, 'node_modules', name));
		}
		execFileSync('tar', ['-xzf', packedTarball(), '-C', folder, '--strip-components=1']);
		manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
	}, 120_000);

	afterAll(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

	it("passes n8n's community scanner", () => {
		const script = path.join(__dirname, 'scan.mjs');
		const verdict = execFileSync(process.execPath, [script, folder], { encoding: 'utf8' });
		expect(JSON.parse(verdict)).toEqual({ passed: true });
	}, 60_000);

	interface Loaded {
		file: string;
		name: string;
		icon: string | { light: string; dark: string };
	}
	const load = (): Loaded[] => {
		const script = path.join(__dirname, 'load.cjs');
		const printed = execFileSync(process.execPath, [script, folder], { encoding: 'utf8' });
		return JSON.parse(printed) as Loaded[];
	};

	it('loads without anything but what n8n provides, each class under the name of its file', () => {
		const registered = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		const expected = registered.map((file) => path.basename(file).split('.')[0]);
		const names = load().map(({ name }) => name);
		expect(names).toEqual(expected.map((name) => name[0].toLowerCase() + name.slice(1)));
		expect(names.length).toBeGreaterThan(0);
	});

	it('holds every icon that a node or credential names, beside the file that is registered', () => {
		for (const { file, icon } of load()) {
			const icons = typeof icon === 'string' ? [icon] : Object.values(icon);
			expect(icons.length).toBeGreaterThan(0);
			for (const one of icons) {
				expect(one).toMatch(/^file:[^/]+\.(svg|png)$/);
				const beside = path.join(folder, path.dirname(file), one.replace('file:', ''));
				expect(existsSync(beside)).toBe(true);
			}
		}
	});

	it('keeps the accounts that all nodes share in one file, which each of them loads', () => {
		const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
		// A sentence of the code beside them, which no build changes.
		const holders = filesBelow('dist').filter(
			(file) => file.endsWith('.js') && read(file).includes('The request limit of '),
		);
		expect(holders).toHaveLength(1);
		const loadedBy = (file: string, seen = new Set<string>()): Set<string> => {
			if (seen.has(file)) return seen;
			seen.add(file);
			for (const [, name] of read(file).matchAll(/require\("(\.[^"]+)"\)/g))
				loadedBy(path.join(path.dirname(file), name), seen);
			return seen;
		};
		const nodes = manifest.n8n.nodes.filter((file) => loadedBy(file).has(holders[0]));
		const names = nodes.map((file) => path.basename(file, '.node.js')).sort();
		expect(names).toEqual(
			expect.arrayContaining([
				'BulkCsvUpdate',
				'CrmUpsert',
				'Survey',
				'SurveyTrigger',
				'UpdateDirectoryContact',
			]),
		);
	});

	it('says where its docs are by the home page of package.json, which stands nowhere else', () => {
		const files = filesBelow('dist').filter((file) => /\.(js|json)$/.test(file));
		const texts = files.map((file) => readFileSync(path.join(folder, file), 'utf8'));
		expect(texts.filter((text) => text.includes('.invalid/'))).toEqual([]);
		const pages = texts.flatMap((text) => text.match(/https:[^"'`]+\/docs\/[\w/-]+\.md/g) ?? []);
		expect(pages.length).toBeGreaterThan(0);
		for (const page of pages) {
			expect(page.startsWith(manifest.homepage)).toBe(true);
			const file = page.slice(manifest.homepage.length);
			expect(existsSync(path.join(projectRoot, file))).toBe(true);
		}
	});

	it('ships neither sources nor tests, and stays small', () => {
		const files = filesBelow('.');
		expect(files.filter((file) => /\.tsx?$|^(test|templates)\//.test(file))).toEqual([]);
		const bytes = files.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
		expect(bytes).toBeLessThan(1_600_000);
	});

	it.each([
		'eval("1")',
		'(0, eval)("1")',
		'globalThis.eval("1")',
		'new Function("return 1")()',
		'Function("return 1")()',
		'x.constructor.constructor("return 1")()',
		'x["constructor"]("return 1")',
		'require("vm").runInNewContext("1")',
		'import("jsep")',
	])('LA01 %s would be found in it', (script) => {
		expect(evaluatorsIn(script)).not.toEqual([]);
	});

	it('LA01 holds nothing that makes code of text, and no library that does', () => {
		const scripts = filesBelow('dist').filter((file) => file.endsWith('.js'));
		expect(scripts.length).toBeGreaterThan(10);
		const found = scripts.flatMap((file) =>
			evaluatorsIn(readFileSync(path.join(folder, file), 'utf8')).map((text) => `${file}: ${text}`),
		);
		expect(found).toEqual([]);
		const licences = readFileSync(path.join(folder, 'dist/THIRD_PARTY_LICENSES.txt'), 'utf8');
		expect(licences).not.toMatch(/jsep|jsonpath/);
	});

	it('carries the licences of what is bundled', () => {
		const vendor = path.join(__dirname, '../../nodes/shared/vendor');
		const bundled = readdirSync(vendor).flatMap((file) =>
			[...readFileSync(path.join(vendor, file), 'utf8').matchAll(/from '([^']+)'/g)].map(
				([, library]) => library,
			),
		);
		expect(bundled).toContain('libphonenumber-js');
		const licences = path.join(folder, 'dist/THIRD_PARTY_LICENSES.txt');
		const text = existsSync(licences) ? readFileSync(licences, 'utf8') : '';
		for (const library of bundled) expect(text).toContain(library);
	});

	it('is the same, byte by byte, when it is built again', () => {
		const hashes = (below: string) =>
			filesBelow(below).map((file) => [
				file,
				createHash('sha256')
					.update(readFileSync(path.join(folder, file)))
					.digest('hex'),
			]);
		const first = hashes('dist');
		const known = process.env.SURVEY_OPS_TARBALL;
		delete process.env.SURVEY_OPS_TARBALL;
		const again = packedTarball();
		process.env.SURVEY_OPS_TARBALL = known;
		rmSync(path.join(folder, 'dist'), { recursive: true });
		execFileSync('tar', ['-xzf', again, '-C', folder, '--strip-components=1']);
		expect(hashes('dist')).toEqual(first);
		rmSync(path.dirname(again), { recursive: true });
	}, 120_000);
});
