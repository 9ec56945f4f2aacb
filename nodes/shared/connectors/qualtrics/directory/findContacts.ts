import type { FoundRecord, RecordKey } from '../../../records';
import type { Contact } from '../contactShapes';
import { presentStatus, valuesOf } from './contactValues';
import type { DirectoryRun } from './directoryRun';

/** The contacts with such a key, with their memberships where lists or their statuses are in question. */
export async function findContacts(run: DirectoryRun, key: RecordKey): Promise<FoundRecord[]> {
	const { dateOf, isByRules, lookUp, mailingListIds, searchBy, statusLevel, whole } = run;
	if (!lookUp) return [];
	const hits = (await searchBy(key.values)).sort(oldestFirst);
	const readsWhole = mailingListIds.length > 0 || statusLevel === 'list';
	const found = readsWhole
		? (await Promise.all(hits.map(async ({ id }) => await whole(id)))).flatMap((hit) => hit ?? [])
		: hits;
	const records = found.map(
		(contact): FoundRecord => ({
			id: contact.id,
			values: valuesOf(contact),
			status: presentStatus(contact, statusLevel, mailingListIds),
			date: dateOf(contact),
		}),
	);
	// The directory picks among its duplicates by itself, so the strictest status of them counts.
	const isOptedOut = isByRules && records.some(({ status }) => status === 'optedOut');
	return isOptedOut ? records.map((record) => ({ ...record, status: 'optedOut' })) : records;
}

/** Qualtrics gives no order: the first of several is the one that has been there the longest. */
const oldestFirst = (left: Contact, right: Contact): number =>
	(left.createdAt ?? '').localeCompare(right.createdAt ?? '') || (left.id < right.id ? -1 : 1);
