import { readFileSync } from 'node:fs';
import { waitFor } from './waitFor';

/** Ends the process group that `pid` leads, at first gently if so asked, and waits until it is gone. */
export async function endProcessGroup(
	pid: number,
	signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
	graceMs = 20_000,
): Promise<void> {
	if (signal === 'SIGTERM') {
		// The leader alone: n8n ends its own task runner.
		send(pid, 'SIGTERM');
		const gone = waitFor('n8n to stop', async () => !isAlive(pid), { timeoutMs: graceMs });
		await gone.catch(() => undefined);
	}
	send(-pid, 'SIGKILL');
	await waitFor('the processes to be gone', async () => !isAlive(pid), { timeoutMs: 10_000 });
}

function send(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch {
		// It is gone already.
	}
}

/** A child that ended but was not yet waited for does not count as alive. */
function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch {
		return false;
	}
	try {
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return true;
	}
}
