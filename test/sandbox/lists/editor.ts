import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeParameters,
} from 'n8n-workflow';
import type { ListMethod } from '../../../nodes/shared/n8n/listPage';
import { parameter } from '../../written';

/** An account as a credential holds it, and what proves it to the system. */
export interface Account {
	type: string;
	data: ICredentialDataDecryptedObject;
	authenticate: IAuthenticate | Record<string, string>;
}

/** What the node holds, and what stands beside the parameter that asks. */
export interface Asking {
	parameters?: INodeParameters;
	beside?: Record<string, unknown>;
	filter?: string;
	from?: string;
}

const proved = async (
	{ data, authenticate }: Account,
	options: IHttpRequestOptions,
): Promise<IHttpRequestOptions> =>
	typeof authenticate === 'function'
		? await authenticate(data, options)
		: { ...options, headers: { ...options.headers, ...authenticate } };

/** As n8n's helper answers where it is asked for the whole response, as a text. */
async function overTheNetwork({ method, url, qs, headers, body }: IHttpRequestOptions) {
	const address = new URL(url);
	for (const [name, value] of Object.entries(qs ?? {}))
		address.searchParams.set(name, String(value));
	const answered = await fetch(address, {
		method,
		headers: headers as Record<string, string>,
		redirect: 'manual',
		...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
	});
	return {
		statusCode: answered.status,
		headers: Object.fromEntries(answered.headers),
		body: await answered.text(),
	};
}

/** A node in the editor that asks the account for a list. */
export function editorFor(
	account: Account,
	{ parameters = {}, beside = {} }: Asking = {},
): ILoadOptionsFunctions {
	const node = {
		name: 'Node',
		parameters,
		credentials: { [account.type]: { id: String(account.data.id ?? ''), name: 'Account' } },
	};
	return parameter<ILoadOptionsFunctions>({
		getNode: () => node,
		getCurrentNodeParameter: (name: string) => beside[name],
		getCredentials: async () => await Promise.resolve(account.data),
		getTimezone: () => 'UTC',
		logger: { debug() {}, warn() {} },
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) =>
				await overTheNetwork(await proved(account, options)),
		},
	});
}

/** One page of a list, as the editor gets it. */
export const pageOf = async (
	account: Account,
	list: ListMethod,
	asking: Asking = {},
): Promise<INodeListSearchResult> =>
	await list.call(editorFor(account, asking), asking.filter, asking.from);

/** Of each entry its name and what is stored when it is chosen. */
export const entriesOf = async (
	...asked: Parameters<typeof pageOf>
): Promise<Array<[name: string, value: unknown]>> =>
	(await pageOf(...asked)).results.map(({ name, value }) => [name, value]);

/** A locator's value, chosen or typed. */
export const chosen = (value: string, cachedResultName?: string): INodeParameters =>
	parameter({
		__rl: true,
		mode: 'list',
		value,
		...(cachedResultName !== undefined && { cachedResultName }),
	});
