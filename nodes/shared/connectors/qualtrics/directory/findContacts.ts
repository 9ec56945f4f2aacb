import type { FoundRecord, RecordKey } from '../../../records';
import type { Contact } from '../contactShapes';
import { isOptedOutOfAll, presentStatus, valuesOf } from './contactValues';
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
	const statuses = found.map((contact) => presentStatus(contact, statusLevel, mailingListIds));
	// The directory picks among its duplicates by itself, so the strictest status of them counts.
	const isAnyOut = isByRules && statuses.includes('optedOut');
	return found.map((contact, index): FoundRecord => {
		const status = isAnyOut ? 'optedOut' : statuses[index];
		const isInPart =
			status === 'optedOut' && !isOptedOutOfAll(contact, statusLevel, mailingListIds);
		return {
			id: contact.id,
			values: valuesOf(contact),
			status,
			...(isInPart && { isOptedOutInPart: true }),
			date: dateOf(contact),
		};
	});
}

/** Qualtrics gives no order: the first of several is the one that has been there the longest. */
const oldestFirst = (left: Contact, right: Contact): number =>
	(left.createdAt ?? '').localeCompare(right.createdAt ?? '') || (left.id < right.id ? -1 : 1);
