// MariaDB for the tests against a real Ghost: the machine's own, or the one of Debian and Ubuntu, unpacked into the cache folder. It
// needs no root and changes nothing of the machine.

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, printIfCalled, tell, withProgress } from './installRecipe.mjs';
import { mustRun, run } from './processes.mjs';

const PACKAGE = 'mariadb-server-core';

const program = (root) => path.join(root, 'usr', 'sbin', 'mariadbd');

/** The folders of libraries below an unpacked root. */
export function libraryFolders(root) {
	return ['usr/lib', 'lib'].flatMap((name) => {
		const folder = path.join(root, name);
		if (!existsSync(folder)) return [];
		return readdirSync(folder)
			.filter((entry) => entry.includes('-linux-'))
			.map((entry) => path.join(folder, entry));
	});
}

const environment = (root) => ({
	...process.env,
	LD_LIBRARY_PATH: libraryFolders(root).join(path.delimiter),
});

const starts = async (root) =>
	(
		await run([program(root), '--no-defaults', '--version'], {
			quiet: true,
			env: environment(root),
		}).catch(() => ({ code: 1 }))
	).code === 0;

/** Of the machine, else in lists of our own: those of the machine may be missing, and only root may fetch them. */
async function aptOptions(folder) {
	const known = await run(['apt-cache', 'show', PACKAGE], { quiet: true });
	if (known.code === 0) return [];
	const state = path.join(folder, 'apt');
	for (const name of ['lists/partial', 'cache/archives/partial'])
		mkdirSync(path.join(state, name), { recursive: true });
	const options = ['-o', `Dir::State::Lists=${state}/lists`, '-o', `Dir::Cache=${state}/cache`];
	await mustRun(['apt-get', ...options, 'update', '-qq'], { quiet: true });
	return options;
}

/** The package and what it depends on and is not here. */
async function packagesToUnpack(options) {
	const less = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'];
	const flags = less.map((name) => `--no-${name}`);
	const tree = await mustRun(['apt-cache', ...options, 'depends', '--recurse', ...flags, PACKAGE], {
		quiet: true,
	});
	const names = tree.split('\n').filter((line) => /^[a-z0-9]/.test(line));
	const wanted = [];
	for (const name of new Set(names)) {
		const status = ['dpkg-query', '-W', '-f', '${Status}', name];
		const { output } = await run(status, { quiet: true });
		if (!output.includes('install ok installed')) wanted.push(name);
	}
	return wanted;
}

async function unpack(folder) {
	const options = await aptOptions(folder);
	for (const name of await packagesToUnpack(options)) {
		// Alternatives of what is there need not exist.
		const got = await run(['apt-get', ...options, 'download', name], { cwd: folder, quiet: true });
		if (got.code !== 0 && name === PACKAGE) throw new Error(`apt-get download ${name} failed`);
	}
	for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb')))
		await mustRun(['dpkg-deb', '-x', file, 'root'], { cwd: folder, quiet: true });
	return path.join(folder, 'root');
}

/** The root below which MariaDB stands; nothing where there is none and none can be had: then it says why. */
export async function installMariadb() {
	if (existsSync(program('/'))) return '/';
	const target = path.join(cacheFolder, 'mariadb');
	if (existsSync(target)) return target;
	const folder = `${target}.${process.pid}.part`;
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	try {
		tell(`Unpacking MariaDB (40 MB) into ${target}`);
		const root = await withProgress('downloading', async () => await unpack(folder));
		if (!(await starts(root))) throw new Error('it does not run on this machine');
		if (!existsSync(target)) renameSync(root, target);
		return target;
	} catch (error) {
		const [reason] = error.message.split('\n');
		tell(`MariaDB is not here and cannot be unpacked from Debian's packages: ${reason}`);
		return undefined;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

await printIfCalled(import.meta.url, 'MariaDB', installMariadb);
