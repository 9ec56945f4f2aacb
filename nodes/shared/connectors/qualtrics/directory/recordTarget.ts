import { answersInPool } from '../../../http/answers';
import type { DryWritten, RecordTarget, RecordWrite, Written } from '../../../records';
import type { Qualtrics } from '../client';
import { CONCURRENT_REQUESTS } from '../limits';
import { createContact } from './createContact';
import { appendTo, shapeOf } from './contactValues';
import type { DirectoryOptions } from './DirectoryOptions';
import {
	createDirectoryRun,
	createRunMemory,
	type DirectoryRun,
	type RunMemory,
} from './directoryRun';
import { findContacts } from './findContacts';
import { NEW_CONTACT, type DryRunRecorder } from './dryRunRecorder';
import { updateContact } from './updateContact';

const BATCH_SIZE = 50;

/** XM Directory as the records floor sees it: requests go out side by side within a batch. Source: contracts/qualtrics.md 5.3 to 5.8. */
export function createDirectoryRecordTarget(
	qualtrics: Pick<Qualtrics, 'contacts'>,
	options: DirectoryOptions,
	memory: RunMemory = createRunMemory(),
): RecordTarget {
	const { cancel, dryRun } = options;
	const run = createDirectoryRun(qualtrics, options, memory);
	const inPool = async <T, R>(entries: T[], work: (entry: T) => Promise<R>) =>
		await answersInPool(entries, dryRun ? 1 : CONCURRENT_REQUESTS, work, cancel);

	return {
		keysAreUnique: run.isByRules || isMergedBy(run),
		batchSize: BATCH_SIZE,
		append: appendTo,
		shapeOf,
		find: async (keys) => await inPool(keys, async (key) => await findContacts(run, key)),
		write: async (writes) => await inPool(writes, async (write) => await writeContact(run, write)),
		...(dryRun && { dryRun: async (writes) => await inPool(writes, dryRunOf(run, dryRun)) }),
	};
}

/** The directory's only merge field is among those matched by, so it never keeps two such contacts. */
const isMergedBy = ({ mergeFields, matchFields }: DirectoryRun): boolean =>
	mergeFields.length === 1 && matchFields.includes(mergeFields[0]);

/** What goes out is written down instead, one contact after the other. */
const dryRunOf =
	(run: DirectoryRun, dryRun: DryRunRecorder) =>
	async (write: RecordWrite): Promise<DryWritten> => {
		dryRun.take();
		const { id, ...written } = await writeContact(run, write);
		return { ...(id !== NEW_CONTACT && { id }), ...written, requests: dryRun.take() };
	};

async function writeContact(run: DirectoryRun, write: RecordWrite): Promise<Written> {
	if (write.kind === 'update') return await updateContact(run, write);
	const created = await createContact(run, write);
	if (created.did === 'skipped') return created;
	return {
		...created,
		...(!run.lookUp && { did: 'createdOrUpdated' as const, changes: [] }),
		warnings: [...(created.warnings ?? []), ...keyless(run)],
	};
}

/** Qualtrics adds whom it cannot compare as a new contact, and does so again in the next run. */
function keyless({ isByRules, matchFields, mergeFields }: DirectoryRun): string[] {
	if (!isByRules || matchFields.length > 0) return [];
	return [
		mergeFields.length === 0
			? 'This directory merges no contacts: running again adds the contact again'
			: `None of the fields by which the directory merges (${mergeFields.join(', ')}) has a value: running again adds the contact again`,
	];
}
