import type { OwnLimit } from '../../http/allowances';
import { EVERY_REQUEST } from '../../http/limiter';

/** Which allowance a request counts against. */
export type Resource =
	| 'subscriptions'
	| 'surveys'
	| 'response'
	| 'responseSchema'
	| 'exportStart'
	| 'exportProgress'
	| 'exportFile'
	| 'directoryRead'
	| 'directoryWrite'
	| 'listWrite'
	| 'contactSearch'
	| 'transactionWrite'
	| 'importStart'
	| 'importStatus'
	| 'jsonEvent';

/** Requests a minute; `*` is the brand's allowance over all endpoints. Source: contracts/qualtrics.md 1.7. */
export const REQUESTS_PER_MINUTE: Readonly<Record<Resource | typeof EVERY_REQUEST, number>> = {
	[EVERY_REQUEST]: 3000,
	subscriptions: 120,
	surveys: 3000,
	response: 240,
	responseSchema: 60,
	exportStart: 100,
	exportProgress: 1000,
	exportFile: 100,
	directoryRead: 3000,
	directoryWrite: 500,
	listWrite: 500,
	contactSearch: 500,
	transactionWrite: 500,
	importStart: 100,
	importStatus: 500,
	jsonEvent: 3000,
};

/** Everything that changes the directory, and the searches, which Qualtrics counts like writes. Source: contracts/qualtrics.md 1.7. */
const WRITES = [
	'directoryWrite',
	'listWrite',
	'transactionWrite',
	'importStart',
	'contactSearch',
] as const satisfies readonly Resource[];

/**
 * What a user leaves to this node: so many writes a minute, of all kinds together, and as many reads as go with them in
 * Qualtrics' own proportion.
 */
export const directoryLimits = (writesPerMinute: number): OwnLimit[] => {
	const readsPerWrite = REQUESTS_PER_MINUTE.directoryRead / REQUESTS_PER_MINUTE.directoryWrite;
	const all = Math.max(1, Math.round(writesPerMinute * readsPerWrite));
	return [
		{ perMinute: writesPerMinute, covers: WRITES },
		{ perMinute: all, covers: [EVERY_REQUEST] },
	];
};

/** What a brand allows that was granted more writes than is documented; nothing else changes. */
export const grantedAllowance = (
	writesPerMinute: number,
): Partial<Record<Resource | typeof EVERY_REQUEST, number>> => {
	if (writesPerMinute <= REQUESTS_PER_MINUTE.directoryWrite) return {};
	const [{ perMinute }, { perMinute: all }] = directoryLimits(writesPerMinute);
	return {
		...Object.fromEntries(WRITES.map((resource) => [resource, perMinute])),
		directoryRead: all,
		[EVERY_REQUEST]: all,
	};
};

export const CONCURRENT_REQUESTS = 10;

export const TIMEOUT_MS = 30_000;
/** The file of an export takes as long as it takes to read it. */
export const DOWNLOAD_TIMEOUT_MS = 300_000;

/** Source: contracts/qualtrics.md 1.6 (page sizes, depth of a search), 5.6 (filters), 5.9 (import), 4.6 (JSON event). */
export const LIMITS = {
	directoryPageSize: 100,
	listPageSize: 50,
	searchPageSize: 100,
	searchDepth: 10_000,
	filtersPerSearch: 5,
	contactsPerImport: 10_000,
	bytesPerImport: 5 * 1024 * 1024,
	importsAtOnce: 25,
	bytesPerJsonEvent: 100 * 1024,
} as const;

/** Waits after which an announced response is asked for again, seconds. Source: contracts/qualtrics.md 3.1. */
export const ANNOUNCEMENT_WAITS_S = [1, 2, 4, 8, 15, 30] as const;

/** A continuation token lives for a week (contracts/qualtrics.md 3.3); an hour is kept in hand. */
export const CONTINUATION_LIFE_MS = (7 * 24 - 1) * 3600_000;
