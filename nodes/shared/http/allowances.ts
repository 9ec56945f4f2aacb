import {
	createBucket,
	EVERY_REQUEST,
	expectTold,
	isAtRest,
	pause,
	refuse,
	type Bucket,
} from './limiter';
import { FORGOTTEN_AFTER_MS, ownPauseMs, pauseMs } from './throttle';

/** What everybody who uses an account shares. */
export interface Allowance {
	/** Requests a minute by bucket; the bucket `*` counts every request. */
	perMinute?: Readonly<Record<string, number>>;
	/** Where the system counts in shorter times than a minute: milliseconds by bucket. */
	windowMs?: Readonly<Record<string, number>>;
	/** Where answers say what is left of the whole account's operations: the time in which those are counted, milliseconds. */
	toldWithinMs?: number;
	/** Requests under way at once. */
	concurrency?: number;
}

/** A lower limit that a user set. Everybody of an account who set the same one shares it. */
export interface OwnLimit {
	perMinute: number;
	/** The buckets whose requests count, all together. */
	covers: readonly string[];
}

export interface Refusal {
	/** As the answer asks, where it does. */
	askedMs?: number;
	/** 0 ≤ x < 1. */
	random: number;
	/** Everybody else waits only as long as we would of ourselves. */
	othersBriefly: boolean;
}

export interface Refused {
	/** How long it is until the next try. */
	waitMs: number;
	/** Since when nothing but refusals came. */
	since: number;
}

export interface Allowances {
	/** What every request counts against. */
	readonly every: Bucket;
	/** What a request counts against; the first is the one that its refusal is about. */
	bucketsOf(limits: readonly OwnLimit[], name: string | undefined, now: number): Bucket[];
	/** Acts upon a refusal, unless it is of a request that went out before the last one; answers how long to wait. */
	refuse(bucket: Bucket, isNews: boolean, refusal: Refusal, now: number): number;
	/** Of different figures for one bucket the highest counts. */
	raise(allowance: Omit<Allowance, 'concurrency'>): void;
	areAtRest(now: number): boolean;
}

const MOST_OWN_LIMITS = 50;

/** Everything that limits the requests of one account. */
export const createAllowances = (): Allowances => {
	const every = createBucket();
	const shared = new Map<string, Bucket>([[EVERY_REQUEST, every]]);
	const own = new Map<string, Bucket>();

	const ownBucket = ({ perMinute, covers }: OwnLimit, now: number): Bucket => {
		const key = `${perMinute} ${covers.join(' ')}`;
		const known = own.get(key);
		if (known) return known;
		if (own.size >= MOST_OWN_LIMITS)
			for (const [name, bucket] of own) if (isAtRest(bucket, now)) own.delete(name);
		const made = createBucket(perMinute);
		own.set(key, made);
		return made;
	};

	return {
		every,
		bucketsOf(limits, name, now) {
			const named = name === undefined || name === EVERY_REQUEST ? undefined : shared.get(name);
			const concerned = limits.filter(
				({ covers }) =>
					covers.includes(EVERY_REQUEST) || (name !== undefined && covers.includes(name)),
			);
			return [...(named ? [named] : []), every, ...concerned.map((limit) => ownBucket(limit, now))];
		},
		refuse(bucket, isNews, { askedMs, random, othersBriefly }, now) {
			const isElsewhereToo = [...shared.values()].some(
				(each) => each !== bucket && each !== every && each.pausedUntil > now,
			);
			if (isNews) refuse(bucket, now, FORGOTTEN_AFTER_MS);
			// What went out before the last refusal says nothing new, but for a longer pause that it asks for.
			const ownMs = isNews ? ownPauseMs(bucket.refusals, random) : 0;
			const waitMs = pauseMs(ownMs, askedMs, random);
			const until = now + (othersBriefly ? ownMs : waitMs);
			pause(bucket, now, until);
			// Two allowances at once: it is that of the whole account which is used up.
			if (isElsewhereToo) pause(every, now, until);
			return waitMs;
		},
		raise({ perMinute = {}, windowMs = {}, toldWithinMs }) {
			if (toldWithinMs !== undefined) expectTold(every, toldWithinMs);
			for (const [name, allowed] of Object.entries(perMinute)) {
				const known = shared.get(name);
				if (!known) shared.set(name, createBucket(allowed, windowMs[name]));
				else if (known.perMinute === Number.POSITIVE_INFINITY) known.perMinute = allowed;
				else known.perMinute = Math.max(known.perMinute, allowed);
			}
		},
		areAtRest: (now) =>
			[...shared.values(), ...own.values()].every((bucket) => isAtRest(bucket, now)),
	};
};
