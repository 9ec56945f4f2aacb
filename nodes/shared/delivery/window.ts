/** Where a survey's first pull begins. */
export type StartFrom = { kind: 'all' } | { kind: 'new' } | { kind: 'date'; date: string };

/** What the schedule remembers of one survey and one way of looking at it; ISO-8601 UTC. */
export interface Watermark {
	/** Everything before this has entered an execution; absent: pull from the very first response. */
	upTo?: string;
}

export interface WindowOptions {
	/** How far each pull looks back behind the watermark: the survey system shows new responses with a delay. */
	overlapMs: number;
	/** Responses younger than this are left to the webhook. */
	youngMs: number;
	/** The window ends here at the latest; ISO-8601. */
	notAfter?: string;
}

/** The watermark a survey gets when it is first seen. */
export function firstWatermark(startFrom: StartFrom, nowMs: number): Watermark {
	if (startFrom.kind === 'all') return {};
	const at = startFrom.kind === 'date' ? Date.parse(startFrom.date) : nowMs;
	return { upTo: new Date(Number.isNaN(at) ? nowMs : at).toISOString() };
}

const START_OF_TIME = -Infinity;

const timeOf = ({ upTo }: Watermark): number =>
	upTo === undefined ? START_OF_TIME : Date.parse(upTo);

export const isEarlier = (one: Watermark, other: Watermark): boolean => timeOf(one) < timeOf(other);

/**
 * The half-open window of the next pull, or none when it would be empty. A first pull "since a date" or "new only" must not
 * reach back behind its start, hence `start`; one that goes back behind another's start ends there, hence `until`.
 */
export function nextWindow(
	{ start, upTo, until }: { start: Watermark; upTo: Watermark; until?: string },
	nowMs: number,
	options: WindowOptions,
): { from?: string; to: string } | undefined {
	const ends = [until, options.notAfter].flatMap((end) =>
		end === undefined ? [] : Date.parse(end),
	);
	const to = Math.min(nowMs - options.youngMs, ...ends);
	const from = Math.max(timeOf(upTo) - options.overlapMs, timeOf(start));
	if (from >= to) return undefined;
	return {
		...(from > START_OF_TIME && { from: new Date(from).toISOString() }),
		to: new Date(to).toISOString(),
	};
}

/** Later of two watermarks: it never moves back. */
export const advance = (watermark: Watermark, upTo: string): Watermark =>
	timeOf(watermark) >= Date.parse(upTo) ? watermark : { upTo };
