import { asConnectorError, ConnectorError, inDoubt } from '../../../http/ConnectorError';
import { settle } from '../../../http/settle';
import { asCode } from '../../../http/vendorText';
import { unfinished } from '../../../records';
import type { Qualtrics } from '../client';
import { splitForImport, type ImportContact, type ImportRow } from '../importJob';
import { notInList } from './lists';

export interface ImportedContact {
	status: 'created' | 'updated' | 'createdOrUpdated';
	id: string;
	/** `CGC_…` by mailing list. */
	lookupIds: Record<string, string>;
}

type Answer = ImportedContact | ConnectorError;

/**
 * Puts contacts into lists by bulk import jobs and gives one answer for each, from the jobs' row reports. One job at a time per
 * list, as Qualtrics advises; the directory's rules decide who is the same person. Source: contracts/qualtrics.md 5.9.
 */
export async function importContacts(
	importJobs: Qualtrics['importJobs'],
	directoryId: string,
	mailingListIds: readonly string[],
	contacts: readonly ImportContact[],
): Promise<Answer[]> {
	const answers: Array<Answer | undefined> = contacts.map(() => undefined);
	for (const list of mailingListIds) {
		for (const [from, to] of splitForImport(contacts)) {
			const open = [...contacts.keys()]
				.slice(from, to)
				.filter((index) => !(answers[index] instanceof ConnectorError));
			if (open.length === 0) continue;
			const part = open.map((index) => contacts[index]);
			const done = await settle(runJob(importJobs, directoryId, list, part));
			open.forEach((index, position) => {
				const answer = done.ok ? done.value[position] : asConnectorError(done.error);
				answers[index] = joined(answers[index], answer, list);
			});
		}
	}
	return answers as Answer[];
}

async function runJob(
	importJobs: Qualtrics['importJobs'],
	directoryId: string,
	mailingListId: string,
	contacts: ImportContact[],
): Promise<Answer[]> {
	const { id, unprocessed } = await importJobs.start(directoryId, mailingListId, contacts);
	const answers = contacts.map((): Answer | undefined => undefined);
	for (const index of unprocessed) answers[index] = refused('it was not taken into the import');
	if (unprocessed.length < contacts.length) {
		await importJobs.finish(directoryId, mailingListId, id);
		const read = await settle(
			(async () => {
				for await (const row of importJobs.report(directoryId, id))
					answers[row.index] = answerOf(row, mailingListId);
			})(),
		);
		// The job is over: what its report did not get to tell may have been written.
		if (!read.ok) return answers.map((answer) => answer ?? inDoubt(asConnectorError(read.error)));
	}
	return answers.map((answer) => answer ?? unreported(id));
}

const STATUSES: ReadonlyArray<[RegExp, ImportedContact['status']]> = [
	[/^(add|creat|new)/i, 'created'],
	[/^(updat|merg|exist|dupl)/i, 'updated'],
	[/^(success|complete|ok)/i, 'createdOrUpdated'],
];

function answerOf(row: ImportRow, mailingListId: string): Answer {
	const [, status] = STATUSES.find(([words]) => words.test(row.status ?? '')) ?? [];
	if (status === undefined || row.contactId === undefined)
		return refused(asCode(row.statusCode) ?? asCode(row.status) ?? '');
	const { contactId: id, contactLookupId } = row;
	return { status, id, lookupIds: contactLookupId ? { [mailingListId]: contactLookupId } : {} };
}

const refused = (words: string): ConnectorError =>
	new ConnectorError('input', `Qualtrics did not import this contact${words && `: ${words}`}`, {
		hint: 'Check its email address and the other values.',
	});

const unreported = (importId: string): ConnectorError =>
	new ConnectorError('unexpected', `The report of import ${importId} does not name this contact`, {
		hint: 'Look in the directory whether it was written.',
		outcomeUnknown: true,
	});

/** The first list tells whether the contact is new; every list adds its membership. */
function joined(before: Answer | undefined, now: Answer, mailingListId: string): Answer {
	if (before === undefined || before instanceof ConnectorError) return now;
	if (now instanceof ConnectorError)
		return unfinished(`Contact ${before.id}`, notInList(mailingListId), now);
	return { ...before, lookupIds: { ...before.lookupIds, ...now.lookupIds } };
}
