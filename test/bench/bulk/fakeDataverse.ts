import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { startDataverseSandbox, type DataverseSandbox } from '../../sandbox/dataverse';
import { COLUMNS, emailOf, rowOf, valueOf } from './rows';

/**
 * A Dataverse with millions of contacts that takes no time of its own: records are worked out from their number, writes are
 * counted and forgotten. What it says about tables and columns is the sandbox's. In a process of its own:
 * `fakeDataverse.ts <contacts>`; prints its address and what a credential holds. `GET /counts` gives what was asked of it.
 */
const contacts = Number(process.argv[2]);
const PAGE = 5000;
const counts = { requests: 0, writes: 0, reads: 0, chunks: 0 };

async function textOf(request: IncomingMessage): Promise<string> {
	const pieces: Buffer[] = [];
	for await (const piece of request) pieces.push(piece as Buffer);
	return Buffer.concat(pieces).toString();
}

const record = (row: number): Record<string, unknown> => ({
	'@odata.etag': 'W/"1"',
	contactid: `00000000-0000-4000-8000-${String(row).padStart(12, '0')}`,
	emailaddress1: emailOf(row),
	...Object.fromEntries(COLUMNS.map((name, column) => [name, valueOf(row, column)])),
});

const part = (status: string, body = ''): string =>
	`Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 ${status}\r\nContent-Type: application/json; odata.metadata=minimal\r\nOData-Version: 4.0\r\n\r\n${body}\r\n`;

/** The contacts whose addresses stand in a `$filter`. */
const asked = (path: string): Array<Record<string, unknown>> => {
	const emails = decodeURIComponent(path).match(/c\d{9}@example\.com/g) ?? [];
	return emails.map((email) => record(rowOf(email)));
};

/** Operations are `GET` by a list of addresses, and `PATCH`. */
function batch(body: string): string {
	const parts = [...body.matchAll(/^(GET|PATCH) (\S+) HTTP/gm)].map(([, method, path]) => {
		if (method === 'PATCH') {
			counts.writes++;
			return part('204 No Content');
		}
		counts.reads++;
		return part('200 OK', JSON.stringify({ value: asked(path) }));
	});
	return `${parts.map((text) => `--batchresponse_1\r\n${text}`).join('')}--batchresponse_1--\r\n`;
}

function page(url: URL, base: string): unknown {
	const from = Number(url.searchParams.get('from') ?? 0);
	const end = Math.min(contacts, from + PAGE);
	const value = Array.from({ length: end - from }, (_, index) => record(from + index));
	url.searchParams.set('from', String(end));
	const next = `${base}${url.pathname}${url.search}`;
	return { value, ...(end < contacts && { '@odata.nextLink': next }) };
}

async function answer(
	sandbox: DataverseSandbox,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const base = `http://${request.headers.host}`;
	const url = new URL(request.url ?? '/', base);
	const send = (status: number, type: string, body: string) =>
		response.writeHead(status, { 'content-type': type, 'odata-version': '4.0' }).end(body);
	if (url.pathname === '/counts') return void send(200, 'application/json', JSON.stringify(counts));
	counts.requests++;
	if (url.pathname.includes('/oauth2/')) {
		const token = { access_token: sandbox.token, token_type: 'Bearer', expires_in: 3600 };
		return void send(200, 'application/json', JSON.stringify(token));
	}
	const body = await textOf(request);
	if (url.pathname === '/chunk') {
		counts.chunks += (JSON.parse(body) as { rows: unknown[] }).rows.length;
		return void send(204, 'text/plain', '');
	}
	if (url.pathname.endsWith('/$batch') && /^(PATCH|GET) \S*\/contacts/m.test(body)) {
		return void send(200, 'multipart/mixed; boundary=batchresponse_1', batch(body));
	}
	if (url.pathname.endsWith('/contacts')) {
		const isLookUp = url.searchParams.has('$filter');
		if (isLookUp) counts.reads++;
		const found = isLookUp ? { value: asked(url.search) } : page(url, base);
		return void send(200, 'application/json', JSON.stringify(found));
	}
	const {
		host: _host,
		'content-length': _length,
		connection: _connection,
		...headers
	} = request.headers;
	const passed = await fetch(`${sandbox.url}${request.url}`, {
		method: request.method,
		headers: headers as Record<string, string>,
		...(body !== '' && { body }),
	});
	const text = await passed.text();
	send(passed.status, passed.headers.get('content-type') ?? 'application/json', text);
}

async function main(): Promise<void> {
	const sandbox = await startDataverseSandbox();
	const server = createServer((request, response) => void answer(sandbox, request, response));
	server.listen(0, '127.0.0.1', () => {
		const { port } = server.address() as { port: number };
		const url = `http://127.0.0.1:${port}`;
		process.stdout.write(`${JSON.stringify({ url, oauth: sandbox.oauth })}\n`);
	});
}

void main();
