// The Node that runs n8n, the tests and the tools: the machine's own if it is new enough for n8n, else one from the npm registry.

import path from 'node:path';
import { installRecipe, printIfCalled, recipePackages } from './installRecipe.mjs';

const oldestMajor = 24;
const packages = recipePackages('node');
const here = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const fitting = [`node-${here}`, `node-bin-${here}`].find((name) => packages[name] !== undefined);

const ownIsNewEnough = Number(process.versions.node.split('.')[0]) >= oldestMajor;

/** Whether a Node that is new enough for n8n can be had here. */
export const hasNewNode = ownIsNewEnough || fitting !== undefined;

/** The path of the newest Node that can be had here; where the registry has none for this platform, the machine's own. */
export async function installNode() {
	if (ownIsNewEnough || fitting === undefined) return process.execPath;
	const version = packages[fitting];
	const folder = await installRecipe({ recipe: 'node', version, title: `Node ${version}` });
	const file = process.platform === 'win32' ? 'node.exe' : 'node';
	return path.join(folder, 'node_modules', fitting, 'bin', file);
}

await printIfCalled(import.meta.url, 'Node', installNode);
