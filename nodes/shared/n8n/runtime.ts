import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { conceal, concealAll, rememberSecrets } from '../http/knownSecrets';
import { settle } from '../http/settle';
import type { HttpRequest, HttpResponse, HttpSend, Patience, Runtime } from '../http/types';
import { readJson } from '../json/readJson';
import { accountName } from './accountName';
import { cancelSignalOf } from './cancelSignal';
import type { RequestContext } from './context';
import { isExecuting } from './context';
import { hint } from './hints';

/** A list in the editor says soon that it has to wait. */
const OF_LISTS: Patience = { refusedMs: 10_000, turnMs: 10_000 };
/** Activation is tried again by n8n; after a restart many workflows of one account come at once and take turns. */
const OF_ACTIVATION: Patience = { refusedMs: 10_000, turnMs: 60_000 };

/** Runs, and the scheduled checks of an active workflow, wait for as long as the request layer does. */
function patienceOf(context: RequestContext): Patience | undefined {
	if (isExecuting(context) || 'emit' in context) return undefined;
	return 'getCurrentNodeParameter' in context ? OF_LISTS : OF_ACTIVATION;
}

/**
 * Adapts n8n to what the request layer needs. Every request goes through n8n's own helper, because proxies, SSRF rules and
 * credentials live there; it never retries and never follows a redirect (a redirect would carry the token along).
 */
export function runtimeOf(
	context: RequestContext,
	credentialType: string,
	credential: ICredentialDataDecryptedObject,
): Runtime {
	return {
		account: accountName(context, credentialType, credential),
		patience: patienceOf(context),
		send: sendThrough(context, credentialType),
		clock: { now: () => Date.now(), sleep },
		random: () => Math.random(),
		...(isExecuting(context) && { cancel: cancelSignalOf(context) }),
		logger: {
			debug: (message, meta) => context.logger.debug(conceal(message), withoutSecrets(meta)),
			warn: (message, meta) => context.logger.warn(conceal(message), withoutSecrets(meta)),
		},
		notice: noticesOf(context),
	};
}

/** What was shown in a run already: a node may connect more than once in it. */
const shown = new WeakMap<RequestContext, Set<string>>();

const noticesOf = (context: RequestContext): ((text: string) => void) => {
	const known = shown.get(context) ?? new Set<string>();
	shown.set(context, known);
	return (text) => {
		if (known.has(text)) return;
		known.add(text);
		if (isExecuting(context)) hint(context, 'warning', conceal(text));
		else context.logger.warn(conceal(text));
	};
};

const withoutSecrets = (meta: Record<string, unknown> | undefined) =>
	meta && (concealAll(meta) as Record<string, unknown>);

type Sent = { response: IN8nHttpFullResponse } | { failure: SendFailure };
interface SendFailure {
	message: string;
	code?: string;
	httpCode?: string | null;
	cause?: { code?: string; response?: { status?: number; headers?: unknown; data?: unknown } };
}

function sendThrough(context: RequestContext, credentialType: string): HttpSend {
	// n8n renews a token when it sees a thrown 401; an API token cannot be renewed, so its 401 is an answer like any other.
	const ignoreHttpStatusErrors = isRenewable(credentialType)
		? { ignore: true as const, except: [401] }
		: true;

	// Errors and logs are searched for the credential's values; a token that was renewed since is a value too.
	const noteSecrets = async (): Promise<void> => {
		const { id } = context.getNode().credentials?.[credentialType] ?? {};
		const read = await settle(context.getCredentials(credentialType));
		if (read.ok) rememberSecrets(`${credentialType} ${id ?? ''}`, read.value);
	};
	let noted: Promise<void> | undefined;

	return async (request) => {
		await (noted ??= noteSecrets());
		const options: IHttpRequestOptions = {
			method: request.method,
			url: request.url,
			qs: definedOnly(request.query),
			headers: headersFor(request),
			...(request.body !== undefined && { body: bodyFor(request.body) }),
			encoding: ENCODING[request.expect ?? 'json'],
			timeout: request.timeoutMs,
			returnFullResponse: true,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors,
		};
		const sent: Sent = await context.helpers.httpRequestWithAuthentication
			.call(context, credentialType, options)
			.then(
				(response: IN8nHttpFullResponse) => ({ response }),
				(failure: SendFailure) => ({ failure }),
			);
		if ('response' in sent && sent.response.statusCode < 300)
			return toResponse(request, sent.response);
		if (isRenewable(credentialType)) await noteSecrets();
		return 'response' in sent ? toResponse(request, sent.response) : fromFailure(sent.failure);
	};
}

/** OAuth2, and credentials that get a session from a token service. */
const isRenewable = (credentialType: string): boolean =>
	credentialType.includes('OAuth2') || credentialType === 'secutixApi';

const ENCODING = { json: 'text', text: 'text', bytes: 'arraybuffer', stream: 'stream' } as const;

const definedOnly = (query: HttpRequest['query']): IDataObject =>
	Object.fromEntries(Object.entries(query ?? {}).filter(([, value]) => value !== undefined));

const headersFor = (request: HttpRequest): IDataObject => ({
	Accept: request.expect && request.expect !== 'json' ? '*/*' : 'application/json',
	...(typeof request.body === 'object' && { 'Content-Type': 'application/json' }),
	...request.headers,
});

const bodyFor = (body: unknown): string | Buffer =>
	typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);

function toResponse(request: HttpRequest, response: IN8nHttpFullResponse): HttpResponse {
	return {
		status: response.statusCode,
		headers: lowerCase(response.headers),
		body: (request.expect ?? 'json') === 'json' ? jsonOrText(response.body) : response.body,
	};
}

/** Gateways answer with HTML or nothing at all, whatever was asked for. */
export function jsonOrText(body: unknown): unknown {
	if (typeof body !== 'string') return body;
	try {
		return readJson(body);
	} catch {
		return body;
	}
}

function fromFailure(failure: SendFailure): HttpResponse {
	const refusal = tokenRefusal(failure);
	if (refusal !== undefined)
		return { status: 401, headers: {}, body: { error_description: refusal } };
	const status = failure.cause?.response?.status ?? Number(failure.httpCode);
	if (Number.isInteger(status) && status >= 300) {
		return {
			status,
			headers: lowerCase(failure.cause?.response?.headers),
			body: jsonOrText(failure.cause?.response?.data),
		};
	}
	const code = failure.cause?.code ?? failure.code;
	throw Object.assign(new Error(failure.message), { code });
}

/**
 * The words of a token address that gave no token; n8n hands them on within its own error, without a status, or says in their place
 * that the credential needs to be reconnected.
 */
function tokenRefusal(failure: SendFailure): string | undefined {
	let cause: unknown = failure;
	for (let depth = 0; depth < 4 && cause instanceof Error; depth++) {
		const { failure: told } = cause as { failure?: { cause?: unknown } };
		const isRefused =
			/AuthError$/.test(cause.constructor.name) || told?.cause === 'credential-invalid';
		if (isRefused) return cause.message;
		({ cause } = cause);
	}
	return undefined;
}

export const lowerCase = (headers: unknown): Record<string, string> =>
	Object.fromEntries(
		Object.entries((headers ?? {}) as Record<string, unknown>).map(([name, value]) => [
			name.toLowerCase(),
			String(value),
		]),
	);
