// Installs one of the recipes below scripts/recipes, once per machine, into a cache folder outside of the clone. Two at once wait
// for one another, and a half-finished folder is never used. The folder's name tells the lock file, so clones of different
// states do not take each other's away.

import { createHash } from 'node:crypto';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import lockDifferencesModule from './lockDifferences.cjs';
import { npmCi, root } from './processes.mjs';

const { lockDifferences } = lockDifferencesModule;

/** For all that is installed beside the clone, once per machine. */
export const cacheFolder = path.join(
	process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'),
	'n8n-survey-ops',
);
const recipeFiles = ['package.json', 'package-lock.json'];
const recipeFile = (recipe, file) => path.join(root, 'scripts', 'recipes', recipe, file);

/** Progress goes to the other stream: the last line of standard output is for the folder's name. */
export const tell = (text) => process.stderr.write(`${text}\n`);

/** All packages that a recipe asks for by name, with their versions. */
export function recipePackages(recipe) {
	const manifest = JSON.parse(readFileSync(recipeFile(recipe, 'package.json'), 'utf8'));
	return { ...manifest.dependencies, ...manifest.optionalDependencies };
}

/** Where a recipe is or will be installed. */
function recipeFolder(recipe, version) {
	const hash = createHash('sha256');
	for (const file of recipeFiles) hash.update(readFileSync(recipeFile(recipe, file)));
	return path.join(cacheFolder, `${recipe}-${version}-${hash.digest('hex').slice(0, 8)}`);
}

/** Shows that something goes on while npm is silent. */
export async function withProgress(text, work) {
	const start = Date.now();
	const seconds = () => Math.round((Date.now() - start) / 1000);
	tell(`  ${text} …`);
	const timer = setInterval(() => tell(`  ${text} … ${seconds()} s`), 30_000);
	try {
		return await work();
	} finally {
		clearInterval(timer);
	}
}

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/** Holds a lock folder while `work` runs; the lock of a process that is gone is taken over. */
async function alone(target, work) {
	const lock = `${target}.lock`;
	const owner = path.join(lock, 'pid');
	mkdirSync(cacheFolder, { recursive: true });
	for (let waited = 0; ; waited += 1) {
		try {
			mkdirSync(lock);
			break;
		} catch (error) {
			if (error.code !== 'EEXIST') throw error;
		}
		const pid = existsSync(owner) ? Number(readFileSync(owner, 'utf8')) : 0;
		// A lock without an owner is one that is just being made, or was left by a process that died at that moment.
		if (pid > 0 ? !isAlive(pid) : waited > 10) rmSync(lock, { recursive: true, force: true });
		else if (waited % 30 === 0) tell('  waiting for another installation to finish …');
		await sleep(1000);
	}
	try {
		writeFileSync(owner, String(process.pid));
		return await work();
	} finally {
		rmSync(lock, { recursive: true, force: true });
	}
}

/**
 * The folder in which a recipe is installed exactly as its lock file says; installed now if it is not there.
 * @param {{ recipe: string, version: string, title: string, finish?: (folder: string) => Promise<void> }} what
 *   `title` is what a person reads; `finish` does what is left to do after npm, in a folder that still changes its name.
 */
export async function installRecipe({ recipe, version, title, finish }) {
	const target = recipeFolder(recipe, version);
	if (existsSync(target)) return target;
	const cli = recipe === 'npm' ? undefined : await installNpm();
	await alone(target, async () => {
		if (existsSync(target)) return;
		tell(`Installing ${title} into ${target}`);
		const folder = `${target}.${process.pid}.part`;
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(folder, { recursive: true });
		try {
			for (const file of recipeFiles)
				copyFileSync(recipeFile(recipe, file), path.join(folder, file));
			await withProgress('downloading', async () => await npmCi(folder, cli));
			const differences = lockDifferences(folder);
			if (differences.length > 0) {
				const shown = differences.slice(0, 10).join('\n');
				throw new Error(
					`npm installed something else than the lock file says (${differences.length} differences):\n${shown}`,
				);
			}
			await finish?.(folder);
			renameSync(folder, target);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
		tell('  done');
	});
	return target;
}

/**
 * The npm that installs all else. The one of Node 20 holds n8n's lock file for incomplete where the one after it does not: what an
 * installation brings must not depend on which of them a machine has.
 */
export async function installNpm() {
	const { npm: version } = recipePackages('npm');
	const folder = await installRecipe({ recipe: 'npm', version, title: `npm ${version}` });
	return path.join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js');
}

/** For a file that is also a program: if it was called as one, prints what `install` answers as its last line. */
export async function printIfCalled(url, what, install) {
	if (url !== pathToFileURL(process.argv[1] ?? '').href) return;
	try {
		console.log((await install()) ?? '');
	} catch (error) {
		tell(`${what} could not be installed: ${error.message}`);
		process.exitCode = 1;
	}
}
