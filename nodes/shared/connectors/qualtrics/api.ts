import type { OwnLimit } from '../../http/allowances';
import { ConnectorError } from '../../http/ConnectorError';
import { rebaseLink } from '../../http/origin';
import { createRequester, type PolicyRequest, type Requester } from '../../http/requester';
import type { HttpResponse, Runtime } from '../../http/types';
import { describeError } from './errorTable';
import { asText, isRecord, type Json } from './json';
import { CONCURRENT_REQUESTS, REQUESTS_PER_MINUTE, TIMEOUT_MS, type Resource } from './limits';
import { noticeOf } from './notice';

const API = '/API/v3';

export type ApiRequest = Omit<PolicyRequest, 'url' | 'resource' | 'subject'> & {
	/** After `/API/v3`, built by `path`. */
	path: string;
	resource: Resource;
	subject: string;
};

export interface Page {
	elements: Json[];
	/** Address of the next page, already on the account's own host. */
	next?: string;
}

export interface Api {
	readonly requester: Requester;
	readonly runtime: Runtime;
	send(request: ApiRequest): Promise<HttpResponse>;
	/** The `result` of the envelope; an empty map where there is none. */
	result(request: ApiRequest): Promise<Json>;
	/** A page of a list: the first one, or the one that a link leads to (contracts/qualtrics.md 1.6). */
	page(request: ApiRequest, link?: string): Promise<Page>;
	/** An answer that the caller accepted at first, as the error it is after all. */
	errorFor(answer: HttpResponse, request: ApiRequest): ConnectorError;
	/** An address that Qualtrics handed out, as one that may be requested. */
	ownLink(link: string): string;
}

export interface AllowanceOptions {
	/** In place of the documented allowances of the account. */
	perMinute?: Partial<Record<Resource | '*', number>>;
	/** Lower limits that the user set. */
	limits?: readonly OwnLimit[];
}

/** A path from fixed parts and ids. An empty id would address the whole collection, so it is refused. */
export const path = (strings: TemplateStringsArray, ...ids: string[]): string =>
	strings.reduce((built, part, index) => {
		const id = ids[index - 1].trim();
		if (id === '' || id === '.' || id === '..') {
			throw new ConnectorError('input', 'An ID that the request needs is empty', {
				hint: 'Choose the survey, directory, list or contact that is meant.',
			});
		}
		return `${built}${encodeURIComponent(id)}${part}`;
	});

const POLICY = { maxTries: 5, maxWaitMs: 30_000, timeoutMs: TIMEOUT_MS };

/** Hosts that may appear in links of any account: data centres have several names (`co1` is `iad1`). */
const isQualtricsHost = (hostname: string): boolean =>
	hostname.toLowerCase().endsWith('.qualtrics.com');

export const createApi = (
	runtime: Runtime,
	baseUrl: string,
	{ perMinute = {}, limits = [] }: AllowanceOptions = {},
): Api => {
	const address = baseUrl.replace(/\/+$/, '');
	const heard = (answer: HttpResponse): void => {
		const notice = noticeOf(answer.body);
		if (notice !== undefined) runtime.notice?.(notice);
	};
	const requester = createRequester(runtime, {
		...POLICY,
		baseUrl: address,
		perMinute: { ...REQUESTS_PER_MINUTE, ...perMinute },
		concurrency: CONCURRENT_REQUESTS,
		own: { limits },
		describeError: (answer, request) => {
			heard(answer);
			return describeError(answer, request);
		},
	});
	const request = async (asked: PolicyRequest): Promise<HttpResponse> => {
		const answer = await requester.request(asked);
		heard(answer);
		return answer;
	};
	const send = async ({ path: apiPath, ...asked }: ApiRequest): Promise<HttpResponse> =>
		await request({ ...asked, url: `${address}${API}${apiPath}` });

	const ownLink = (link: string): string => rebaseLink(link, address, isQualtricsHost);

	const result = async (asked: ApiRequest): Promise<Json> => {
		const answer = await send(asked);
		const { isRead = asked.method === 'GET' } = asked;
		return isRead ? readIn(answer, asked) : resultOf(answer);
	};

	const page = async (asked: ApiRequest, link?: string): Promise<Page> => {
		const { path: apiPath, ...rest } = asked;
		const answer = link
			? await request({ ...rest, query: undefined, url: ownLink(link) })
			: await send({ path: apiPath, ...rest });
		const found = readIn(answer, asked);
		const elements = Array.isArray(found.elements) ? found.elements.filter(isRecord) : [];
		const next = asText(found.nextPage);
		// Qualtrics' mock server answers with the word "string".
		return next && next !== 'string' ? { elements, next: ownLink(next) } : { elements };
	};

	const errorFor = (
		answer: HttpResponse,
		{ path: apiPath, ...asked }: ApiRequest,
	): ConnectorError => describeError(answer, { ...asked, url: `${address}${API}${apiPath}` });

	return { requester, runtime, send, result, page, errorFor, ownLink };
};

export const resultOf = ({ body }: HttpResponse): Json =>
	isRecord(body) && isRecord(body.result) ? body.result : {};

/** What is read stands in `result` (contracts/qualtrics.md 1.5.1): an answer without it does not say that nothing is there. */
const readIn = (answer: HttpResponse, { subject }: Pick<ApiRequest, 'subject'>): Json => {
	if (isRecord(answer.body) && isRecord(answer.body.result)) return answer.body.result;
	throw unanswered(subject);
};

/** Something came back, and it is none of the answers of Qualtrics. */
export const unanswered = (subject: string | undefined, outcomeUnknown = false): ConnectorError =>
	new ConnectorError('unexpected', `Qualtrics gave no answer about ${subject ?? 'the request'}`, {
		hint: 'A proxy may have cut the answer off. Try again later.',
		...(outcomeUnknown && { outcomeUnknown }),
	});

/** A request whose answer must name what was made. */
export const idOf = (result: Json, subject: string): string => {
	// One description has it in a further `result` (contracts/qualtrics.md 4.1.11).
	const id = asText(result.id) ?? (isRecord(result.result) ? asText(result.result.id) : undefined);
	if (id === undefined) throw unanswered(subject, true);
	return id;
};
