import { EVERY_REQUEST } from '../../http/limiter';

/** No figure is published: five requests a second, one after the other. Source: contracts/salesmanago.md 6. */
export const REQUESTS_PER_MINUTE = { [EVERY_REQUEST]: 300 } as const;
export const CONCURRENT_REQUESTS = 1;
export const TIMEOUT_MS = 30_000;

/** Source: contracts/salesmanago.md 1 and 3 (e-mail), 4 (batch), 5 (cards, events), 8 (custom details). */
export const LIMITS = {
	emailLength: 254,
	emailLocalLength: 64,
	contactsPerRead: 50,
	contactsPerBatch: 100,
	/** What the vendor's own plug-in sends; no limit is published. */
	mostContactsPerBatch: 400,
	detailName: 255,
	detailValue: 255,
	eventDescription: 2048,
	eventDetail: 255,
} as const;

/** Waits before a job is asked after, seconds; the last one again and again. */
export const JOB_WAITS_S = [1, 2, 3, 5, 10] as const;
/** A job that is not done by then is left alone, seconds. */
export const JOB_PATIENCE_S = 600;
