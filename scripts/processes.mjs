import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import npmEnvironmentModule from './npmEnvironment.cjs';

const { npmEnvironment } = npmEnvironmentModule;

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

export const say = (text) => process.stdout.write(`${text}\n`);

const running = new Set();

// The children get the terminal's signal themselves; we wait for them, so that nothing is left behind.
for (const signal of ['SIGINT', 'SIGTERM']) {
	process.on(signal, () => {
		for (const child of running) child.kill(signal);
		// A step that listens itself has more to end.
		if (running.size === 0 && process.listenerCount(signal) === 1) process.exit(130);
	});
}

/**
 * Runs a command to its end and answers with its exit code. What it prints goes where ours goes, or, if `quiet`, into the answer.
 * @param {string[]} command the program and its arguments
 */
export async function run([program, ...args], options = {}) {
	const { cwd = root, env = process.env, quiet = false, shell = false } = options;
	const sink = quiet ? 'pipe' : 'inherit';
	const child = spawn(program, args, { cwd, env, shell, stdio: ['ignore', sink, sink] });
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
export async function mustRun(command, options) {
	const { code, output } = await run(command, options);
	if (code !== 0) {
		const tail = output.trim().split('\n').slice(-30).join('\n');
		const message = `${command.join(' ')} ended with exit code ${code}`;
		throw Object.assign(new Error(tail ? `${message}\n${tail}` : message), { exitCode: code });
	}
	return output;
}

/** The npm that belongs to the Node that runs this, as a JavaScript file: `npm` itself is a shell script, and on Windows a batch file. */
function npmCli() {
	const folder = path.dirname(process.execPath);
	const inModules = path.join('node_modules', 'npm', 'bin', 'npm-cli.js');
	const called = process.env.npm_execpath ?? '';
	const places = [
		...(path.basename(called) === 'npm-cli.js' ? [called] : []),
		path.join(folder, '..', 'lib', inModules),
		path.join(folder, inModules),
	];
	return places.find((file) => existsSync(file));
}

/**
 * Runs npm in `cwd` with the settings of the machine and of `cwd`, and with none of the project it was called in.
 * @param {{ cwd?: string, quiet?: boolean, extra?: Record<string, string>, cli?: string }} options `extra` are more environment
 *   variables, `cli` is another npm than the machine's
 */
export async function npm(args, { cwd = root, quiet = true, extra = {}, cli = npmCli() } = {}) {
	const command = cli === undefined ? ['npm', ...args] : [process.execPath, cli, ...args];
	// Without the JavaScript file, Windows finds its batch file through a shell only.
	const shell = cli === undefined && process.platform === 'win32';
	return await mustRun(command, {
		cwd,
		quiet,
		shell,
		env: { ...npmEnvironment(process.env), ...extra },
	});
}

/**
 * Installs exactly what the lock file in `cwd` says, quietly, and without the install scripts of other people's packages: they
 * fetch binaries from elsewhere, and nothing here needs one.
 */
export async function npmCi(cwd, cli) {
	const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	await npm(args, { cwd, cli });
}

/** The JavaScript file behind a command of an installed package: `node_modules/.bin` has a shell script there, or on Windows a batch file. */
export function commandFile(packageName, command = packageName) {
	const folder = path.join(root, 'node_modules', packageName);
	const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	return path.join(folder, typeof bin === 'string' ? bin : bin[command]);
}
