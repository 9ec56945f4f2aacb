import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installNpm } from './installRecipe.mjs';
import { npmCi, root, say } from './processes.mjs';

const lock = path.join(root, 'package-lock.json');
const stamp = path.join(root, 'node_modules', '.installed-from');

const wanted = () => createHash('sha256').update(readFileSync(lock)).digest('hex');

/** Installs what the lock file says, unless that is what is there already. */
export async function installTools() {
	const fingerprint = wanted();
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
	say('Installing the tools (about a minute) …');
	await npmCi(root, await installNpm());
	writeFileSync(stamp, fingerprint);
}
