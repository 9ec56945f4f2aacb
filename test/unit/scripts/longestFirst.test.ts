import { existsSync } from 'node:fs';
import path from 'node:path';

type Sorted = Array<{ path: string }>;
const LongestFirst = require('../../longestFirst.cjs') as {
	new (options: object): { sort(tests: unknown[]): Sorted };
	LONGEST: string[];
};
const tests = path.resolve(__dirname, '../..');
const names = LongestFirst.LONGEST.map((file) => path.relative(tests, file));

describe('the order of test files', () => {
	it.each(names)('%s is there', (name) => expect(existsSync(path.join(tests, name))).toBe(true));

	it('those named come first, in the order in which they are named', () => {
		const [first, second] = LongestFirst.LONGEST;
		const context = { config: { id: 'none', cacheDirectory: __dirname, name: 'none' } };
		const hasteFS = { getSize: () => 1 };
		const found = [__filename, second, first].map((file) => ({
			path: file,
			context: { ...context, hasteFS },
		}));
		const sequencer = new LongestFirst({ contexts: [], globalConfig: {} });
		expect(sequencer.sort(found).map((one) => one.path)).toEqual([first, second, __filename]);
	});
});
