import { normaliseKey, type KeyKind } from '../../../records/match';
import type { FoundRecord } from '../../../records/RecordTarget';
import type { Qualtrics } from '../client';
import { keyOfContact, valuesOfContact, type DirectoryKey } from './bulkFields';

export interface ListIndexOptions {
	directoryId: string;
	mailingListId: string;
	key: DirectoryKey;
	keyKind: KeyKind;
	/** What is kept of each member. */
	fieldIds: readonly string[];
}

/** All members of a list that have a key, with the values that are kept of them. */
export type ListIndex = ReadonlyMap<string, FoundRecord[]>;

/**
 * The members of a mailing list by their keys, read once, fifty to a request (contracts/qualtrics.md 1.6): for files that are about a list,
 * a hundredth of the requests that searching for each of them takes. A reading that failed is begun anew.
 */
export function createListIndex(
	{ contacts }: Pick<Qualtrics, 'contacts'>,
	{ directoryId, mailingListId, key, keyKind, fieldIds }: ListIndexOptions,
): () => Promise<ListIndex> {
	let reading: Promise<ListIndex> | undefined;
	const read = async (): Promise<ListIndex> => {
		const index = new Map<string, FoundRecord[]>();
		const members = contacts.list({ directoryId, mailingListId }, { includeEmbedded: true });
		for await (const contact of members) {
			const name = normaliseKey(keyKind, keyOfContact(contact, key));
			if (name === '') continue;
			const record = { id: contact.id, values: valuesOfContact(contact, fieldIds) };
			const others = index.get(name);
			if (others) others.push(record);
			else index.set(name, [record]);
		}
		return index;
	};
	return async () => {
		reading ??= read().catch((error: unknown) => {
			reading = undefined;
			return Promise.reject(error);
		});
		return await reading;
	};
}
