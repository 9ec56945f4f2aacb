import type { Contact, ContactInput } from '../contactShapes';

const TEXTS = ['firstName', 'lastName', 'email', 'phone', 'extRef'] as const;
/** Creating a contact in a list may count as a change of its own. */
const SAME_MOMENT_MS = 2_000;

/**
 * Whether a contact that was just posted had been there before. Qualtrics does not say so; but a new contact was never changed
 * later than it was created, is in no list and holds nothing but what was sent.
 */
export function wasThereBefore(
	contact: Contact,
	sent: ContactInput,
	mailingListIds: readonly string[],
): boolean {
	const age = Date.parse(contact.modifiedAt ?? '') - Date.parse(contact.createdAt ?? '');
	if (age > SAME_MOMENT_MS) return true;
	if (TEXTS.some((field) => contact[field] && !sent[field])) return true;
	const embedded = Object.keys(contact.embeddedData ?? {});
	if (embedded.some((name) => !Object.hasOwn(sent.embeddedData ?? {}, name))) return true;
	return (contact.memberships ?? []).some((list) => !mailingListIds.includes(list.mailingListId));
}
