/** Of the API, in every path. Source: contracts/hubspot.md 1.1. */
export const VERSION = '2026-09';

/** Requests of a free account in ten seconds; others say that they have more. Source: contracts/hubspot.md 12.1, 12.2. */
export const LEAST_PER_WINDOW = 100;
/** Left to whoever else uses the account's key: a test of the credential, a list in the editor. */
const SPARE = 1;
const WINDOWS_A_MINUTE = 6;

/** Searches and associations have windows of their own. Source: contracts/hubspot.md 5.2, 8.6. */
export const WINDOW_MS = { calls: 10_000, associations: 10_000, search: 1_000 } as const;
export type Bucket = keyof typeof WINDOW_MS;

export const requestsPerMinute = (perWindow: number): Record<Bucket, number> => ({
	calls: Math.max(1, perWindow - SPARE) * WINDOWS_A_MINUTE,
	associations: (LEAST_PER_WINDOW - SPARE) * WINDOWS_A_MINUTE,
	search: 300,
});

/** A batch takes up to 0.6 seconds (contracts/hubspot.md 12): as many at once as it takes to use the allowance all the same. */
export const CONCURRENT_REQUESTS = 12;
export const TIMEOUT_MS = 110_000;

/** Source: contracts/hubspot.md 3.3, 5.1, 6.8, 8.1, 10.4. */
export const LIMITS = {
	recordsPerCall: 100,
	recordsPerPage: 100,
	searchBody: 2_800,
	searchGroups: 5,
	searchPage: 200,
	searchResults: 10_000,
	text: 65_536,
	pairsPerCall: 1_000,
	membersPerCall: 1_000,
	listsPerPage: 250,
} as const;

/** How long the search may not know of what was written. Source: contracts/hubspot.md 5.3. */
export const SEARCH_LAG_MS = 10_000;
