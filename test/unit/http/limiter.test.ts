import fc from 'fast-check';
import {
	accept,
	book,
	createBucket,
	isAtRest,
	pause,
	readyAt,
	refuse,
	release,
	shareOf,
	type Bucket,
} from '../../../nodes/shared/http/limiter';

const MINUTE = 60_000;
const FORGOTTEN = 10 * MINUTE;

/** When requests go out that are there at the times given and answered at once, on a clock of whole milliseconds. */
const timesOf = (bucket: Bucket, arrivals: readonly number[]): number[] => {
	let now = 0;
	return arrivals.map((arrival) => {
		now = Math.max(now, arrival);
		now = Math.max(now, Math.ceil(readyAt(bucket, now)));
		book(bucket, now);
		release(bucket, now, { sentAt: now });
		return now;
	});
};

const mostInAMinute = (times: readonly number[]): number => {
	let from = 0;
	let most = 0;
	times.forEach((at, index) => {
		while (times[from] <= at - MINUTE) from += 1;
		most = Math.max(most, index - from + 1);
	});
	return most;
};

describe('a bucket', () => {
	it('Q25 no window of 60 seconds holds more than the allowance, whenever the requests come', () => {
		const gap = fc.oneof(
			{ weight: 6, arbitrary: fc.constant(0) },
			{ weight: 3, arbitrary: fc.integer({ min: 0, max: 500 }) },
			{ weight: 1, arbitrary: fc.integer({ min: 0, max: 90_000 }) },
		);
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 700 }),
				fc.array(gap, { minLength: 1, maxLength: 2000 }),
				(allowed, gaps) => {
					let at = 0;
					const arrivals = gaps.map((ms) => (at += ms));
					const times = timesOf(createBucket(allowed), arrivals);
					expect(mostInAMinute(times)).toBeLessThanOrEqual(allowed);
				},
			),
			{ numRuns: 200 },
		);
	});

	it.each([1, 2, 3, 7, 9, 10, 11, 12, 20, 60, 100, 120, 240, 300, 500, 3000, 6000])(
		'a steady flow uses at least nine tenths of %d a minute',
		(allowed) => {
			const minutes = 10;
			const times = timesOf(createBucket(allowed), Array<number>(allowed * 12).fill(0));
			const sent = times.filter((at) => at < minutes * MINUTE).length;
			expect(sent / minutes).toBeGreaterThanOrEqual(allowed * 0.9);
			expect(times.filter((at) => at === 0).length).toBeLessThanOrEqual(Math.max(1, allowed / 10));
		},
	);

	it.each([
		[187, 10_000],
		[97, 10_000],
		[4, 1_000],
		[30, 1_000],
	])('%d in %d milliseconds: never more, and nine tenths in a steady flow', (allowed, windowMs) => {
		const bucket = createBucket((allowed * MINUTE) / windowMs, windowMs);
		const times = timesOf(bucket, Array<number>(allowed * 20).fill(0));
		const most = times.map(
			(from, index) => times.slice(index).filter((at) => at < from + windowMs).length,
		);
		expect(Math.max(...most)).toBeLessThanOrEqual(allowed);
		const sent = times.filter((at) => at < 10 * windowMs).length;
		expect(sent / 10).toBeGreaterThanOrEqual(allowed * 0.9);
	});

	it('halves at a refusal and grows by a tenth of the whole in a minute', () => {
		const bucket = createBucket(600);
		refuse(bucket, 0, FORGOTTEN);
		expect(shareOf(bucket, 0)).toBe(0.5);
		expect(shareOf(bucket, MINUTE)).toBeCloseTo(0.6);
		refuse(bucket, MINUTE, FORGOTTEN);
		expect(shareOf(bucket, MINUTE)).toBeCloseTo(0.3);
		expect(shareOf(bucket, 60 * MINUTE)).toBe(1);
		for (let times = 0; times < 40; times += 1) refuse(bucket, 2 * MINUTE, FORGOTTEN);
		expect(shareOf(bucket, 2 * MINUTE)).toBeGreaterThan(0);
	});

	it('what gathered in a pause does not go out at once', () => {
		const bucket = createBucket(600);
		timesOf(bucket, [0, 0, 0]);
		refuse(bucket, 0, FORGOTTEN);
		pause(bucket, 0, 10_000);
		const times = timesOf(bucket, Array<number>(50).fill(0));
		expect(times[0]).toBe(10_000);
		expect(times.filter((at) => at < 11_000).length).toBeLessThanOrEqual(6);
		// A shorter pause does not end a longer one.
		pause(bucket, 0, 5000);
		expect(bucket.pausedUntil).toBe(10_000);
	});

	it('what waited for room does not go out at once when there is some again', () => {
		const times = timesOf(createBucket(6000, 1000), Array<number>(300).fill(0));
		expect(times.filter((at) => at === 0).length).toBe(8);
		const [again] = times.slice(100);
		expect(times.filter((at) => at >= again && at < again + 10)).toEqual([again]);
	});

	it('counts refusals in a row, until something goes through or long after the last one', () => {
		const bucket = createBucket(600);
		refuse(bucket, 0, FORGOTTEN);
		refuse(bucket, 1000, FORGOTTEN);
		expect(bucket).toMatchObject({ refusals: 2, refusedSince: 0 });
		accept(bucket);
		refuse(bucket, 2000, FORGOTTEN);
		expect(bucket).toMatchObject({ refusals: 1, refusedSince: 2000 });
		refuse(bucket, 2001 + FORGOTTEN, FORGOTTEN);
		expect(bucket).toMatchObject({ refusals: 1, refusedSince: 2001 + FORGOTTEN });
	});

	it('is at rest when forgetting it would change nothing', () => {
		const bucket = createBucket(60);
		expect(isAtRest(bucket, 0)).toBe(true);
		book(bucket, 0);
		expect(isAtRest(bucket, 0)).toBe(false);
		expect(isAtRest(bucket, 2 * MINUTE)).toBe(false);
		release(bucket, 2 * MINUTE, { sentAt: 0 });
		expect(isAtRest(bucket, 3 * MINUTE)).toBe(false);
		expect(isAtRest(bucket, 3 * MINUTE + 100)).toBe(true);
		refuse(bucket, 4 * MINUTE, FORGOTTEN);
		expect(isAtRest(bucket, 4 * MINUTE)).toBe(false);
		expect(isAtRest(bucket, 14 * MINUTE)).toBe(true);
	});
});
