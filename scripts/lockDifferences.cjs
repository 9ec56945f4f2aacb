'use strict';

const { existsSync, readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The folders of all packages below `folder`, as a lock file names them: `node_modules/a`, `node_modules/a/node_modules/@b/c`. */
function installedPackages(folder, below = '') {
	const modules = path.posix.join(below, 'node_modules');
	if (!existsSync(path.join(folder, modules))) return [];
	const isFolder = (entry) => entry.isDirectory() && !entry.name.startsWith('.');
	const folders = (at) =>
		readdirSync(path.join(folder, at), { withFileTypes: true })
			.filter(isFolder)
			.map(({ name }) => `${at}/${name}`);
	return folders(modules)
		.flatMap((at) => (path.posix.basename(at).startsWith('@') ? folders(at) : [at]))
		.filter((at) => existsSync(path.join(folder, at, 'package.json')))
		.flatMap((at) => [at, ...installedPackages(folder, at)]);
}

/**
 * What is installed in `folder` compared with the lock file there; one line for each difference, none if it is exactly that.
 * A package that is optional may be missing: it is for another platform.
 */
function lockDifferences(folder) {
	const { packages } = readJson(path.join(folder, 'package-lock.json'));
	const differences = [];
	for (const [at, wanted] of Object.entries(packages)) {
		if (at === '' || wanted.link || wanted.inBundle) continue;
		const manifest = path.join(folder, at, 'package.json');
		if (!existsSync(manifest)) {
			if (!wanted.optional && !wanted.devOptional) {
				differences.push(`${at} is missing, should be ${wanted.version}`);
			}
			continue;
		}
		const { version } = readJson(manifest);
		if (version !== wanted.version) {
			differences.push(`${at} is ${version}, should be ${wanted.version}`);
		}
	}
	for (const at of installedPackages(folder)) {
		if (packages[at] === undefined) differences.push(`${at} is there, but not in the lock file`);
	}
	return differences;
}

module.exports = { lockDifferences };
