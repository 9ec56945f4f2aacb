import { badSyntax, codes, refusal } from '../errors';
import { originsOf } from '../access';
import { apiBase, type World } from '../world';
import { splitHead, type Part } from './multipart';

/** A request as it stands in a part. */
export interface InnerRequest {
	method: string;
	/** Below the API's base, or `$1…` of a change set. */
	path: string;
	search: string;
	headers: Record<string, string>;
	body: string;
	contentId: string | undefined;
}

/** Reads `application/http`: request line, headers, body. Relative and absolute addresses both work. */
export function readInnerRequest(world: World, { headers: outer, body: text }: Part): InnerRequest {
	if ((outer['content-type'] ?? '').split(';')[0].trim() !== 'application/http') {
		throw badSyntax('Each part must be application/http or a change set.');
	}
	if (outer['content-transfer-encoding'] !== 'binary') {
		throw badSyntax('Each part must have Content-Transfer-Encoding: binary.');
	}
	const lineEnd = text.indexOf('\r\n');
	const line = lineEnd < 0 ? text : text.slice(0, lineEnd);
	const match = /^(GET|POST|PATCH|PUT|DELETE) (\S+) HTTP\/1\.1$/.exec(line);
	if (!match) throw badSyntax(`'${line.slice(0, 80)}' is not a request line.`);
	const [, method, target] = match;
	if (target.length > world.options.maxBatchUrlLength) throw urlTooLong();
	const { headers, body } = splitHead(lineEnd < 0 ? '' : text.slice(lineEnd + 2));
	checkLength(world, method, headers, body);
	const [path, search] = splitTarget(world, target);
	return { method, path, search, headers, body, contentId: outer['content-id'] };
}

function checkLength(
	world: World,
	method: string,
	headers: Record<string, string>,
	body: string,
): void {
	const declared = headers['content-length'];
	if (declared === undefined) {
		if (world.options.batchNeedsContentLength && ['POST', 'PATCH', 'PUT'].includes(method)) {
			throw badSyntax('A write in a batch needs a Content-Length.');
		}
		return;
	}
	const actual = Buffer.byteLength(body.replace(/\r\n$/, ''));
	if (Number(declared) !== actual && Number(declared) !== Buffer.byteLength(body)) {
		throw badSyntax(`Content-Length is ${declared}, the body has ${actual} bytes.`);
	}
}

function splitTarget(world: World, target: string): [path: string, search: string] {
	const [address, ...rest] = target.split('?');
	const search = rest.join('?');
	if (address.startsWith('$')) return [address, search];
	for (const prefix of [apiBase, ...originsOf(world).map((origin) => origin + apiBase)]) {
		if (address.startsWith(`${prefix}/`)) return [address.slice(prefix.length), search];
	}
	if (address.startsWith('/') || /^https?:/.test(address)) {
		throw refusal(404, codes.segment, `Resource not found for '${address}'.`);
	}
	return [`/${address}`, search];
}

export const urlTooLong = (): Error =>
	refusal(414, codes.syntax, 'The request URI is longer than the server takes.');
