import { n8nHome } from './harness';
import { lockDifferences } from './harness/lockDifferences';

describe('the n8n of these tests', () => {
	it('is exactly what its lock file says, package by package', () => {
		expect(lockDifferences(n8nHome())).toEqual([]);
	}, 120_000);
});
