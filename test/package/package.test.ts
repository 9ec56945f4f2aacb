import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packedTarball } from '../e2e/harness/tarball';

interface Manifest {
	name: string;
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
		folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-package-'));
		execFileSync('tar', ['-xzf', packedTarball(), '-C', folder, '--strip-components=1']);
		manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
	}, 120_000);

	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it("passes n8n's community scanner", () => {
		const script = path.join(__dirname, 'scan.mjs');
		const verdict = execFileSync(process.execPath, [script, folder], { encoding: 'utf8' });
		expect(JSON.parse(verdict)).toEqual({ passed: true });
	}, 60_000);

	it('holds what package.json registers, each class under the name of its file', () => {
		const registered = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		for (const file of registered) {
			const className = path.basename(file).split('.')[0];
			const loaded = require(path.join(folder, file)) as Record<string, new () => object>;
			expect(new loaded[className]()).toBeInstanceOf(Object);
		}
		expect(registered.length).toBeGreaterThan(0);
	});

	it('holds every icon that a node or credential names', () => {
		for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
			const text = readFileSync(path.join(folder, file), 'utf8');
			const icons = [...text.matchAll(/["']file:([^"']+\.(?:svg|png))["']/g)];
			expect(icons.length).toBeGreaterThan(0);
			for (const [, icon] of icons) {
				expect(existsSync(path.join(folder, path.dirname(file), icon))).toBe(true);
			}
		}
	});

	it('ships neither sources nor tests, and stays small', () => {
		const files = filesBelow('.');
		expect(files.filter((file) => /\.tsx?$|^(test|templates)\//.test(file))).toEqual([]);
		const bytes = files.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
		expect(bytes).toBeLessThan(1.5 * 1024 * 1024);
	});

	it('carries the licences of what is bundled', () => {
		const bundled = readdirSync(path.join(folder, 'dist/nodes/shared')).includes('vendor')
			? readdirSync(path.join(folder, 'dist/nodes/shared/vendor'))
			: [];
		const licences = path.join(folder, 'dist/THIRD_PARTY_LICENSES.txt');
		const text = existsSync(licences) ? readFileSync(licences, 'utf8') : '';
		for (const file of bundled) expect(text).toContain(path.basename(file, '.js'));
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
