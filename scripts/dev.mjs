// npm run dev: an n8n with the package, which is built anew and loaded anew whenever a source file changes, until Ctrl-C.

import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installNode } from './installNode.mjs';
import { prepared } from './prepare.mjs';
import { root, say } from './processes.mjs';
import { pack } from './steps.mjs';
import { toolEnvironment } from './tools.mjs';

const watched = ['nodes', 'credentials'];

/** An editor writes a file in several steps, and often several files at once. */
const settleMs = 300;

/** The n8n of `test/demo/dev.ts` with the package as it is packed now. */
async function startN8n(tarball) {
	const env = await toolEnvironment({
		...(await prepared('n8n')),
		SURVEY_OPS_TARBALL: tarball,
	});
	const args = ['--import', 'tsx', 'test/demo/dev.ts'];
	// A group of its own: Ctrl-C reaches us, and we end it.
	const child = spawn(await installNode(), args, {
		cwd: root,
		env,
		detached: true,
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	const ended = new Promise((resolve) => child.once('close', resolve));
	return {
		ended,
		stop: async () => {
			child.kill('SIGTERM');
			await ended;
		},
	};
}

/** Answers with the tarball, or tells why there is none: a slip while typing ends nothing. */
async function tryPack() {
	try {
		return await pack();
	} catch (error) {
		say(`${error.message}\nNot built; the n8n from before goes on.`);
		return undefined;
	}
}

export async function dev() {
	let changed = false;
	let stopping = false;
	const wake = { up: () => undefined };
	for (const folder of watched) {
		watch(path.join(root, folder), { recursive: true }, () => {
			changed = true;
			wake.up();
		});
	}
	for (const signal of ['SIGINT', 'SIGTERM']) {
		process.on(signal, () => {
			stopping = true;
			wake.up();
		});
	}
	let n8n = await startN8n(await pack());
	for (;;) {
		if (!changed && !stopping) await new Promise((resolve) => (wake.up = resolve));
		if (stopping) break;
		await sleep(settleMs);
		changed = false;
		const tarball = await tryPack();
		if (tarball === undefined || stopping) continue;
		say('Restarting n8n …');
		await n8n.stop();
		n8n = await startN8n(tarball);
	}
	say('Stopping …');
	await n8n.stop();
	process.exit(0);
}
