// n8n, once per machine and version. It is 2.4 GB and takes some minutes.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { installNode } from './installNode.mjs';
import { hasPostgres } from './installPostgres.mjs';
import {
	installRecipe,
	printIfCalled,
	recipePackages,
	tell,
	withProgress,
} from './installRecipe.mjs';
import { npm, run } from './processes.mjs';

/** The two ends at which the package is tested: the newest n8n in full, the oldest in what everybody needs. */
export const n8nRecipes = { newest: 'n8n', oldest: 'n8n-oldest' };

const onPath = (...names) =>
	(process.env.PATH ?? '')
		.split(path.delimiter)
		.some((folder) => names.some((name) => existsSync(path.join(folder, name))));

/** What node-gyp builds with. On Windows it finds its compiler by itself or not at all, so nothing is built there. */
const hasCompiler = () => onPath('python3') && onPath('make') && onPath('g++', 'clang++');

/** Whether n8n will have a database here: a driver that can be built, or PostgreSQL. */
export const hasDatabase = () => hasPostgres || hasCompiler();

/** Node's headers, which come with the Node that will load what is built. */
async function headers() {
	const folder = path.join(path.dirname(await installNode()), '..');
	const found = existsSync(path.join(folder, 'include', 'node', 'node_api.h'));
	return found ? { npm_config_nodedir: folder } : {};
}

/** Whether the driver's binary is there and loads. */
async function driverLoads(folder) {
	const command = [await installNode(), '-e', "require('sqlite3')"];
	return (await run(command, { cwd: folder, quiet: true })).code === 0;
}

/**
 * The one binary that n8n's packages do not bring along is the one of the SQLite driver. Its makers have it ready for download;
 * where that place cannot be reached it is built, if there is a compiler. Where there is none, n8n runs on PostgreSQL.
 */
async function addDriver(folder) {
	await withProgress('fetching the database driver', async () => {
		const cwd = path.join(folder, 'node_modules', 'sqlite3');
		const fetchIt = path.join('..', 'prebuild-install', 'bin.js');
		await run([process.execPath, fetchIt, '-r', 'napi'], { cwd, quiet: true });
	});
	if (await driverLoads(folder)) return;
	if (hasCompiler()) {
		await withProgress('building the database driver', async () => {
			const args = ['rebuild', 'sqlite3', '--ignore-scripts=false', '--loglevel=error'];
			await npm(args, { cwd: folder, extra: await headers() });
		});
		if (await driverLoads(folder)) return;
		throw new Error('The database driver was built, but it cannot be loaded');
	}
	tell(
		'  There is no compiler to build the SQLite driver with, so n8n will run on PostgreSQL here.',
	);
}

/** The folder of an n8n that is installed exactly as its lock file says, installed if need be. */
export async function installN8n(recipe = n8nRecipes.newest) {
	const { n8n: version } = recipePackages(recipe);
	const title = `n8n ${version} (2.4 GB, some minutes, once per machine)`;
	return await installRecipe({ recipe, version, title, finish: addDriver });
}

await printIfCalled(import.meta.url, 'n8n', async () => await installN8n(process.argv[2]));
