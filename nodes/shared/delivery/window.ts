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
}

/** The watermark a survey gets when it is first seen. */
export function firstWatermark(startFrom: StartFrom, nowMs: number): Watermark {
	if (startFrom.kind === 'all') return {};
	const at = startFrom.kind === 'date' ? Date.parse(startFrom.date) : nowMs;
	return { upTo: new Date(Number.isNaN(at) ? nowMs : at).toISOString() };
}

/**
 * The half-open window of the next pull, or none when it would be empty. A first pull "since a date" or "new only" must not
 * reach back behind its start, hence `start`.
 */
export function nextWindow(
	watermark: Watermark,
	start: Watermark,
	nowMs: number,
	options: WindowOptions,
): { from?: string; to: string } | undefined {
	const to = nowMs - options.youngMs;
	if (watermark.upTo === undefined) return { to: new Date(to).toISOString() };
	const earliest = start.upTo === undefined ? 0 : Date.parse(start.upTo);
	const from = Math.max(Date.parse(watermark.upTo) - options.overlapMs, earliest);
	return from < to
		? { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
		: undefined;
}

/** Later of two watermarks: it never moves back. */
export const advance = (watermark: Watermark, upTo: string): Watermark =>
	watermark.upTo !== undefined && Date.parse(watermark.upTo) >= Date.parse(upTo)
		? watermark
		: { upTo };
