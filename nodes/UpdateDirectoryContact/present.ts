import type { IDataObject } from 'n8n-workflow';
import { splitValues } from '../shared/connectors/qualtrics/directory/contactValues';
import { shownField } from '../shared/connectors/qualtrics/directory/loadContacts';
import type { LoadedContact } from '../shared/connectors/qualtrics/directory/LoadOptions';
import { NEW_CONTACT } from '../shared/connectors/qualtrics/directory/rehearsal';
import { writableValues } from '../shared/mapping';
import type { Place } from './places';
import type { PreparedItem } from './prepare';

/** What an item comes out as. */
export function present(
	{ item, mapping, subscription, transactionRows, warnings }: PreparedItem,
	loaded: LoadedContact,
	{ directory, mailingListIds }: Place,
	isDryRun: boolean,
): IDataObject {
	const { contactId, status, transaction, lookupIds, foldedWith, sentBy } = loaded;
	const [firstList] = mailingListIds;
	const allWarnings = [...new Set([...warnings, ...loaded.warnings])];
	const shown = {
		status,
		...(contactId !== undefined && contactId !== NEW_CONTACT && { contactId }),
		directoryId: directory.id,
		...(mailingListIds.length > 0 && { mailingListIds }),
		...(firstList && lookupIds[firstList] && { contactLookupId: lookupIds[firstList] }),
		changes: loaded.changes.map(({ field, from, to }) => ({ field: shownField(field), from, to })),
		fields: splitValues(writableValues(item.fields)).input,
		...(subscription && { subscription: SUBSCRIPTION_WORDS[loaded.consent ?? 'unchanged'] }),
		...(transaction && (isDryRun ? {} : { transaction })),
		...(foldedWith && { writtenTogetherWith: foldedWith }),
		...(mapping.unmatched.length > 0 && { unmatched: mapping.unmatched }),
		...(sentBy && { sentBy: 'import job' }),
		...(allWarnings.length > 0 && { warnings: allWarnings }),
		...(isDryRun && {
			dryRun: true,
			mapping: mapping.rows,
			...(transactionRows && { transactionMapping: transactionRows }),
			requests: loaded.requests ?? [],
		}),
	};
	return shown as unknown as IDataObject;
}

const SUBSCRIPTION_WORDS = {
	optIn: 'opt in',
	optOut: 'opt out',
	unchanged: 'left alone',
} as const;
