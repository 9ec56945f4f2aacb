import { EVERY_REQUEST } from '../../http/limiter';

/**
 * No limit is published for the Admin API: ten requests a second, one after the other. Two that bring the same new label
 * at once fail. Source: contracts/ghost.md 5.
 */
export const REQUESTS_PER_MINUTE = { [EVERY_REQUEST]: 600 } as const;
export const CONCURRENT_REQUESTS = 1;
export const TIMEOUT_MS = 30_000;

/** Source: contracts/ghost.md 4.2 and 4.5. */
export const LIMITS = {
	membersPerRead: 50,
	mostPerPage: 100,
} as const;
