import path from 'node:path';
import { installNode } from './installNode.mjs';
import { commandFile, mustRun, root, run } from './processes.mjs';

/** The environment of the tools: the Node that runs them comes first on the path, for what they start by name. */
export async function toolEnvironment(extra = {}) {
	const folder = path.dirname(await installNode());
	return { ...process.env, ...extra, PATH: `${folder}${path.delimiter}${process.env.PATH ?? ''}` };
}

/** Runs a command of an installed package (`jest`, or `[package, command]`) to its end; answers as `run` does. */
export async function runTool(name, args, extra = {}) {
	const [packageName, command] = [name].flat();
	const file = commandFile(packageName, command);
	return await run([await installNode(), file, ...args], { env: await toolEnvironment(extra) });
}

/** As `runTool`, but a non-zero end is an error. */
export async function tool(name, args, extra = {}) {
	const { code } = await runTool(name, args, extra);
	if (code === 0) return;
	const message = `${[name].flat().at(-1)} ended with exit code ${code}`;
	throw Object.assign(new Error(message), { exitCode: code });
}

/** Runs a TypeScript program of the tests. */
export async function typescript(file, args, extra = {}) {
	const command = [await installNode(), '--import', 'tsx', file, ...args];
	await mustRun(command, { cwd: root, env: await toolEnvironment(extra) });
}
