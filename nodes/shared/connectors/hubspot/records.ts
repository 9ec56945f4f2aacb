import { isConnectorError, ofNoRecord } from '../../http/ConnectorError';
import { pagesOf } from '../../http/paginate';
import type { Api, ApiCall } from './api';
import { asRecord, asRecords, asText, asTexts, type Json } from './json';
import { LIMITS, VERSION } from './limits';

/** A record as HubSpot shows it. Source: contracts/hubspot.md 3.11. */
export interface StoredRecord {
	id: string;
	properties: Json;
	/** Where its page is. */
	url?: string;
	/** Of one that was just created, where it comes back. */
	traceId?: string;
	/** What is to be said of how it came about. */
	note?: string;
}

export interface BatchResult {
	records: StoredRecord[];
	errors: Json[];
}

/** The calls for the records of one kind of object. Source: contracts/hubspot.md 3. */
export interface Records {
	/** From the root of the API on. */
	readonly path: string;
	/** Up to a hundred: those that are there, in no particular order. */
	read(
		ids: readonly string[],
		properties: readonly string[],
		key?: string,
	): Promise<StoredRecord[]>;
	/** By an id that may be that of a record which was merged into another one. */
	readOne(id: string, properties: readonly string[]): Promise<StoredRecord>;
	create(inputs: Json[]): Promise<BatchResult>;
	update(inputs: Json[]): Promise<BatchResult>;
	updateOne(id: string, properties: Json): Promise<StoredRecord>;
	/** A page of the search, whose body must be short enough. */
	search(body: Json): Promise<{ total: number; records: StoredRecord[]; after?: string }>;
	/** All of them, a hundred at a time, by id alone. */
	pages(): AsyncGenerator<string[]>;
}

export const isRecordId = (text: string): boolean => /^\d{1,20}$/.test(text);

export const createRecords = (api: Api, type: string): Records => {
	const path = `/crm/objects/${VERSION}/${encodeURIComponent(type)}`;
	const post = async (
		more: Pick<ApiCall, 'path' | 'body' | 'idempotent' | 'isRead' | 'resource'>,
	) => await api.call({ method: 'POST', subject: 'the records', ...more });
	const batch = async (action: string, body: Json, idempotent: boolean): Promise<BatchResult> => {
		const isRead = action === 'read';
		const request = { path: `${path}/batch/${action}`, body, idempotent, isRead };
		const answer = await post(request).catch(unknownAddress);
		return { records: readRecords(answer.results), errors: asRecords(answer.errors) };
	};
	return {
		path,
		async read(ids, properties, idProperty) {
			const inputs = [...new Set(ids)].map((id) => ({ id }));
			if (inputs.length === 0) return [];
			const body = { ...(idProperty !== undefined && { idProperty }), properties, inputs };
			return (await batch('read', body, true)).records;
		},
		async readOne(id, properties) {
			const answer = await api.call({
				path: `${path}/${encodeURIComponent(id)}`,
				query: { properties: properties.slice(0, MOST_IN_ADDRESS).join(',') },
				subject: 'such record',
			});
			return recordIn(answer);
		},
		create: async (inputs) => await batch('create', { inputs }, false),
		// What is sent are values, and never more than once for one record.
		update: async (inputs) => await batch('update', { inputs }, true),
		async updateOne(id, properties) {
			const answer = await api.call({
				method: 'PATCH',
				path: `${path}/${encodeURIComponent(id)}`,
				body: { properties },
				idempotent: true,
				subject: 'such record',
			});
			return recordIn(answer);
		},
		async search(body) {
			const answer = await post({
				path: `${path}/search`,
				body,
				idempotent: true,
				isRead: true,
				resource: 'search',
			});
			const after = afterIn(answer);
			return {
				total: Number(answer.total) || 0,
				records: readRecords(answer.results),
				...(after !== undefined && { after }),
			};
		},
		pages: () =>
			pagesOf(async (after) => {
				const query = { limit: LIMITS.recordsPerPage, ...(after !== undefined && { after }) };
				const answer = await api.call({ path, query, subject: 'the records' });
				return { items: readRecords(answer.results).map(({ id }) => id), next: afterIn(answer) };
			}),
	};
};

const unknownAddress = (error: unknown): never => {
	if (!isConnectorError(error)) throw error;
	throw ofNoRecord(
		error,
		'HubSpot does not know the address for these records',
		'Try again later. If it stays, check the kind of object.',
	);
};

/** Names may be long, and an address must not be. */
const MOST_IN_ADDRESS = 100;

const afterIn = ({ paging }: Json): string | undefined =>
	asText(asRecord(asRecord(paging).next).after);

const readRecords = (results: unknown): StoredRecord[] =>
	asRecords(results).flatMap((raw) => (asText(raw.id) === undefined ? [] : recordIn(raw)));

function recordIn(raw: Json): StoredRecord {
	const url = asText(raw.url);
	const traceId = asText(raw.objectWriteTraceId);
	return {
		id: asText(raw.id) ?? '',
		properties: asRecord(raw.properties),
		...(url !== undefined && { url }),
		...(traceId !== undefined && { traceId }),
	};
}

/** The addresses of a contact, the primary one first. Source: contracts/hubspot.md 4.1. */
export const addressesOf = ({ properties }: Pick<StoredRecord, 'properties'>): string[] =>
	[asText(properties.email) ?? '', ...(asText(properties.hs_additional_emails) ?? '').split(';')]
		.map((address) => address.trim().toLowerCase())
		.filter((address) => address !== '');

/** Ids that an error of a batch is about. Source: contracts/hubspot.md 3.4, 3.5. */
export const idsIn = ({ context }: Json): string[] => asTexts(asRecord(context).ids);
