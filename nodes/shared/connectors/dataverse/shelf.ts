import type { Clock } from '../../http/types';

/** Reads something once and gives it again for a while; a failed reading is forgotten, so that the next one tries anew. */
export type Shelf = <T>(name: string, read: () => Promise<T>) => Promise<T>;

const FRESH_MS = 5 * 60_000;

export const createShelf = (clock: Clock, freshMs = FRESH_MS): Shelf => {
	const kept = new Map<string, { until: number; value: Promise<unknown> }>();
	return async <T>(name: string, read: () => Promise<T>): Promise<T> => {
		const known = kept.get(name);
		if (known && known.until > clock.now()) return (await known.value) as T;
		const value = read();
		kept.set(name, { until: clock.now() + freshMs, value });
		value.catch(() => kept.delete(name));
		return await value;
	};
};
