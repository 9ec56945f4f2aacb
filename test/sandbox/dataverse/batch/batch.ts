import { ReplyNow, type Reply } from '../../http/types';
import { badSyntax, codes, refusal } from '../errors';
import { preferencesOf } from '../odata/prefer';
import { inTransaction } from '../records/transaction';
import { absolute } from '../records/shapes';
import { apiBase, header, type Operation } from '../world';
import { changeSetText, multipartReply, partText } from './answer';
import { readInnerRequest, type InnerRequest } from './innerRequest';
import { boundaryOf, splitParts, type Part } from './multipart';

/** Carries out one operation with all that surrounds it (limits, misbehaviours, log). */
export type Run = (operation: Operation, within: 'batch' | 'change set') => Promise<Reply> | Reply;

const mostRequests = 1000;

type Item = { request: InnerRequest } | { changeSet: InnerRequest[] };

/** `POST /$batch` (contracts/dataverse.md 8): in order; without `odata.continue-on-error` it stops at the first failure. */
export async function batch(operation: Operation, run: Run): Promise<Reply> {
	const accepts = header(operation, 'accept') ?? '*/*';
	const takesMultipart = /multipart\/(?:mixed|\*)|\*\/\*/i.test(accepts);
	if (!takesMultipart && operation.world.options.batchAccept === 'multipart') {
		throw refusal(
			415,
			codes.syntax,
			'No media type of the answer matches what the request accepts.',
		);
	}
	const items = readItems(operation);
	const { continueOnError } = preferencesOf(operation);
	const boundary = `batchresponse_${operation.world.guid()}`;
	const parts: string[] = [];
	for (const item of items) {
		const { reply, text } =
			'request' in item
				? await single(operation, item.request, run, boundary)
				: changeSet(operation, item.changeSet, run, boundary);
		if (reply?.hangUp) return reply;
		parts.push(text);
		if (!reply || reply.status < 400 || continueOnError) continue;
		return operation.world.options.batchFailureBody === 'json'
			? reply
			: multipartReply(reply.status, boundary, parts);
	}
	return multipartReply(200, boundary, parts);
}

/** Reads the whole of it first: nothing is carried out of a body that is not in order. */
function readItems(operation: Operation): Item[] {
	const { world, body } = operation;
	const boundary = boundaryOf(header(operation, 'content-type'));
	if (world.options.batchLineEnds === 'crlf' && /(^|[^\r])\n/.test(body)) {
		throw badSyntax('The lines of a batch must end with CRLF.');
	}
	const text = world.options.batchLineEnds === 'any' ? body.replace(/\r?\n/g, '\r\n') : body;
	if (!text.endsWith('\r\n')) throw badSyntax('The batch must end with CRLF.');
	const items = splitParts(text, boundary).map((part): Item => {
		if (!/^multipart\/mixed/i.test(part.headers['content-type'] ?? '')) {
			return { request: checked(readInnerRequest(world, part)) };
		}
		return { changeSet: readChangeSet(operation, part) };
	});
	const count = items.reduce(
		(sum, item) => sum + ('request' in item ? 1 : item.changeSet.length),
		0,
	);
	if (count > mostRequests) {
		throw badSyntax(`The batch has ${count} requests; at most ${mostRequests} are allowed.`);
	}
	return items;
}

function readChangeSet({ world }: Operation, part: Part): InnerRequest[] {
	const seen = new Set<string>();
	return splitParts(part.body, boundaryOf(part.headers['content-type'])).map((inner) => {
		const request = checked(readInnerRequest(world, inner));
		if (request.method === 'GET') throw badSyntax('A change set cannot contain GET requests.');
		const { contentId } = request;
		if (contentId === undefined || seen.has(contentId)) {
			throw refusal(
				400,
				codes.syntax,
				'Content-ID MIME header must be present, and unique, in each request of a change set.',
			);
		}
		seen.add(contentId);
		return request;
	});
}

