import {
	countedSurely,
	createCountedWindow,
	isEmpty,
	noteAnswered,
	noteSent,
	roomAt,
	type CountedWindow,
} from './countedWindow';

/** The bucket every request counts against, whatever else it counts against. */
export const EVERY_REQUEST = '*';

const WINDOW_MS = 60_000;
/** Up to a twelfth of a window's allowance may go out at once, after a rest or when it is late; the rest is spread. */
const BURST_SHARE = 1 / 12;
/** Where operations are counted, so much is left to requests of a single one: lists in the editor, tests of a credential. */
const SINGLES_SHARE = 1 / 50;
const FIRST_ASKING_MS = 1000;
const LONGEST_ASKING_MS = 10_000;
/** After a refusal the allowance is halved, down to this, and grows again by a tenth of the full one each minute. */
const LEAST_SHARE = 1 / 64;
const RECOVERY_PER_MS = 0.1 / WINDOW_MS;

/** One allowance of an account. Everything here is a decision on this record and a time; nothing here waits. */
export interface Bucket {
	/** Requests a minute; infinite where only the system's own refusals say when it is too much. */
	perMinute: number;
	/** The time in which the system counts them: none such holds more than its part of the minute's allowance. */
	windowMs: number;
	counted: CountedWindow;
	/** What fits into `counted` by the system's own answers, where they say so; else it follows from the allowance. */
	told?: number;
	/** What was left of it then; 0 before the first word. */
	left: number;
	/** When that was said or asked, and when several operations last went out. */
	toldAt: number;
	sentManyAt: number;
	/** When the next request would be due if requests came perfectly spaced. */
	due: number;
	pausedUntil: number;
	/** The part of the allowance that was in use at `shareSince`. */
	share: number;
	shareSince: number;
	/** Counts the refusals that were acted upon: requests that went out before one of them cannot halve anything again. */
	era: number;
	/** Refusals acted upon since something went through. */
	refusals: number;
	refusedSince?: number;
	refusedLast?: number;
}

export const createBucket = (
	perMinute = Number.POSITIVE_INFINITY,
	windowMs = WINDOW_MS,
): Bucket => ({
	perMinute,
	windowMs,
	counted: createCountedWindow(windowMs),
	left: 0,
	toldAt: 0,
	sentManyAt: 0,
	due: 0,
	pausedUntil: 0,
	share: 1,
	shareSince: 0,
	era: 0,
	refusals: 0,
});

export const shareOf = ({ share, shareSince }: Bucket, now: number): number =>
	Math.min(1, share + Math.max(0, now - shareSince) * RECOVERY_PER_MS);

/** How requests are spread over the window. What must not be exceeded is `counted`'s matter. */
const paceOf = (bucket: Bucket, now: number): { intervalMs: number; toleranceMs: number } => {
	const { perMinute, windowMs } = bucket;
	const allowed = ((perMinute * windowMs) / WINDOW_MS) * shareOf(bucket, now);
	if (allowed === Number.POSITIVE_INFINITY) return { intervalMs: 0, toleranceMs: 0 };
	const burst = Math.max(1, Math.floor(allowed * BURST_SHARE));
	const intervalMs = windowMs / allowed;
	return { intervalMs, toleranceMs: (burst - 1) * intervalMs };
};

const capacityOf = ({ perMinute, counted, told }: Bucket): number =>
	told ?? Math.max(1, Math.floor((perMinute * counted.windowMs) / WINDOW_MS));

/** The earliest moment, maybe past, at which the next request may go out; `count`: of so many operations. */
export const readyAt = (bucket: Bucket, now: number, count = 1): number => {
	const capacity = capacityOf(bucket);
	const left = count > 1 ? Math.ceil(capacity * (1 - SINGLES_SHARE)) : capacity;
	return Math.max(
		bucket.pausedUntil,
		bucket.due - paceOf(bucket, now).toleranceMs,
		roomAt(bucket.counted, { count, capacity: left }, now),
	);
};

