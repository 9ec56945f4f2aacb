import type { HttpResponse } from './types';

const ERROR_BODY_LIMIT = 64 * 1024;

const isStream = (body: unknown): body is AsyncIterable<Uint8Array> =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

const readStart = async (stream: AsyncIterable<Uint8Array>): Promise<string> => {
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of stream) {
		parts.push(part);
		size += part.length;
		if (size > ERROR_BODY_LIMIT) break;
	}
	return Buffer.concat(parts).toString('utf8');
};

const parseJson = (text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
};

/** The same answer with its body as JSON where it is JSON, else as text: what an error is described from. Never rejects. */
export const readErrorBody = async (response: HttpResponse): Promise<HttpResponse> => {
	const { body } = response;
	if (Buffer.isBuffer(body)) return { ...response, body: parseJson(body.toString('utf8')) };
	if (isStream(body)) {
		const text = await readStart(body).catch(() => '');
		return { ...response, body: parseJson(text) };
	}
	return typeof body === 'string' ? { ...response, body: parseJson(body) } : response;
};

export const isBlank = (body: unknown): boolean =>
	body === undefined || body === null || (typeof body === 'string' && body.trim() === '');
