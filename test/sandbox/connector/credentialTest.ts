import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
} from 'n8n-workflow';

/** As n8n evaluates expressions that know nothing but the credential, wherever they stand in a text. */
const evaluate = (text: string | undefined, $credentials: object): string => {
	if (!text?.startsWith('=')) return text ?? '';
	return text.slice(1).replace(/\{\{(.*?)\}\}/gs, (_braces, expression: string) => {
		const evaluated = new Function('$credentials', `return ${expression}`) as (
			given: object,
		) => unknown;
		return String(evaluated($credentials));
	});
};

const evaluateAll = (value: unknown, $credentials: object): unknown => {
	if (typeof value === 'string') return evaluate(value, $credentials);
	if (Array.isArray(value)) return value.map((entry) => evaluateAll(entry, $credentials));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, entry]) => [name, evaluateAll(entry, $credentials)]),
	);
};

/** Sends the test request of a credential as n8n does, and answers with what came back. */
export async function sendCredentialTest(
	credential: ICredentialType,
	data: ICredentialDataDecryptedObject,
): Promise<{ status: number; body: unknown }> {
	const { request } = credential.test!;
	const authenticate = credential.authenticate as (
		data: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	) => Promise<IHttpRequestOptions>;
	const sent = await authenticate(data, {
		...(request as IHttpRequestOptions),
		url: evaluate(request.url, data),
		baseURL: evaluate(request.baseURL, data),
		...(request.body !== undefined && {
			body: evaluateAll(request.body, data) as IHttpRequestOptions['body'],
		}),
	});
	const url = new URL(sent.url, sent.baseURL);
	for (const [name, value] of Object.entries(sent.qs ?? {}))
		url.searchParams.set(name, String(value));
	const response = await fetch(url, {
		method: sent.method ?? 'GET',
		headers: { 'content-type': 'application/json', ...(sent.headers as Record<string, string>) },
		...(sent.body !== undefined && { body: JSON.stringify(sent.body) }),
	});
	return { status: response.status, body: await response.json() };
}
