import { settle } from '../../http/settle';
import type { Clock } from '../../http/types';

/** What was read of an environment and when. Whoever makes a client for each run may keep it from one run to the next. */
export type CachedReadings = Map<string, { at: number; value: Promise<unknown> }>;

export interface MetadataCacheOptions {
	/** Default: as long as the cache. */
	kept?: CachedReadings;
	/** How old a reading may be. */
	freshMs?: number;
}

/** Reads something once and gives it again for a while; a failed reading is forgotten, so that the next one tries anew. */
export type MetadataCache = <T>(name: string, read: () => Promise<T>) => Promise<T>;

const FRESH_MS = 5 * 60_000;
const MOST_KEPT = 500;

/** `subject` keeps apart what is kept together in one `kept`. */
export const createMetadataCache = (
	clock: Clock,
	subject: string,
	{ kept = new Map(), freshMs = FRESH_MS }: MetadataCacheOptions = {},
): MetadataCache => {
	return async <T>(name: string, read: () => Promise<T>): Promise<T> => {
		const entry = `${subject} ${name}`;
		const known = kept.get(entry);
		if (known && clock.now() - known.at < freshMs) {
			// Another run's reading may have ended with that run.
			const earlier = await settle(known.value);
			if (earlier.ok) return earlier.value as T;
		}
		if (kept.size >= MOST_KEPT) kept.clear();
		const value = read();
		const reading = { at: clock.now(), value };
		kept.set(entry, reading);
		value.catch(() => kept.get(entry) === reading && kept.delete(entry));
		return await value;
	};
};
