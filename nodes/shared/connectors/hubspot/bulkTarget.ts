import type { BulkTarget, TemplateRecord } from '../../bulk';
import { isConnectorError } from '../../http/ConnectorError';
import { textOf } from '../../pipedText/textOf';
import { matchingFor, readable, writable } from './bulkFields';
import type { HubSpot } from './client';
import { ID_FIELD } from './find';
import { LIMITS } from './limits';
import type { ObjectProperties } from './properties';
import { createHubSpotTarget } from './recordTarget';

export interface HubSpotBulkOptions {
	type: string;
	properties: ObjectProperties;
	/** Name of the property by which records are found. */
	key: string;
	/** Names of the properties in the file. */
	fields: readonly string[];
	timeZone: string;
	/** Stages of the life cycle may go back. */
	movesBack: boolean;
}

/** The records of one kind, for files: found and updated a hundred at a time. Source: contracts/hubspot.md 3.3. */
export function createHubSpotBulkTarget(
	hubspot: HubSpot,
	{ type, properties, key, fields, timeZone, movesBack }: HubSpotBulkOptions,
): BulkTarget {
	const { byName } = properties;
	const target = createHubSpotTarget(hubspot, {
		type,
		properties,
		match: matchingFor(key, type, properties),
		fields,
		timeZone,
		movesBack,
	});
	return {
		limits: {
			findBatch: LIMITS.recordsPerCall,
			writeBatch: LIMITS.recordsPerCall,
			callsAtOnce: CALLS_AT_ONCE,
		},
		async find(keys, fieldIds) {
			const found = await target.find(keys.map((text) => ({ values: { [key]: text }, id: text })));
			return found.map((one) =>
				isConnectorError(one)
					? one
					: one.map((record) => ({
							...record,
							values: Object.fromEntries(
								fieldIds.map((name) => [name, readable(byName.get(name), record.values[name])]),
							),
						})),
			);
		},
		write: async (updates) =>
			await target.write(
				updates.map(({ kind, record, changes }) => ({
					kind,
					record,
					changes: changes.map(({ field, from, to }) => ({
						field,
						from,
						to: writable(byName.get(field), to),
					})),
				})),
			),
	};
}

const CALLS_AT_ONCE = 4;

/** Every record of a kind, for a template. Source: contracts/hubspot.md 3.14. */
export async function* allRecords(
	hubspot: HubSpot,
	{
		type,
		properties,
		key,
		fields,
	}: Pick<HubSpotBulkOptions, 'type' | 'properties' | 'key' | 'fields'>,
): AsyncGenerator<TemplateRecord[]> {
	const records = hubspot.records(type);
	for await (const ids of records.pages()) {
		const read = await records.read(ids, [...new Set([...fields, key])]);
		const byId = new Map(read.map((record) => [record.id, record]));
		yield ids.flatMap((id): TemplateRecord[] => {
			const record = byId.get(id);
			if (!record) return [];
			const values = fields.map((name) => [
				name,
				readable(properties.byName.get(name), record.properties[name]),
			]);
			return [
				{
					key: key === ID_FIELD ? id : textOf(record.properties[key]),
					values: Object.fromEntries(values) as Record<string, unknown>,
				},
			];
		});
	}
}
