import { EVERY_REQUEST } from '../../http/limiter';
import type { HttpResponse } from '../../http/types';
import { asNumber } from './json';

/** Of draft and private apps. Source: contracts/surveymonkey.md 3.1. */
export const REQUESTS_PER_MINUTE = { [EVERY_REQUEST]: 120 };

/** What the service writes on a page at most. Source: contracts/surveymonkey.md 3.4. */
export const RESPONSES_AT_ONCE = 100;
export const LISTED_AT_ONCE = 1000;

export interface Allowance {
	/** The allowance of the day is used up, not that of the minute. */
	isOfTheDay: boolean;
	retryAfterMs?: number;
}

const HEADER = 'x-ratelimit-app-global-';

/** What a refusal says of when to come again: seconds, in headers of its own. Source: contracts/surveymonkey.md 3.2. */
export function allowanceAfter({ headers }: Pick<HttpResponse, 'headers'>): Allowance {
	const header = (name: string) => asNumber(headers[`${HEADER}${name}`]);
	const isOfTheDay = (header('day-remaining') ?? 1) <= 0;
	const seconds = header(isOfTheDay ? 'day-reset' : 'minute-reset');
	return {
		isOfTheDay,
		...(seconds !== undefined && seconds >= 0 && { retryAfterMs: seconds * 1000 }),
	};
}
