import { ConnectorError } from '../../http/ConnectorError';
import { rebaseLink } from '../../http/origin';
import { createRequester, type PolicyRequest, type Requester } from '../../http/requester';
import type { HttpResponse, Runtime } from '../../http/types';
import { apiVersionOf, environmentAddress, isSameEnvironment } from './environment';
import { describeError } from './errorTable';
import { asRecord, asRecords, asText, type Json } from './json';
import {
	CONCURRENT_REQUESTS,
	LONGEST_WAIT_MS,
	REQUESTS_PER_MINUTE,
	TIMEOUT_MS,
	TOLD,
} from './limits';
import type { MetadataCacheOptions } from './metadataCache';

export interface EnvironmentOptions {
	/** As pasted: see `environmentAddress`. */
	environmentUrl: string;
	/** Default 9.2. */
	apiVersion?: string;
	/** Requests of this client at once; those of all together are never more than Dataverse allows. */
	concurrency?: number;
	/** Where metadata is kept, and for how long. */
	metadataCache?: MetadataCacheOptions;
}

export type ApiRequest = Omit<PolicyRequest, 'url' | 'query' | 'resource' | 'subject'> & {
	/** After the API's base, its query included. */
	path: string;
	subject: string;
};

export interface Page {
	rows: Json[];
	/** Address of the next page, on the environment's own host. */
	next?: string;
}

export interface Api {
	/** `https://contoso.crm4.dynamics.com`. */
	readonly environment: string;
	/** `/api/data/v9.2`, with the path of the environment before it where it has one: what addresses within a batch begin with. */
	readonly basePath: string;
	readonly requester: Requester;
	readonly runtime: Runtime;
	readonly metadataCache?: MetadataCacheOptions;
	send(request: ApiRequest): Promise<HttpResponse>;
	/** The answer as a map. */
	get(request: Omit<ApiRequest, 'method'>): Promise<Json>;
	/** A page of a list: the first one, or the one that a link leads to (contracts/dataverse.md 5.4). */
	page(request: Omit<ApiRequest, 'method'>, link?: string): Promise<Page>;
}

export const ODATA_HEADERS: Readonly<Record<string, string>> = {
	Accept: 'application/json',
	'OData-MaxVersion': '4.0',
	'OData-Version': '4.0',
};

/** Keeps proxies from answering reads out of their stores (contracts/dataverse.md 3). */
const READ_HEADERS = { ...ODATA_HEADERS, 'If-None-Match': 'null' };

export const createApi = (
	runtime: Runtime,
	{ environmentUrl, apiVersion, concurrency, metadataCache }: EnvironmentOptions,
): Api => {
	const environment = environmentAddress(environmentUrl);
	const base = `${environment}/api/data/${apiVersionOf(apiVersion)}`;
	const isSister = isSameEnvironment(environment);
	const requester = createRequester(runtime, {
		baseUrl: base,
		maxTries: 5,
		maxWaitMs: LONGEST_WAIT_MS,
		timeoutMs: TIMEOUT_MS,
		perMinute: REQUESTS_PER_MINUTE,
		told: { ...TOLD, ask: { method: 'GET', url: `${base}/WhoAmI`, headers: READ_HEADERS } },
		concurrency: CONCURRENT_REQUESTS,
		own: { concurrency },
		// Light requests go through while heavy ones are refused (contracts/dataverse.md 10).
		refusesByRun: true,
		describeError,
	});

	const request = async (url: string, asked: Omit<ApiRequest, 'path'>): Promise<HttpResponse> => {
		const headers = {
			...(asked.method === 'GET' ? READ_HEADERS : ODATA_HEADERS),
			...(asked.body !== undefined && { 'Content-Type': 'application/json' }),
			...asked.headers,
		};
		return await requester.request({ ...asked, headers, url });
	};

	const send: Api['send'] = async ({ path, ...asked }) => await request(`${base}${path}`, asked);

	return {
		environment,
		basePath: new URL(base).pathname,
		requester,
		runtime,
		...(metadataCache && { metadataCache }),
		send,
		get: async (asked) => asRecord((await send({ ...asked, method: 'GET' })).body),
		async page({ path, ...asked }, link) {
			const url = link === undefined ? `${base}${path}` : rebaseLink(link, base, isSister);
			const { body } = await request(url, { ...asked, method: 'GET' });
			return pageOf(body);
		},
	};
};

/** An answer without a list does not say that nothing is there. */
export const pageOf = (body: unknown): Page => {
	if (!Array.isArray(asRecord(body).value)) {
		throw new ConnectorError('unexpected', 'Dataverse answered without the records', {
			hint: 'A proxy may have cut the answer off. Try again later.',
		});
	}
	const next = asText(asRecord(body)['@odata.nextLink']);
	return { rows: asRecords(body), ...(next !== undefined && { next }) };
};

/** For what was named in a setting and is not there. */
export const missing = (what: string, nearest?: string): ConnectorError =>
	new ConnectorError('input', `${what} does not exist in this environment`, {
		hint: nearest
			? `Did you mean ${nearest}?`
			: 'Choose it again; it may have been renamed or removed.',
	});
