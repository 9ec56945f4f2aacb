import type { TemplateRecord } from '../../../bulk';
import type { SalesManago } from '../client';
import { tagName } from '../contactValues';
import { LIMITS } from '../limits';
import { bulkValuesOf } from './bulkFields';

export interface ChangedGroup {
	/** Milliseconds since 1970: contacts that were created or changed from then on. */
	since: number;
	/** Only those that have it. */
	tag?: string;
}

/**
 * The contacts that changed since a time, with a tag where one is given. SALESmanago cannot be asked for the contacts of a tag
 * or a segment (contracts/salesmanago.md 5), so it is asked for those that changed, and their cards for the tag.
 */
export async function* changedContacts(
	{ contacts, now }: Pick<SalesManago, 'contacts' | 'now'>,
	{ since, tag }: ChangedGroup,
	{ key, fieldIds }: { key: 'email' | 'contactId'; fieldIds: readonly string[] },
): AsyncGenerator<TemplateRecord[]> {
	const wanted = tag === undefined ? undefined : tagName(tag);
	const seen = new Set<string>();
	for await (const ids of contacts.changedBetween(since, now())) {
		const fresh = ids.filter((id) => !seen.has(id));
		for (const id of fresh) seen.add(id);
		for (let at = 0; at < fresh.length; at += LIMITS.contactsPerRead) {
			const cards = await contacts.findById(fresh.slice(at, at + LIMITS.contactsPerRead));
			yield cards
				.filter(({ tags }) => wanted === undefined || tags.map(tagName).includes(wanted))
				.map((card) => ({
					key: key === 'email' ? (card.email ?? '') : card.id,
					values: bulkValuesOf(card, fieldIds),
				}));
		}
	}
}
