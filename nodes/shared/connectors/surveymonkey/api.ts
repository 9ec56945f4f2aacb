import { createRequester } from '../../http/requester';
import type { HttpRequest, Runtime } from '../../http/types';
import { describeError } from './errorTable';
import { REQUESTS_PER_MINUTE } from './limits';

const POLICY = { maxTries: 4, maxWaitMs: 30_000, timeoutMs: 60_000, concurrency: 2 };

export interface ApiCall {
	/** Behind `/v3`. */
	path: string;
	query?: HttpRequest['query'];
	/** For error texts. */
	subject: string;
}

export interface Api {
	get(call: ApiCall): Promise<unknown>;
	post(call: ApiCall & { body: object }): Promise<unknown>;
	/** What is gone already counts as deleted. */
	remove(call: ApiCall): Promise<void>;
	wait(ms: number): Promise<void>;
}

/** `runtime.send` adds the token to each request; `address` is the origin of the account's data center. */
export const createApi = (runtime: Runtime, address: string): Api => {
	const requester = createRequester(runtime, {
		...POLICY,
		baseUrl: address,
		perMinute: REQUESTS_PER_MINUTE,
		describeError,
	});
	const headers = { Accept: 'application/json' };
	const url = (path: string) => `${address}/v3${path}`;
	return {
		wait: async (ms) => await requester.wait(ms),
		async get({ path, query, subject }) {
			const request = { method: 'GET' as const, url: url(path), query, headers, subject };
			return (await requester.request(request)).body;
		},
		async post({ path, body, subject }) {
			const request = { method: 'POST' as const, url: url(path), body, headers, subject };
			return (await requester.request(request)).body;
		},
		async remove({ path, subject }) {
			const request = { method: 'DELETE' as const, url: url(path), headers, subject };
			await requester.request({ ...request, acceptStatus: [404] });
		},
	};
};
