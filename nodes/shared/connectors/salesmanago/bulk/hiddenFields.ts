import { fieldId, type BulkField } from '../../../bulk';
import { isConnectorError } from '../../../http/ConnectorError';
import { settle } from '../../../http/settle';
import { isEmpty } from '../../../values/text';
import type { ContactCard } from '../cards';
import type { SalesManago } from '../client';
import { isOftenHidden, isTypedDetail, valuesOf } from '../contactValues';
import { LIMITS } from '../limits';

/** A few requests are enough to see what an account shows. */
const CARDS_LOOKED_AT = 200;
const WEEK_MS = 7 * 24 * 3600_000;
const WEEKS = 4;

/**
 * Which of these fields the account's cards do not show. Whether they show the language, the province and typed details is not
 * documented (contracts/salesmanago.md 5): one of the contacts that changed in the last weeks must have a value there.
 */
export async function hiddenFields(
	account: Pick<SalesManago, 'contacts' | 'now'>,
	fieldIds: readonly string[],
): Promise<ReadonlySet<string>> {
	const inQuestion = fieldIds.filter(isOftenHidden);
	const hidden = new Set(inQuestion);
	if (hidden.size === 0) return hidden;
	const looked = await settle(showWhatIsThere(account, hidden));
	if (looked.ok || (isConnectorError(looked.error) && looked.error.kind === 'input')) return hidden;
	throw looked.error;
}

async function showWhatIsThere(
	{ contacts, now }: Pick<SalesManago, 'contacts' | 'now'>,
	hidden: Set<string>,
): Promise<void> {
	const seen = new Set<string>();
	for (let week = 0; week < WEEKS; week += 1) {
		const to = now() - week * WEEK_MS;
		for await (const ids of contacts.changedBetween(to - WEEK_MS, to)) {
			const fresh = ids.filter((id) => !seen.has(id)).slice(0, CARDS_LOOKED_AT - seen.size);
			for (const id of fresh) seen.add(id);
			for (let at = 0; at < fresh.length; at += LIMITS.contactsPerRead) {
				const cards = await contacts.findById(fresh.slice(at, at + LIMITS.contactsPerRead));
				for (const card of cards)
					for (const field of [...hidden]) if (shows(card, field)) hidden.delete(field);
				if (hidden.size === 0) return;
			}
		}
		if (seen.size >= CARDS_LOOKED_AT) return;
	}
}

const shows = (card: ContactCard, field: string): boolean => !isEmpty(valuesOf(card)[field]);

const NOT_SHOWN = 'no contact that changed in the last four weeks shows a value there';

/** What to say of fields that the account does not show: typed details are named by the user, so they stay in the file. */
export function notesOnHidden(fields: readonly BulkField[]): string[] {
	const [named, offered] = [true, false].map((isTyped) =>
		fields.filter((field) => isTypedDetail(fieldId(field)) === isTyped).map(({ name }) => name),
	);
	return [
		...(offered.length > 0
			? [
					`Not among the fields, since ${NOT_SHOWN}: ${offered.join(', ')}. What SALESmanago does not show can be neither compared nor rolled back; CRM Upsert can write it`,
				]
			: []),
		...(named.length > 0
			? [
					`So far ${NOT_SHOWN}: ${named.join(', ')}. Where SALESmanago does not show what was written, the row says so, and it can be neither compared nor rolled back`,
				]
			: []),
	];
}
