import type { Clock } from '../http/types';

/** By then an execution has long taken what it came for, whatever later nodes are still at. */
export const LONGEST_WAIT_MS = 30_000;

const running = new Map<string, Promise<unknown>>();

/**
 * Executions about the same response begin one after the other: two at once may run in two workers, where neither sees in time
 * what the other has claimed, and a worker that is killed just then leaves it open who had it. The next one begins when those
 * before it have ended, or when it has waited long enough.
 *
 * @param names of the responses, and of whose they are
 */
export async function inTurn<T>(
	names: readonly string[],
	work: () => Promise<T>,
	clock: Pick<Clock, 'sleep'>,
): Promise<T> {
	const before = names.flatMap((name) => running.get(name) ?? []);
	const mine =
		before.length === 0
			? work()
			: Promise.race([Promise.all(before), clock.sleep(LONGEST_WAIT_MS)]).then(work);
	const turn = mine.then(ignore, ignore);
	for (const name of names) running.set(name, turn);
	void turn.then(() => {
		for (const name of names) if (running.get(name) === turn) running.delete(name);
	});
	return await mine;
}

const ignore = () => undefined;
