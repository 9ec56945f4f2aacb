import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where a program is on the path; undefined where it is not. */
export const programNamed = (name: string): string | undefined =>
	(process.env.PATH ?? '')
		.split(path.delimiter)
		.map((folder) => path.join(folder, name))
		.find((file) => existsSync(file));

/**
 * Runs a program to its end, or for so many milliseconds: then it is ended with all that it started, which is a process group of
 * its own. Rejects where it did not end well.
 */
export async function bounded(
	[program, ...args]: readonly string[],
	env: Readonly<Record<string, string>>,
	ms: number,
): Promise<string> {
	const child = spawn(program, args, {
		env: { PATH: process.env.PATH ?? '', ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	const output: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (data: Buffer) => output.push(data));
	let isLate = false;
	const timer = setTimeout(() => {
		isLate = true;
		if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
	}, ms);
	try {
		const code = await new Promise<number | null>((resolve, reject) => {
			child.on('error', reject);
			child.on('close', resolve);
		});
		const told = Buffer.concat(output).toString();
		if (isLate) throw new Error(`${program} did not end within ${ms / 1000} seconds\n${told}`);
		if (code !== 0) throw new Error(`${program} ended with ${code}\n${told}`);
		return told;
	} finally {
		clearTimeout(timer);
	}
}
