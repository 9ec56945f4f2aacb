import { ConnectorError } from '../../http/ConnectorError';
import { createRequester } from '../../http/requester';
import type { Runtime } from '../../http/types';
import { describeError } from './errorTable';
import { asText, isRecord, type Json } from './json';
import {
	CONCURRENT_REQUESTS,
	CONTACT_SERVICE,
	LONGEST_WAIT_MS,
	REQUESTS_PER_MINUTE,
	TIMEOUT_MS,
	TRIES,
} from './limits';

export interface SecutixOptions {
	/** `https://museum.ws.secutix.com`; whoever sends knows the institution's sign-in. */
	address: string;
	/** Of the contact service, such as `v2_21`. */
	version: string;
	/** What the institution's contract allows; default 60. */
	perMinute?: number;
}

export interface Api {
	readonly runtime: Runtime;
	readonly perMinute: number;
	/** The answer of a method that only reads, where its body says success; else the refusal as an error. */
	read(method: string, body: Json, subject: string): Promise<Json>;
}

const HEADERS = { Accept: 'application/json', 'Content-Type': 'application/json' };

/** Source: contracts/secutix.md 4: RPC over POST; success stands in the body, whatever the HTTP status. */
export const createApi = (
	runtime: Runtime,
	{ address, version, perMinute = REQUESTS_PER_MINUTE }: SecutixOptions,
): Api => {
	if (!/^v\d+_\d+$/.test(version)) {
		throw new ConnectorError('input', `"${version}" is not a version of the contact service`, {
			hint: 'Enter it in the credential as in v2_21.',
		});
	}
	const requester = createRequester(runtime, {
		baseUrl: address,
		maxTries: TRIES,
		maxWaitMs: LONGEST_WAIT_MS,
		timeoutMs: TIMEOUT_MS,
		perMinute: { [CONTACT_SERVICE]: Math.max(perMinute, REQUESTS_PER_MINUTE) },
		concurrency: CONCURRENT_REQUESTS,
		own: { limits: [{ perMinute, covers: [CONTACT_SERVICE] }] },
		describeError,
	});
	return {
		runtime,
		perMinute,
		async read(method, body, subject) {
			const request = {
				method: 'POST' as const,
				url: `${address}/tnco/backend-apis/${CONTACT_SERVICE}/${version}/${method}`,
				headers: HEADERS,
				body,
				subject,
				resource: CONTACT_SERVICE,
				idempotent: true,
				isRead: true,
			};
			const answer = await requester.request(request);
			if (isRecord(answer.body) && isSuccess(answer.body)) return answer.body;
			throw describeError(answer, request);
		},
	};
};

/** Versions of the service differ in whether a plain result repeats that it is one. */
const isSuccess = (body: Json): boolean => {
	const said = asText(body.statusCode);
	return said === undefined ? asText(body.contactNumber) !== undefined : /^success$/i.test(said);
};
