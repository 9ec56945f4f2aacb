import { EVERY_REQUEST } from '../../http/limiter';
import type { HttpResponse } from '../../http/types';

/** Dataverse takes 52 at once from one user (contracts/dataverse.md 10); some are left to whoever else uses the account. */
export const CONCURRENT_REQUESTS = 40;

/**
 * The allowance is 6,000 operations in five minutes on each of the environment's servers, whose number nobody knows
 * (contracts/dataverse.md 10): so it is Dataverse that says how much is left, or when it is too much. The figure is what refusals
 * take their halves of.
 */
export const REQUESTS_PER_MINUTE = { [EVERY_REQUEST]: 6000 } as const;

/** Of the server that answered; the operations of a batch count one by one (contracts/dataverse.md 10.8). Not on every answer. */
export const TOLD = {
	withinMs: 5 * 60_000,
	leftOf: ({ headers }: Pick<HttpResponse, 'headers'>): number | undefined => {
		const left = headers['x-ms-ratelimit-burst-remaining-xrm-requests'];
		return left !== undefined && /^\d{1,9}$/.test(left) ? Number(left) : undefined;
	},
};

/** `Retry-After` is to be waited out in full; it covers at most the window of five minutes (contracts/dataverse.md 10). */
export const LONGEST_WAIT_MS = 300_000;

/** A refusal for too much takes up to 75 seconds to arrive (contracts/dataverse.md 10): before that, silence says nothing. */
export const TIMEOUT_MS = 120_000;
/** Operations of a batch run one after the other; a request may take two minutes (contracts/dataverse.md 9). */
export const BATCH_TIMEOUT_MS = 150_000;

/** Source: contracts/dataverse.md 5.2, 5.4, 6, 8. */
export const LIMITS = {
	operationsPerBatch: 1000,
	pageSize: 5000,
	elasticPageSize: 500,
	/** The contract's 32 KB for a plain request are from memory. */
	directUrlLength: 8_000,
	earliestDate: '1753-01-01',
} as const;

/**
 * What is asked for at once: batches well below the limit, several side by side, since their operations run one after the
 * other (contracts/dataverse.md 8).
 */
export const BATCHING = {
	writesPerBatch: 100,
	readsPerBatch: 25,
	batchesAtOnce: 10,
	charactersPerBatch: 4_000_000,
	/** Records for which one round of finding and writing is made. */
	recordsPerRound: 1000,
	valuesPerFilter: 100,
	conditionsPerFilter: 60,
	charactersPerFilter: 12_000,
	/** Rounds in which single operations that Dataverse had no time for are sent again. */
	rounds: 4,
} as const;
