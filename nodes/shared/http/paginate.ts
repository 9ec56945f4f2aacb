import { ConnectorError } from './ConnectorError';
import type { CancelSignal } from './types';
import { throwIfCancelled } from './wait';

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
}

/**
 * All items of a paged list, page after page. An empty page with a next one is normal; a cursor that comes back is a loop of
 * the system's, and an error. `read` requests through the requester, which refuses links to other hosts.
 */
export async function* paginate<T>(
	read: (cursor: string | undefined) => Promise<Page<T>>,
	{ cancel, limit = Number.POSITIVE_INFINITY, cursor }: PaginateOptions = {},
): AsyncGenerator<T, void, undefined> {
	const seen = new Set<string>();
	let left = limit;
	for (let at = cursor; left > 0; ) {
		throwIfCancelled(cancel);
		const page = await read(at);
		for (const item of page.items) {
			if (left <= 0) return;
			left -= 1;
			yield item;
		}
		if (!page.next) return;
		if (seen.has(page.next)) {
			throw new ConnectorError('unexpected', 'The list leads back to a page already read', {
				hint: 'The list was read up to there; try again later.',
			});
		}
		seen.add(page.next);
		at = page.next;
	}
}

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
	const all: T[] = [];
	for await (const item of items) all.push(item);
	return all;
};
