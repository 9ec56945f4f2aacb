import { ConnectorError } from '../../http/ConnectorError';
import { createRequester } from '../../http/requester';
import type { HttpRequest, Runtime } from '../../http/types';
import { describeError } from './errorTable';
import { asRecords, isRecord, type Json } from './json';
import { CONCURRENT_REQUESTS, REQUESTS_PER_MINUTE, TIMEOUT_MS } from './limits';

export interface ApiCall {
	method?: 'GET' | 'POST' | 'PUT';
	/** Below `/ghost/api/admin/`, with a slash at its end. */
	path: string;
	query?: HttpRequest['query'];
	body?: Json;
	/** The list in the answer: `members`. */
	list: string;
	/** For error texts; no personal data. */
	subject: string;
}

export interface Api {
	/** The entries of the list that was asked for or written. */
	call(request: ApiCall): Promise<Json[]>;
}

const POLICY = { maxTries: 4, maxWaitMs: 30_000, timeoutMs: TIMEOUT_MS };

/** Source: contracts/ghost.md 2. What proves who asks is added by `runtime.send`, anew for every try. */
const HEADERS = { Accept: 'application/json', 'Accept-Version': 'v6.0' };

export const API_PATH = '/ghost/api/admin/';

/** `site`: where the site's admin area stands, without a slash at the end. */
export const createApi = (runtime: Runtime, site: string): Api => {
	const requester = createRequester(runtime, {
		...POLICY,
		baseUrl: site,
		perMinute: REQUESTS_PER_MINUTE,
		concurrency: CONCURRENT_REQUESTS,
		describeError,
	});
	return {
		async call({ method = 'GET', path, query, body, list, subject }) {
			const url = `${site}${API_PATH}${path}`;
			const request = { method, url, query, headers: HEADERS, subject, ...(body && { body }) };
			const answer = await requester.request(request);
			if (isRecord(answer.body) && Array.isArray(answer.body[list]))
				return asRecords(answer.body[list]);
			throw new ConnectorError(
				'unexpected',
				`The request about ${subject} was not answered by the Ghost Admin API`,
				{
					hint: 'Check the address in the credential; a proxy or a login page may be in the way.',
					...(method !== 'GET' && { outcomeUnknown: true }),
				},
			);
		},
	};
};
