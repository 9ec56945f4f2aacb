import { isConnectorError } from '../../../http/ConnectorError';
import { settle } from '../../../http/settle';
import { afterWriting, type RecordWrite, type Written } from '../../../records';
import { isEmpty } from '../../../values/text';
import type { Contact, ContactInput } from '../contactShapes';
import { presentStatus, splitValues, valuesOf, whyNobody } from './contactValues';
import { enrol, setListStatus } from './lists';
import { wasThereBefore } from './wasThereBefore';
import { OTHER_NOTATIONS } from './phoneNotations';
import { identityOf, type DirectoryRun } from './directoryRun';

export type Create = Extract<RecordWrite, { kind: 'create' }>;

/** Creates a contact, puts it into its lists and sees whether it really is a new one. */
export async function createContact(run: DirectoryRun, write: Create): Promise<Written> {
	const { lookUp, post, statusLevel } = run;
	// Nobody looked whether the contact is there: where it is, its old values would stay.
	const empty = lookUp ? {} : emptied(write);
	const { input: values, mailingListIds: lists } = splitValues({ ...empty, ...write.values });
	const nobody = whyNobody(write.values);
	if (nobody) throw nobody;
	const known = run.operation === 'create' ? await mergesInto(run, values) : undefined;
	if (known !== undefined) {
		const warning = `The directory's merge rules recognise this person as ${known}, so nothing was created`;
		return { id: known, did: 'skipped', warnings: [warning] };
	}
	const input = run.withEvidence(values, write.status);
	const optsOut = write.status?.status === 'optOut';
	// What an opt-out posted to a list means for the directory is not documented; so each is set where it is meant.
	const optsOutOfAll = optsOut && statusLevel === 'directory';
	const first = optsOutOfAll ? undefined : lists[0];
	const posted = await settle(
		post(first, { ...input, ...(optsOutOfAll && { unsubscribed: true }) }),
	);
	const { id, warnings } = posted.ok
		? { id: posted.value, warnings: [] }
		: await foundAfterSilence(run, write, posted.error);
	const looked = await settle(standingBefore(run, id, input, lists));
	run.written.add(id);
	for (const list of first === undefined ? lists : lists.slice(1))
		await enrol(run, id, identityOf(input, run.mergeFields), list);
	if (optsOut && statusLevel === 'list') await setListStatus(run, id, lists, true);
	if (!looked.ok) return { id, did: 'createdOrUpdated', warnings: [...warnings, UNSEEN] };
	const before = looked.value;
	if (before) return await finishMerge(run, write, before, lists);
	if (lookUp && run.matchFields.includes('phone')) warnings.push(OTHER_NOTATIONS);
	return { id, ...(warnings.length > 0 && { warnings }) };
}

const UNSEEN =
	'Whether the contact had been there before could not be seen: if it had, it was updated, and what was to be cleared or opted in stays as it was';

type Posted = Required<Pick<Written, 'id' | 'warnings'>>;

/** No answer came to a creation that must not be sent twice: whether it happened can be looked up. */
async function foundAfterSilence(
	{ searchBy }: DirectoryRun,
	{ key }: Create,
	error: unknown,
): Promise<Posted> {
	if (!key || !isConnectorError(error) || error.outcomeUnknown !== true) throw error;
	const found = await settle(searchBy(key.values));
	const [contact] = found.ok ? found.value : [];
	if (!contact) throw error;
	const warning = 'The create request timed out, but the contact exists: it was created';
	return { id: contact.id, warnings: [warning] };
}

const emptied = ({ cleared = [] }: Create): Record<string, null> =>
	Object.fromEntries(cleared.map((field) => [field, null]));

/** Whom the directory would merge this contact into, as far as its rules are known. */
async function mergesInto(
	{ matchFields, mergeFields, searchBy }: DirectoryRun,
	input: ContactInput,
): Promise<string | undefined> {
	const given = identityOf(input, mergeFields);
	// By these it was looked for already.
	if (Object.keys(given).every((field) => matchFields.includes(field))) return undefined;
	return (await searchBy(given))[0]?.id;
}

async function standingBefore(
	{ lookUp, mergeFields, dryRun, whole, written }: DirectoryRun,
	id: string,
	input: ContactInput,
	lists: readonly string[],
): Promise<Contact | undefined> {
	if (dryRun || mergeFields.length === 0 || !lookUp) return undefined;
	const contact = await whole(id);
	const isKnown = contact && (written.has(id) || wasThereBefore(contact, input, lists));
	return isKnown ? contact : undefined;
}

/** What was to be created had been there, or came to be meanwhile: the fields that it was recognised by did not change. */
async function finishMerge(
	run: DirectoryRun,
	write: Create,
	contact: Contact,
	lists: readonly string[],
): Promise<Written> {
	const { mergeFields, contacts, scope } = run;
	const { id } = contact;
	const present = valuesOf(contact);
	const empty = Object.fromEntries(
		Object.entries(emptied(write)).filter(([field]) => !isEmpty(present[field])),
	);
	if (Object.keys(empty).length > 0) {
		const update = contacts.update(scope, id, splitValues(empty).input, contact);
		await afterWriting(`Contact ${id}`, update, 'its fields were not cleared');
	}
	const changes = Object.entries({ ...write.values, ...empty })
		.filter(([field]) => !mergeFields.includes(field))
		.map(([field, to]) => ({ field, from: null, to }));
	const refused = await optInAfterMerge(run, write, contact, lists);
	const warnings = [
		`The directory's merge rules recognised this person as ${id}, which had not been found`,
		...refused,
	];
	const consent = refused.length > 0 ? { consent: 'unchanged' as const } : {};
	return { id, did: 'updated', changes, ...consent, warnings };
}

/** A new contact is opted in by itself; one that turned out to be there already may have opted out. */
async function optInAfterMerge(
	run: DirectoryRun,
	{ status }: Create,
	contact: Contact,
	lists: readonly string[],
): Promise<string[]> {
	const { allowOptInAgain, statusLevel } = run;
	const isRefused = presentStatus(contact, statusLevel, lists) === 'optedOut';
	if (status?.status !== 'optIn' || !isRefused) return [];
	if (!allowOptInAgain)
		return ["The contact opted out and stays opted out, as 'Allow Opting In Again' is off"];
	if (statusLevel === 'list') await setListStatus(run, contact.id, lists, false);
	else {
		const update = run.contacts.update(run.scope, contact.id, { unsubscribed: false });
		await afterWriting(`Contact ${contact.id}`, update, 'it was not opted in again');
	}
	return [];
}
