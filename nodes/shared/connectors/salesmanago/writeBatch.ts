import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import type { RecordTarget, RecordWrite, Written } from '../../upsert';
import type { ContactCard } from './cards';
import type { SalesManago } from './client';
import { sameValue, valuesOf } from './contactValues';
import { asConnectorError } from './failures';
import type { Json } from './json';
import { isIdle, payloadOfWrite, type Payload } from './payload';
import type { ContactTargetOptions } from './targetOptions';

interface Entry {
	/** Position among the writes. */
	index: number;
	write: RecordWrite;
	payload: Payload;
	/** The address the contact has now. */
	email: string;
}

/**
 * Many contacts in one job. What became of each is in a file on a host of SALESmanago's choice, so the contacts are read back
 * instead: what is not there as it was sent is that contact's error.
 */
export function createBatchWriter(
	salesmanago: SalesManago,
	options: ContactTargetOptions,
	single: (write: RecordWrite) => Promise<Written>,
): RecordTarget['write'] {
	return async (writes) => {
		const results = new Array<Written | ConnectorError>(writes.length);
		const entries: Entry[] = [];
		for (const [index, write] of writes.entries()) {
			const payload = payloadOfWrite(write, options);
			if (isConnectorError(payload)) results[index] = payload;
			else if (write.kind === 'update' && isIdle(payload))
				results[index] = { id: write.record.id, did: 'unchanged', warnings: payload.warnings };
			else {
				const entry = entryOf(index, write, payload);
				if (entry) entries.push(entry);
				else results[index] = await one(single, write);
			}
		}
		if (entries.length > 0) await carryOut(salesmanago, options, entries, results);
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

/** A batch knows no consent details, and a contact by its address alone; such contacts go singly. */
function entryOf(index: number, write: RecordWrite, payload: Payload): Entry | undefined {
	const present = write.kind === 'update' ? write.record.values.email : payload.email;
	const isFit = payload.root.consentDetails === undefined && typeof present === 'string';
	return isFit ? { index, write, payload, email: present } : undefined;
}

const detailOf = ({ write, payload, email }: Entry): Json => {
	const isMoved = write.kind === 'update' && payload.email !== undefined && payload.email !== email;
	return {
		contact: { email, ...payload.contact },
		...payload.root,
		...(isMoved && { newEmail: payload.email }),
	};
};

async function carryOut(
	{ contacts, batchJobs }: SalesManago,
	{ fireEvents }: ContactTargetOptions,
	entries: Entry[],
	results: Array<Written | ConnectorError>,
): Promise<void> {
	const requestId = await batchJobs.start(entries.map(detailOf), { fireEvents });
	await batchJobs.finish(requestId);
	const emails = entries.map(({ payload, email }) => payload.email ?? email);
	const cards = await contacts.findByEmail(emails);
	const byEmail = new Map(cards.map((card) => [card.email?.toLowerCase(), card]));
	entries.forEach((entry, position) => {
		results[entry.index] = resultOf(entry, byEmail.get(emails[position]), requestId);
	});
}

function resultOf(
	{ write, payload }: Entry,
	card: ContactCard | undefined,
	requestId: string,
): Written | ConnectorError {
	const values = card && valuesOf(card);
	const wanted =
		write.kind === 'create'
			? Object.entries(write.values)
			: write.changes.map(({ field, to }) => [field, to] as const);
	const isThere =
		values !== undefined &&
		wanted.every(
			([field, to]) => !payload.sent.includes(field) || sameValue(field, values[field] ?? null, to),
		) &&
		hasStatus(payload, card!);
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
	return { id: card!.id, warnings: payload.warnings, ...(changes && { changes }) };
}

const hasStatus = ({ root }: Payload, { optedOut }: ContactCard): boolean =>
	optedOut === undefined ||
	(root.forceOptIn === true ? !optedOut : root.forceOptOut === true ? optedOut : true);
