import { randomBytes } from 'crypto';

/**
 * An id for a record that is about to be created. Its end grows with time (`now` in milliseconds), since that is what the
 * database sorts by first: ids that are wholly random slow its indexes down.
 */
export const newRecordId = (now: number): string => {
	const bytes = randomBytes(10);
	// Version 4 and its variant, as readers of GUIDs expect.
	bytes[6] = (bytes[6] & 0x0f) | 0x40;
	bytes[8] = (bytes[8] & 0x3f) | 0x80;
	const hex = bytes.toString('hex') + Math.max(0, now).toString(16).padStart(12, '0').slice(-12);
	return [8, 12, 16, 20, 32]
		.map((end, index, ends) => hex.slice(ends[index - 1] ?? 0, end))
		.join('-');
};
