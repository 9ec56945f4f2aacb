import { ReplyNow, type Reply } from '../http/types';
import { bulkAction, isBulkAction } from './api/bulkActions';
import { countRecords, listRecords } from './api/listRecords';
import { readColumn, readRecord } from './api/readRecord';
import { patchRecord, postRecord, removeRecord, writeColumn } from './api/writeRecord';
import { whoAmI } from './api/whoAmI';
import { codes, methodNotAllowed, noSegment, refusal } from './errors';
import { entityDefinitions } from './metadata/entityDefinitions';
import { parseResourcePath, type Segment } from './odata/resourcePath';
import { header, tableOfSet, type Operation } from './world';

/** Carries out one operation, wherever it came from; errors come back as replies. */
export function carryOut(operation: Operation): Reply {
	try {
		return route(operation);
	} catch (error) {
		if (error instanceof ReplyNow) return inRecordedCode(operation, error.reply);
		throw error;
	}
}

/** An address that names nothing comes with one of two codes (contracts/dataverse.md 11.10). */
function inRecordedCode({ world }: Operation, reply: Reply): Reply {
	const { segmentCode } = world.options;
	if (reply.status !== 404 || typeof reply.body !== 'string') return reply;
	return { ...reply, body: reply.body.replace(codes.segment, segmentCode) };
}

function route(operation: Operation): Reply {
	const segments = parseResourcePath(operation.path);
	const [first, second, ...others] = segments;
	if (!first || first.name === '') throw noSegment('');
	checkContentType(operation);
	if (first.name === 'WhoAmI') {
		if (second || first.keys || first.id) throw noSegment(first.name);
		return whoAmI(operation);
	}
	if (first.name === 'EntityDefinitions') return entityDefinitions(operation, segments);
	if (others.length > 0) throw noSegment(others[0].name);
	const of = tableOfSet(operation.world, first.name);
	const namesRecord = first.id !== undefined || first.keys !== undefined;
	if (of.table.readOnly && operation.method !== 'GET') throw methodNotAllowed(operation.method);
	if (namesRecord) return second ? column(operation, first, second) : record(operation, first);
	if (second) return onSet(operation, of, second);
	if (operation.method === 'GET') return listRecords(operation, of);
	if (operation.method === 'POST') return postRecord(operation, of);
	throw methodNotAllowed(operation.method);
}

function record(operation: Operation, segment: Segment): Reply {
	switch (operation.method) {
		case 'GET':
			return readRecord(operation, segment);
		case 'PATCH':
			return patchRecord(operation, segment);
		case 'DELETE':
			return removeRecord(operation, segment);
		default:
			throw methodNotAllowed(operation.method);
	}
}

function column(operation: Operation, segment: Segment, { name, keys, id }: Segment): Reply {
	if (keys || id) throw noSegment(name);
	switch (operation.method) {
		case 'GET':
			return readColumn(operation, segment, name);
		case 'PUT':
		case 'DELETE':
			return writeColumn(operation, segment, name);
		default:
			throw methodNotAllowed(operation.method);
	}
}

function onSet(operation: Operation, of: ReturnType<typeof tableOfSet>, { name }: Segment): Reply {
	if (name === '$count' && operation.method === 'GET') return countRecords(operation, of);
	if (isBulkAction(name) && operation.method === 'POST') return bulkAction(operation, of, name);
	throw noSegment(name);
}

/** Bodies are JSON and say so. */
function checkContentType(operation: Operation): void {
	if (!['POST', 'PATCH', 'PUT'].includes(operation.method)) return;
	const declared = (header(operation, 'content-type') ?? '').split(';')[0].trim().toLowerCase();
	if (declared !== 'application/json') {
		throw refusal(415, '0x0', `The content type '${declared}' is not supported.`);
	}
}
