import { backoffMs } from './backoff';
import { isBlank, readErrorBody } from './body';
import { ConnectorError } from './ConnectorError';
import { createGate } from './gate';
import { createLimiter } from './limiter';
import { assertOrigin, refusedRedirect } from './origin';
import { redactUrl } from './redact';
import { parseRetryAfter } from './retryAfter';
import { decideRetry, isIdempotentMethod, type FailureMeaning } from './retryTable';
import { settle, type Settled } from './settle';
import { socketError, socketCodeOf } from './socketError';
import type { HttpRequest, HttpResponse, Surroundings } from './types';
import { throwIfCancelled, waitFor } from './wait';

export interface PolicyRequest extends HttpRequest {
	/** Whether sending it twice does no harm. Default: by method. */
	idempotent?: boolean;
	/** The rate-limit bucket it counts against. */
	resource?: string;
	/** What it is about, for error texts: `survey SV_1`. Never personal data. */
	subject?: string;
	/** Statuses beside 2xx that the caller wants to see and not as an error. */
	acceptStatus?: number[];
}

export interface RequestPolicy {
	/** Nothing outside of this scheme, host, port and path prefix is ever requested. */
	baseUrl: string;
	/** Tries in all, the first one included. */
	maxTries: number;
	/** Longest wait between two tries, whatever `Retry-After` says. */
	maxWaitMs: number;
	/** Handed to `send`, which enforces it and rejects with `ETIMEDOUT`. */
	timeoutMs: number;
	/** Requests a minute by bucket; the bucket `*` counts every request. */
	perMinute?: Readonly<Record<string, number>>;
	/** Requests under way at once. */
	concurrency?: number;
	/** The system's own words for an error answer; its body is JSON where it was JSON, else text. */
	describeError(response: HttpResponse, request: PolicyRequest): ConnectorError;
}

export interface Requester {
	readonly baseUrl: string;
	request(request: PolicyRequest): Promise<HttpResponse>;
	/** Waits by the injected clock; throws `cancelled` soon after the run was cancelled. */
	wait(ms: number): Promise<void>;
}

const withOutcome = (
	error: ConnectorError,
	request: PolicyRequest,
	meaning: FailureMeaning,
): ConnectorError =>
	meaning === 'mayHaveRun' && request.method !== 'GET'
		? Object.assign(error, { outcomeUnknown: true })
		: error;

const notJson = (response: HttpResponse, request: PolicyRequest): ConnectorError =>
	withOutcome(
		new ConnectorError(
			'unexpected',
			`${new URL(request.url).host} answered ${response.status} with something that is not JSON`,
			{
				status: response.status,
				hint: 'A proxy or a login page may stand in between; check the address in the credential.',
				logText: `${request.method} ${redactUrl(request.url)}: not JSON`,
			},
		),
		request,
		'mayHaveRun',
	);

export const createRequester = (surroundings: Surroundings, policy: RequestPolicy): Requester => {
	const { clock, cancel, logger } = surroundings;
	const limiter = createLimiter(surroundings, policy.perMinute);
	const gate = createGate(policy.concurrency);
	const isSuccess = ({ status }: HttpResponse, request: PolicyRequest): boolean =>
		(status >= 200 && status < 300) || request.acceptStatus?.includes(status) === true;

	const sendOnce = async (request: PolicyRequest): Promise<Settled<HttpResponse>> => {
		await limiter.take(request.resource);
		return await gate(async () => {
			throwIfCancelled(cancel);
			// Only what the transport knows goes to the transport.
			const { method, url, query, headers, body, expect = 'json' } = request;
			const timeoutMs = request.timeoutMs ?? policy.timeoutMs;
			return await settle(
				surroundings.send({ method, url, query, headers, body, expect, timeoutMs }),
			);
		});
	};

	const waitBefore = async (
		response: HttpResponse | undefined,
		request: PolicyRequest,
		tries: number,
	): Promise<void> => {
		const asked = parseRetryAfter(response?.headers['retry-after'], clock.now());
		const backoff = backoffMs(tries, surroundings.random(), { capMs: policy.maxWaitMs });
		const ms = Math.min(policy.maxWaitMs, asked ?? backoff);
		if (response?.status === 429 || response?.status === 509)
			limiter.pause(request.resource, clock.now() + ms);
		logger?.debug('Trying again', {
			request: `${request.method} ${redactUrl(request.url)}`,
			status: response?.status,
			tries,
			waitMs: ms,
		});
		await waitFor(surroundings, ms);
	};

	const failureOf = async (
		outcome: Settled<HttpResponse>,
		request: PolicyRequest,
		meaning: FailureMeaning,
	): Promise<ConnectorError> => {
		const error = outcome.ok
			? policy.describeError(await readErrorBody(outcome.value), request)
			: socketError(outcome.error, request);
		const retryAfterMs = outcome.ok
			? parseRetryAfter(outcome.value.headers['retry-after'], clock.now())
			: undefined;
		if (retryAfterMs !== undefined) Object.assign(error, { retryAfterMs });
		return withOutcome(error, request, meaning);
	};

	const request = async (asked: PolicyRequest): Promise<HttpResponse> => {
		assertOrigin(asked.url, policy.baseUrl);
		const idempotent = asked.idempotent ?? isIdempotentMethod(asked.method);
		for (let tries = 1; ; tries += 1) {
			throwIfCancelled(cancel);
			const outcome = await sendOnce(asked);
			const response = outcome.ok ? outcome.value : undefined;
			if (response && isSuccess(response, asked)) {
				const isText = typeof response.body === 'string' && !isBlank(response.body);
				const isOk = response.status < 300;
				if (isOk && isText && (asked.expect ?? 'json') === 'json') throw notJson(response, asked);
				return response;
			}
			const redirect =
				response && refusedRedirect(response.status, response.headers.location, asked.url);
			if (redirect) throw redirect;
			const { retry, meaning } = decideRetry({
				status: response?.status,
				socketCode: outcome.ok ? undefined : socketCodeOf(outcome.error),
				idempotent,
				tries,
				maxTries: policy.maxTries,
			});
			if (!retry) throw await failureOf(outcome, asked, meaning);
			await waitBefore(response, asked, tries);
		}
	};

	return {
		baseUrl: policy.baseUrl,
		request,
		wait: async (ms) => await waitFor(surroundings, ms),
	};
};
