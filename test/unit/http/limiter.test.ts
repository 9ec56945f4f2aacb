import fc from 'fast-check';
import { createGate } from '../../../nodes/shared/http/gate';
import { createLimiter, EVERY_REQUEST } from '../../../nodes/shared/http/limiter';
import { runPool } from '../../../nodes/shared/http/runPool';
import { createVirtualClock } from './virtualClock';

const timesOf = async (
	perMinute: Record<string, number>,
	takers: Array<string | undefined>,
): Promise<number[]> => {
	const clock = createVirtualClock(0);
	const limiter = createLimiter({ clock }, perMinute);
	const times: number[] = [];
	await Promise.all(
		takers.map(async (bucket) => {
			await limiter.take(bucket);
			times.push(clock.now());
		}),
	);
	return times.sort((a, b) => a - b);
};

const mostInAMinute = (times: number[]): number =>
	Math.max(
		...times.map((start) => times.filter((at) => at >= start && at < start + 60_000).length),
	);

describe('limiter', () => {
	it('Q25 keeps every window of a minute within the allowance', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 40 }),
				fc.integer({ min: 1, max: 70 }),
				async (allowed, count) => {
					const times = await timesOf({ a: allowed }, Array<string>(count).fill('a'));
					expect(times).toHaveLength(count);
					// Sleeps end on whole milliseconds, which may round two requests together.
					expect(mostInAMinute(times)).toBeLessThanOrEqual(allowed + 1);
				},
			),
			{ numRuns: 12 },
		);
	});

	it('uses at least nine tenths of the allowance', async () => {
		const times = await timesOf({ a: 100 }, Array<string>(200).fill('a'));
		expect(Math.max(...times)).toBeLessThan((200 / 90) * 60_000);
	});

	it('counts each bucket apart and all of them together', async () => {
		const apart = await timesOf({ a: 20, b: 20 }, ['a', 'b', 'a', 'b']);
		expect(apart).toEqual([0, 0, 0, 0]);
		const together = await timesOf({ [EVERY_REQUEST]: 20, a: 1000, b: 1000 }, ['a', 'b', 'a', 'b']);
		expect(Math.max(...together)).toBeGreaterThan(0);
	});

	it('lets nobody of a paused bucket out before its time', async () => {
		const clock = createVirtualClock(0);
		const limiter = createLimiter({ clock }, { a: 6000, b: 6000 });
		limiter.pause('a', 5000);
		await limiter.take('b');
		expect(clock.now()).toBe(0);
		await limiter.take('a');
		expect(clock.now()).toBe(5000);
	});
});

describe('gate', () => {
	it('runs no more than its width at once, in order of arrival', async () => {
		const gate = createGate(3);
		const clock = createVirtualClock(0);
		let running = 0;
		let most = 0;
		const started: number[] = [];
		await Promise.all(
			Array.from({ length: 12 }, (_, index) =>
				gate(async () => {
					started.push(index);
					running += 1;
					most = Math.max(most, running);
					await clock.sleep(10 + (index % 4));
					running -= 1;
				}),
			),
		);
		expect(most).toBe(3);
		expect(started).toEqual([...started].sort((a, b) => a - b));
	});

	it('hands the place on when the work fails', async () => {
		const gate = createGate(1);
		await expect(gate(async () => await Promise.reject(new Error('no')))).rejects.toThrow('no');
		await expect(gate(async () => await Promise.resolve(7))).resolves.toBe(7);
	});
});

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

	it('begins nothing more once cancelled, or at a failure when told so', async () => {
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
		const stopped = await runPool(
			[1, 2, 3],
			1,
			async (item) => await (item === 1 ? Promise.reject(new Error('no')) : Promise.resolve(item)),
			{ stopOnFailure: true },
		);
		expect(stopped.map(({ status }) => status)).toEqual(['failed', 'notRun', 'notRun']);
	});

	it('takes work that throws before it is a promise, and no items at all', async () => {
		const thrower = (): Promise<number> => {
			throw new Error('at once');
		};
		expect((await runPool([1], 4, thrower))[0].status).toBe('failed');
		expect(await runPool([], 4, thrower)).toEqual([]);
	});
});
