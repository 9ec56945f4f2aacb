// Ghost from the npm registry, for the tests against a real system, once per machine. It is 600 MB.

import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { installRecipe, printIfCalled, recipePackages, withProgress } from './installRecipe.mjs';
import { mustRun } from './processes.mjs';

/**
 * Ghost brings packages of its own along as archives inside of it (`file:components/…` in its manifest), where npm does not find
 * them. So the recipe's `overrides` name a placeholder for each, its `dependencies` what the archives depend on, and here
 * each archive takes the place of its placeholder.
 */
async function unpackComponents(folder) {
	const modules = path.join(folder, 'node_modules');
	const components = path.join(modules, 'ghost', 'components');
	for (const file of readdirSync(components).filter((name) => name.endsWith('.tgz'))) {
		const archive = path.join(components, file);
		const manifest = await mustRun(['tar', '-xzOf', archive, 'package/package.json'], {
			quiet: true,
		});
		const target = path.join(modules, ...JSON.parse(manifest).name.split('/'));
		rmSync(target, { recursive: true, force: true });
		mkdirSync(target, { recursive: true });
		await mustRun(['tar', '-xzf', archive, '-C', target, '--strip-components=1'], { quiet: true });
	}
	// One that npm put elsewhere would stay a placeholder, and Ghost would fail where it is used.
	const { overrides } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	const placeholders = Object.keys(overrides).filter((name) => {
		const own = path.join(modules, 'ghost', 'node_modules', ...name.split('/'), 'package.json');
		return overrides[name].startsWith('npm:') && readable(own);
	});
	if (placeholders.length > 0) throw new Error(`Placeholders are left: ${placeholders.join(', ')}`);
}

function readable(file) {
	try {
		readFileSync(file);
		return true;
	} catch {
		return false;
	}
}

/** The folder in which Ghost is installed exactly as its lock file says, installed if need be. */
export async function installGhost() {
	const { ghost: version } = recipePackages('ghost');
	const folder = await installRecipe({
		recipe: 'ghost',
		version,
		title: `Ghost ${version} (600 MB, some minutes, once per machine)`,
		finish: async (part) =>
			await withProgress('unpacking the packages inside', async () => await unpackComponents(part)),
	});
	return path.join(folder, 'node_modules', 'ghost');
}

await printIfCalled(import.meta.url, 'Ghost', installGhost);
