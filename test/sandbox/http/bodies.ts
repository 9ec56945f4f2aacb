import type { Exchange } from './types';

export type ParsedBody =
	| { kind: 'empty' }
	| { kind: 'json'; value: unknown }
	| { kind: 'form'; fields: URLSearchParams }
	| { kind: 'malformed'; reason: string }
	| { kind: 'unsupported'; contentType: string };

/** Reads a body by its declared content type; nothing is guessed from the content. */
export function parseBody(exchange: Exchange): ParsedBody {
	const declared = exchange.headers['content-type'] ?? '';
	const type = declared.split(';')[0].trim().toLowerCase();
	if (exchange.body.length === 0) return { kind: 'empty' };
	if (type === 'application/json' || type.endsWith('+json')) return parseJson(exchange.body);
	if (type === 'application/x-www-form-urlencoded') {
		return { kind: 'form', fields: new URLSearchParams(exchange.body.toString('utf8')) };
	}
	if (type === 'multipart/form-data') return parseMultipart(exchange.body, declared);
	return { kind: 'unsupported', contentType: type };
}

function parseJson(body: Buffer): ParsedBody {
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
		return { kind: 'json', value: JSON.parse(text) as unknown };
	} catch (error) {
		return { kind: 'malformed', reason: error instanceof Error ? error.message : 'not JSON' };
	}
}

/** Text fields only: files are not sent to the calls that take forms. */
function parseMultipart(body: Buffer, declared: string): ParsedBody {
	const boundary = /boundary="?([^";]+)"?/.exec(declared)?.[1];
	if (!boundary) return { kind: 'malformed', reason: 'multipart without boundary' };
	const fields = new URLSearchParams();
	for (const part of body.toString('utf8').split(`--${boundary}`).slice(1, -1)) {
		const [head, ...rest] = part.split('\r\n\r\n');
		const name = /name="([^"]*)"/.exec(head)?.[1];
		if (name !== undefined) fields.append(name, rest.join('\r\n\r\n').replace(/\r\n$/, ''));
	}
	return { kind: 'form', fields };
}
