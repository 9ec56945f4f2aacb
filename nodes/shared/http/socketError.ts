import { ConnectorError, isConnectorError } from './ConnectorError';
import { redactUrl } from './redact';
import type { HttpRequest } from './types';

/** What happened and what to do, by the socket's code. `{host}` is filled in. */
const TEXTS: Readonly<Record<string, [message: string, hint: string]>> = {
	ECONNREFUSED: [
		'{host} refused the connection',
		'Check the address in the credential and that the system is running.',
	],
	ENOTFOUND: ['The host {host} does not exist', 'Check the address in the credential.'],
	EAI_AGAIN: [
		'The name {host} could not be looked up',
		'The DNS server did not answer. Try again later.',
	],
	ETIMEDOUT: ['{host} did not answer in time', 'Try again later.'],
	ECONNABORTED: ['{host} did not answer in time', 'Try again later.'],
	CERT_HAS_EXPIRED: [
		'The certificate of {host} has expired',
		'Ask the administrator of that host to renew it.',
	],
};

const OTHER: [string, string] = [
	'The connection to {host} broke before an answer came',
	'Try again later.',
];
const UNTRUSTED: [string, string] = [
	'The certificate of {host} is not trusted',
	'Check the address in the credential, and the certificates of any proxies.',
];

/** The code of a rejected request, also where a transport wrapped the socket's error. */
export const socketCodeOf = (error: unknown): string | undefined => {
	for (let at: unknown = error, depth = 0; depth < 5 && typeof at === 'object' && at; depth += 1) {
		const { code, cause } = at as { code?: unknown; cause?: unknown };
		if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
		at = cause;
	}
	return undefined;
};

/** A plain error for a request that got no answer; nothing of the transport's own error is quoted, it may hold headers. */
export const socketError = (error: unknown, request: HttpRequest): ConnectorError => {
	if (isConnectorError(error)) return error;
	const code = socketCodeOf(error);
	const isCertificate = code !== undefined && /CERT|VERIFY/.test(code);
	const [message, hint] = TEXTS[code ?? ''] ?? (isCertificate ? UNTRUSTED : OTHER);
	return new ConnectorError('unavailable', message.replace('{host}', new URL(request.url).host), {
		hint,
		code,
		logText: `${request.method} ${redactUrl(request.url)}: ${code ?? 'no answer'}`,
	});
};
