import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { npm, root, say } from './processes.mjs';
import { tool } from './tools.mjs';

export async function typecheck() {
	await tool(['typescript', 'tsc'], ['--noEmit', '-p', 'tsconfig.json']);
}

async function checkFormat() {
	await tool('prettier', ['--check', '--log-level', 'warn', '.']);
}

/** Each tool keeps one core busy, and eslint takes as long as the others together. All end before the first failure is told. */
export async function lint() {
	const outcomes = await Promise.allSettled([
		tool('eslint', ['--max-warnings', '0', '.']),
		typecheck().finally(checkFormat),
	]);
	const failure = outcomes.find(({ status }) => status === 'rejected');
	if (failure) throw failure.reason;
}

/** What the linters can put right by themselves. */
export async function lintFix() {
	await tool('eslint', ['--max-warnings', '0', '--fix', '.']);
	await tool('prettier', ['--write', '--log-level', 'warn', '.']);
}

export async function build() {
	await tool('gulp', ['build']);
}

/** Builds the package and packs it as it would be published; answers with the tarball's path. */
export async function pack() {
	await build();
	const folder = path.join(root, '.cache', 'package');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await npm(['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder]);
	const tarball = path.join(folder, readdirSync(folder)[0]);
	say(`Packed ${path.relative(root, tarball)}`);
	return tarball;
}
