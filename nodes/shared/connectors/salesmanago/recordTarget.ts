import { answersInPool } from '../../http/answers';
import { asConnectorError, ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import type {
	FoundRecord,
	RecordTarget,
	RecordUpdate,
	RecordWrite,
	RequestPreview,
	Written,
} from '../../records';
import type { JobStatus } from './batchJobs';
import type { ContactCard } from './cards';
import type { SalesManago } from './client';
import { presentStatus, readEmail, sameValue, shapeOf, valuesOf } from './contactValues';
import { CONCURRENT_REQUESTS, LIMITS } from './limits';
import { appendTo, conflictsAmong, isShown } from './policies';
import { previewOf, requestOf } from './requests';
import type { ContactTargetOptions } from './targetOptions';
import { createBatchWriter } from './writeBatch';

/** Contacts of SALESmanago as the records floor sees them: one card for each e-mail address. Source: contracts/salesmanago.md 3 to 5. */
export interface ContactTarget extends RecordTarget {
	/** The request that each write would send: for dry runs. */
	preview(writes: readonly RecordWrite[]): Array<RequestPreview | ConnectorError>;
	/** The job that the contact went out in. */
	jobOf(contactId: string): JobStatus | undefined;
	/** Whether contacts go out in jobs. */
	readonly isBatch: boolean;
}

export function createSalesManagoRecordTarget(
	salesmanago: SalesManago,
	options: ContactTargetOptions,
): ContactTarget {
	const { contacts } = salesmanago;
	const { cancel, matchBy, operation, mode } = options;
	const isBatch = mode === 'batch' && operation === 'createOrUpdate' && matchBy === 'email';
	const one = async (write: RecordWrite): Promise<Written> =>
		write.kind === 'create'
			? await create(salesmanago, write, options)
			: await update(salesmanago, write, options);
	const jobs = new Map<string, JobStatus>();

	return {
		keysAreUnique: true,
		isBatch,
		batchSize: isBatch
			? (options.contactsPerJob ?? LIMITS.contactsPerBatch)
			: LIMITS.contactsPerRead,
		sameValue,
		append: appendTo,
		shapeOf,
		isShown,
		preview: (writes) => writes.map((write) => previewOf(write, options, isBatch)),
		jobOf: (contactId) => jobs.get(contactId),
		async find(keys) {
			const names = keys.map(({ values }) => values[matchBy]?.trim() ?? '');
			const wanted = matchBy === 'email' ? names.map((name) => name.toLowerCase()) : names;
			const asked = wanted.filter(
				(name) => matchBy !== 'email' || typeof readEmail(name) === 'string',
			);
			const cards =
				matchBy === 'email'
					? await contacts.findByEmail(asked)
					: await contacts.findById(asked.filter((name) => name !== ''));
			const keyOf = (card: ContactCard) =>
				(matchBy === 'email' ? card.email : card.id)?.trim().toLowerCase();
			const byKey = new Map(cards.map((card) => [keyOf(card), card]));
			return wanted.map((name) => {
				const card = byKey.get(name.toLowerCase());
				return card ? [recordOf(card, options)] : [];
			});
		},
		write: isBatch
			? createBatchWriter(salesmanago, options, one, jobs)
			: async (writes) => await answersInPool(writes, CONCURRENT_REQUESTS, one, cancel),
	};
}

function recordOf(card: ContactCard, { dateField }: ContactTargetOptions): FoundRecord {
	const values = valuesOf(card);
	return {
		id: card.id,
		values,
		status: presentStatus(card),
		...(dateField !== undefined && { date: values[dateField] }),
	};
}

type Create = Extract<RecordWrite, { kind: 'create' }>;

async function create(
	{ contacts }: SalesManago,
	write: Create,
	options: ContactTargetOptions,
): Promise<Written> {
	const request = requestOf(write, options);
	if (isConnectorError(request)) throw request;
	const { body, payload } = request;
	const { email = '', warnings } = payload;
	if (options.operation === 'create') return await insert(contacts, email, body, warnings);
	// An upsert does not tell whether it created; a contact that came to be meanwhile is to be compared first.
	if ((await contacts.hasContact(email)) !== undefined) throw existsMeanwhile();
	const written = await contacts.upsert(body);
	return { id: written.id, warnings: [...warnings, ...written.warnings] };
}

/** Never writes to a contact that is there. A refusal is asked after, since its words are not documented. */
async function insert(
	contacts: SalesManago['contacts'],
	email: string,
	body: Record<string, unknown>,
	warnings: string[],
): Promise<Written> {
	const done = await settle(contacts.insert(body));
	if (done.ok) return { id: done.value.id, warnings: [...warnings, ...done.value.warnings] };
	const error = asConnectorError(done.error);
	if (error.kind !== 'input' && error.outcomeUnknown !== true) throw error;
	const found = await settle(contacts.hasContact(email));
	if (!found.ok || found.value === undefined) throw error;
	if (error.outcomeUnknown !== true) throw existsMeanwhile();
	return {
		id: found.value,
		warnings: [...warnings, 'The create request timed out, but the contact exists: it was created'],
	};
}

async function update(
	{ contacts }: SalesManago,
	write: RecordUpdate,
	options: ContactTargetOptions,
): Promise<Written> {
	const request = requestOf(write, options);
	if (isConnectorError(request)) throw request;
	const { body, payload, isIdle } = request;
	const { warnings } = payload;
	const { id } = write.record;
	const changes = write.changes.filter(({ field }) => payload.sent.includes(field));
	if (isIdle) return { id, did: 'unchanged', warnings };
	const [conflict] = await conflictsAmong(contacts, [write]);
	if (conflict) throw conflict;
	const done = await settle(contacts.update(body));
	if (done.ok) return { id, changes, warnings: [...warnings, ...done.value.warnings] };
	const error = asConnectorError(done.error);
	if (error.kind !== 'input') throw error;
	const still = await settle(contacts.findById([id]));
	if (still.ok && still.value.length === 0) throw goneMeanwhile();
	throw error;
}

const existsMeanwhile = (): ConnectorError =>
	new ConnectorError('conflict', 'Somebody else created the contact meanwhile');

const goneMeanwhile = (): ConnectorError =>
	new ConnectorError('notFound', 'The contact was deleted meanwhile');
