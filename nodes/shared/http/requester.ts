import { createAccount, createParty, type Pass } from './account';
import { accounts } from './accounts';
import type { OwnLimit, Refusal } from './allowances';
import { backoffMs } from './backoff';
import { isBlank, readErrorBody } from './body';
import { throwIfCancelled } from './cancel';
import { ConnectorError, inDoubt, isConnectorError } from './ConnectorError';
import { assertOrigin, refusedRedirect } from './origin';
import { redactUrl } from './redact';
import { parseRetryAfter } from './retryAfter';
import { decideRetry, isIdempotentMethod, type FailureMeaning } from './retryTable';
import { settle, type Settled } from './settle';
import { socketError, socketCodeOf } from './socketError';
import { noRoom, whyGivenUp } from './throttle';
import type { HttpRequest, HttpResponse, Runtime } from './types';
import { waitFor } from './wait';

export interface PolicyRequest extends HttpRequest {
	/** Whether sending it twice does no harm. Default: by method. */
	idempotent?: boolean;
	/** It changes nothing, whatever its method: what became of it need not be known. Default: by method. */
	isRead?: boolean;
	/** The rate-limit bucket it counts against. */
	resource?: string;
	/** As how many the system counts it, where it counts operations and not requests; default 1. */
	operations?: number;
	/** What it is about, for error texts: `survey SV_1`. Never personal data. */
	subject?: string;
	/** Statuses beside 2xx that the caller wants to see and not as an error. */
	acceptStatus?: number[];
}

/** What answers say of the operations that the account has left. */
export interface Told {
	/** The time in which the system counts them, milliseconds. */
	withinMs: number;
	leftOf(response: Pick<HttpResponse, 'headers'>): number | undefined;
	/** A light request whose answer says it: sent now and then while others wait. */
	ask: PolicyRequest;
}

export interface RequestPolicy {
	/** Nothing outside of this scheme, host, port and path prefix is ever requested. */
	baseUrl: string;
	/** Tries in all, the first one included. Refusals for too many requests are not counted: those are waited out. */
	maxTries: number;
	/** Longest wait between two tries after a failure, whatever `Retry-After` says. */
	maxWaitMs: number;
	/** Handed to `send`, which enforces it and rejects with `ETIMEDOUT`. */
	timeoutMs: number;
	/** The account's requests a minute by bucket; the bucket `*` counts every request. */
	perMinute?: Readonly<Record<string, number>>;
	/** Where the system counts in shorter times than a minute: milliseconds by bucket. */
	windowMs?: Readonly<Record<string, number>>;
	told?: Told;
	/** The account's requests under way at once. */
	concurrency?: number;
	/** What the user allows of that. */
	own?: { concurrency?: number; limits?: readonly OwnLimit[] };
	/** A refusal with a long `Retry-After` is for the execution that met it; others soon go on, at half the speed. */
	refusesByRun?: boolean;
	/**
	 * The system's own words for an error answer; its body is JSON where it was JSON, else text. The kind `rateLimited` is what
	 * makes an answer a refusal for too many requests, whatever its status.
	 */
	describeError(response: HttpResponse, request: PolicyRequest): ConnectorError;
}

export interface Requester {
	readonly baseUrl: string;
	request(request: PolicyRequest): Promise<HttpResponse>;
	/** Waits by the injected clock; throws `cancelled` soon after the run was cancelled. */
	wait(ms: number): Promise<void>;
	/** Milliseconds to wait after a refusal within an answer that was none itself; the account slows down as after any other. */
	refusedWithin(retryAfterMs: number | undefined, resource?: string): number;
}

const withOutcome = (
	error: ConnectorError,
	request: PolicyRequest,
	meaning: FailureMeaning,
): ConnectorError =>
	meaning === 'mayHaveRun' && isWrite(request)
		? Object.assign(error, { outcomeUnknown: true })
		: error;

const isWrite = ({ method, isRead = method === 'GET' }: PolicyRequest): boolean => !isRead;

