import { ConnectorError } from '../../http/ConnectorError';
import type { HttpResponse } from '../../http/types';
import { asRecord, type Json } from './json';
import { recordPath } from './keyPredicate';
import { asGuid, withQuery } from './literals';
import type { Operation } from './sendBatch';
import type { Table } from './tables';

export interface WriteOptions {
	/** The environment's duplicate detection rules are run; by default the API does not (contracts/dataverse.md 11). */
	detectDuplicates?: boolean;
	/** Custom plug-ins and workflows that are skipped; needs a privilege. Flows and Microsoft's own logic run all the same. */
	bypass?: { synchronous?: boolean; asynchronous?: boolean; stepIds?: readonly string[] };
	/** Written in the name of another user; needs the privilege to act on behalf of others. */
	impersonate?: { entraObjectId: string } | { userId: string };
	/** Plug-ins see it and can tell these writes apart. */
	tag?: string;
	/** The whole record comes back with the answer. */
	returnRecord?: boolean;
}

const guidOrThrow = (what: string, value: string): string => {
	const guid = asGuid(value);
	if (guid === undefined) {
		throw new ConnectorError('input', `${what} must be an ID (a GUID)`);
	}
	return guid;
};

/** Headers that a write carries by its options. Source: contracts/dataverse.md 3. */
export const writeHeaders = ({
	detectDuplicates,
	bypass = {},
	impersonate,
}: WriteOptions): Record<string, string> => {
	const kinds = [
		...(bypass.synchronous ? ['CustomSync'] : []),
		...(bypass.asynchronous ? ['CustomAsync'] : []),
	];
	const steps = bypass.stepIds ?? [];
	return {
		...(detectDuplicates && { 'MSCRM.SuppressDuplicateDetection': 'false' }),
		...(kinds.length > 0 && { 'MSCRM.BypassBusinessLogicExecution': kinds.join(',') }),
		...(steps.length > 0 && {
			'MSCRM.BypassBusinessLogicExecutionStepIds': steps
				.map((id) => guidOrThrow('A step to bypass', id))
				.join(','),
		}),
		...impersonationHeaders(impersonate),
	};
};

/** Also on the batch around the writes: it says in whose name all of it happens. */
export const impersonationHeaders = (
	impersonate: WriteOptions['impersonate'],
): Record<string, string> => {
	if (!impersonate) return {};
	return 'entraObjectId' in impersonate
		? { CallerObjectId: guidOrThrow('The user to impersonate', impersonate.entraObjectId) }
		: { MSCRMCallerID: guidOrThrow('The user to impersonate', impersonate.userId) };
};

const pathOf = (
	path: string,
	table: Table,
	{ tag, returnRecord }: WriteOptions,
	ids: boolean,
): string =>
	withQuery(path, {
		...(ids && !returnRecord && { $select: table.primaryId }),
		tag,
	});

const RETURN = { Prefer: 'return=representation' };

const returning = (options: WriteOptions): Record<string, string> => ({
	...writeHeaders(options),
	...(options.returnRecord && RETURN),
});

/**
 * A new record. With its id given from the start, the same request sent twice makes one record, and what became of it can be
 * seen afterwards (contracts/dataverse.md 0, 5).
 */
export const createOperation = (table: Table, payload: Json, options: WriteOptions): Operation => ({
	method: 'POST',
	path: pathOf(`/${table.setName}`, table, options, false),
	headers: returning(options),
	body: payload,
	subject: `a new record of ${table.name}`,
});

/** Without `If-Match` the request would create what is not there (contracts/dataverse.md 5). */
export const updateOperation = (
	table: Table,
	address: string,
	payload: Json,
	{ version = '*', ...options }: WriteOptions & { version?: string },
): Operation => ({
	method: 'PATCH',
	path: pathOf(recordPath(table.setName, address), table, options, false),
	headers: { 'If-Match': version, ...returning(options) },
	body: payload,
	subject: `${asGuid(address) === undefined ? 'a record' : `record ${address}`} of ${table.name}`,
});

/** Created or updated in one step; the answer with the record says which (contracts/dataverse.md 5). */
export const upsertOperation = (
	table: Table,
	predicate: string,
	payload: Json,
	options: WriteOptions,
): Operation => ({
	method: 'PATCH',
	path: pathOf(recordPath(table.setName, predicate), table, options, true),
	headers: { ...writeHeaders(options), ...RETURN },
	body: payload,
	subject: `a record of ${table.name}`,
});

export interface WriteAnswer {
	id?: string;
	/** Only answers with a record tell them apart. */
	did?: 'created' | 'updated';
	record?: Json;
}

/** What an answer says about the record; the address of an alternate key is no id. */
export const readWritten = ({ status, headers, body }: HttpResponse, table: Table): WriteAnswer => {
	const record = asRecord(body);
	const address = /\(([0-9a-f-]{36})\)\s*$/i.exec(headers['odata-entityid'] ?? '')?.[1];
	const id = asGuid(record[table.primaryId]) ?? asGuid(address);
	return {
		...(id !== undefined && { id }),
		...(status === 201 && { did: 'created' as const }),
		...(status === 200 && { did: 'updated' as const }),
		...(Object.keys(record).length > 0 && { record }),
	};
};
