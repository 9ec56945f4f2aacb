/**
 * What a system counts within its window, as far as a client can know it. A request is counted at some moment between its going
 * out and its answer, so it takes up room from the first on, and until a whole window after the second. Nothing is supposed of the
 * system's clock, of how long requests are under way, or of where it begins its windows: as long as no more than the allowance take
 * up room, no window of it, sliding or fixed, ever holds more.
 */
export interface CountedWindow {
	readonly windowMs: number;
	/** Sent and not yet answered; in what the system counts, which mostly are requests. */
	underWay: number;
	/** Oldest first; those that are older than the window may still be among them. */
	answered: Answered[];
	/** The sum of `answered`. */
	remembered: number;
}

interface Answered {
	/** When the first of them went out. */
	sentAt: number;
	/** When the last of them was answered. */
	at: number;
	count: number;
}

/** Answers that came within so small a part of the window are remembered as one. */
const GRAIN = 1 / 1000;
/** Two clocks may run by so much apart within a window, and tell whole milliseconds. */
const DRIFT = 1 / 1000;
const TICK_MS = 1;

export const createCountedWindow = (windowMs: number): CountedWindow => ({
	windowMs,
	underWay: 0,
	answered: [],
	remembered: 0,
});

const freeAt = ({ windowMs }: CountedWindow, answeredAt: number): number =>
	Math.ceil(answeredAt + windowMs * (1 + DRIFT) + TICK_MS);

const takenUp = ({ underWay, remembered }: CountedWindow): number => underWay + remembered;

/**
 * The earliest moment, maybe past, at which `count` more fit into `capacity`. More than fits at all goes out alone. While answers
 * are missing on which it depends, it is the earliest that it could be.
 */
export const roomAt = (
	counted: CountedWindow,
	{ count, capacity }: { count: number; capacity: number },
	now: number,
): number => {
	if (count === 0 || capacity === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
	let missing = takenUp(counted) + Math.min(count, capacity) - capacity;
	if (missing <= 0) return Number.NEGATIVE_INFINITY;
	for (const entry of counted.answered) {
		missing -= entry.count;
		if (missing <= 0) return freeAt(counted, entry.at);
	}
	return freeAt(counted, now);
};

export const noteSent = (counted: CountedWindow, count: number, now: number): void => {
	const kept = counted.answered.findIndex(({ at }) => freeAt(counted, at) > now);
	const gone = counted.answered.splice(0, kept < 0 ? counted.answered.length : kept);
	for (const entry of gone) counted.remembered -= entry.count;
	counted.underWay += count;
};

export const noteAnswered = (
	counted: CountedWindow,
	count: number,
	{ sentAt, now }: { sentAt: number; now: number },
): void => {
	counted.underWay -= count;
	counted.remembered += count;
	const grain = Math.max(1, counted.windowMs * GRAIN);
	const last = counted.answered.at(-1);
	if (last === undefined || Math.floor(now / grain) > Math.floor(last.at / grain)) {
		counted.answered.push({ sentAt, at: now, count });
		return;
	}
	last.count += count;
	last.sentAt = Math.min(last.sentAt, sentAt);
	last.at = Math.max(last.at, now);
};

/**
 * What the system certainly counted of this client when it counted a request that went out at `sentAt` and is answered now: what
 * had been answered by then, and cannot have left the window since.
 */
export const countedSurely = (
	{ answered, windowMs }: CountedWindow,
	{ sentAt, now }: { sentAt: number; now: number },
): number =>
	answered.reduce(
		(sum, entry) =>
			entry.at <= sentAt && entry.sentAt > now - windowMs * (1 - MARGIN) ? sum + entry.count : sum,
		0,
	);

/** Systems that count by the second, or a little off, let go of something so much earlier. */
const MARGIN = 1 / 100;

/** Whether forgetting it would change nothing. */
export const isEmpty = (counted: CountedWindow, now: number): boolean =>
	counted.underWay === 0 && counted.answered.every(({ at }) => freeAt(counted, at) <= now);
