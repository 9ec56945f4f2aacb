import type { RecordWrite, Written } from '../../../records';
import { isEmpty } from '../../../values/text';
import type { Contact, ContactInput } from '../contactShapes';
import { presentStatus, splitValues, valuesOf, whyNobody } from './contactValues';
import { enrol, setListStatus } from './lists';
import { wasThereBefore } from './newcomer';
import { OTHER_NOTATIONS } from './phoneNotations';
import { identityOf, type Scene, type WriteNote } from './scene';

export type Create = Extract<RecordWrite, { kind: 'create' }>;

/** Creates a contact, puts it into its lists and sees whether it really is a new one. */
export async function createContact(
	scene: Scene,
	write: Create,
	note: WriteNote,
): Promise<Written> {
	const { options, post } = scene;
	const { statusLevel } = options;
	// Nobody looked whether the contact is there: where it is, its old values would stay.
	const empty = options.lookUp ? {} : emptied(write);
	const { input: values, mailingListIds: lists } = splitValues({ ...empty, ...write.values });
	const nobody = whyNobody(write.values);
	if (nobody) throw nobody;
	const known = options.createOnly ? await mergesInto(scene, values) : undefined;
	if (known !== undefined) {
		const warning = `The directory's merge rules recognise this person as ${known}, so nothing was created`;
		return { id: known, did: 'skipped', warnings: [warning] };
	}
	const input = scene.withEvidence(values, write.status);
	const optsOut = write.status?.status === 'optOut';
	// What an opt-out posted to a list means for the directory is not documented; so each is set where it is meant.
	const optsOutOfAll = optsOut && statusLevel === 'directory';
	const first = optsOutOfAll ? undefined : lists[0];
	const id = await post(first, { ...input, ...(optsOutOfAll && { unsubscribed: true }) }, note);
	const before = await standingBefore(scene, id, input, lists);
	scene.written.add(id);
	for (const list of first === undefined ? lists : lists.slice(1))
		await enrol(scene, id, identityOf(input, scene.mergeFields), list, note);
	if (optsOut && statusLevel === 'list') await setListStatus(scene, id, lists, true);
	if (before) return await toldAsMerged(scene, write, before, lists);
	const isByPhone = options.lookUp && options.matchFields.includes('phone');
	return { id, ...(isByPhone && { warnings: [OTHER_NOTATIONS] }) };
}

const emptied = ({ cleared = [] }: Create): Record<string, null> =>
	Object.fromEntries(cleared.map((field) => [field, null]));

/** Whom the directory would merge this contact into, as far as its rules are known. */
async function mergesInto(
	{ mergeFields, options, searchBy }: Scene,
	input: ContactInput,
): Promise<string | undefined> {
	const given = identityOf(input, mergeFields);
	// By these it was looked for already.
	if (Object.keys(given).every((field) => options.matchFields.includes(field))) return undefined;
	return (await searchBy(given))[0]?.id;
}

async function standingBefore(
	{ mergeFields, options, whole, written }: Scene,
	id: string,
	input: ContactInput,
	lists: readonly string[],
): Promise<Contact | undefined> {
	if (options.rehearsal || mergeFields.length === 0 || !options.lookUp) return undefined;
	const contact = await whole(id);
	const isKnown = contact && (written.has(id) || wasThereBefore(contact, input, lists));
	return isKnown ? contact : undefined;
}

/** What was to be created had been there, or came to be meanwhile: the fields that it was recognised by did not change. */
async function toldAsMerged(
	scene: Scene,
	write: Create,
	contact: Contact,
	lists: readonly string[],
): Promise<Written> {
	const { mergeFields, contacts, place } = scene;
	const { id } = contact;
	const present = valuesOf(contact);
	const empty = Object.fromEntries(
		Object.entries(emptied(write)).filter(([field]) => !isEmpty(present[field])),
	);
	if (Object.keys(empty).length > 0)
		await contacts.update(place, id, splitValues(empty).input, contact);
	const changes = Object.entries({ ...write.values, ...empty })
		.filter(([field]) => !mergeFields.includes(field))
		.map(([field, to]) => ({ field, from: null, to }));
	const refused = await optInAfterMerge(scene, write, contact, lists);
	const warnings = [
		`The directory's merge rules recognised this person as ${id}, which had not been found`,
		...refused,
	];
	const consent = refused.length > 0 ? { consent: 'unchanged' as const } : {};
	return { id, did: 'updated', changes, ...consent, warnings };
}

/** A new contact is opted in by itself; one that turned out to be there already may have opted out. */
async function optInAfterMerge(
	scene: Scene,
	{ status }: Create,
	contact: Contact,
	lists: readonly string[],
): Promise<string[]> {
	const { allowOptInAgain, statusLevel } = scene.options;
	const isRefused = presentStatus(contact, statusLevel, lists) === 'optedOut';
	if (status?.status !== 'optIn' || !isRefused) return [];
	if (!allowOptInAgain)
		return ['The contact has opted out and is not opted in again, since that is not switched on'];
	if (statusLevel === 'list') await setListStatus(scene, contact.id, lists, false);
	else await scene.contacts.update(scene.place, contact.id, { unsubscribed: false });
	return [];
}
