import { isConnectorError, type ConnectorError } from '../../../http/ConnectorError';
import { runPool, type PoolOutcome } from '../../../http/runPool';
import { settle } from '../../../http/settle';
import type { RecordTarget, RecordWrite, Written } from '../../../records';
import type { Qualtrics } from '../client';
import { CONCURRENT_REQUESTS } from '../limits';
import { createContact, type Create } from './createContact';
import { asConnectorError, cancelled } from './failures';
import { findContacts } from './findContacts';
import { createScene, type ContactTargetOptions, type Scene, type WriteNote } from './scene';
import { updateContact } from './updateContact';

export interface ContactTarget extends RecordTarget {
	noteOf(write: RecordWrite): WriteNote | undefined;
}

const BATCH_SIZE = 50;

/** XM Directory as the records floor sees it: requests go out side by side within a batch. Source: contracts/qualtrics.md 5.3 to 5.8. */
export function createContactTarget(
	qualtrics: Pick<Qualtrics, 'contacts'>,
	options: ContactTargetOptions,
): ContactTarget {
	const { cancel, matchBy, rehearsal } = options;
	const scene = createScene(qualtrics, options);
	const notes = new WeakMap<RecordWrite, WriteNote>();
	const width = rehearsal ? 1 : CONCURRENT_REQUESTS;

	const attempt = async (write: RecordWrite): Promise<Written> => {
		const note: WriteNote = { lookupIds: {}, requests: [] };
		notes.set(write, note);
		rehearsal?.take();
		const work =
			write.kind === 'create'
				? createContact(scene, write, note)
				: updateContact(scene, write, note);
		const done = await settle(work);
		note.requests = rehearsal?.take() ?? [];
		if (done.ok) return done.value;
		const found =
			write.kind === 'create' ? await foundAfterSilence(scene, write, done.error) : undefined;
		if (found) return found;
		throw done.error;
	};

	return {
		keysAreUnique: matchBy === 'rules' || isMergedBy(scene),
		batchSize: BATCH_SIZE,
		find: async (keys) =>
			answersOf(
				await runPool(keys, width, async (key) => await findContacts(scene, key), { cancel }),
			),
		write: async (writes) => answersOf(await runPool(writes, width, attempt, { cancel })),
		noteOf: (write) => notes.get(write),
	};
}

/** The directory's only merge field is among those matched by, so it never keeps two such contacts. */
const isMergedBy = ({ mergeFields, options }: Scene): boolean =>
	mergeFields.length === 1 && options.matchFields.includes(mergeFields[0]);

/** No answer came to a creation that must not be sent twice: whether it happened can be looked up. */
async function foundAfterSilence(
	{ searchBy }: Scene,
	{ key }: Create,
	error: unknown,
): Promise<Written | undefined> {
	if (!key || !isConnectorError(error) || error.outcomeUnknown !== true) return undefined;
	const found = await settle(searchBy(key.values));
	const [contact] = found.ok ? found.value : [];
	if (!contact) return undefined;
	const warning = 'No answer came to the creation; the contact was found afterwards';
	return { id: contact.id, warnings: [warning] };
}

const answersOf = <T>(outcomes: Array<PoolOutcome<T>>): Array<T | ConnectorError> =>
	outcomes.map((outcome) => {
		if (outcome.status === 'done') return outcome.value;
		return outcome.status === 'failed' ? asConnectorError(outcome.error) : cancelled();
	});
