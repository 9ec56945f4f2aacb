import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The environment in which the tools of `folder` come first; among them the Node that n8n needs. */
export function toolEnvironment(folder = root, extra = {}) {
	const bin = path.join(folder, 'node_modules', '.bin');
	return { ...process.env, ...extra, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` };
}

const running = new Set();

// The children get the terminal's signal themselves; we wait for them, so that nothing is left behind.
for (const signal of ['SIGINT', 'SIGTERM']) {
	process.on(signal, () => {
		for (const child of running) child.kill(signal);
		if (running.size === 0) process.exit(130);
	});
}

/** Runs a command to its end and answers with its exit code. What it prints goes where ours goes, or, if `quiet`, into the answer. */
export async function run(command, args, options = {}) {
	const { cwd = root, env = toolEnvironment(), quiet = false } = options;
	const sink = quiet ? 'pipe' : 'inherit';
	const child = spawn(command, args, { cwd, env, stdio: ['ignore', sink, sink] });
	running.add(child);
	const output = [];
	for (const stream of [child.stdout, child.stderr])
		stream?.on('data', (data) => output.push(data));
	try {
		return await new Promise((resolve, reject) => {
			child.on('error', reject);
			child.on('close', (code) =>
				resolve({ code: code ?? 1, output: Buffer.concat(output).toString() }),
			);
		});
	} finally {
		running.delete(child);
	}
}

/** As `run`, but a non-zero end is an error that carries the output. */
export async function mustRun(command, args, options) {
	const { code, output } = await run(command, args, options);
	if (code !== 0) {
		const tail = output.trim().split('\n').slice(-30).join('\n');
		const message = `${[command, ...args].join(' ')} ended with exit code ${code}`;
		throw Object.assign(new Error(tail ? `${message}\n${tail}` : message), { exitCode: code });
	}
	return output;
}

/**
 * How npm is asked: quietly, and without the install scripts of other people's packages.
 * A Node from the registry exists for 64-bit Linux; elsewhere the machine's own must do, and npm is told to pass over the other one.
 */
export const npmFlags = () => [
	'--ignore-scripts',
	'--no-audit',
	'--no-fund',
	'--loglevel=error',
	'--no-progress',
	...(process.platform === 'linux' && process.arch === 'x64' ? [] : ['--force']),
];
