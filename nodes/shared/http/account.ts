import {
	createAllowances,
	type Allowance,
	type OwnLimit,
	type Refusal,
	type Refused,
} from './allowances';
import {
	accept,
	book,
	isTimeToAsk,
	learn,
	noteAsked,
	readyAt,
	release,
	type Bucket,
} from './limiter';
import { PATIENCE_MS } from './throttle';
import { cancelled } from './cancel';
import type { CancelSignal, Clock } from './types';

/** One execution, or one request of the editor, among those that use an account. */
export interface Party {
	clock: Clock;
	cancel?: CancelSignal;
	/** Longest time that it is put off by refusals; less than usual where somebody looks at a screen. */
	patienceMs: number;
	/** Its own limits, which may be lower than the account's. */
	concurrency: number;
	limits: readonly OwnLimit[];
	running: number;
	/** Where a refusal holds back only whom it met. */
	pausedUntil: number;
	/** Who waits, by bucket, in order of arrival. */
	lines: Map<string, Waiter[]>;
}

interface Waiter {
	buckets: Bucket[];
	/** Operations that it is counted as. */
	count: number;
	ask?(): void;
	/** Gives up then, with the time that it would still have to wait. */
	deadline: number;
	giveUp(waitMs: number): Error;
	admit(pass: Pass): void;
	refuse(error: Error): void;
}

/** A request's place among those under way; each ends with `leave`. */
export interface Pass {
	leave(): void;
	/** The answer was none that says "too many requests". */
	accepted(): void;
	/** The answer says how many more operations the account has within its window. */
	left(operations: number): void;
	/** It was one. */
	refused(refusal: Refusal): Refused;
}

export interface Account {
	/** Waits for a place of this bucket. Parties take turns; within a party and bucket the order is that of arrival. */
	enter(party: Party, bucket: string | undefined, waiting: Entry): Promise<Pass>;
	/** A refusal that stood within an answer, such as that of a part of a batch. */
	refusedWithin(party: Party, bucket: string | undefined, refusal: Refusal): Refused;
	/** Whether a request is under way or waits. */
	isBusy(): boolean;
	/** Whether nothing is under way, waiting or to be remembered. */
	isIdle(now: number): boolean;
	/** What several users of the account say of its allowance: the highest counts, since the lower are limits of their own. */
	allow(allowance: Allowance): void;
}

export interface Entry {
	/** Was refused and comes again: before those that came after it. */
	again?: boolean;
	/** Where operations are counted and not requests; default 1. */
	operations?: number;
	/** Sends a request whose answer says what is left; called now and then while this one waits for that. */
	ask?(): void;
	deadline?: number;
	giveUp(waitMs: number): Error;
}

/** A cancelled run is noticed as often as this. */
const SLICE_MS = 250;

export const createParty = (
	{ clock, cancel }: Pick<Party, 'clock' | 'cancel'>,
	{
		limits = [],
		concurrency = Number.POSITIVE_INFINITY,
		patienceMs = PATIENCE_MS,
	}: Partial<Party> = {},
): Party => ({
	clock,
	cancel,
	patienceMs,
	concurrency,
	limits,
	running: 0,
	pausedUntil: 0,
	lines: new Map(),
});

/**
 * The one place where requests of an account wait. There are no timers here: whoever waits lends its clock, and a moment that
 * came lets in everybody who is due.
 */
