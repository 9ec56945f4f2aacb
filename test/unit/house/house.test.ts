import path from 'node:path';
import { isShippedSource, projectFiles, read } from './sourceFiles';

const files = projectFiles();
const manifest = JSON.parse(read('package.json')) as {
	name: string;
	dependencies?: object;
	optionalDependencies?: object;
	peerDependencies?: object;
	n8n: { nodes: string[]; credentials: string[] };
};

const isText = (file: string): boolean => !/\.(png|ico|woff2?|gz|zip)$/.test(file);

/** Lock files name the funding and home pages of other people's packages; only download addresses matter in them. */
const isLock = (file: string): boolean => file.endsWith('package-lock.json');

describe('the house', () => {
	it('keeps every shipped file short enough to be read in a sitting', () => {
		const long = files
			.filter(isShippedSource)
			.map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
			.filter(({ lines }) => lines > 350);
		expect(long).toEqual([]);
	});

	it('names no file or folder after nothing in particular', () => {
		const vague = /(^|\/)(utils?|helpers?|common|misc)(\/|\.|$)/i;
		expect(files.filter((file) => vague.test(file))).toEqual([]);
	});

	it('needs nothing at run time but n8n', () => {
		expect(manifest.dependencies).toBeUndefined();
		expect(manifest.optionalDependencies).toBeUndefined();
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it.each([
		['nodes', '.node.ts'],
		['credentials', '.credentials.ts'],
	] as const)('registers all %s, and nothing else', (kind, suffix) => {
		const written = files.filter((file) => isShippedSource(file) && file.endsWith(suffix));
		const expected = written.map((file) => `dist/${file.replace(/\.ts$/, '.js')}`);
		expect([...manifest.n8n[kind]].sort()).toEqual(expected.sort());
		expect(expected.length).toBeGreaterThan(0);
	});

	it('describes every node in a codex file beside it', () => {
		for (const registered of manifest.n8n.nodes) {
			const codex = registered.replace(/^dist\//, '').replace(/\.js$/, '.json');
			expect(files).toContain(codex);
			const className = path.basename(codex, '.node.json');
			const id = `${manifest.name}.${className[0].toLowerCase()}${className.slice(1)}`;
			expect(JSON.parse(read(codex))).toMatchObject({ node: id });
		}
	});

	it('has lock files that hold no download address', () => {
		const locks = files.filter(isLock);
		expect(locks.length).toBeGreaterThan(0);
		for (const lock of locks) expect(read(lock)).not.toMatch(/"resolved":/);
	});

	it('mentions no registry, no machine path, and no address of a person', () => {
		const patterns = [
			/registry\.(npmjs|yarnpkg)\.\w+/,
			/_authToken|_password\s*=/,
			// Home folders and work trees of some machine; the one of n8n's own container image is everybody's.
			/(^|[\s'"`(=:])\/(home\/(?!node\b)|root\/|Users\/)[\w.-]+/m,
			/(^|[\s'"`(=:])\/work\/[\w.-]+/m,
			/[\w.+-]+@(gmail|outlook|hotmail|yahoo|icloud)\.\w+/,
		];
		const found = files
			.filter((file) => isText(file) && !isLock(file) && !file.startsWith('test/unit/house/'))
			.flatMap((file) => {
				const text = read(file);
				return patterns.filter((pattern) => pattern.test(text)).map((pattern) => [file, pattern]);
			});
		expect(found).toEqual([]);
	});

	it('asks no linter to look away', () => {
		const away = /eslint-disable|@ts-ignore|@ts-nocheck|prettier-ignore/;
		const code = files.filter((file) => /\.(ts|js|cjs|mjs)$/.test(file));
		const mine = code.filter((file) => !file.startsWith('test/unit/house/'));
		expect(mine.filter((file) => away.test(read(file)))).toEqual([]);
	});
});
