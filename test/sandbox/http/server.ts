import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Exchange, Reply } from './types';

export interface LocalServer {
	url: string;
	port: number;
	close(): Promise<void>;
}

/** Bodies above this are cut off with 413 before any handler sees them (bytes). */
const bodyCeiling = 32 * 1024 * 1024;
/** Room for the longest request targets that an imitated system takes (bytes). */
const headerCeiling = 128 * 1024;

/**
 * A plain HTTP server on the loopback interface. `respond` never throws: what it throws all the same is answered with a
 * 500 whose body is the stack, so that a fault of the sandbox is not taken for a misbehaviour that was asked for.
 */
export async function startLocalServer(
	respond: (exchange: Exchange) => Promise<Reply>,
	port = 0,
): Promise<LocalServer> {
	const sockets = new Set<Socket>();
	const server = createServer({ maxHeaderSize: headerCeiling }, (request, response) => {
		void answer(request, response, respond);
	});
	server.keepAliveTimeout = 5_000;
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	const { port: actual } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${actual}`,
		port: actual,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

async function answer(
	request: IncomingMessage,
	response: ServerResponse,
	respond: (exchange: Exchange) => Promise<Reply>,
): Promise<void> {
	let aborted = false;
	response.on('close', () => {
		aborted = !response.writableEnded;
	});
	try {
		const body = await readBody(request);
		if (body === undefined) {
			response.writeHead(413, { connection: 'close' }).end();
			return;
		}
		const url = new URL(request.url ?? '/', 'http://sandbox');
		const reply = await respond({
			method: request.method ?? 'GET',
			path: url.pathname,
			query: url.searchParams,
			target: request.url ?? '/',
			headers: request.headers,
			body,
			isAborted: () => aborted,
		});
		await send(request, response, reply);
	} catch (error) {
		if (response.headersSent || aborted) {
			response.destroy();
			return;
		}
		response.writeHead(500, { 'content-type': 'text/plain' });
		response.end(
			`The sandbox itself failed: ${error instanceof Error ? error.stack : String(error)}`,
		);
	}
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		size += (chunk as Buffer).length;
		if (size > bodyCeiling) return undefined;
		chunks.push(chunk as Buffer);
	}
	return Buffer.concat(chunks);
}

async function send(
	request: IncomingMessage,
	response: ServerResponse,
	reply: Reply,
): Promise<void> {
	if (reply.hangUp) {
		request.socket.destroy();
		return;
	}
	response.writeHead(reply.status, reply.headers);
	const { body } = reply;
	if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) {
		response.end(body);
		return;
	}
	for await (const chunk of body) {
		if (response.destroyed) return;
		if (!response.write(chunk)) await drained(response);
	}
	response.end();
}

const drained = (response: ServerResponse): Promise<void> =>
	new Promise((resolve) => {
		const go = () => {
			response.off('drain', go).off('close', go);
			resolve();
		};
		response.on('drain', go).on('close', go);
	});
