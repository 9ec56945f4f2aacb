import { conceal } from './knownSecrets';

/**
 * The one family of errors below the nodes. `message` says what happened and to what, `hint` what to do about it; both are
 * shown to the user and therefore never hold tokens, answers or contact data. `logText` is for the operator's log, under the
 * same rule. The nodes turn it into n8n's error classes in one place (n8n/errors.ts).
 */
export type ErrorKind =
	/** Token or secret missing, wrong or revoked. */
	| 'auth'
	/** Known to the system, not allowed, or the plan lacks the feature. */
	| 'permission'
	/** The request can never work as it stands. */
	| 'input'
	| 'notFound'
	/** Somebody else changed it meanwhile, or several records match. */
	| 'conflict'
	| 'rateLimited'
	/** Timeout, dropped connection, 5xx: may work later. */
	| 'unavailable'
	| 'cancelled'
	/** The system answered something outside its contract. */
	| 'unexpected';

export interface ConnectorErrorDetails {
	hint?: string;
	status?: number;
	/** The system's own error code, e.g. `ESSG_2`. */
	code?: string;
	requestId?: string;
	/** The record that the system says does not exist, where it names one. */
	recordId?: string;
	retryAfterMs?: number;
	logText?: string;
	/** Where the write may have been carried out although no answer came. */
	outcomeUnknown?: boolean;
}

/** A system may repeat the token that was sent to it wherever it likes, in a code or a request id too. */
const concealed = (details: ConnectorErrorDetails): ConnectorErrorDetails =>
	Object.fromEntries(
		Object.entries(details).map(([name, value]: [string, unknown]) => [
			name,
			typeof value === 'string' ? conceal(value) : value,
		]),
	);

export class ConnectorError extends Error {
	readonly kind: ErrorKind;
	readonly hint?: string;
	readonly status?: number;
	readonly code?: string;
	readonly requestId?: string;
	readonly recordId?: string;
	readonly retryAfterMs?: number;
	readonly logText?: string;
	readonly outcomeUnknown?: boolean;

	constructor(kind: ErrorKind, message: string, details: ConnectorErrorDetails = {}) {
		super(conceal(message));
		this.name = 'ConnectorError';
		this.kind = kind;
		Object.assign(this, concealed(details));
	}
}

/** The same failure, of something that may have been carried out before. */
export const inDoubt = (error: ConnectorError): ConnectorError =>
	new ConnectorError(error.kind, error.message, { ...error, outcomeUnknown: true });

/**
 * A refusal of many records at once. Each that is not there is named in an answer of its own, so that the address is not known says
 * of none of them that it is gone.
 */
export function ofNoRecord(error: ConnectorError, message: string, hint: string): ConnectorError {
	if (error.kind !== 'notFound') return error;
	const { status, code, requestId, logText, outcomeUnknown } = error;
	const details = { status, code, requestId, logText, outcomeUnknown, hint };
	return new ConnectorError('unexpected', message, details);
}

export const isConnectorError = (error: unknown): error is ConnectorError =>
	error instanceof ConnectorError;

/** What came of the parts of a call that was refused as a whole: had it been carried out before that, so have they. */
export const stillInDoubt = <T>(
	whole: ConnectorError,
	parts: Array<T | ConnectorError>,
): Array<T | ConnectorError> =>
	whole.outcomeUnknown === true
		? parts.map((part) => (isConnectorError(part) ? inDoubt(part) : part))
		: parts;

/** What nobody foresaw is named by its kind alone: its words may quote data. */
export const asConnectorError = (error: unknown): ConnectorError =>
	isConnectorError(error)
		? error
		: new ConnectorError('unexpected', 'Unexpected error in a request', {
				logText: error instanceof Error ? error.name : typeof error,
			});
