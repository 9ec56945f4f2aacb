import { ConnectorError } from '../../../http/ConnectorError';
import { settle } from '../../../http/settle';
import {
	changedMeanwhile,
	sameAsText,
	type FoundRecord,
	type RecordUpdate,
	type Written,
} from '../../../records';
import type { Contact, ContactInput } from '../contactShapes';
import { splitValues, valuesOf } from './contactValues';
import { enrol, setListStatus } from './lists';
import { identityOf, type DirectoryRun } from './directoryRun';

/** Writes what differs, by the way that keeps the promise of the operation: the directory's rules, or this very contact. */
export async function updateContact(run: DirectoryRun, write: RecordUpdate): Promise<Written> {
	const { isByRules, mailingListIds, statusLevel } = run;
	const { record, changes, status } = write;
	const changed = splitValues(Object.fromEntries(changes.map(({ field, to }) => [field, to])));
	const unsubscribed = status?.status === 'optOut';
	const input: ContactInput = {
		...run.withEvidence(changed.input, status),
		...(status && statusLevel === 'directory' && { unsubscribed }),
	};
	const lists = changed.mailingListIds;
	const work = { write, record, input, lists };
	const written = isByRules ? await byRules(run, work) : await byId(run, work);
	run.written.add(written.id);
	if (status && statusLevel === 'list')
		await setListStatus(run, written.id, mailingListIds, unsubscribed);
	return written;
}

interface Work {
	write: RecordUpdate;
	record: FoundRecord;
	input: ContactInput;
	lists: string[];
}

async function byId(run: DirectoryRun, { write, record, input, lists }: Work): Promise<Written> {
	const { contacts, scope } = run;
	const present = await recheck(run, write);
	if (Object.keys(input).length > 0) await contacts.update(scope, record.id, input, present);
	// Whatever is sent along is written too: what was just cleared must not come back from what stood there before.
	const identity = identityOf({ ...present, ...input }, run.mergeFields);
	for (const list of lists) await enrol(run, record.id, identity, list);
	return { id: record.id };
}

async function byRules(run: DirectoryRun, { write, record, input, lists }: Work): Promise<Written> {
	const { dateField, mergeFields, post, dryRun, whole } = run;
	if (dateField !== undefined || write.guarded) await recheck(run, write);
	const identity = identityOf(record.values, mergeFields);
	// An opt-out belongs to the directory's own address; posted to a list it would mean the list.
	const first = input.unsubscribed === undefined ? lists[0] : undefined;
	const id = await post(first, { ...identity, ...input });
	const after = identityOf({ ...identity, ...input }, mergeFields);
	for (const list of first === undefined ? lists : lists.slice(1))
		await enrol(run, id, after, list);
	if (id === record.id || dryRun) return { id };
	const looked = await settle(whole(record.id));
	return looked.ok && looked.value === undefined
		? { id, did: 'created', warnings: [`${record.id} was removed or merged meanwhile`] }
		: { id, warnings: [`The directory's merge rules wrote to ${id} and not to ${record.id}`] };
}

/** What stands there right before it is written over; somebody else may have been there since it was found. */
async function recheck(
	{ contacts, dateField, dateOf, scope }: DirectoryRun,
	write: RecordUpdate,
): Promise<Contact> {
	const { record } = write;
	const contact = await contacts.get(scope, record.id);
	if (dateField !== undefined && dateOf(contact) !== record.date) {
		throw new ConnectorError('conflict', `Contact ${record.id} was changed meanwhile`, {
			hint: 'Run it again.',
		});
	}
	const values = valuesOf(contact);
	const conflict = changedMeanwhile(write, (field) => values[field], sameAsText);
	if (conflict) throw conflict;
	return contact;
}
