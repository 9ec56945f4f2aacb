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
	console.log('Installing the tools (npm ci, about a minute) …');
	// The machine's own Node runs npm here: the newer one is among what is installed.
	await mustRun('npm', ['ci', ...npmFlags()], { env: process.env, quiet: true });
	writeFileSync(stamp, fingerprint);
}
