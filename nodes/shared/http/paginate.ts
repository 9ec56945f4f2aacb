import { ConnectorError } from './ConnectorError';
import type { CancelSignal } from './types';
import { throwIfCancelled } from './cancel';

export interface Page<T> {
	items: T[];
	/** Whatever leads to the next page (a link, a token); absent on the last one. */
	next?: string;
}

export interface PaginateOptions {
	cancel?: CancelSignal;
	/** Stops after so many items. */
	limit?: number;
	/** Where to begin; default the first page. */
	cursor?: string;
	/** Asks for the next page while the items of the last one are taken: for long lists that are read to their end. */
	readAhead?: boolean;
}

/**
 * The pages of a list, one after the other. An empty page with a next one is normal; a cursor that comes back is a loop of the
 * system's, and an error. `read` requests through the requester, which refuses links to other hosts.
 */
export async function* pagesOf<T>(
	read: (cursor: string | undefined) => Promise<Page<T>>,
	{ cancel, limit = Number.POSITIVE_INFINITY, cursor, readAhead = false }: PaginateOptions = {},
): AsyncGenerator<T[], void, undefined> {
	const seen = new Set<string>();
	let left = limit;
	let ahead: Promise<Page<T>> | undefined;
	for (let at = cursor; left > 0; ) {
		throwIfCancelled(cancel);
		const { items, next } = await (ahead ?? read(at));
		ahead = undefined;
		if (readAhead && next && !seen.has(next) && left > items.length) {
			ahead = read(next);
			// Whoever stops in the middle of a page never learns how it ended.
			ahead.catch(() => undefined);
		}
		if (items.length > 0) yield items.length > left ? items.slice(0, left) : items;
		left -= items.length;
		if (!next) return;
		if (seen.has(next)) {
			throw new ConnectorError('unexpected', 'The list repeats a page', {
				hint: 'The list was read up to there; try again later.',
			});
		}
		seen.add(next);
		at = next;
	}
}

/** All items of a paged list, one by one. */
export async function* paginate<T>(
	...args: Parameters<typeof pagesOf<T>>
): AsyncGenerator<T, void, undefined> {
	for await (const items of pagesOf(...args)) yield* items;
}

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
	const all: T[] = [];
	for await (const item of items) all.push(item);
	return all;
};
