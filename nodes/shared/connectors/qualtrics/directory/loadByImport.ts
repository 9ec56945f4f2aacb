import { isConnectorError } from '../../../http/ConnectorError';
import { writableValues } from '../../../mapping';
import { foldInputs, tellMembers, type FoldedRecord } from '../../../records';
import type { Qualtrics } from '../client';
import type { ImportContact } from '../importJob';
import { fieldOfMerge, matchFields, splitValues, whyNobody } from './contactValues';
import { cancelled } from './failures';
import { importContacts, type ImportedContact } from './importContacts';
import type { ContactItem, LoadedContact, LoadOptions } from './LoadOptions';
import { NEW_CONTACT } from './rehearsal';

/** Many contacts at once through the bulk import job; items that share the directory's merge field become one row. */
export async function loadByImport(
	{ importJobs }: Qualtrics,
	items: readonly ContactItem[],
	options: LoadOptions,
): Promise<LoadedContact[]> {
	if (items.length === 0) return [];
	const loaded = new Array<LoadedContact>(items.length);
	const positions = items.map(({ position }) => position);
	const open = foldRows(items, options).filter((record) => {
		const values = writableValues(record.fields);
		const error = options.cancel?.aborted ? cancelled() : whyNobody(values);
		if (error) {
			for (const member of record.members)
				loaded[member] = { status: 'failed', changes: [], warnings: [], lookupIds: {}, error };
		}
		return !error;
	});
	const rows = open.map((record) => toRow(record));
	const { directory, mailingListIds, rehearsal } = options;
	const answers = rehearsal
		? rows.map((): ImportedContact => REHEARSED)
		: await importContacts(importJobs, directory.id, mailingListIds, rows);
	open.forEach((record, index) => {
		const answer = answers[index];
		const isError = isConnectorError(answer);
		const outcome = {
			status: isError ? ('failed' as const) : toldStatus(answer),
			changes: [],
			warnings: [],
			...(isError ? { error: answer } : answer.id !== undefined && { id: answer.id }),
		};
		for (const told of tellMembers(record, outcome, positions)) {
			const { changes, warnings, error, foldedWith } = told;
			const isUnclear = !isError && answer.status === 'createdOrUpdated';
			loaded[told.index] = {
				status: isUnclear ? 'createdOrUpdated' : told.status,
				changes,
				warnings,
				...(error && { error }),
				...(told.id !== undefined && { contactId: told.id }),
				...(foldedWith && { foldedWith: foldedWith.map((member) => positions[member]) }),
				lookupIds: isError ? {} : answer.lookupIds,
				sentBy: 'importJob',
				...(rehearsal && { requests: requestsOf(rows[index], options) }),
			};
		}
	});
	return loaded;
}

const REHEARSED: ImportedContact = { status: 'createdOrUpdated', id: NEW_CONTACT, lookupIds: {} };

const toldStatus = ({ status }: ImportedContact): 'created' | 'updated' =>
	status === 'createdOrUpdated' ? 'updated' : status;

function foldRows(items: readonly ContactItem[], { directory }: LoadOptions): FoldedRecord[] {
	const fields = directory.mergeFields.map(fieldOfMerge);
	const options = { allowOptInAgain: false, byTime: false, firstOnly: false };
	const alone = (index: number): FoldedRecord => ({
		members: [index],
		fields: items[index].fields,
	});
	// With several merge fields nobody but the directory knows who is the same; it takes the rows in their order.
	if (fields.length !== 1) return [...items.keys()].map(alone);
	const { records, refused } = foldInputs([...items], { ...options, match: matchFields(fields) });
	return [...records, ...refused.map(({ index }) => alone(index))];
}

/** Contacts with a phone go another way; where it is empty nothing is lost. */
const toRow = ({ fields }: FoldedRecord): ImportContact =>
	splitValues(writableValues(fields.filter(({ target }) => target !== 'phone'))).input;

/** A dry run shows each contact's row in the request that carries them all. */
const requestsOf = (row: ImportContact, { directory, mailingListIds }: LoadOptions) =>
	mailingListIds.map((list) => ({
		method: 'POST',
		path: `/API/v3/directories/${directory.id}/mailinglists/${list}/transactioncontacts`,
		body: { contacts: [row] },
	}));
