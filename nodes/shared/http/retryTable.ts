import type { HttpMethod } from './types';

/**
 * What a failure says about the request:
 * - `neverRan`: the system surely did not carry it out, so anything may be sent again;
 * - `mayHaveRun`: nobody knows, so only what can be repeated without harm is sent again;
 * - `final`: sending it again gives the same answer.
 */
export type FailureMeaning = 'neverRan' | 'mayHaveRun' | 'final';

interface FailureRow {
	meaning: FailureMeaning;
	/** Fewer tries than the policy grants, where more of them only delay a clear message. */
	tries?: number;
}

export const STATUS_TABLE: Readonly<Record<number, FailureRow>> = {
	408: { meaning: 'mayHaveRun' },
	// Locked: too many writes to one kind of record at once (contracts/hubspot.md 12.4).
	423: { meaning: 'neverRan' },
	425: { meaning: 'neverRan' },
	429: { meaning: 'neverRan' },
	// The account is being moved (contracts/hubspot.md 12.4).
	477: { meaning: 'neverRan' },
	500: { meaning: 'mayHaveRun' },
	502: { meaning: 'mayHaveRun' },
	503: { meaning: 'mayHaveRun' },
	504: { meaning: 'mayHaveRun' },
	// Bandwidth limit exceeded: what SecuTix says in place of 429.
	509: { meaning: 'neverRan' },
	520: { meaning: 'mayHaveRun' },
	521: { meaning: 'mayHaveRun' },
	522: { meaning: 'mayHaveRun' },
	523: { meaning: 'mayHaveRun' },
	524: { meaning: 'mayHaveRun' },
	529: { meaning: 'mayHaveRun' },
};

/** No answer came. The first group fails before a byte of the request is sent. */
const SOCKET_TABLE: Readonly<Record<string, FailureRow>> = {
	ECONNREFUSED: { meaning: 'neverRan' },
	EAI_AGAIN: { meaning: 'neverRan' },
	EHOSTUNREACH: { meaning: 'neverRan' },
	ENETUNREACH: { meaning: 'neverRan' },
	// A name that does not exist is nearly always a typing mistake.
	ENOTFOUND: { meaning: 'neverRan', tries: 2 },

	ECONNRESET: { meaning: 'mayHaveRun' },
	ETIMEDOUT: { meaning: 'mayHaveRun' },
	ECONNABORTED: { meaning: 'mayHaveRun' },
	EPIPE: { meaning: 'mayHaveRun' },

	CERT_HAS_EXPIRED: { meaning: 'final' },
	DEPTH_ZERO_SELF_SIGNED_CERT: { meaning: 'final' },
	SELF_SIGNED_CERT_IN_CHAIN: { meaning: 'final' },
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: { meaning: 'final' },
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { meaning: 'final' },
	ERR_TLS_CERT_ALTNAME_INVALID: { meaning: 'final' },
};

const OTHER_STATUS: FailureRow = { meaning: 'final' };
const OTHER_SOCKET: FailureRow = { meaning: 'mayHaveRun' };

/** Methods whose repetition has no further effect (RFC 9110, 9.2.2). */
const IDEMPOTENT_METHODS: ReadonlySet<HttpMethod> = new Set(['GET', 'PUT', 'DELETE']);

export const isIdempotentMethod = (method: HttpMethod): boolean => IDEMPOTENT_METHODS.has(method);

export interface Attempt {
	/** Status of the answer, or the socket's code where none came. */
	status?: number;
	socketCode?: string;
	idempotent: boolean;
	/** Tries made so far, this one included. */
	tries: number;
	maxTries: number;
}

export interface RetryDecision {
	retry: boolean;
	meaning: FailureMeaning;
}

export const decideRetry = (attempt: Attempt): RetryDecision => {
	const row =
		attempt.status !== undefined
			? (STATUS_TABLE[attempt.status] ?? OTHER_STATUS)
			: (SOCKET_TABLE[attempt.socketCode ?? ''] ?? OTHER_SOCKET);
	const repeatable =
		row.meaning === 'neverRan' || (row.meaning === 'mayHaveRun' && attempt.idempotent);
	const granted = Math.min(attempt.maxTries, row.tries ?? attempt.maxTries);
	return { retry: repeatable && attempt.tries < granted, meaning: row.meaning };
};
