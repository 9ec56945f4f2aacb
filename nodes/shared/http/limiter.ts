import { waitFor, type Waiting } from './wait';

/** The bucket every request counts against, whatever else it counts against. */
export const EVERY_REQUEST = '*';

interface Bucket {
	intervalMs: number;
	toleranceMs: number;
	/** When the next request would be due if requests came perfectly spaced. */
	due: number;
	pausedUntil: number;
}

/**
 * A tenth of the minute's allowance may go out at once, the rest is spread; so no window of 60 seconds ever holds more than
 * the allowance, wherever the server cuts its minutes.
 */
const bucketFor = (perMinute: number): Bucket => {
	const burst = Math.max(1, Math.floor(perMinute / 10));
	const intervalMs = 60_000 / Math.max(1, perMinute - burst);
	return { intervalMs, toleranceMs: (burst - 1) * intervalMs, due: 0, pausedUntil: 0 };
};

export interface Limiter {
	/** Waits until a request of this bucket may go out, and books it. */
	take(bucket?: string): Promise<void>;
	/** After a 429: nobody of this bucket sends before `until`. */
	pause(bucket: string | undefined, until: number): void;
}

export const createLimiter = (
	waiting: Waiting,
	perMinute: Readonly<Record<string, number>> = {},
): Limiter => {
	const buckets = new Map<string, Bucket>(
		Object.entries(perMinute).map(([name, allowed]) => [name, bucketFor(allowed)]),
	);
	const concerned = (name?: string): Bucket[] =>
		[name, EVERY_REQUEST].flatMap((key) => {
			const bucket = key === undefined ? undefined : buckets.get(key);
			return bucket ? [bucket] : [];
		});
	return {
		async take(name) {
			const { clock } = waiting;
			const mine = concerned(name);
			// Booked before waiting, so that many callers queue up one behind the other.
			const now = clock.now();
			const start = Math.max(now, ...mine.map((bucket) => bucket.due - bucket.toleranceMs));
			for (const bucket of mine) bucket.due = Math.max(bucket.due, start) + bucket.intervalMs;
			if (start > now) await waitFor(waiting, start - now);
			for (
				let until = Math.max(0, ...mine.map((bucket) => bucket.pausedUntil));
				until > clock.now();
				until = Math.max(0, ...mine.map((bucket) => bucket.pausedUntil))
			) {
				await waitFor(waiting, until - clock.now());
			}
		},
		pause(name, until) {
			const [bucket] = concerned(name);
			if (bucket) bucket.pausedUntil = Math.max(bucket.pausedUntil, until);
		},
	};
};
