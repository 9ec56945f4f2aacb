import type { HttpRequest, HttpResponse, HttpSend } from '../../../nodes/shared/http/types';
import { createVirtualClock, type VirtualClock } from '../../unit/http/virtualClock';

/** What a system allows, and work of this package that would use more. */
export interface Ceiling {
	system: string;
	/** What is counted: `contact writes`. */
	what: string;
	/** So many of them within a window, by the contract. */
	allowed: number;
	windowMs: number;
	/** Windows that are measured; the work takes a little longer. */
	windows: number;
	/** Rows that one of them stands for, where it is more than one: what rows a minute follow from. */
	rowsEach?: number;
	/** Starts the stand-in with its limits, and does the work. */
	work(line: Line): Promise<void>;
}

/** Between client and stand-in: real HTTP that takes none of the clock's time, and the time that it would take. */
export interface Line {
	clock: VirtualClock;
	runtime: { clock: VirtualClock; random: () => number };
	/** `counts`: as how many of what is counted the request counts; 0 for what has a limit of its own. */
	over(
		send: HttpSend,
		way: {
			latencyMs(request: HttpRequest): number;
			counts(request: HttpRequest): number;
			refusals(response: HttpResponse): number;
		},
	): HttpSend;
}

export interface Measured {
	/** Of what is allowed in the windows measured. */
	share: number;
	refused: number;
	/** Milliseconds of the windows in which nothing was under way. */
	idleMs: number;
	/** The longest such time. */
	longestIdleMs: number;
	/** Milliseconds that a request was under way, on the average. */
	latencyMs: number;
}

interface Sent {
	at: number;
	counted: number;
	until: number;
}

/** A stand-in sees a request in the middle of the time that it takes. */
export async function measure(ceiling: Ceiling): Promise<Measured> {
	const clock = createVirtualClock(Date.parse('2026-11-30T12:00:00Z'));
	const random = chances();
	const sent: Sent[] = [];
	let refused = 0;
	const line: Line = {
		clock,
		runtime: { clock, random },
		over: (send, { latencyMs, counts, refusals }) => {
			return async (request) => {
				const at = clock.now();
				const oneWay = Math.round((latencyMs(request) * (0.75 + random() / 2)) / 2);
				await clock.sleep(oneWay);
				const counted = counts(request);
				const response = await clock.during(async () => await send(request));
				await clock.sleep(oneWay);
				refused += refusals(response);
				if (counted > 0) sent.push({ at, until: clock.now(), counted });
				return response;
			};
		},
	};
	await ceiling.work(line);
	return { ...profile(sent, ceiling), refused };
}

function profile(sent: Sent[], { allowed, windowMs, windows }: Ceiling): Omit<Measured, 'refused'> {
	const begun = Math.min(...sent.map(({ at }) => at));
	const end = begun + windows * windowMs;
	const within = sent.filter(({ at }) => at < end).sort((left, right) => left.at - right.at);
	if (Math.max(...sent.map(({ at }) => at)) < end)
		throw new Error('The work was done before the windows were over: there is too little of it');
	let idleMs = 0;
	let longestIdleMs = 0;
	let busyUntil = begun;
	for (const { at, until } of within) {
		const idle = Math.max(0, at - busyUntil);
		idleMs += idle;
		longestIdleMs = Math.max(longestIdleMs, idle);
		busyUntil = Math.max(busyUntil, until);
	}
	const sum = within.reduce((total, { counted }) => total + counted, 0);
	const under = within.reduce((total, { at, until }) => total + until - at, 0);
	return {
		share: sum / (windows * allowed),
		idleMs,
		longestIdleMs,
		latencyMs: under / within.length,
	};
}

/** The same chances in every run. */
const chances = (): (() => number) => {
	let seed = 13;
	return () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
};
