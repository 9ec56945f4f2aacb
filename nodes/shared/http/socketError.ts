import { ConnectorError, isConnectorError } from './ConnectorError';
import { redactUrl } from './redact';
import type { HttpRequest } from './types';

const LATER = 'Try again later.';
const ADDRESS = 'Check {address}.';

/** What happened and what to do, by the socket's code. `{host}` and `{address}` are filled in. */
const TEXTS: Readonly<Record<string, [message: string, hint: string]>> = {
	ECONNREFUSED: [
		'{host} refused the connection',
		'Check {address} and that the system is running.',
	],
	ENOTFOUND: ['The host {host} does not exist', ADDRESS],
	EAI_AGAIN: [
		'The name {host} could not be looked up',
		'The DNS server did not answer. Try again later.',
	],
	ETIMEDOUT: ['{host} did not answer in time', LATER],
	ECONNABORTED: ['{host} did not answer in time', LATER],
	EHOSTUNREACH: ['{host} cannot be reached from the n8n server', ADDRESS],
	ENETUNREACH: ['{host} cannot be reached from the n8n server', ADDRESS],
	EPROTO: [
		'{host} did not answer with an encrypted connection',
		'Check {address}, the port included.',
	],
	CERT_HAS_EXPIRED: [
		'The certificate of {host} has expired',
		'Ask the administrator of that host to renew it.',
	],
	ERR_TLS_CERT_ALTNAME_INVALID: ['The certificate of {host} is for another host', ADDRESS],
};

const OTHER: [string, string] = ['The connection to {host} broke before an answer came', LATER];
const UNTRUSTED: [string, string] = [
	'The certificate of {host} is not trusted',
	'Check {address}, and the certificates of any proxies.',
];
const BLOCKED: [string, string] = [
	'n8n may not send requests to {host}: its address is restricted',
	'Check {address}, or ask the administrator of n8n to allow this host.',
];

/** An error and what it was wrapped around, the outermost first. */
function* chainOf(error: unknown): Generator<object> {
	for (let at: unknown = error, depth = 0; depth < 5 && typeof at === 'object' && at; depth += 1) {
		yield at;
		at = (at as { cause?: unknown }).cause;
	}
}

/** The code of a rejected request, also where a transport wrapped the socket's error. */
export const socketCodeOf = (error: unknown): string | undefined => {
	for (const { code } of chainOf(error) as Generator<{ code?: unknown }>)
		if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
	return undefined;
};

/** n8n's own protection against requests into its network gives no code. */
const isBlocked = (error: unknown): boolean =>
	[...chainOf(error)].some(({ name }: { name?: unknown }) => /^SsrfBlocked/.test(String(name)));

const textsFor = (error: unknown, code = ''): [string, string] =>
	isBlocked(error) ? BLOCKED : (TEXTS[code] ?? (/CERT|VERIFY/.test(code) ? UNTRUSTED : OTHER));

/**
 * A plain error for a request that got no answer; nothing of the transport's own error is quoted, it may hold headers.
 * `address`: what holds the address, for the advice.
 */
export const socketError = (
	error: unknown,
	request: HttpRequest,
	address = 'the address in the credential',
): ConnectorError => {
	if (isConnectorError(error)) return error;
	const code = socketCodeOf(error);
	const [message, hint] = textsFor(error, code);
	const { host } = new URL(request.url);
	return new ConnectorError(
		'unavailable',
		message.replace('{host}', () => host),
		{
			hint: hint.replace('{address}', () => address),
			code,
			logText: `${request.method} ${redactUrl(request.url)}: ${code ?? 'no answer'}`,
		},
	);
};
