import { ConnectorError } from '../../http/ConnectorError';
import { createRequester } from '../../http/requester';
import type { HttpRequest, Runtime } from '../../http/types';
import { hostAddress } from './address';
import { describeError } from './errorTable';
import { CONCURRENT_REQUESTS, REQUESTS_PER_MINUTE, TIMEOUT_MS } from './limits';

const POLICY = { maxTries: 4, maxWaitMs: 30_000, timeoutMs: TIMEOUT_MS };

export interface ApiCall {
	/** From the root of the host. */
	path: string;
	query?: HttpRequest['query'];
	subject: string;
}

export interface Api {
	get(call: ApiCall): Promise<unknown>;
	wait(ms: number): Promise<void>;
}

/** An id as a part of a path; the platform's are numbers. */
export const idPart = (id: string): string => {
	const text = id.trim();
	if (/^\w+$/.test(text)) return text;
	throw new ConnectorError('input', 'The survey ID is missing or not valid', {
		hint: 'Choose the survey from the list, or enter the number in its address.',
	});
};

/** `runtime.send` adds the token to each request, so that addresses here hold no secret. */
export const createApi = (runtime: Runtime, host: string): Api => {
	const address = hostAddress(host);
	const requester = createRequester(runtime, {
		...POLICY,
		baseUrl: address,
		perMinute: REQUESTS_PER_MINUTE,
		concurrency: CONCURRENT_REQUESTS,
		describeError,
	});
	return {
		wait: async (ms) => await requester.wait(ms),
		async get({ path, query, subject }) {
			const url = `${address}${path}`;
			const headers = { Accept: 'application/json' };
			return (await requester.request({ method: 'GET', url, query, headers, subject })).body;
		},
	};
};
