import { runPool } from '../../../nodes/shared/http/runPool';
import { createVirtualClock } from './virtualClock';

describe('runPool', () => {
	it('keeps the order of the items whatever the order of the ends', async () => {
		const clock = createVirtualClock(0);
		const outcomes = await runPool([30, 10, 20, 5], 2, async (ms, index) => {
			await clock.sleep(ms);
			if (ms === 20) throw new Error('twenty');
			return index;
		});
		expect(outcomes.map(({ status }) => status)).toEqual(['done', 'done', 'failed', 'done']);
		expect(outcomes.flatMap((outcome) => (outcome.status === 'done' ? outcome.value : []))).toEqual(
			[0, 1, 3],
		);
	});

	it('begins nothing more once cancelled', async () => {
		const cancel = { aborted: false };
		const cancelled = await runPool(
			[1, 2, 3, 4],
			1,
			async (item) => {
				cancel.aborted = item === 2;
				return await Promise.resolve(item);
			},
			{ cancel },
		);
		expect(cancelled.map(({ status }) => status)).toEqual(['done', 'done', 'notRun', 'notRun']);
	});

	it('takes work that throws before it is a promise, and no items at all', async () => {
		const thrower = (): Promise<number> => {
			throw new Error('at once');
		};
		expect((await runPool([1], 4, thrower))[0].status).toBe('failed');
		expect(await runPool([], 4, thrower)).toEqual([]);
	});
});
