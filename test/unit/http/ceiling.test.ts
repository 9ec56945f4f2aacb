import { createAccount, createParty } from '../../../nodes/shared/http/account';
import { createRateLimiter } from '../../sandbox/http/rateLimits';
import { createVirtualClock } from './virtualClock';

/**
 * How much of an allowance is used, and that never too much is, by a clock that takes no time. A request is counted at any moment
 * between its going out and its answer, and the system counts in its own way.
 */
const MINUTE = 60_000;
const CONCURRENT = 8;
const WINDOWS = 12;

interface Allowed {
	count: number;
	windowMs: number;
}

/** Whether the system takes one more at this moment. */
type Counting = (allowed: Allowed, start: number) => (at: number) => boolean;

const COUNTINGS: Record<string, Counting> = {
	'a sliding window': ({ count, windowMs }) => {
		let taken: number[] = [];
		return (at) => {
			taken = taken.filter((time) => time > at - windowMs);
			return taken.length < count && taken.push(at) > 0;
		};
	},
	'windows of its own': ({ count, windowMs }, start) => {
		const taken = new Map<number, number>();
		return (at) => {
			// Begun a third before the first request.
			const window = Math.floor((at - start + windowMs / 3) / windowMs);
			taken.set(window, (taken.get(window) ?? 0) + 1);
			return taken.get(window)! <= count;
		};
	},
	'a bucket that drains': ({ count, windowMs }) => {
		const limiter = createRateLimiter();
		limiter.set({ it: count });
		return (at) => limiter.admit('it', (at / windowMs) * MINUTE);
	},
};

/** Milliseconds under way, by a chance of 0 ≤ x < 1. */
const LATENCIES: Record<string, (chance: number) => number> = {
	'always the same time': () => 150,
	'between 20 and 600 ms': (chance) => 20 + chance * 580,
	'mostly 60 ms, sometimes 4 s': (chance) => (chance > 0.98 ? 4_000 : 60),
};

const ALLOWED: Allowed[] = [
	{ count: 190, windowMs: 10_000 },
	{ count: 100, windowMs: 10_000 },
	{ count: 500, windowMs: MINUTE },
	{ count: 60, windowMs: MINUTE },
];

const chances = (): (() => number) => {
	let seed = 11;
	return () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
};

interface Sent {
	at: number;
	isTaken: boolean;
}

/** Everything that can go out does, from the start on; wake-ups come up to `lateMs` late, as on a busy machine. */
async function sendAll(
	{ count, windowMs }: Allowed,
	takes: (at: number) => boolean,
	latency: (chance: number) => number,
	lateMs = 0,
): Promise<Sent[]> {
	const random = chances();
	const exact = createVirtualClock(0);
	const clock = {
		now: exact.now,
		sleep: async (ms: number) => await exact.sleep(Math.ceil(ms + random() * lateMs)),
	};
	const account = createAccount();
	account.allow({
		perMinute: { it: (count * MINUTE) / windowMs },
		windowMs: { it: windowMs },
		concurrency: CONCURRENT,
	});
	const party = createParty({ clock });
	const sent: Sent[] = [];
	const lane = async (): Promise<void> => {
		while (exact.now() < WINDOWS * windowMs) {
			const pass = await account.enter(party, 'it', { giveUp: () => new Error('no room') });
			const ms = latency(random());
			const untilCounted = random() * ms;
			await clock.sleep(untilCounted);
			sent.push({ at: exact.now(), isTaken: takes(exact.now()) });
			await clock.sleep(ms - untilCounted);
			pass.leave();
		}
	};
	await Promise.all(Array.from({ length: CONCURRENT }, lane));
	return sent;
}

const refused = (sent: Sent[]): number => sent.filter(({ isTaken }) => !isTaken).length;

const shareOf = (sent: Sent[], { count, windowMs }: Allowed): number =>
	sent.filter(({ at }) => at < WINDOWS * windowMs).length / (WINDOWS * count);

const cases = ALLOWED.flatMap((allowed) =>
	Object.keys(COUNTINGS).flatMap((counting) =>
		Object.keys(LATENCIES).map((latency) => ({ allowed, counting, latency })),
	),
);

describe('how much of an allowance is used', () => {
	it.each(cases)(
		'$allowed.count in $allowed.windowMs ms, $counting, under way $latency: nine tenths, none refused',
		async ({ allowed, counting, latency }) => {
			const takes = COUNTINGS[counting](allowed, 0);
			const sent = await sendAll(allowed, takes, LATENCIES[latency]);
			expect(refused(sent)).toBe(0);
			expect(shareOf(sent, allowed)).toBeGreaterThanOrEqual(0.9);
		},
		60_000,
	);

	it.each(Object.keys(COUNTINGS))(
		'%s, on a machine on which everything comes up to a fifth of a second late',
		async (counting) => {
			const [allowed] = ALLOWED;
			const takes = COUNTINGS[counting](allowed, 0);
			const sent = await sendAll(allowed, takes, () => 50, 200);
			expect(refused(sent)).toBe(0);
			expect(shareOf(sent, allowed)).toBeGreaterThanOrEqual(0.9);
		},
		60_000,
	);
});
