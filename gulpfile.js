'use strict';

// Builds what n8n loads: one file for each node and each credential, and what several of them share once, in dist/nodes/shared/.
// A file for each source file would be half as large again and take three times as long to load. Libraries that n8n does not
// ship are bundled.

const fs = require('node:fs/promises');
const path = require('node:path');
const esbuild = require('esbuild');
const gulp = require('gulp');
const ts = require('typescript');

const root = __dirname;
const dist = path.join(root, 'dist');

/**
 * Where the sources say that the docs are: a name that nobody can own. The built files name the place that package.json gives as
 * the package's home page, so that it stands there alone.
 */
const homeInSources = 'https://n8n-nodes-survey-ops.invalid/';
const atHome = (text) => {
	const { homepage } = require('./package.json');
	return text.replaceAll(homeInSources, homepage.replace(/\/*(#.*)?$/, '') + '/');
};

/** What n8n brings along; required at run time from n8n's own modules. */
const providedByN8n = new Set(['n8n-workflow', 'luxon', 'crypto', 'node:crypto']);

/**
 * What is bundled: import name → the file the bundle starts from, and what is taken of it (else everything).
 * - fflate: its own compiling of worker threads, and its timers, are what n8n's scanner refuses; the streams need neither.
 * - libphonenumber-js: the smallest metadata that still validates and formats every country.
 */
const bundled = {
	fflate: { file: 'node_modules/fflate/esm/browser.js', take: ['Zip'] },
	'libphonenumber-js': 'node_modules/libphonenumber-js/min/index.js',
};

/** @type {import('esbuild').BuildOptions} */
const esbuildOptions = {
	absWorkingDir: root,
	bundle: true,
	charset: 'utf8',
	// n8n's scanner refuses calls to the console, which a library has.
	drop: ['console'],
	legalComments: 'none',
	logLevel: 'warning',
	// The package is to stay small; names of functions are kept where a file has them, so that stack traces can be read.
	minifySyntax: true,
	minifyWhitespace: true,
	platform: 'node',
	target: 'node20',
};

/** Files below the shipped folders that `accept` says yes to, as sorted paths relative to the project. */
async function shippedFiles(accept) {
	const found = [];
	for (const folder of ['credentials', 'nodes']) {
		const entries = await fs.readdir(path.join(root, folder), {
			recursive: true,
			withFileTypes: true,
		});
		for (const entry of entries) {
			const file = path.relative(root, path.join(entry.parentPath, entry.name));
			if (entry.isFile() && accept(file)) found.push(file.split(path.sep).join('/'));
		}
	}
	return found.sort();
}

const isEntry = (file) => /\.(node|credentials)\.ts$/.test(file);
const isSource = (file) => file.endsWith('.ts') && !file.endsWith('.d.ts');

async function clean() {
	await fs.rm(dist, { recursive: true, force: true });
}

/** Checks the shipped sources only: a slip in a test must not keep the package from being built. */
async function types() {
	const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile).config;
	const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
	const rootNames = (await shippedFiles(isSource)).map((file) => path.join(root, file));
	const program = ts.createProgram({ rootNames, options: { ...options, noEmit: true } });
	const problems = ts.getPreEmitDiagnostics(program);
	if (problems.length === 0) return;
	const host = {
		getCanonicalFileName: (name) => name,
		getCurrentDirectory: () => root,
		getNewLine: () => '\n',
	};
	throw new Error(`Types do not fit:\n${ts.formatDiagnostics(problems, host)}`);
}

/** Leaves to n8n what it ships, and gives each bundled library its one place to start from. */
const imports = {
	name: 'imports',
	setup(build) {
		build.onResolve({ filter: /^[^.]/ }, ({ kind, importer, path: name }) => {
			if (kind === 'entry-point') return undefined;
			if (providedByN8n.has(name)) return { path: name, external: true };
			const library = bundled[name];
			if (typeof library === 'string') return { path: path.join(root, library) };
			if (library) return { path: name, namespace: 'taken' };
			// A library finds its own.
			if (importer.includes('node_modules')) return undefined;
			const from = path.relative(root, importer);
			return {
				errors: [{ text: `"${name}" is neither shipped by n8n nor bundled (imported by ${from})` }],
			};
		});
		build.onLoad({ filter: /.*/, namespace: 'taken' }, ({ path: name }) => {
			const { file, take } = bundled[name];
			return { contents: `export { ${take.join(', ')} } from './${file}';`, resolveDir: root };
		});
		// Nobody reads a stack trace down to the variables of a library.
		build.onLoad({ filter: /node_modules[\\/].*\.m?js$/ }, async ({ path: file }) => {
			const text = await fs.readFile(file, 'utf8');
			const { code } = await esbuild.transform(text, { minifyIdentifiers: true });
			return { contents: code, loader: 'js' };
		});
	},
};

const SHARED = /import(?:\{([^}]*)\}from)?("\.[^"]+");/y;
const EXPORT = /export\{([^}]*)\};\s*$/;

/** `a, b as c` of an import or export as the members of a pattern or an object. */
const members = (list, write) =>
	list
		.split(',')
		.map((entry) => {
			const [left, right = left] = entry.trim().split(' as ');
			return left === right ? left : write(left, right);
		})
		.join(',');

/**
 * The same as CommonJS. esbuild's own way reaches through the module for each use of a name, which is a tenth more text; of our
 * own files names are taken out once instead. None of them exports what changes later, and no two of them need each other.
 */
