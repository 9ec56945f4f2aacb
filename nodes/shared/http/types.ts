/** What the request layer needs of what runs it. n8n's helpers are adapted to these in the nodes; nothing here knows n8n. */

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface HttpRequest {
	method: HttpMethod;
	/** Absolute. */
	url: string;
	query?: Record<string, string | number | boolean | undefined>;
	headers?: Record<string, string>;
	/** A plain object is sent as JSON. */
	body?: unknown;
	/** How to read the answer; `json` falls back to text when the body is not JSON (gateways answer HTML). Default `json`. */
	expect?: 'json' | 'text' | 'bytes' | 'stream';
	timeoutMs?: number;
}

export interface HttpResponse {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** Parsed JSON, text, Buffer or async iterable of Buffers, by `expect`. */
	body: unknown;
}

/**
 * Sends one authenticated request and answers with whatever status came back. Rejects only when no answer came at all:
 * the error then carries the socket's `code` (`ECONNRESET`, `ETIMEDOUT`, …) where there is one.
 */
export type HttpSend = (request: HttpRequest) => Promise<HttpResponse>;

export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	sleep(ms: number): Promise<void>;
}

/** Asked again and again while a run goes on; `aborted` becomes true once it is to end, and stays so. */
export interface CancelSignal {
	readonly aborted: boolean;
}

export interface Logger {
	debug(message: string, meta?: Record<string, unknown>): void;
	warn(message: string, meta?: Record<string, unknown>): void;
}

/** Everything a connector is given to talk to its system. */
export interface Runtime {
	send: HttpSend;
	clock: Clock;
	/** 0 ≤ x < 1, for jitter. */
	random(): number;
	cancel?: CancelSignal;
	logger?: Logger;
	/** Something that the system said beside its answer and that the user should know; the same is shown once in a run. */
	notice?(text: string): void;
	/**
	 * Names the credential, or what is in it by a hash; together with the origin it says whose allowance the requests use up.
	 * Never a secret. Without it the allowance is that of this one client.
	 */
	account?: string;
	/** Where somebody waits for the answer, it takes less than it takes a run. */
	patience?: Patience;
}

/** Milliseconds that a request waits at most. */
export interface Patience {
	/** Put off by refusals for too many requests. */
	refusedMs: number;
	/** For its turn among the others of the account. */
	turnMs: number;
}
