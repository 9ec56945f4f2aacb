import { addToList } from '../api/listContacts';
import { addTransaction } from '../api/transactions';
import type { ImportJob } from '../state';
import type { World } from '../world';
import { plainDate } from './contactShapes';
import { isEmail, isIdentified } from './contactBody';
import type { ContactIn } from './contactStore';
import type { Directory, MailingList, TransactionBatch } from './state';

export type Primitives = Record<string, string | number | boolean>;

export interface ImportRow extends ContactIn {
	transactionData?: Primitives;
}

export interface TransactionMeta {
	batchId: string;
	fields: string[];
}

/**
 * Rows whose keys break the rules of `transactionMeta` (contracts/qualtrics.md 5.9): their zero-based indexes go to `contacts.unprocessed`
 * and they are not imported.
 */
export function unprocessedRows(rows: ImportRow[], meta: TransactionMeta | undefined): number[] {
	return rows.flatMap(({ transactionData, embeddedData }, index) => {
		const fields = new Set(meta?.fields);
		const keys = Object.keys(transactionData ?? {});
		const isWrong =
			(transactionData !== undefined &&
				(keys.length === 0 || keys.some((key) => !fields.has(key)))) ||
			Object.keys(embeddedData ?? {}).some((key) => fields.has(key));
		return isWrong ? [index] : [];
	});
}

/** Carries out a job whose list and batch exist, filling its counts and its row report. */
export function runImport(
	world: World,
	place: { directory: Directory; list: MailingList; batch?: TransactionBatch },
	job: ImportJob,
	rows: Array<{ index: number; row: ImportRow }>,
): void {
	const { directory, list, batch } = place;
	for (const { index, row } of rows) {
		const { transactionData, ...given } = row;
		const entry: Record<string, unknown> = {
			sourceIndexId: index,
			email: given.email ?? null,
			phone: null,
		};
		job.report.push(entry);
		if (given.email && !isEmail(given.email)) job.invalidEmails.push(given.email);
		if (!isIdentified(given) || (given.email && !isEmail(given.email))) {
			job.counts.failed += 1;
			Object.assign(entry, { importStatus: 'FAILED', importStatusCode: 400, contactId: null });
			continue;
		}
		const added = addToList(world, directory, list, given, world.options.importUnsubscribed);
		job.counts[added.isNew ? 'added' : 'updated'] += 1;
		Object.assign(entry, {
			phone: added.contact.phone,
			contactId: added.contact.id,
			importStatus: added.isNew ? 'ADDED' : 'UPDATED',
			importStatusCode: 200,
			contactListContactId: added.membership.contactLookupId,
			contactListContactStatus: added.isNew ? 'ADDED' : 'UPDATED',
			contactListContactStatusCode: 200,
		});
		if (!transactionData || !batch) continue;
		const transaction = addTransaction(world, directory, {
			contactId: added.contact.id,
			mailingListId: list.mailingListId,
			transactionDate: plainDate(world.now()),
			data: transactionData,
		});
		batch.transactionIds.push(transaction.id);
		transaction.batches.add(batch.batchId);
		job.counts.transactions += 1;
		Object.assign(entry, {
			transactionId: transaction.id,
			transactionStatus: 'CREATED',
			transactionStatusCode: 200,
		});
	}
}
