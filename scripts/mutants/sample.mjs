import { Instrumenter } from '@stryker-mutator/instrumenter';
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { mutantKey } from './mutantKey.mjs';

const ignore = () => undefined;
const quiet = {
	isDebugEnabled: () => false,
	debug: ignore,
	info: ignore,
	warn: ignore,
};

/** The sources in the folders and files named, relative to `root`. */
export function sourcesIn(root, names) {
	const files = names.flatMap((name) =>
		statSync(path.join(root, name)).isDirectory()
			? globSync('**/*.ts', { cwd: path.join(root, name) }).map((file) => path.join(name, file))
			: [name],
	);
	return [...new Set(files.map((file) => file.replaceAll(path.sep, '/')))].sort();
}

/** All mutants that Stryker would put into `files`, in an order that depends on the sources alone. */
export async function mutantsOf(root, files) {
	const { mutants } = await new Instrumenter(quiet).instrument(
		files.map((name) => ({
			name,
			mutate: true,
			content: readFileSync(path.join(root, name), 'utf8'),
		})),
		{ plugins: null, excludedMutations: [], ignorers: [], noHeader: true },
	);
	return mutants.filter(({ status }) => status === undefined);
}

/** Where a mutant stands, as Stryker's `mutate` takes it: lines from 1, columns from 0. */
export const placeOf = ({ fileName, location: { start, end } }) =>
	`${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;

export const keysOf = (mutants) => mutants.map(mutantKey);