const notJson = (response: HttpResponse, request: PolicyRequest): ConnectorError =>
	withOutcome(
		new ConnectorError(
			'unexpected',
			`${new URL(request.url).host} answered ${response.status} with something that is not JSON`,
			{
				status: response.status,
				hint: 'A proxy or a login page may be in the way; check the address in the credential.',
				logText: `${request.method} ${redactUrl(request.url)}: not JSON`,
			},
		),
		request,
		'mayHaveRun',
	);

/** The line of requests that ask what is left, and how long one of them waits for its turn. */
const ASKING = 'asking';
const ASKING_MS = 1000;

/** Where nothing was refused yet. */
const NOT_REFUSED = Number.POSITIVE_INFINITY;

export const createRequester = (runtime: Runtime, policy: RequestPolicy): Requester => {
	const { clock, cancel, logger, patience } = runtime;
	const { origin, host } = new URL(policy.baseUrl);
	const party = createParty(runtime, {
		...policy.own,
		patienceMs: patience?.refusedMs,
	});
	const allowance = { ...policy, toldWithinMs: policy.told?.withinMs };
	const unshared = createAccount();
	unshared.allow(allowance);
	// Asked for anew each time: what the process forgets in a long pause is not kept alive here.
	const account = () =>
		runtime.account === undefined
			? unshared
			: accounts.of(`${origin} ${runtime.account}`, clock.now(), allowance);

	const isSuccess = ({ status }: HttpResponse, request: PolicyRequest): boolean =>
		(status >= 200 && status < 300) || request.acceptStatus?.includes(status) === true;

	const send = async (request: PolicyRequest): Promise<Settled<HttpResponse>> => {
		// Only what the transport knows goes to the transport.
		const { method, url, query, headers, body, expect = 'json' } = request;
		const timeoutMs = request.timeoutMs ?? policy.timeoutMs;
		return await settle(
			(async () => await runtime.send({ method, url, query, headers, body, expect, timeoutMs }))(),
		);
	};

	const refusalOf = (askedMs: number | undefined): Refusal => ({
		askedMs,
		random: runtime.random(),
		othersBriefly: policy.refusesByRun === true,
	});

	const noteWait = (request: PolicyRequest, status: number | undefined, waitMs: number): void => {
		const about = { request: `${request.method} ${redactUrl(request.url)}`, status, waitMs };
		logger?.debug('Trying again', about);
	};

	/** Throws where the wait would be longer than anybody is willing to; else the account's line is where the wait happens. */
	const putOff = (
		pass: Pass,
		request: PolicyRequest,
		error: ConnectorError,
		refusedAt: number,
	): void => {
		const { waitMs, since } = pass.refused(refusalOf(error.retryAfterMs));
		if (clock.now() + waitMs - Math.min(since, refusedAt) > party.patienceMs)
			throw Object.assign(error, {
				hint: `${error.hint ?? ''} ${whyGivenUp(party.patienceMs, error.retryAfterMs)}`.trim(),
			});
		noteWait(request, error.status, waitMs);
	};

	const waitAfter = async (
		request: PolicyRequest,
		{ status, retryAfterMs = 0 }: ConnectorError,
		tries: number,
	): Promise<void> => {
		const backoff = backoffMs(tries, runtime.random(), { capMs: policy.maxWaitMs });
		const ms = Math.min(policy.maxWaitMs, Math.max(retryAfterMs, backoff));
		noteWait(request, status, ms);
		await waitFor(runtime, ms);
	};

	const failureOf = async (
		outcome: Settled<HttpResponse>,
		request: PolicyRequest,
	): Promise<ConnectorError> => {
		if (!outcome.ok) return socketError(outcome.error, request);
		const error = policy.describeError(await readErrorBody(outcome.value), request);
		const retryAfterMs = parseRetryAfter(outcome.value.headers['retry-after'], clock.now());
		return retryAfterMs === undefined ? error : Object.assign(error, { retryAfterMs });
	};

	/** The answer, or what went wrong, to be tried again or not. */
	const tryOnce = async (
		pass: Pass,
		asked: PolicyRequest,
		tries: number,
		refusedAt: number,
	): Promise<Tried> => {
		const outcome = await send(asked);
		const response = outcome.ok ? outcome.value : undefined;
		const left = response && policy.told?.leftOf(response);
		if (left !== undefined) pass.left(left);
		if (response && isSuccess(response, asked)) {
			pass.accepted();
			const isText = typeof response.body === 'string' && !isBlank(response.body);
			const isOk = response.status < 300;
			if (isOk && isText && (asked.expect ?? 'json') === 'json') throw notJson(response, asked);
			return { response };
		}
		const redirect =
			response && refusedRedirect(response.status, response.headers.location, asked.url);
		if (redirect) throw redirect;
		const error = await failureOf(outcome, asked);
		if (error.kind === 'rateLimited') {
			putOff(pass, asked, error, Math.min(refusedAt, clock.now()));
			return { error, isRefused: true };
		}
		if (response) pass.accepted();
		const { retry, meaning } = decideRetry({
			status: response?.status,
			socketCode: outcome.ok ? undefined : socketCodeOf(outcome.error),
			idempotent: asked.idempotent ?? isIdempotentMethod(asked.method),
			tries,
			maxTries: policy.maxTries,
		});
		if (!retry) throw withOutcome(error, asked, meaning);
		return { error, isRefused: false, mayHaveRun: meaning === 'mayHaveRun' };
	};

	/** In a line of its own, since those who wait would stand before it. */
	const askWhatIsLeft = async ({ ask, leftOf }: Told): Promise<void> => {
		const pass = await account().enter(party, ASKING, {
			// It is to be sent whatever is thought to be left.
			operations: 0,
			deadline: clock.now() + ASKING_MS,
			giveUp: (waitMs) => noRoom(host, waitMs),
		});
		const outcome = await send(ask);
		const left = outcome.ok ? leftOf(outcome.value) : undefined;
		if (left !== undefined) pass.left(left);
		const error =
			outcome.ok && isSuccess(outcome.value, ask) ? undefined : await failureOf(outcome, ask);
		if (error?.kind === 'rateLimited') pass.refused(refusalOf(error.retryAfterMs));
		pass.leave();
	};

	const untilAnswered = async (
		asked: PolicyRequest,
		earlier: EarlierTries,
	): Promise<HttpResponse> => {
		const deadline = clock.now() + (patience?.turnMs ?? Number.POSITIVE_INFINITY);
		let refusedAt = NOT_REFUSED;
		for (let tries = 1; ; ) {
			throwIfCancelled(cancel);
			const again = refusedAt !== NOT_REFUSED || tries > 1;
			const pass = await account().enter(party, asked.resource, {
				again,
				deadline,
				operations: asked.operations,
				...(policy.told && { ask: () => void settle(askWhatIsLeft(policy.told!)) }),
				giveUp: (waitMs) => noRoom(host, waitMs),
			});
			const tried = await (async () => {
				throwIfCancelled(cancel);
				return await tryOnce(pass, asked, tries, refusedAt);
			})().finally(pass.leave);
			if ('response' in tried) return tried.response;
			if (tried.isRefused) {
				refusedAt = Math.min(refusedAt, clock.now());
			} else {
				earlier.mayHaveRun ||= tried.mayHaveRun;
				await waitAfter(asked, tried.error, tries);
				tries += 1;
			}
		}
	};

	const request = async (asked: PolicyRequest): Promise<HttpResponse> => {
		assertOrigin(asked.url, policy.baseUrl);
		const earlier: EarlierTries = { mayHaveRun: false };
		const answered = await settle(untilAnswered(asked, earlier));
		if (answered.ok) return answered.value;
		const { error } = answered;
		// However the last try ended, and be it by a cancelled run: one before it may have been carried out.
		const isInDoubt = earlier.mayHaveRun && isWrite(asked) && isConnectorError(error);
		throw isInDoubt ? inDoubt(error) : error;
	};

	return {
		baseUrl: policy.baseUrl,
		request,
		wait: async (ms) => await waitFor(runtime, ms),
		refusedWithin: (retryAfterMs, resource) =>
			account().refusedWithin(party, resource, refusalOf(retryAfterMs)).waitMs,
	};
};

type Tried =
	| { response: HttpResponse }
	| { error: ConnectorError; isRefused: true }
	| { error: ConnectorError; isRefused: false; mayHaveRun: boolean };

interface EarlierTries {
	mayHaveRun: boolean;
}
