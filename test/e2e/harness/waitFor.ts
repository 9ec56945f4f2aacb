import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until there is an answer: something other than `undefined` and `false`. Waits on the state of things, not on the clock;
 * the time limit is only for what never comes.
 */
export async function waitFor<T>(
	what: string,
	ask: () => Promise<T | undefined | false>,
	{ timeoutMs = 60_000, everyMs = 50 } = {},
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`);
		await sleep(everyMs);
	}
}
