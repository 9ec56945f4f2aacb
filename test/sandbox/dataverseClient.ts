import type { DataverseSandbox } from './dataverse';

/** Whatever the body holds; tests look into it freely. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	json: Json;
	/** Of the error body. */
	code: string | undefined;
}

export interface CallOptions {
	body?: unknown;
	headers?: Record<string, string>;
	/** In place of the sandbox's token; `null`: none. */
	bearer?: string | null;
}

/** Sends what it is told to, checks nothing, encodes nothing. A path below `/api/data/v9.2`, or a whole address. */
export async function dataverse(
	sandbox: DataverseSandbox,
	method: string,
	path: string,
	{ body, headers, bearer = sandbox.token }: CallOptions = {},
): Promise<Answer> {
	const address = path.startsWith('http') ? path : `${sandbox.url}/api/data/v9.2${path}`;
	const response = await fetch(address, {
		method,
		headers: {
			...(bearer !== null && { authorization: `Bearer ${bearer}` }),
			...(body !== undefined && { 'content-type': 'application/json' }),
			...headers,
		},
		...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
	});
	const text = await response.text();
	const json = parsed(text);
	return {
		status: response.status,
		headers: response.headers,
		text,
		json,
		code: json?.error?.code as string | undefined,
	};
}

function parsed(text: string): Json {
	try {
		return JSON.parse(text) as Json;
	} catch {
		return undefined;
	}
}

export interface Inner {
	method: string;
	path: string;
	body?: unknown;
	headers?: Record<string, string>;
	contentId?: string;
}

const partHead = (contentId?: string): string =>
	`Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n${contentId ? `Content-ID: ${contentId}\r\n` : ''}\r\n`;

const innerText = ({ method, path, body, headers = {}, contentId }: Inner): string => {
	const all = { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers };
	const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
	const address = path.startsWith('$') ? path : `/api/data/v9.2${path}`;
	return `${partHead(contentId)}${method} ${address} HTTP/1.1\r\n${lines.join('')}\r\n${body === undefined ? '' : JSON.stringify(body)}\r\n`;
};

/** The body of a `$batch`: requests on their own, and change sets as arrays. */
export function batchBody(items: Array<Inner | Inner[]>): string {
	const parts = items.map((item, index) => {
		if (!Array.isArray(item)) return `--batch_1\r\n${innerText(item)}`;
		const set = `changeset_${index}`;
		const inner = item.map((one) => `--${set}\r\n${innerText(one)}`).join('');
		return `--batch_1\r\nContent-Type: multipart/mixed; boundary="${set}"\r\n\r\n${inner}--${set}--\r\n`;
	});
	return `${parts.join('')}--batch_1--\r\n`;
}

export const batchHeaders = (continueOnError = true): Record<string, string> => ({
	'content-type': 'multipart/mixed; boundary="batch_1"',
	...(continueOnError && { prefer: 'odata.continue-on-error' }),
});

export const sendBatch = (
	sandbox: DataverseSandbox,
	items: Array<Inner | Inner[]>,
	continueOnError = true,
): Promise<Answer> =>
	dataverse(sandbox, 'POST', '/$batch', {
		body: batchBody(items),
		headers: batchHeaders(continueOnError),
	});

export interface PartAnswer {
	status: number;
	headers: Record<string, string>;
	json: Json;
	contentId: string | undefined;
}

/** The answers inside a multipart reply, change sets flattened. */
export function partsOf({ headers, text }: Pick<Answer, 'headers' | 'text'>): PartAnswer[] {
	const boundary = /boundary=(.+)$/.exec(headers.get('content-type') ?? '')?.[1] ?? '';
	return readParts(text, boundary);
}

function readParts(text: string, boundary: string): PartAnswer[] {
	return text
		.split(`--${boundary}`)
		.slice(1, -1)
		.flatMap((part): PartAnswer[] => {
			const inner = /^\r\nContent-Type: multipart\/mixed; boundary=(\S+)/.exec(part)?.[1];
			if (inner) return readParts(part, inner);
			const [outer, head, ...rest] = part.split('\r\n\r\n');
			const [statusLine, ...lines] = head.split('\r\n');
			return [
				{
					status: Number(statusLine.split(' ')[1]),
					headers: Object.fromEntries(
						lines.map((line) => [
							line.slice(0, line.indexOf(':')).toLowerCase(),
							line.slice(line.indexOf(':') + 2),
						]),
					),
					json: parsed(rest.join('\r\n\r\n').trim()),
					contentId: /Content-ID: (\S+)/.exec(outer)?.[1],
				},
			];
		});
}
