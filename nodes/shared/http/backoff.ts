export interface BackoffOptions {
	/** Ceiling of the first wait. */
	baseMs?: number;
	/** Ceiling of every wait. */
	capMs?: number;
}

/**
 * Exponential back-off with full jitter: anything between 0 and `base · 2^(tries − 1)`, so that many workers that failed
 * together do not come back together. `random` is 0 ≤ x < 1.
 */
export const backoffMs = (
	tries: number,
	random: number,
	{ baseMs = 1000, capMs = 30_000 }: BackoffOptions = {},
): number => Math.round(random * Math.min(capMs, baseMs * 2 ** Math.max(0, tries - 1)));
