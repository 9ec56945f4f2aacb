import type { Clock } from '../http/types';

/**
 * Lets every response into exactly one execution.
 *
 * n8n keeps a list of what a node has processed: one row, read, changed and written back, that can only be recorded into and
 * told from ("was it there before?"). Two entries are recorded for a response in one call: its key, and its key marked with the
 * delivery that brought it. A delivery is one webhook call or one batch of the catch-up; its id travels in the execution's
 * input, so a queue that runs the same execution again, and a person who retries it, bring the same mark.
 *
 * | key    | mark   | means                                              |        |
 * |--------|--------|----------------------------------------------------|--------|
 * | new    | new    | nobody had it                                      | passes |
 * | known  | known  | this very delivery had it and did not finish       | passes |
 * | known  | new    | another delivery had it                            | drops  |
 */
export interface ProcessedStore {
	/** Records the entries and returns those that were not there before. */
	record(entries: string[]): Promise<Set<string>>;
	forget(entries: string[]): Promise<void>;
}

export interface ClaimOptions {
	deliveryId: string;
	clock: Clock;
	random(): number;
	/**
	 * Executions may run in several processes (queue mode), where a row written back can swallow what another process wrote
	 * meanwhile. The claim is then looked at again after a moment.
	 */
	severalProcesses: boolean;
	/** Further entries to record in the same call, which decide nothing. */
	along?: readonly string[];
}

/**
 * Longer than it takes a process to read the row and write it back, also while the process is busy with other executions.
 * Between 500 and 1000 ms, so that two that came at once look one after the other.
 */
const SETTLE_MS = 500;
const MOST_LOOKS = 8;

/** The entry that tells a delivery its own claims from those of others. */
export const markOf = (deliveryId: string, key: string): string => `${deliveryId} ${key}`;

/** Returns the keys that this delivery may let pass. */
export async function claim(
	store: ProcessedStore,
	keys: readonly string[],
	options: ClaimOptions,
): Promise<Set<string>> {
	const mark = (key: string) => markOf(options.deliveryId, key);
	let mine = await recordOnce(store, [...new Set(keys)], mark, options.along);
	if (!options.severalProcesses) return mine.stands;

	const settled = new Set<string>();
	for (let look = 0; look < MOST_LOOKS && mine.stands.size > 0; look++) {
		await options.clock.sleep(SETTLE_MS * (1 + options.random()));
		const again = await recordOnce(store, [...mine.stands], mark);
		for (const key of again.stands) if (!again.rewritten.has(key)) settled.add(key);
		mine = { stands: again.rewritten, rewritten: new Set() };
	}
	for (const key of mine.stands) settled.add(key);
	return settled;
}

interface Recorded {
	stands: Set<string>;
	/** Keys whose entries had to be written (again). */
	rewritten: Set<string>;
}

async function recordOnce(
	store: ProcessedStore,
	keys: string[],
	mark: (key: string) => string,
	along: readonly string[] = [],
): Promise<Recorded> {
	if (keys.length === 0) return { stands: new Set(), rewritten: new Set() };
	const fresh = await store.record([...keys.flatMap((key) => [key, mark(key)]), ...along]);
	const others = keys.filter((key) => !fresh.has(key) && fresh.has(mark(key)));
	// Without its mark, a second run of this delivery will find the same as this one did.
	if (others.length > 0) await store.forget(others.map(mark));
	const lost = new Set(others);
	const stands = new Set(keys.filter((key) => !lost.has(key)));
	return { stands, rewritten: new Set([...stands].filter((key) => fresh.has(key))) };
}