export const createAccount = (): Account => {
	const allowances = createAllowances();
	let concurrency = 0;
	let running = 0;
	/** Who has somebody waiting; whose turn is next stands first. */
	let parties: Party[] = [];
	let wakeAt = Number.POSITIVE_INFINITY;

	const dueAt = ({ buckets, count }: Waiter, party: Party, now: number): number =>
		Math.max(party.pausedUntil, ...buckets.map((bucket) => readyAt(bucket, now, count)));

	const refuseAt = (party: Party, bucket: Bucket, isNews: boolean, refusal: Refusal): Refused => {
		const now = party.clock.now();
		const waitMs = allowances.refuse(bucket, isNews, refusal, now);
		if (refusal.othersBriefly) party.pausedUntil = Math.max(party.pausedUntil, now + waitMs);
		return {
			waitMs: Math.max(0, Math.max(bucket.pausedUntil, party.pausedUntil) - now),
			since: bucket.refusedSince ?? now,
		};
	};

	const passFor = (party: Party, { buckets, count }: Waiter): Pass => {
		const [bucket] = buckets;
		const { era } = bucket;
		const sentAt = party.clock.now();
		let isInside = true;
		for (const each of buckets) book(each, sentAt, count);
		running += 1;
		party.running += 1;
		return {
			leave() {
				if (!isInside) return;
				isInside = false;
				running -= 1;
				party.running -= 1;
				const now = party.clock.now();
				for (const each of buckets) release(each, now, { sentAt, count });
				letIn(party.clock);
			},
			accepted() {
				if (bucket.era === era) accept(bucket);
			},
			left: (left) => learn(allowances.every, party.clock.now(), { left, sentAt, count }),
			refused: (refusal) => refuseAt(party, bucket, bucket.era === era, refusal),
		};
	};

	/** The first in turn who is due now. */
	const admitNext = (clock: Clock): boolean => {
		const now = clock.now();
		if (running >= concurrency || readyAt(allowances.every, now, 0) > now) return false;
		for (const party of parties) {
			// Whoever was cancelled takes no place; the next tick sends it away.
			if (party.running >= party.concurrency || party.cancel?.aborted === true) continue;
			for (const [name, line] of party.lines) {
				const [waiter] = line;
				if (dueAt(waiter, party, now) > now) continue;
				line.shift();
				// The other buckets of this party, and the other parties, come first next time.
				party.lines.delete(name);
				if (line.length > 0) party.lines.set(name, line);
				parties = parties.filter((each) => each !== party);
				if (party.lines.size > 0) parties.push(party);
				waiter.admit(passFor(party, waiter));
				return true;
			}
		}
		return false;
	};

	/** Nothing but refusals for longer than anybody waits: until the next one may be tried, there is no use in waiting. */
	const isHopeless = ({ buckets }: Waiter, { patienceMs }: Party, now: number): boolean =>
		buckets.some(
			({ refusedSince, pausedUntil }) =>
				refusedSince !== undefined && pausedUntil > now && pausedUntil - refusedSince > patienceMs,
		);

	/** Whoever was cancelled, or waited as long as it is willing to, leaves; no place had been booked for it. */
	const sendAway = (clock: Clock): void => {
		const now = clock.now();
		for (const party of [...parties]) {
			const isCancelled = party.cancel?.aborted === true;
			for (const [name, line] of [...party.lines]) {
				const isOver = isCancelled || isHopeless(line[0], party, now);
				if (!isOver && line.every(({ deadline }) => deadline > now)) continue;
				const goes = (waiter: Waiter): boolean => isOver || waiter.deadline <= now;
				for (const waiter of line.filter(goes)) {
					const waitMs = Math.max(0, dueAt(waiter, party, now) - now);
					waiter.refuse(isCancelled ? cancelled() : waiter.giveUp(waitMs));
				}
				const stays = line.filter((waiter) => !goes(waiter));
				if (stays.length > 0) party.lines.set(name, stays);
				else party.lines.delete(name);
			}
			if (party.lines.size === 0) parties = parties.filter((each) => each !== party);
		}
	};

	const nextMoment = (now: number): number => {
		const moments = parties.flatMap((party) =>
			[...party.lines.values()].map(([waiter]) => dueAt(waiter, party, now)),
		);
		// Where a place is missing, whoever leaves lets the next one in.
		const later = moments.filter((at) => at > now);
		return Math.ceil(Math.min(now + SLICE_MS, ...later));
	};

	const askAgain = (clock: Clock): void => {
		if (!isTimeToAsk(allowances.every, clock.now())) return;
		const asker = parties
			.flatMap(({ lines }) => [...lines.values()])
			.find(([waiter]) => waiter.ask !== undefined);
		if (!asker) return;
		noteAsked(allowances.every, clock.now());
		asker[0].ask!();
	};

	const letIn = (clock: Clock): void => {
		while (admitNext(clock));
		if (parties.length === 0) return;
		const at = nextMoment(clock.now());
		if (wakeAt <= at) return;
		wakeAt = at;
		void clock.sleep(Math.max(1, at - clock.now())).then(() => {
			if (wakeAt === at) wakeAt = Number.POSITIVE_INFINITY;
			sendAway(clock);
			letIn(clock);
			askAgain(clock);
		});
	};

	const isBusy = (): boolean => running > 0 || parties.length > 0;

	return {
		async enter(party, name, waiting) {
			const { again = false, operations: count = 1, ask, giveUp } = waiting;
			const { deadline = Number.POSITIVE_INFINITY } = waiting;
			const { clock } = party;
			if (party.cancel?.aborted) throw cancelled();
			return await new Promise<Pass>((admit, refuseIt) => {
				const buckets = allowances.bucketsOf(party.limits, name, clock.now());
				const waiter: Waiter = { buckets, count, ask, deadline, giveUp, admit, refuse: refuseIt };
				const line = party.lines.get(name ?? '') ?? [];
				if (again) line.unshift(waiter);
				else line.push(waiter);
				party.lines.set(name ?? '', line);
				if (!parties.includes(party)) parties.push(party);
				if (isHopeless(waiter, party, clock.now())) sendAway(clock);
				letIn(clock);
			});
		},
		refusedWithin(party, name, refusal) {
			const now = party.clock.now();
			const [bucket] = allowances.bucketsOf(party.limits, name, now);
			return refuseAt(party, bucket, bucket.pausedUntil <= now, refusal);
		},
		isBusy,
		isIdle: (now) => !isBusy() && allowances.areAtRest(now),
		allow({ concurrency: width = Number.POSITIVE_INFINITY, ...allowance }) {
			concurrency = Math.max(concurrency, width);
			allowances.raise(allowance);
		},
	};
};