/** A request goes out. */
export const book = (bucket: Bucket, now: number, count = 1): void => {
	const { intervalMs, toleranceMs } = paceOf(bucket, now);
	const fullUntil = roomAt(bucket.counted, { count: 1, capacity: capacityOf(bucket) }, now);
	// What waited for room does not go out at once when there is some again.
	const spread = fullUntil <= now ? fullUntil + toleranceMs : now;
	bucket.due = Math.max(bucket.due, now, spread) + intervalMs;
	noteSent(bucket.counted, count, now);
	if (count > 1) bucket.sentManyAt = now;
};

/** It was answered, or will not be. */
export const release = (
	bucket: Bucket,
	now: number,
	{ sentAt, count = 1 }: { sentAt: number; count?: number },
): void => noteAnswered(bucket.counted, count, { sentAt, now });

/** Its answers will say what is left; until the first one did, nothing is held back but for the pace. */
export const expectTold = (bucket: Bucket, withinMs: number): void => {
	if (bucket.told !== undefined) return;
	bucket.told = Number.POSITIVE_INFINITY;
	bucket.counted = createCountedWindow(withinMs);
};

/**
 * An answer says what is left. With what was certainly counted before, and its own request, that is at least what the system lets
 * this client have; exactly that where nothing else was under way.
 */
export const learn = (
	bucket: Bucket,
	now: number,
	{ left, sentAt, count }: { left: number; sentAt: number; count: number },
): void => {
	bucket.told = left + count + countedSurely(bucket.counted, { sentAt, now });
	bucket.left = left;
	bucket.toldAt = now;
};

/**
 * Whether to ask again what is left, since those who wait for it send nothing whose answer would say so: what was under way is
 * answered by now, others may have stopped using the account, and another server may answer that has more.
 */
export const isTimeToAsk = (
	{ counted, left, toldAt, sentManyAt }: Bucket,
	now: number,
): boolean => {
	if (left === 0 || counted.underWay > 0) return false;
	const pauseMs = Math.min(LONGEST_ASKING_MS, Math.max(FIRST_ASKING_MS, (now - sentManyAt) / 4));
	return now - toldAt >= pauseMs;
};

export const noteAsked = (bucket: Bucket, now: number): void => {
	bucket.toldAt = now;
};

/** Nobody of this bucket sends before `until`, and then one first: what gathers meanwhile does not go out at once. */
export const pause = (bucket: Bucket, now: number, until: number): void => {
	if (until <= bucket.pausedUntil) return;
	bucket.pausedUntil = until;
	bucket.due = Math.max(bucket.due, until + paceOf(bucket, now).toleranceMs);
};

/**
 * A refusal was met by a request that went out after the last one: half of the allowance is left, so that processes that know
 * nothing of each other come to share what there is. Refusals long after the last one begin anew.
 */
export const refuse = (bucket: Bucket, now: number, forgottenAfterMs: number): void => {
	const isOld = now - (bucket.refusedLast ?? now) > forgottenAfterMs;
	if (isOld || bucket.refusedSince === undefined) {
		bucket.refusals = 0;
		bucket.refusedSince = now;
	}
	bucket.share = Math.max(LEAST_SHARE, shareOf(bucket, now) / 2);
	bucket.shareSince = now;
	bucket.era += 1;
	bucket.refusals += 1;
	bucket.refusedLast = now;
};

/** Something went through since the last refusal. */
export const accept = (bucket: Bucket): void => {
	bucket.refusals = 0;
	bucket.refusedSince = undefined;
};

/** Whether forgetting it would change nothing. */
export const isAtRest = (bucket: Bucket, now: number): boolean =>
	bucket.due <= now &&
	bucket.pausedUntil <= now &&
	shareOf(bucket, now) === 1 &&
	isEmpty(bucket.counted, now);
