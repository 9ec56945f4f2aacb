import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
} from 'n8n-workflow';

/** As n8n evaluates an expression that knows nothing but the credential. */
const evaluate = (text: string | undefined, $credentials: object): string => {
	const expression = /^=\{\{(.*)\}\}$/s.exec(text ?? '')?.[1];
	if (expression === undefined) return text ?? '';
	const evaluated = new Function('$credentials', `return ${expression}`) as (
		given: object,
	) => string;
	return evaluated($credentials);
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
