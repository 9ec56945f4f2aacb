const tails = new Map<string, Promise<unknown>>();

/**
 * Runs pieces of work that share a key one after the other within this process: n8n's processed-data row is read and written
 * back without a lock, so two at once would each believe they were first.
 */
export async function serialise<T>(key: string, work: () => Promise<T>): Promise<T> {
	const before = tails.get(key) ?? Promise.resolve();
	const mine = before.then(work, work);
	const tail = mine.then(ignore, ignore);
	tails.set(key, tail);
	void tail.then(() => {
		if (tails.get(key) === tail) tails.delete(key);
	});
	return await mine;
}

const ignore = () => undefined;
