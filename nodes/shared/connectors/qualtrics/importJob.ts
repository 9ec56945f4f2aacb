import { asConnectorError, ConnectorError, inDoubt } from '../../http/ConnectorError';
import { paginate } from '../../http/paginate';
import { settle } from '../../http/settle';
import { idOf, path, unanswered, type Api } from './api';
import { contactBody, type ContactInput } from './contactShapes';
import { asNumber, asRecord, asText, isRecord, type Json } from './json';
import { LIMITS } from './limits';

/** Source: contracts/qualtrics.md 5.9. `phone` is left out: the schema of this call does not have it. */
export type ImportContact = Omit<ContactInput, 'phone' | 'privateEmbeddedData'>;

export interface StartedImport {
	id: string;
	/** Positions of contacts that Qualtrics did not take. */
	unprocessed: number[];
}

export interface ImportProgress {
	isDone: boolean;
	percent: number;
	added: number;
	updated: number;
	failed: number;
	transactions: number;
}

export interface ImportRow {
	/** Position in the list that was sent. */
	index: number;
	contactId?: string;
	/** Qualtrics' words. */
	status?: string;
	statusCode?: string;
	transactionId?: string;
	transactionStatus?: string;
	contactLookupId?: string;
	listStatus?: string;
}

export interface ImportJobs {
	/** One job; the caller splits by `splitForImport`. */
	start(
		directoryId: string,
		mailingListId: string,
		contacts: readonly ImportContact[],
	): Promise<StartedImport>;
	/** Waits until the job is done. It goes on working whether or not anybody can see it: what goes wrong here leaves it in doubt. */
	finish(directoryId: string, mailingListId: string, importId: string): Promise<ImportProgress>;
	report(directoryId: string, importId: string): AsyncIterable<ImportRow>;
}

const POLL_MS = [1000, 2000, 4000, 8000, 15_000] as const;
const LONGEST_IMPORT_MS = 2 * 60 * 60 * 1000;

export const createImportJobs = (api: Api): ImportJobs => {
	const progress = async (
		directoryId: string,
		mailingListId: string,
		importId: string,
	): Promise<ImportProgress> => {
		const result = await api.result({
			method: 'GET',
			path: path`/directories/${directoryId}/mailinglists/${mailingListId}/transactioncontacts/${importId}`,
			resource: 'importStatus',
			subject: `import ${importId}`,
		});
		return toProgress(result);
	};

	const untilDone = async (
		directoryId: string,
		mailingListId: string,
		importId: string,
	): Promise<ImportProgress> => {
		const deadline = api.runtime.clock.now() + LONGEST_IMPORT_MS;
		for (let poll = 0; ; poll += 1) {
			const state = await progress(directoryId, mailingListId, importId);
			if (state.isDone) return state;
			if (api.runtime.clock.now() > deadline) {
				throw new ConnectorError(
					'unavailable',
					`Import ${importId} did not finish within two hours`,
				);
			}
			await api.requester.wait(POLL_MS[Math.min(poll, POLL_MS.length - 1)]);
		}
	};

	return {
		async start(directoryId, mailingListId, contacts) {
			const subject = `the import into mailing list ${mailingListId}`;
			const result = await api.result({
				method: 'POST',
				path: path`/directories/${directoryId}/mailinglists/${mailingListId}/transactioncontacts`,
				body: { contacts: contacts.map(importBody) },
				resource: 'importStart',
				subject,
			});
			const { unprocessed } = asRecord(result.contacts);
			return { id: idOf(result, subject), unprocessed: positions(unprocessed) };
		},
		async finish(directoryId, mailingListId, importId) {
			const ended = await settle(untilDone(directoryId, mailingListId, importId));
			if (!ended.ok) throw inDoubt(asConnectorError(ended.error));
			return checked(ended.value, importId);
		},
		report: (directoryId, importId) =>
			paginate(
				async (skipToken) => {
					const subject = `the report of import ${importId}`;
					const { body } = await api.send({
						method: 'GET',
						path: path`/directories/${directoryId}/imports/api-import/jobs/${importId}/report`,
						query: { skipToken },
						resource: 'importStatus',
						subject,
					});
					return reportPage(body, subject);
				},
				{ cancel: api.runtime.cancel },
			),
	};
};

const importBody = (contact: ImportContact): Json =>
	contactBody({ ...contact, phone: undefined }, 'directory');

const positions = (value: unknown): number[] =>
	(Array.isArray(value) ? (value as unknown[]) : []).flatMap(
		(entry) => asNumber(isRecord(entry) ? (entry.index ?? entry.sourceIndexId) : entry) ?? [],
	);

const toProgress = (result: Json): ImportProgress => {
	const contacts = asRecord(asRecord(result.contacts).count);
	const percent = asNumber(result.percentComplete) ?? 0;
	const status = asText(result.status)?.toLowerCase();
	return {
		isDone: status === undefined ? percent >= 100 : /^(complete|completed|failed)$/.test(status),
		percent,
		added: asNumber(contacts.added) ?? 0,
		updated: asNumber(contacts.updated) ?? 0,
		failed: asNumber(contacts.failed) ?? 0,
		transactions: asNumber(asRecord(asRecord(result.transactions).count).created) ?? 0,
	};
};

/** Done with nothing counted means that directory, list or batch do not exist (contracts/qualtrics.md 5.9). */
const checked = (state: ImportProgress, importId: string): ImportProgress => {
	if (state.added + state.updated + state.failed > 0) return state;
	throw new ConnectorError('notFound', `Import ${importId} ended without taking a single contact`, {
		hint: 'The directory, the mailing list or the transaction batch does not exist.',
	});
};

/** This one answers with `results`, and with it on the top level. */
const reportPage = (body: unknown, subject: string): { items: ImportRow[]; next?: string } => {
	const root = asRecord(body);
	const results = root.results ?? root.result;
	if (!isRecord(results)) throw unanswered(subject);
	const entries = Array.isArray(results.importReportEntries) ? results.importReportEntries : [];
	return {
		items: entries.filter(isRecord).flatMap(toRow),
		next: asText(results.skipToken) ?? asText(root.skipToken),
	};
};

const toRow = (entry: Json): ImportRow[] => {
	const index = asNumber(entry.sourceIndexId);
	if (index === undefined) return [];
	return [
		{
			index,
			contactId: asText(entry.contactId),
			status: asText(entry.importStatus),
			statusCode: asText(entry.importStatusCode),
			transactionId: asText(entry.transactionId),
			transactionStatus: asText(entry.transactionStatus),
			contactLookupId: asText(entry.contactListContactId),
			listStatus: asText(entry.contactListContactStatus),
		},
	];
};

/** Parts that each fit into one job: at most 10,000 contacts and 5 MB. `[from, to)` positions. */
export const splitForImport = (contacts: readonly ImportContact[]): Array<[number, number]> => {
	const parts: Array<[number, number]> = [];
	// Room for the frame around the contacts and the list of transaction fields.
	const room = LIMITS.bytesPerImport - 64 * 1024;
	let from = 0;
	let bytes = 0;
	contacts.forEach((contact, index) => {
		const size = Buffer.byteLength(JSON.stringify(contact)) + 1;
		if (index > from && (bytes + size > room || index - from >= LIMITS.contactsPerImport)) {
			parts.push([from, index]);
			from = index;
			bytes = 0;
		}
		bytes += size;
	});
	if (contacts.length > from) parts.push([from, contacts.length]);
	return parts;
};
