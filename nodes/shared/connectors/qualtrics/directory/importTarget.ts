import { isConnectorError } from '../../../http/ConnectorError';
import type { DryWritten, RecordTarget, RecordWrite, Written } from '../../../records';
import type { Qualtrics } from '../client';
import type { ImportContact } from '../importJob';
import { splitValues, whyNobody } from './contactValues';
import type { DirectoryOptions } from './DirectoryOptions';
import { addLookupId, type RunMemory } from './directoryRun';
import { importContacts } from './importContacts';

/**
 * Many contacts at once through the bulk import job: nobody is looked for, and the job's row report says who was created.
 * Source: contracts/qualtrics.md 5.9.
 */
export function createImportTarget(
	{ importJobs }: Pick<Qualtrics, 'importJobs'>,
	{ directory, mailingListIds }: DirectoryOptions,
	memory: RunMemory,
): RecordTarget {
	return {
		keysAreUnique: true,
		// The job's own limits cut the run (importJob.ts).
		batchSize: Infinity,
		find: async (keys) => await Promise.resolve(keys.map(() => [])),
		async write(writes) {
			const rows = writes.map(rowOf);
			const named = rows.filter((row) => whyNobody({ ...row }) === undefined);
			const answers = await importContacts(importJobs, directory.id, mailingListIds, named);
			const byRow = new Map(named.map((row, index) => [row, answers[index]]));
			return rows.map((row) => {
				const answer = byRow.get(row) ?? whyNobody({ ...row })!;
				if (isConnectorError(answer)) return answer;
				const { id, status, lookupIds } = answer;
				addLookupId(memory, id, lookupIds);
				return { id, did: status, changes: [] } satisfies Written;
			});
		},
		dryRun: async (writes) =>
			await Promise.resolve(
				writes.map((write) => {
					const row = rowOf(write);
					const requests = mailingListIds.map((list) => ({
						method: 'POST',
						path: `/API/v3/directories/${directory.id}/mailinglists/${list}/transactioncontacts`,
						// Each contact's row in the request that carries them all.
						body: { contacts: [row] },
					}));
					const done: DryWritten = { did: 'createdOrUpdated', changes: [], requests };
					return whyNobody({ ...row }) ?? done;
				}),
			),
	};
}

/**
 * Contacts with a phone go another way; where it is empty nothing is lost. An address goes out as it was given: whether it is
 * one is for Qualtrics to say, row by row.
 */
function rowOf(write: RecordWrite): ImportContact {
	if (write.kind === 'update') return {};
	const { cleared = [], key, values } = write;
	const empty = cleared.map((field): [string, unknown] => [field, null]);
	const sent = [...empty, ...Object.entries({ ...values, ...key?.asGiven })];
	return splitValues(Object.fromEntries(sent.filter(([field]) => field !== 'phone'))).input;
}