function checked(request: InnerRequest): InnerRequest {
	if (request.path === '/$batch') throw badSyntax('A batch cannot contain another batch.');
	return request;
}

async function single(
	operation: Operation,
	request: InnerRequest,
	run: Run,
	boundary: string,
): Promise<{ reply: Reply; text: string }> {
	if (request.path.startsWith('$')) {
		const missing = `Content-ID Reference: '${request.path}' does not exist in the batch context.`;
		const { reply } = badSyntax(missing);
		return { reply, text: partText(boundary, reply, request.contentId) };
	}
	const reply = await run(innerOperation(operation, request), 'batch');
	return { reply, text: partText(boundary, reply, request.contentId) };
}

/** All or nothing; when one fails, its error is the only part. */
function changeSet(
	operation: Operation,
	requests: InnerRequest[],
	run: Run,
	boundary: string,
): { reply: Reply | undefined; text: string } {
	const { world } = operation;
	const inner = `changesetresponse_${world.guid()}`;
	const references = new Map<string, string>();
	const parts: string[] = [];
	let failed: InnerRequest | undefined;
	try {
		inTransaction(world, () => {
			for (const request of requests) {
				failed = request;
				const reply = run(
					innerOperation(operation, resolved(request, references), references),
					'change set',
				);
				if (reply instanceof Promise) throw new Error('A change set is carried out at once');
				if (reply.status >= 400 || reply.hangUp) throw new ReplyNow(reply);
				remember(operation, request, reply, references);
				parts.push(partText(inner, reply, request.contentId));
			}
		});
	} catch (error) {
		if (!(error instanceof ReplyNow)) throw error;
		const { reply } = error;
		return {
			reply,
			text: changeSetText(boundary, inner, [partText(inner, reply, failed?.contentId)]),
		};
	}
	return { reply: undefined, text: changeSetText(boundary, inner, parts) };
}

/** `PATCH $1` and `PUT $1/lastname` become what they stand for. */
function resolved(request: InnerRequest, references: Map<string, string>): InnerRequest {
	const [, reference, rest] = /^(\$[^/]+)(.*)$/.exec(request.path) ?? [];
	if (reference === undefined) return request;
	const path = references.get(reference);
	if (path === undefined) {
		throw badSyntax(`Content-ID Reference: '${reference}' does not exist in the batch context.`);
	}
	return { ...request, path: path + rest };
}

/** What `$1` stands for: the address of the record that was written. */
function remember(
	{ world }: Operation,
	request: InnerRequest,
	reply: Reply,
	references: Map<string, string>,
): void {
	const address = reply.headers?.['odata-entityid'];
	const path = address?.slice(absolute(world, '').length) ?? recordOfBody(world, request, reply);
	if (path !== undefined) references.set(`$${String(request.contentId)}`, path);
}

function recordOfBody(
	world: Operation['world'],
	{ path }: InnerRequest,
	{ body }: Reply,
): string | undefined {
	if (typeof body !== 'string') return undefined;
	const set = /^\/(\w+)/.exec(path)?.[1] ?? '';
	const table = world.state.sets.get(set)?.table;
	const id = table && (JSON.parse(body) as Record<string, unknown>)[table.primaryId];
	return typeof id === 'string' ? `/${set}(${id})` : undefined;
}

/** Of the outer request's headers, the identity alone reaches the parts. */
const innerOperation = (
	{ world, caller }: Operation,
	{ method, path, search, headers, body }: InnerRequest,
	references?: Map<string, string>,
): Operation => ({
	world,
	caller,
	method,
	path,
	search,
	query: new URLSearchParams(search),
	headers,
	body: body.replace(/\r\n$/, ''),
	inBatch: true,
	...(references && { references }),
});

export const isBatch = (method: string, path: string): boolean =>
	method === 'POST' && path === `${apiBase}/$batch`;
