import type { HttpMethod, HttpResponse } from '../../http/types';
import { readJson } from '../../json/readJson';
import { plainNumber } from './literals';

/** The `$batch` format: multipart/mixed, one request or answer a part. Source: contracts/dataverse.md 8. No change sets are written. */

export interface BatchPart {
	method: HttpMethod;
	/** From the root of the host on, encoded, query included. */
	url: string;
	headers?: Readonly<Record<string, string>>;
	/** Sent as JSON. */
	body?: unknown;
}

const CRLF = '\r\n';

const isMap = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const hasExponent = (value: unknown): value is number =>
	typeof value === 'number' && /e/.test(String(value));

/** A record as JSON, in which no number has an exponent (contracts/dataverse.md 6.9); its values are texts, numbers and the like. */
export const recordJson = (value: unknown): string => {
	if (!isMap(value) || !Object.values(value).some(hasExponent)) return JSON.stringify(value);
	const members = Object.entries(value).flatMap(([name, member]) => {
		const written = hasExponent(member) ? plainNumber(member) : JSON.stringify(member);
		return written === undefined ? [] : [`${JSON.stringify(name)}:${written}`];
	});
	return `{${members.join(',')}}`;
};

/** Only ASCII, so that characters are bytes; escaped, non-ASCII letters mean the same in JSON. */
export const asciiJson = (value: unknown): string =>
	recordJson(value).replace(
		/[\u007f-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);

/** Line breaks would end a header, or an address, and begin another. */
const onOneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');

const writePart = ({ method, url, headers = {}, body }: BatchPart): string => {
	const inner = {
		Accept: 'application/json',
		...(body !== undefined && { 'Content-Type': 'application/json; type=entry' }),
		...headers,
	};
	return [
		'Content-Type: application/http',
		'Content-Transfer-Encoding: binary',
		'',
		`${method} ${onOneLine(url)} HTTP/1.1`,
		...Object.entries(inner).map(([name, value]) => `${name}: ${onOneLine(value)}`),
		'',
		body === undefined ? '' : asciiJson(body),
	].join(CRLF);
};

/** `boundary` must not occur in the parts: it is made of random letters. */
export const writeBatch = (parts: readonly BatchPart[], boundary: string): string =>
	[...parts.map((part) => `--${boundary}${CRLF}${writePart(part)}`), `--${boundary}--`, ''].join(
		CRLF,
	);

export const batchContentType = (boundary: string): string =>
	`multipart/mixed; boundary="${boundary}"`;

/** What can be read of the answer to a batch: its parts, or the error where there are none. */
export const BATCH_ACCEPT = 'multipart/mixed, application/json;q=0.9';

/** The boundary of a multipart answer; undefined when it is none. */
export const boundaryOf = (contentType: string | undefined): string | undefined => {
	if (!contentType || !/^\s*multipart\//i.test(contentType)) return undefined;
	const found = /;\s*boundary=(?:"([^"]*)"|([^;\s]+))/i.exec(contentType);
	const boundary = found?.[1] ?? found?.[2];
	return boundary === '' ? undefined : boundary;
};

/**
 * The answers within, in order; bodies as JSON where they are JSON. Parts of a nested multipart (a change set) stand in a row
 * with the others. Parts that cannot be read are left out, so that the caller sees that something is missing.
 */
export const parseBatch = (text: string, contentType: string | undefined): HttpResponse[] => {
	const boundary = boundaryOf(contentType);
	return boundary === undefined ? [] : splitParts(text, boundary).flatMap(readPart);
};

/** Between lines that begin with the delimiter (RFC 2046, 5.1.1); the line break before a delimiter belongs to it. */
const splitParts = (text: string, boundary: string): string[] => {
	const delimiter = `--${boundary}`;
	const parts: string[] = [];
	let start = -1;
	for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) {
		const after = text.slice(at + delimiter.length, at + delimiter.length + 2);
		const isLineStart = at === 0 || text[at - 1] === '\n';
		// `--batch_10` begins with `--batch_1`, and is another boundary.
		if (!isLineStart || !/^(--|\s|$)/.test(after)) continue;
		if (start >= 0) parts.push(text.slice(start, at).replace(/\r?\n$/, ''));
		if (after === '--') return parts;
		const lineEnd = text.indexOf('\n', at);
		if (lineEnd < 0) return parts;
		start = lineEnd + 1;
	}
	// The closing delimiter never came: the last part may be cut off and is not counted.
	return parts;
};

const splitHead = (text: string): { head: string; rest: string } => {
	// No headers at all: the part begins with its empty line.
	if (/^\r?\n/.test(text)) return { head: '', rest: text.replace(/^\r?\n/, '') };
	const end = /\r?\n\r?\n/.exec(text);
	return end
		? { head: text.slice(0, end.index), rest: text.slice(end.index + end[0].length) }
		: { head: text, rest: '' };
};

const readHeaders = (lines: string[]): Record<string, string> =>
	Object.fromEntries(
		lines.flatMap((line) => {
			const colon = line.indexOf(':');
			return colon > 0
				? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]]
				: [];
		}),
	);

const readPart = (text: string): HttpResponse[] => {
	const { head, rest } = splitHead(text);
	const outer = readHeaders(head.split(/\r?\n/));
	const nested = boundaryOf(outer['content-type']);
	if (nested !== undefined) return splitParts(rest, nested).flatMap(readPart);
	const inner = splitHead(rest);
	const [statusLine, ...lines] = inner.head.split(/\r?\n/);
	const status = /^HTTP\/\d(?:\.\d)?\s+(\d{3})\b/.exec(statusLine)?.[1];
	if (status === undefined) return [];
	return [
		{ status: Number(status), headers: readHeaders(lines), body: readBody(inner.rest.trim()) },
	];
};

const readBody = (text: string): unknown => {
	if (text === '') return undefined;
	try {
		return readJson(text);
	} catch {
		return text;
	}
};
