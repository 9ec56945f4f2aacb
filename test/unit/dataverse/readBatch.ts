import { Dicer } from '@fastify/busboy';
import { HTTPParser } from 'http-parser-js';

/** A request within a batch, as parsers of others read it. */
export interface ReadPart {
	/** Of the part, in lower case. */
	mime: Record<string, string[]>;
	method: string;
	url: string;
	/** Of the request, in lower case; one that stands there twice has both values. */
	headers: Record<string, string[]>;
	body: string;
}

/** Takes a multipart text apart with the parser of a form reader, and each request in it with that of an HTTP server. */
export async function readBatch(text: string, boundary: string): Promise<ReadPart[]> {
	const parts: Array<Promise<{ mime: Record<string, string[]>; content: string }>> = [];
	const dicer = new Dicer({ boundary });
	const isEnded = new Promise<void>((resolve, reject) => {
		dicer.on('finish', resolve);
		dicer.on('error', reject);
	});
	dicer.on('part', (part) => {
		const chunks: Buffer[] = [];
		let mime: Record<string, string[]> = {};
		part.on('header', (header: object) => (mime = header as Record<string, string[]>));
		part.on('data', (chunk: Buffer) => chunks.push(chunk));
		parts.push(
			new Promise((resolve, reject) => {
				part.on('end', () => resolve({ mime, content: Buffer.concat(chunks).toString('latin1') }));
				part.on('error', reject);
			}),
		);
	});
	dicer.end(Buffer.from(text, 'latin1'));
	await isEnded;
	return (await Promise.all(parts)).map(({ mime, content }) => ({ mime, ...readRequest(content) }));
}

const METHODS = HTTPParser.methods as unknown as string[];

/** Without a `Content-Length`, as in a batch, what follows the headers is the body: the end of the part ends it. */
function readRequest(content: string): Omit<ReadPart, 'mime'> {
	const end = content.indexOf('\r\n\r\n') + 4;
	const parser = new HTTPParser(HTTPParser.REQUEST);
	let read: Omit<ReadPart, 'mime' | 'body'> | undefined;
	parser[HTTPParser.kOnHeadersComplete] = ({ method, url, headers }) => {
		const named: Record<string, string[]> = {};
		for (let at = 0; at < headers.length; at += 2)
			(named[headers[at].toLowerCase()] ??= []).push(headers[at + 1]);
		read = { method: METHODS[method], url, headers: named };
	};
	const taken = parser.execute(Buffer.from(content.slice(0, end), 'latin1'));
	if (taken instanceof Error || !read) throw new Error(`No request: ${content.slice(0, end)}`);
	return { ...read, body: content.slice(end) };
}