async function asCommonJs(text) {
	const shared = [];
	let at = 0;
	for (;;) {
		SHARED.lastIndex = at;
		const [whole, names, from] = SHARED.exec(text) ?? [];
		if (whole === undefined) break;
		at += whole.length;
		const taken = names && `const{${members(names, (name, as) => `${name}:${as}`)}}=`;
		shared.push(`${taken ?? ''}require(${from});`);
	}
	const [end, exported] = EXPORT.exec(text) ?? ['', ''];
	const script = await esbuild.transform(text.slice(at, text.length - end.length), {
		charset: 'utf8',
		format: 'cjs',
	});
	// Of a script, names that all of it can see stay as they are, in stack traces too; those inside of functions are a sixth of the text.
	const { code } = await esbuild.transform(script.code, {
		charset: 'utf8',
		minifyIdentifiers: true,
		minifyWhitespace: true,
	});
	const exports = members(exported, (name, as) => `${as}:${name}`);
	return `"use strict";${shared.join('')}${code}module.exports={${exports}};\n`;
}

/** In memory, with how much of it came from which file. esbuild shares code between files as ES modules only. */
const asModules = async () =>
	await esbuild.build({
		...esbuildOptions,
		chunkNames: 'nodes/shared/[hash]',
		entryPoints: await shippedFiles(isEntry),
		format: 'esm',
		mainFields: ['module', 'main'],
		metafile: true,
		outbase: root,
		outdir: dist,
		plugins: [imports],
		splitting: true,
		write: false,
	});

/** n8n requires CommonJS. */
async function bundle() {
	const { outputFiles, metafile } = await asModules();
	for (const { path: file, text } of outputFiles) {
		await fs.mkdir(path.dirname(file), { recursive: true });
		await fs.writeFile(file, atHome(await asCommonJs(text)));
	}
	await licences(Object.keys(metafile.inputs));
}

/** The licence of every package that is bundled travels with it. */
async function licences(inputs) {
	const packages = new Set(
		inputs.map((file) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[0]).filter(Boolean),
	);
	if (packages.size === 0) return;
	const texts = [];
	for (const folder of [...packages].sort()) {
		const { name, version, license } = JSON.parse(
			await fs.readFile(path.join(root, folder, 'package.json'), 'utf8'),
		);
		const files = (await fs.readdir(path.join(root, folder))).filter((file) =>
			/^licen[cs]e/i.test(file),
		);
		const own = await Promise.all(
			files.sort().map((file) => fs.readFile(path.join(root, folder, file), 'utf8')),
		);
		texts.push([`${name} ${version} (${license})`, ...own.map((text) => text.trim())].join('\n\n'));
	}
	const rule = `\n\n${'-'.repeat(80)}\n\n`;
	await fs.writeFile(path.join(dist, 'THIRD_PARTY_LICENSES.txt'), `${texts.join(rule)}\n`);
}

/** Copies shipped files as they are, or as `change` makes their text. */
async function copy(accept, change) {
	for (const file of await shippedFiles(accept)) {
		const target = path.join(dist, file);
		await fs.mkdir(path.dirname(target), { recursive: true });
		if (change === undefined) await fs.copyFile(path.join(root, file), target);
		else await fs.writeFile(target, change(await fs.readFile(path.join(root, file), 'utf8')));
	}
}

async function icons() {
	await copy((file) => /\.(svg|png)$/.test(file));
}

/** Codex files say where a node is found in the node creator; a wrong node id there would go unnoticed. */
async function codex() {
	const { name } = JSON.parse(await fs.readFile(path.join(root, 'package.json'), 'utf8'));
	const isCodex = (file) => file.endsWith('.node.json');
	for (const file of await shippedFiles(isCodex)) {
		const { node } = JSON.parse(await fs.readFile(path.join(root, file), 'utf8'));
		const className = path.basename(file, '.node.json');
		const expected = `${name}.${className[0].toLowerCase()}${className.slice(1)}`;
		if (node !== expected)
			throw new Error(`${file} describes "${node}", but its node is "${expected}"`);
	}
	await copy(isCodex, atHome);
}

async function schema() {
	await copy((file) => /(^|\/)__schema__\/.*\.json$/.test(file));
}

/** Templates are shared as files of the repository: each must be whole, name our nodes rightly, and carry nobody's credential. */
async function templates() {
	const folder = path.join(root, 'templates');
	const manifest = JSON.parse(await fs.readFile(path.join(root, 'package.json'), 'utf8'));
	const ours = new Set(
		manifest.n8n.nodes.map((file) => path.basename(file, '.node.js').toLowerCase()),
	);
	for (const file of (await fs.readdir(folder)).filter((name) => name.endsWith('.json'))) {
		const { nodes } = JSON.parse(await fs.readFile(path.join(folder, file), 'utf8'));
		for (const { type, name, credentials } of nodes) {
			// As a tool of an agent, a node's name ends so.
			const [, own] = /^n8n-nodes-survey-ops\.(.+?)(?:Tool)?$/.exec(type) ?? [];
			if (own && !ours.has(own.toLowerCase())) throw new Error(`${file}: no node ${type}`);
			if (credentials) throw new Error(`${file}: "${name}" names a credential`);
		}
	}
}

const build = gulp.series(clean, types, gulp.parallel(bundle, icons, codex, schema, templates));

module.exports = {
	clean,
	types,
	asModules,
	bundle,
	icons,
	codex,
	schema,
	templates,
	build,
	default: build,
};
