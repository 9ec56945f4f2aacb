/**
 * How the sandbox is set up. The second half are readings: where the contract is silent or its sources disagree, a test can
 * run both ways. Source: contracts/startquestion.md.
 */
export interface StartquestionSandboxOptions {
	/** 0 picks a free one. */
	port: number;
	accountId: string;
	token: string;
	tokenSecret: string;
	/** Milliseconds since 1970. */
	now: () => number;
	/** Of the account: sheets are written in it and do not say so. */
	timeZone: string;
	/** First number of ids. */
	firstId: number;

	refusedStatus: 401 | 403;
	/** How v3 wraps a page: names of its list and of the count. */
	v3: { list: string; total: string };
	/** Labels as a list of {id, name, value}, or as a map. */
	labelsAs: 'list' | 'map';
	/** The date of what has not come to pass. */
	noDate: '0000-00-00 00:00:00' | null;
	/** Where the parameter of SALESmanago's link is kept. */
	smclientidIn: 'referer' | 'meta' | 'label';
	/** Sheets in a page at most. */
	pageSize: number;
	order: 'newest first' | 'oldest first';
	/** Milliseconds in which a new sheet is not among the results yet. */
	lagMs: number;
}

export const withDefaults = (
	given: Partial<StartquestionSandboxOptions>,
): StartquestionSandboxOptions => ({
	port: 0,
	accountId: '4711',
	token: 'sandbox-token',
	tokenSecret: 'sandbox-token-secret',
	now: Date.now,
	timeZone: 'Europe/Prague',
	firstId: 89595094,
	refusedStatus: 401,
	v3: { list: 'data', total: 'total' },
	labelsAs: 'list',
	noDate: '0000-00-00 00:00:00',
	smclientidIn: 'referer',
	pageSize: 50,
	order: 'newest first',
	lagMs: 0,
	...given,
});
