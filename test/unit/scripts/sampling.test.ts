import path from 'node:path';

const { sampleOf } = require(path.resolve(__dirname, '../../../scripts/mutants/sampling.cjs')) as {
	sampleOf: (entries: readonly number[], size: number, seed: number) => number[];
};

const hundred = Array.from({ length: 100 }, (_, index) => index);

describe('the sample of npm run mutants', () => {
	it('is the same for a seed, and another for another', () => {
		expect(sampleOf(hundred, 10, 7)).toEqual(sampleOf(hundred, 10, 7));
		expect(sampleOf(hundred, 10, 7)).not.toEqual(sampleOf(hundred, 10, 8));
	});

	it('takes none twice, and begins with what a smaller one has', () => {
		const all = sampleOf(hundred, 1000, 7);
		expect(all.toSorted((a, b) => a - b)).toEqual(hundred);
		expect(sampleOf(hundred, 30, 7)).toEqual(all.slice(0, 30));
	});

	it('gives each the same chance', () => {
		const counts = hundred.map(() => 0);
		for (let seed = 0; seed < 2000; seed++) {
			for (const chosen of sampleOf(hundred, 10, seed)) counts[chosen] += 1;
		}
		// 200 are to be expected of each; the standard deviation is below 14.
		expect(Math.min(...counts)).toBeGreaterThan(130);
		expect(Math.max(...counts)).toBeLessThan(270);
	});
});
