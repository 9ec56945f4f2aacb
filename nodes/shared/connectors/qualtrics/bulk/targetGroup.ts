import type { TemplateRecord } from '../../../bulk';
import { ConnectorError } from '../../../http/ConnectorError';
import type { Qualtrics } from '../client';
import type { ContactFilter } from '../contactFilter';
import type { Contact } from '../contactShapes';
import { LIMITS } from '../limits';
import { keyOfContact, valuesOfContact, type DirectoryKey } from './bulkFields';

export interface GroupSettings {
	directoryId: string;
	key: DirectoryKey;
	fieldIds: readonly string[];
}

/** The members of a mailing list, page after page. */
export async function* membersOf(
	{ contacts }: Pick<Qualtrics, 'contacts'>,
	mailingListId: string,
	settings: GroupSettings,
): AsyncGenerator<TemplateRecord[]> {
	const scope = { directoryId: settings.directoryId, mailingListId };
	for await (const contact of contacts.list(scope, { includeEmbedded: true }))
		yield [recordOf(contact, settings)];
}

/** Whom a search finds; beyond 10,000 it does not reach, and a template with only a part of the group is none. */
export async function* foundBy(
	{ contacts }: Pick<Qualtrics, 'contacts'>,
	filters: readonly ContactFilter[],
	settings: GroupSettings,
): AsyncGenerator<TemplateRecord[]> {
	const found = await contacts.search(settings.directoryId, filters, { includeEmbedded: true });
	if (found.length >= LIMITS.searchDepth) {
		throw new ConnectorError(
			'input',
			`The search finds ${LIMITS.searchDepth.toLocaleString('en-US')} contacts or more, and reaches no further`,
			{ hint: 'Add a condition, or put the contacts into a mailing list.' },
		);
	}
	yield found.map((contact) => recordOf(contact, settings));
}

const recordOf = (contact: Contact, { key, fieldIds }: GroupSettings): TemplateRecord => ({
	key: keyOfContact(contact, key),
	values: valuesOfContact(contact, fieldIds),
});
