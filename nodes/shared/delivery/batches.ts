import type { ResponseStub } from './SurveySource';

/** Responses that enter one execution, oldest first, with the window in which the source finds them. */
export interface Batch {
	/** Inclusive. */
	from: string;
	/** Exclusive: one millisecond after the youngest. */
	to: string;
	ids: string[];
}

/**
 * Cuts a pull into batches of about `size`. Responses of one instant stay together, since the source can only be asked for
 * windows of time; a batch may therefore be larger, never reordered. Holds ids and times only: 100,000 waiting responses take
 * a few megabytes.
 */
export async function inBatches(
	stubs: AsyncIterable<ResponseStub>,
	size: number,
	timeOf: (stub: ResponseStub) => string,
): Promise<Batch[]> {
	const entries: Array<{ id: string; at: number }> = [];
	const seen = new Set<string>();
	for await (const stub of stubs) {
		const at = Date.parse(timeOf(stub));
		if (Number.isNaN(at) || seen.has(stub.id)) continue;
		seen.add(stub.id);
		entries.push({ id: stub.id, at });
	}
	entries.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));

	const batches: Batch[] = [];
	let start = 0;
	while (start < entries.length) {
		let end = Math.min(start + size, entries.length);
		while (end < entries.length && entries[end].at === entries[end - 1].at) end++;
		batches.push({
			from: new Date(entries[start].at).toISOString(),
			to: new Date(entries[end - 1].at + 1).toISOString(),
			ids: entries.slice(start, end).map((entry) => entry.id),
		});
		start = end;
	}
	return batches;
}
