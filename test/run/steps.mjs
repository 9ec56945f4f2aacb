import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { mustRun, root } from './processes.mjs';

export const say = (text) => process.stdout.write(`${text}\n`);

export async function lint() {
	await mustRun('eslint', ['--max-warnings', '0', '.']);
	await mustRun('prettier', ['--check', '--log-level', 'warn', '.']);
	await mustRun('tsc', ['--noEmit', '-p', 'tsconfig.json']);
}

export async function build() {
	await mustRun('gulp', ['build']);
}

/** Builds the package and packs it as it would be published; answers with the tarball's path. */
export async function pack() {
	await build();
	const folder = path.join(root, '.cache', 'package');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const flags = ['--ignore-scripts', '--loglevel=error', '--pack-destination', folder];
	await mustRun('npm', ['pack', ...flags], { quiet: true });
	const tarball = path.join(folder, readdirSync(folder)[0]);
	say(`Packed ${path.relative(root, tarball)}`);
	return tarball;
}
