import { ConnectorError } from './ConnectorError';

/** Longest pause that a single refusal causes, whatever it asks for: the longest window of any vendor (contracts/dataverse.md 10). */
const LONGEST_PAUSE_MS = 5 * 60_000;
/** Longest time that a request is put off by refusals. One that stands in its line, refused by nobody, waits as long as it takes. */
export const PATIENCE_MS = 15 * 60_000;
/** A refusal so long after the last one has nothing to do with it. */
export const FORGOTTEN_AFTER_MS = 2 * LONGEST_PAUSE_MS;

/** Allowances are mostly counted by the minute: nobody needs to wait longer who was not told to. */
const LONGEST_OWN_PAUSE_MS = 60_000;
const FIRST_OWN_PAUSE_MS = 1000;
/** What is added to a pause that was asked for, so that processes that were told the same do not come back together. */
const SCATTER = 0.1;
const MOST_SCATTER_MS = 2000;

/** The pause that we take of ourselves at the n-th refusal in a row; `random` is 0 ≤ x < 1. */
export const ownPauseMs = (refusals: number, random: number): number => {
	const ceiling = Math.min(
		LONGEST_OWN_PAUSE_MS,
		FIRST_OWN_PAUSE_MS * 2 ** Math.max(0, refusals - 1),
	);
	return Math.round(ceiling * (0.5 + random / 2));
};

/** A refusal may ask for longer than our own pause, never for less: `Retry-After: 0` occurs (contracts/dataverse.md 10). */
export const pauseMs = (own: number, asked: number | undefined, random: number): number => {
	const askedMs = Math.min(LONGEST_PAUSE_MS, asked ?? 0);
	return Math.max(own, Math.round(askedMs + random * Math.min(askedMs * SCATTER, MOST_SCATTER_MS)));
};

const UNITS = [
	{ name: 'hour', ms: 3600_000 },
	{ name: 'minute', ms: 60_000 },
] as const;

const LONGEST_SPAN_MS = 48 * 3600_000;

/** `45 seconds`, `5 minutes`, `2 hours`: rounded up, for sentences. */
export const spanOf = (ms: number): string => {
	if (ms > LONGEST_SPAN_MS) return 'more than two days';
	const unit = UNITS.find((each) => ms >= 2 * each.ms) ?? { name: 'second', ms: 1000 };
	const count = Math.ceil(ms / unit.ms);
	return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
};

/** What to do about a request that was refused for too long; stands behind the connector's own words. */
export const whyGivenUp = (patienceMs: number, askedMs: number | undefined): string => {
	const asked =
		askedMs !== undefined && askedMs > 0 ? `It asked to wait for ${spanOf(askedMs)}. ` : '';
	return `${asked}Requests wait for ${spanOf(patienceMs)} at most. Try again later. Another program may be using up the limit of the account.`;
};

/** For whoever does not wait: a list in the editor, a test of a credential. */
export const noRoom = (host: string, waitMs: number): ConnectorError =>
	new ConnectorError('rateLimited', `The request limit of ${host} is used up`, {
		hint: `Other workflows used it, or ${host} asked to wait. Try again in ${spanOf(Math.max(1000, waitMs))}.`,
		retryAfterMs: waitMs,
	});
