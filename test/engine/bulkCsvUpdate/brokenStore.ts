import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

/** What n8n's store for files has taken, by name. */
export interface BrokenStore {
	taken: string[];
	/** Back to the real one. */
	mend(): void;
}

/**
 * n8n's store for binary data with room for so many files; then it answers as a folder that is full does. What it takes, n8n
 * keeps in memory, as it does without a store.
 */
export function breakStore(room: number): BrokenStore {
	const taken: string[] = [];
	const spy = jest
		.spyOn(BinaryDataService.prototype, 'store')
		.mockImplementation(async (_location, bytes, binary): Promise<IBinaryData> => {
			if (taken.length >= room) throw new Error('ENOSPC: no space left on device, write');
			taken.push(String(binary.fileName));
			return { ...binary, data: (bytes as Buffer).toString('base64') };
		});
	return { taken, mend: () => spy.mockRestore() };
}
