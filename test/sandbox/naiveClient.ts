import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { QualtricsSandbox } from './qualtrics';

/** Whatever the body holds; tests look into it freely. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	json: Json;
}

export interface CallOptions {
	body?: unknown;
	headers?: Record<string, string>;
	/** In place of the API token; `null`: none. */
	bearer?: string | null;
}

/** Sends what it is told to, checks nothing, knows nothing. */
export async function call(
	sandbox: QualtricsSandbox,
	method: string,
	path: string,
	{ body, headers, bearer }: CallOptions = {},
): Promise<Answer> {
	const auth: Record<string, string> =
		bearer === undefined
			? { 'x-api-token': sandbox.token }
			: bearer === null
				? {}
				: { authorization: `Bearer ${bearer}` };
	const isText = typeof body === 'string';
	const response = await fetch(path.startsWith('http') ? path : `${sandbox.url}/API/v3${path}`, {
		method,
		headers: {
			...auth,
			...(body !== undefined && { 'content-type': 'application/json' }),
			...headers,
		},
		...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
	});
	const text = await response.text();
	return { status: response.status, headers: response.headers, text, json: parsed(text) as Json };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** An access token with these scopes. */
export async function accessToken(sandbox: QualtricsSandbox, scope: string): Promise<string> {
	const { clientId, clientSecret } = sandbox.oauth;
	const response = await fetch(`${sandbox.url}/oauth2/token`, {
		method: 'POST',
		headers: {
			authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
		},
		body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
	});
	return ((await response.json()) as { access_token: string }).access_token;
}

export interface Received {
	contentType: string | undefined;
	raw: string;
	form: URLSearchParams;
}

/** Takes webhooks and answers them with a settable status. */
export async function startReceiver() {
	const received: Received[] = [];
	const receiver = { url: '', received, status: 200, close: async () => {} };
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const raw = Buffer.concat(chunks).toString('utf8');
			if (request.method === 'POST') {
				received.push({
					contentType: request.headers['content-type'],
					raw,
					form: new URLSearchParams(raw),
				});
			}
			response.writeHead(receiver.status).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
	receiver.close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return receiver;
}
