import { EVERY_REQUEST } from '../../http/limiter';

/** No limit is published: two requests a second. */
export const REQUESTS_PER_MINUTE = { [EVERY_REQUEST]: 120 } as const;
export const CONCURRENT_REQUESTS = 2;
export const TIMEOUT_MS = 60_000;

export const LIMITS = {
	/** Most that one list of surveys answers with. Source: contracts/startquestion.md 2.11. */
	surveysPerList: 20,
	sheetsPerPage: 100,
	/** No survey has more; an answer that never comes to an end is none. */
	mostPages: 100_000,
	/** Latest sheets in which the questions of a survey are looked for. */
	sheetsForDefinition: 20,
} as const;

/** Waits after which an announced sheet is asked for again, seconds. */
export const ANNOUNCEMENT_WAITS_S = [1, 2, 4, 8, 15] as const;
