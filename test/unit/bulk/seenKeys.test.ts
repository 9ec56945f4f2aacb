import { keyHash, SeenKeys } from '../../../nodes/shared/bulk/plan/seenKeys';

describe('the filter of keys', () => {
	const keys = Array.from({ length: 300_000 }, (_, n) => keyHash(`contact-${n}@example.com`));

	it('the keys of this test all have hashes of their own', () =>
		expect(new Set(keys).size).toBe(keys.length));

	it('never forgets a key, and rarely takes a new one for a known one', () => {
		const seen = new SeenKeys();
		const mistaken = keys.filter((key) => seen.add(key));
		expect(mistaken).toEqual([]);
		for (const key of keys) if (!seen.add(key)) throw new Error('A key was forgotten');
	});
});
