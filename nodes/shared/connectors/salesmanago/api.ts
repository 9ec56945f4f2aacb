import { inDoubt } from '../../http/ConnectorError';
import { createRequester } from '../../http/requester';
import type { Runtime } from '../../http/types';
import { endpointAddress } from './endpoint';
import { describeError } from './errorTable';
import { isRecord, type Json } from './json';
import { CONCURRENT_REQUESTS, REQUESTS_PER_MINUTE, TIMEOUT_MS } from './limits';

export interface ApiCall {
	/** `/api/contact/upsert`. */
	path: string;
	/** Beside the owner; what signs it is added by whoever sends, anew for every try. */
	body?: Json;
	/** What it is about, for error texts; no personal data. */
	subject: string;
	/** Whether sending it twice does no harm: everything is a POST here. */
	idempotent: boolean;
	/** It changes nothing. */
	isRead?: boolean;
}

export interface Api {
	readonly runtime: Runtime;
	/** The answer where `success` is true, and only there; else the refusal as an error. Source: contracts/salesmanago.md 0.3. */
	call(request: ApiCall): Promise<Json>;
	wait(ms: number): Promise<void>;
}

const POLICY = { maxTries: 4, maxWaitMs: 30_000, timeoutMs: TIMEOUT_MS };

const HEADERS = {
	Accept: 'application/json, application/json',
	'Content-Type': 'application/json;charset=UTF-8',
	// The protection in front of the API turns away the default names of client libraries.
	'User-Agent': 'n8n-nodes-survey-ops',
};

export const createApi = (runtime: Runtime, endpoint: string, owner: string): Api => {
	const address = endpointAddress(endpoint);
	const requester = createRequester(runtime, {
		...POLICY,
		baseUrl: address,
		perMinute: REQUESTS_PER_MINUTE,
		concurrency: CONCURRENT_REQUESTS,
		describeError,
	});
	return {
		runtime,
		wait: async (ms) => await requester.wait(ms),
		async call({ path, body, subject, idempotent, isRead = false }) {
			const request = {
				method: 'POST' as const,
				url: `${address}${path}`,
				headers: HEADERS,
				body: { owner: owner.trim(), ...body },
				subject,
				idempotent,
				isRead,
			};
			const answer = await requester.request(request);
			if (isRecord(answer.body) && answer.body.success === true) return answer.body;
			const error = describeError(answer, request);
			// Neither done nor refused.
			const isUnknown = !isRead && !(isRecord(answer.body) && answer.body.success === false);
			throw isUnknown ? inDoubt(error) : error;
		},
	};
};
