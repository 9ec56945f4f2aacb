import { ConnectorError } from '../../http/ConnectorError';
import { createRequester, type Requester } from '../../http/requester';
import type { HttpRequest, Runtime } from '../../http/types';
import { describeError } from './errorTable';
import { isRecord, type Json } from './json';
import {
	CONCURRENT_REQUESTS,
	LEAST_PER_WINDOW,
	requestsPerMinute,
	TIMEOUT_MS,
	WINDOW_MS,
	type Bucket,
} from './limits';

export interface ApiCall {
	method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
	/** From the root of the API on, with its version. */
	path: string;
	query?: HttpRequest['query'];
	body?: unknown;
	/** What it counts against; default `calls`. */
	resource?: Bucket;
	/** Whether sending it twice does no harm, where the method does not say so. */
	idempotent?: boolean;
	/** It changes nothing, where the method does not say so. */
	isRead?: boolean;
	/** For error texts; no personal data. */
	subject: string;
}

export interface Api {
	call(request: ApiCall): Promise<Json>;
	/** Waits by the clock of the run. */
	wait(ms: number): Promise<void>;
}

/** Every region is reached there. Source: contracts/hubspot.md 1.1. */
const HUBSPOT_ADDRESS = 'https://api.hubapi.com';

/** `address`: the origin of the API, or of a gateway before it. */
export const createApi = (runtime: Runtime, address = HUBSPOT_ADDRESS): Api => {
	const requesterFor = (perWindow: number): Requester =>
		createRequester(runtime, {
			baseUrl: address,
			maxTries: 4,
			maxWaitMs: 30_000,
			timeoutMs: TIMEOUT_MS,
			perMinute: requestsPerMinute(perWindow),
			windowMs: WINDOW_MS,
			concurrency: CONCURRENT_REQUESTS,
			describeError,
		});
	let perWindow = LEAST_PER_WINDOW;
	let requester = requesterFor(perWindow);

	/** Larger plans may send more, which their answers say (contracts/hubspot.md 12.2). */
	const noteAllowance = (headers: Record<string, string>): void => {
		const allowed = Math.min(Number(headers['x-hubspot-ratelimit-max']), MOST_PER_WINDOW);
		const isPerWindow =
			Number(headers['x-hubspot-ratelimit-interval-milliseconds']) === WINDOW_MS.calls;
		if (!isPerWindow || !(allowed > perWindow)) return;
		perWindow = allowed;
		requester = requesterFor(allowed);
	};

	return {
		async call({ method = 'GET', path, resource = 'calls', body, ...more }) {
			const answer = await requester.request({
				method,
				url: `${address}${path}`,
				resource,
				...(body !== undefined && { body }),
				...more,
			});
			if (resource === 'calls') noteAllowance(answer.headers);
			if (isRecord(answer.body)) return answer.body;
			throw new ConnectorError(
				'unexpected',
				`The request about ${more.subject} was not answered by HubSpot`,
				{
					hint: 'A proxy or a login page may be in the way.',
					...(method !== 'GET' && !more.isRead && { outcomeUnknown: true }),
				},
			);
		},
		wait: async (ms) => await requester.wait(ms),
	};
};

/** As much as any plan has: what is told beyond it is not relied on. */
const MOST_PER_WINDOW = 1_000;
