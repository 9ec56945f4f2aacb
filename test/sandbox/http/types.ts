import type { IncomingHttpHeaders } from 'node:http';

/** One request as the sandbox read it, body included. */
export interface Exchange {
	method: string;
	/** Path without query, as sent (not decoded). */
	path: string;
	query: URLSearchParams;
	/** The request target as sent: path and query, nothing decoded or put in order. */
	target?: string;
	headers: IncomingHttpHeaders;
	body: Buffer;
	/** The client went away. */
	isAborted(): boolean;
}

export interface Reply {
	status: number;
	headers?: Record<string, string>;
	body?: string | Buffer | AsyncIterable<Buffer>;
	/** Carry out nothing more: the socket is destroyed without an answer. */
	hangUp?: boolean;
}

/** What a sandbox can throw anywhere below its dispatcher to answer at once. */
export class ReplyNow extends Error {
	constructor(readonly reply: Reply) {
		super(`answered with ${reply.status}`);
		this.name = 'ReplyNow';
	}
}

export const jsonReply = (
	status: number,
	value: unknown,
	headers?: Record<string, string>,
): Reply => ({
	status,
	headers: { 'content-type': 'application/json', ...headers },
	body: JSON.stringify(value),
});

export const htmlReply = (status: number, body: string): Reply => ({
	status,
	headers: { 'content-type': 'text/html; charset=utf-8' },
	body,
});
