import { randomUUID } from 'node:crypto';

/** A browser session with n8n's own API; every call answers with what n8n wraps into `data`. */
export class RestSession {
	private cookie = '';

	/** n8n ties a sign-in to the browser that made it. */
	private readonly browserId = randomUUID();

	constructor(readonly baseUrl: string) {}

	/** What identifies this session. It names no editor tab, so what an open editor has locked can be changed all the same. */
	headers(): Record<string, string> {
		return {
			'content-type': 'application/json',
			'browser-id': this.browserId,
			cookie: this.cookie,
		};
	}

	async request<T>(method: string, path: string, body?: unknown): Promise<T> {
		const send = async () =>
			await fetch(`${this.baseUrl}/rest${path}`, {
				method,
				headers: this.headers(),
				body: body === undefined ? undefined : JSON.stringify(body),
			});
		const response = await send().catch(async (error: unknown) => {
			if (!wasClosed(error)) throw error;
			return await send();
		});
		const cookies = response.headers.getSetCookie();
		if (cookies.length > 0) this.cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
		const text = await response.text();
		if (!response.ok) throw new RestError(method, path, response.status, text);
		const answer = text === '' ? {} : (JSON.parse(text) as unknown);
		return (hasData(answer) ? answer.data : answer) as T;
	}

	get<T>(path: string): Promise<T> {
		return this.request('GET', path);
	}

	post<T>(path: string, body: unknown = {}): Promise<T> {
		return this.request('POST', path, body);
	}
}

/**
 * n8n closes a connection that was idle for five seconds. Where this process was busy for as long, as while it loads a test file, it
 * sends the next request on that connection before it notices; n8n never sees it. An n8n that was killed refuses the second one.
 */
const wasClosed = (error: unknown): boolean =>
	(error as { cause?: { code?: string } }).cause?.code === CLOSED;

const CLOSED = 'UND_ERR_SOCKET';

/** n8n refused a request; the message is n8n's own. */
export class RestError extends Error {
	constructor(
		method: string,
		path: string,
		readonly status: number,
		readonly body: string,
	) {
		super(`${method} ${path} was answered ${status}: ${messageIn(body)}`);
	}
}

function messageIn(body: string): string {
	try {
		const { message } = JSON.parse(body) as { message?: string };
		return message ?? body;
	} catch {
		return body.slice(0, 500);
	}
}

const hasData = (answer: unknown): answer is { data: unknown } =>
	typeof answer === 'object' && answer !== null && 'data' in answer;
