import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A sandbox in a process of its own, so that its work is none of ours. */
export interface StandIn {
	url: string;
	token: string;
	oauth: Record<string, string>;
	control(action: string, ...args: unknown[]): Promise<unknown>;
	close(): void;
}

/** `script` below `test`; `argument` is what it is started with. */
export async function startStandIn(script: string, argument = '{}'): Promise<StandIn> {
	const file = path.join(__dirname, '../..', script);
	const child = spawn(process.execPath, ['--import', 'tsx', file, argument], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const ready = await new Promise<string>((resolve) =>
		createInterface({ input: child.stdout }).once('line', resolve),
	);
	const told = JSON.parse(ready) as Pick<StandIn, 'url' | 'token' | 'oauth'>;
	return {
		...told,
		async control(action, ...args) {
			const answer = await fetch(`${told.url}/sandbox/control`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ action, args }),
			});
			if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`);
			return ((await answer.json()) as { result?: unknown }).result;
		},
		close: () => void child.kill(),
	};
}
