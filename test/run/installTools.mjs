import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mustRun, npmFlags, root } from './processes.mjs';

const lock = path.join(root, 'package-lock.json');
const stamp = path.join(root, 'node_modules', '.installed-from');

const wanted = () => createHash('sha256').update(readFileSync(lock)).digest('hex');

/** Installs what the lock file says, unless that is what is there already. */
export async function installTools() {
	const fingerprint = wanted();
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
	console.log('Installing the tools (about a minute) …');
	// Not `npm ci`: it refuses a lock file that lacks optional packages for other platforms, which a registry may not have.
	// The machine's own Node runs npm here: the newer one is among what is installed.
	await mustRun('npm', ['install', '--no-save', ...npmFlags()], { env: process.env, quiet: true });
	writeFileSync(stamp, fingerprint);
}
