import { asConnectorError, ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import type { RecordKey } from '../../records';
import type { HubSpot } from './client';
import { createKeyReading } from './keys';
import { LIMITS, SEARCH_LAG_MS } from './limits';
import type { Property } from './properties';
import { isRecordId, type Records, type StoredRecord } from './records';
import { canBeSearched, readAll, searchIds, WrittenKeys } from './search';
import type { ValueContext } from './values';

/** How records are recognised. Source: contracts/hubspot.md 4, 5. */
export type Matching =
	| { by: 'id' }
	/** HubSpot lets no two records have the same value. */
	| { by: 'unique'; property: Property }
	/** By the search, which knows of writes a while later. */
	| { by: 'search'; property: Property };

/** What a key by record id is called. */
export const ID_FIELD = 'hs_object_id';

export interface Finder {
	find(keys: RecordKey[]): Promise<Array<StoredRecord[] | ConnectorError>>;
	/** What this run wrote. */
	note(value: string, id: string, isNew: boolean): void;
}

type Found = StoredRecord[] | ConnectorError;

export function createFinder(
	hubspot: HubSpot,
	records: Records,
	match: Matching,
	names: readonly string[],
	{ looksAgain, context }: { looksAgain: boolean; context: ValueContext },
): Finder {
	if (match.by === 'id')
		return { find: async (keys) => await byId(records, keys, names), note() {} };
	const { property } = match;
	const reading = createKeyReading(property, context);
	const grouped = (keys: RecordKey[], found: StoredRecord[]): StoredRecord[][] => {
		const byKey = new Map<string, StoredRecord[]>();
		for (const record of found)
			for (const value of reading.storedIn(record))
				byKey.set(value, [...(byKey.get(value) ?? []), record]);
		return keys.map((key) => byKey.get(reading.of(key)) ?? []);
	};
	if (match.by === 'unique')
		return {
			find: async (keys) =>
				await inParts(keys, async (some) => {
					const wanted = [...new Set(some.flatMap(reading.askedFor))];
					return grouped(some, await readAll(records, wanted, names, property.name));
				}),
			note() {},
		};

	const written = new WrittenKeys(reading.compared);
	const search = async (keys: RecordKey[]): Promise<Found[]> => {
		if (keys.length === 0) return [];
		const done = await settle(searchAll(keys));
		if (done.ok) return done.value;
		const error = asConnectorError(done.error);
		if (error.kind !== 'input' || keys.length === 1) return keys.map(() => error);
		// One key that too many records have does not hold back the others.
		const middle = Math.ceil(keys.length / 2);
		return [...(await search(keys.slice(0, middle))), ...(await search(keys.slice(middle)))];
	};
	const searchAll = async (keys: RecordKey[]): Promise<StoredRecord[][]> => {
		const ids = await searchIds(records, property, keys.flatMap(reading.askedFor));
		for (const key of keys) for (const id of written.of(key.values[property.name])) ids.add(id);
		// What the search shows may be older than what is there.
		const found = await readAll(records, [...ids], names);
		return grouped(
			keys,
			found.sort((left, right) => byNumber(left.id, right.id)),
		);
	};
	return {
		async find(keys) {
			const asked = keys.filter((key) => canBeSearched(key.values[property.name]));
			const found = new Map<RecordKey, Found>();
			const note = (some: RecordKey[], results: Found[]) =>
				some.forEach((key, index) => found.set(key, results[index]));
			note(asked, await search(asked));
			const isOpen = (key: RecordKey): boolean => {
				const entry = found.get(key);
				if (isConnectorError(entry)) return false;
				return entry?.length === 0 || written.isToCheck(key.values[property.name]);
			};
			const open = looksAgain ? asked.filter(isOpen) : [];
			if (open.length > 0) {
				await hubspot.wait(SEARCH_LAG_MS);
				note(open, await search(open));
			}
			return keys.map((key) => found.get(key) ?? tooLong(property));
		},
		note: (value, id, isNew) => written.note(value, id, isNew),
	};
}

/** A hundred keys at a time; what goes wrong with a part is the error of its keys. */
async function inParts(
	keys: RecordKey[],
	find: (some: RecordKey[]) => Promise<Found[]>,
): Promise<Found[]> {
	const parts: RecordKey[][] = [];
	for (let start = 0; start < keys.length; start += LIMITS.recordsPerCall)
		parts.push(keys.slice(start, start + LIMITS.recordsPerCall));
	const done = await Promise.all(parts.map(async (part) => await settle(find(part))));
	return done.flatMap((outcome, index) =>
		outcome.ok ? outcome.value : parts[index].map(() => asConnectorError(outcome.error)),
	);
}

const byNumber = (left: string, right: string): number =>
	left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);

const tooLong = ({ label, name }: Property): ConnectorError =>
	new ConnectorError('input', `HubSpot cannot look for so long a value of "${label}" (${name})`, {
		hint: 'Match by a shorter one.',
	});

/** An id that batches do not know may be that of a record which was merged into another one (contracts/hubspot.md 4.9). */
const byId = async (
	records: Records,
	keys: RecordKey[],
	names: readonly string[],
): Promise<Found[]> =>
	await inParts(keys, async (some) => {
		const ids = some.map(({ values }) => values[ID_FIELD]?.trim() ?? '');
		const found = await readAll(records, [...new Set(ids.filter(isRecordId))], names);
		const known = new Map(found.map((record) => [record.id, record]));
		const answers: Found[] = [];
		for (const id of ids) {
			const own = known.get(id);
			if (own || !isRecordId(id)) {
				answers.push(own ? [own] : []);
				continue;
			}
			const single = await settle(records.readOne(id, names));
			if (single.ok) answers.push([single.value]);
			else {
				const error = asConnectorError(single.error);
				answers.push(error.kind === 'notFound' ? [] : error);
			}
		}
		return answers;
	});
