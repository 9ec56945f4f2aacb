import { asConnectorError, ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import type { RecordTarget, RecordWrite, Written } from '../../records';
import type { JobStatus } from './batchJobs';
import type { ContactCard } from './cards';
import type { SalesManago } from './client';
import { isAsSent, valuesOf } from './contactValues';
import { conflictsAmong } from './policies';
import { isIdle, labelOf, payloadOfWrite, type Payload } from './payload';
import { batchEntryOf, type BatchEntry } from './requests';
import type { ContactTargetOptions } from './targetOptions';

interface Sent {
	/** Position among the writes. */
	index: number;
	write: RecordWrite;
	payload: Payload;
	entry: BatchEntry;
}

/**
 * Many contacts in one job. What became of each is in a file on a host of SALESmanago's choice, so the contacts are read back
 * instead: what is not there as it was sent is that contact's error.
 */
export function createBatchWriter(
	salesmanago: SalesManago,
	options: ContactTargetOptions,
	single: (write: RecordWrite) => Promise<Written>,
	/** Takes the job of every contact, by contact id. */
	jobs: Map<string, JobStatus>,
): RecordTarget['write'] {
	return async (writes) => {
		const results = new Array<Written | ConnectorError>(writes.length);
		const conflicts = await conflictsAmong(
			salesmanago.contacts,
			writes.map((write) => (write.kind === 'update' ? write : undefined)),
		);
		const entries: Sent[] = [];
		for (const [index, write] of writes.entries()) {
			const payload = payloadOfWrite(write, options);
			const conflict = conflicts[index];
			if (conflict) results[index] = conflict;
			else if (isConnectorError(payload)) results[index] = payload;
			else if (write.kind === 'update' && isIdle(payload))
				results[index] = { id: write.record.id, did: 'unchanged', warnings: payload.warnings };
			else {
				const entry = batchEntryOf(write, payload);
				if (entry) entries.push({ index, write, payload, entry });
				else results[index] = await one(single, write);
			}
		}
		if (entries.length === 0) return results;
		const done = await settle(carryOut(salesmanago, options, entries));
		entries.forEach(({ index }, position) => {
			// What went singly, or was refused before, stands whatever became of the job.
			results[index] = done.ok ? done.value.results[position] : asConnectorError(done.error);
		});
		if (done.ok)
			for (const result of done.value.results)
				if (!isConnectorError(result)) jobs.set(result.id, done.value.job);
		return results;
	};
}

const one = async (
	single: (write: RecordWrite) => Promise<Written>,
	write: RecordWrite,
): Promise<Written | ConnectorError> => {
	const done = await settle(single(write));
	return done.ok ? done.value : asConnectorError(done.error);
};

async function carryOut(
	{ contacts, batchJobs }: SalesManago,
	{ fireEvents }: ContactTargetOptions,
	entries: Sent[],
): Promise<{ job: JobStatus; results: Array<Written | ConnectorError> }> {
	const requestId = await batchJobs.start(
		entries.map(({ entry }) => entry.detail),
		{ fireEvents },
	);
	const emails = entries.map(({ payload, entry }) => payload.email ?? entry.email);
	const seen = await settle(
		batchJobs
			.finish(requestId)
			.then(async (job) => ({ job, cards: await contacts.findByEmail(emails) })),
	);
	if (!seen.ok) throw unseen(requestId, asConnectorError(seen.error));
	const { job, cards } = seen.value;
	const byEmail = new Map(cards.map((card) => [card.email?.toLowerCase(), card]));
	const results = entries.map((sent, position) =>
		resultOf(sent, byEmail.get(emails[position].toLowerCase()), requestId),
	);
	return { job, results };
}

/** The job was taken: whatever goes wrong from there on, the contacts may have been written. */
const unseen = (
	requestId: string,
	{ kind, message, hint, status, code, requestId: id, logText }: ConnectorError,
): ConnectorError =>
	new ConnectorError(
		kind === 'cancelled' || kind === 'auth' ? kind : 'unavailable',
		`SALESmanago took the job ${requestId}, and what became of it could not be read: ${message}`,
		{ hint, status, code, requestId: id, logText, outcomeUnknown: true },
	);

function resultOf(
	{ write, payload }: Sent,
	card: ContactCard | undefined,
	requestId: string,
): Written | ConnectorError {
	const values = card && valuesOf(card);
	const wanted =
		write.kind === 'create'
			? Object.entries(write.values)
			: write.changes.map(({ field, to }) => [field, to] as const);
	const shown = wanted
		.filter(([field]) => payload.sent.includes(field))
		.map(([field, to]) => [field, values ? isAsSent(field, values[field] ?? null, to) : false]);
	const isThere =
		card !== undefined && shown.every(([, is]) => is !== false) && hasStatus(payload, card);
	if (!isThere) {
		return new ConnectorError(
			'input',
			`SALESmanago finished the job ${requestId} without taking this contact`,
			{ hint: 'Write it singly to learn the reason.' },
		);
	}
	const changes =
		write.kind === 'update'
			? write.changes.filter(({ field }) => payload.sent.includes(field))
			: undefined;
	const hidden = shown.flatMap(([field, is]) => (is === 'unknown' ? [labelOf(String(field))] : []));
	const warnings = [...payload.warnings, ...(hidden.length > 0 ? [notShown(hidden)] : [])];
	return { id: card.id, warnings, ...(changes && { changes }) };
}

const notShown = (fields: string[]): string =>
	`${fields.join(', ')} ${fields.length > 1 ? 'were' : 'was'} sent with a job that SALESmanago finished; the contact's card does not show ${fields.length > 1 ? 'them' : 'it'}, so it cannot be seen whether the value was kept`;

const hasStatus = ({ root }: Payload, { optedOut }: ContactCard): boolean =>
	optedOut === undefined ||
	(root.forceOptIn === true ? !optedOut : root.forceOptOut === true ? optedOut : true);
