import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { runPool } from '../../http/runPool';
import { settle } from '../../http/settle';
import type { FoundRecord, RecordTarget, RecordWrite, Written } from '../../upsert';
import type { ContactCard } from './cards';
import type { SalesManago } from './client';
import { presentStatus, readEmail, sameValue, valuesOf } from './contactValues';
import { answersOf, asConnectorError } from './failures';
import { CONCURRENT_REQUESTS, LIMITS } from './limits';
import { isIdle, payloadOfWrite } from './payload';
import type { ContactTargetOptions } from './targetOptions';
import { createBatchWriter } from './writeBatch';

/** Contacts of SALESmanago as the upsert floor sees them: one card for each e-mail address. Source: salesmanago.md 3 to 5. */
export function createContactTarget(
	salesmanago: SalesManago,
	options: ContactTargetOptions,
): RecordTarget {
	const { contacts } = salesmanago;
	const { cancel, matchBy, operation, mode } = options;
	const isBatch = mode === 'batch' && operation === 'createOrUpdate' && matchBy === 'email';
	const one = async (write: RecordWrite): Promise<Written> =>
		write.kind === 'create'
			? await create(salesmanago, write, options)
			: await update(salesmanago, write, options);

	return {
		keysAreUnique: true,
		batchSize: isBatch ? LIMITS.contactsPerBatch : LIMITS.contactsPerRead,
		sameValue,
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
			? createBatchWriter(salesmanago, options, one)
			: async (writes) => answersOf(await runPool(writes, CONCURRENT_REQUESTS, one, { cancel })),
	};
}

export function recordOf(card: ContactCard, { dateField }: ContactTargetOptions): FoundRecord {
	const values = valuesOf(card);
	return {
		id: card.id,
		values,
		status: presentStatus(card),
		...(dateField !== undefined && { date: values[dateField] }),
	};
}

type Create = Extract<RecordWrite, { kind: 'create' }>;
type Update = Extract<RecordWrite, { kind: 'update' }>;

/** What every single call says: answer when done, send no confirmation mail, leave the scores of tags alone. */
const QUIETLY = { async: false, useApiDoubleOptIn: false, tagScoring: false };

async function create(
	{ contacts }: SalesManago,
	write: Create,
	options: ContactTargetOptions,
): Promise<Written> {
	const payload = payloadOfWrite(write, options);
	if (isConnectorError(payload)) throw payload;
	const { email, contact, root, warnings } = payload;
	if (email === undefined || options.matchBy === 'contactId') throw nameless();
	const body = { ...QUIETLY, contact: { email, ...contact }, ...root };
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
		warnings: [...warnings, 'No answer came to the creation; the contact was found afterwards'],
	};
}

async function update(
	{ contacts }: SalesManago,
	write: Update,
	options: ContactTargetOptions,
): Promise<Written> {
	const payload = payloadOfWrite(write, options);
	if (isConnectorError(payload)) throw payload;
	const { contact, root, email, warnings } = payload;
	const { id, values } = write.record;
	const changes = write.changes.filter(({ field }) => payload.sent.includes(field));
	if (isIdle(payload)) return { id, did: 'unchanged', warnings };
	const address = typeof values.email === 'string' ? values.email : undefined;
	const body = {
		...QUIETLY,
		// Every card has an address; the id stands in where it is not shown.
		...(address === undefined ? { contactId: id } : { email: address }),
		contact,
		...root,
		...(email !== undefined && email !== address && { newEmail: email }),
	};
	const done = await settle(contacts.update(body));
	if (done.ok) return { id, changes, warnings: [...warnings, ...done.value.warnings] };
	const error = asConnectorError(done.error);
	if (error.kind !== 'input') throw error;
	const still = await settle(contacts.findById([id]));
	if (still.ok && still.value.length === 0) throw goneMeanwhile();
	throw error;
}

const nameless = (): ConnectorError =>
	new ConnectorError('input', 'SALESmanago creates a contact by its e-mail address alone', {
		hint: 'Map the e-mail address, or choose to update only.',
	});

const existsMeanwhile = (): ConnectorError =>
	new ConnectorError('conflict', 'Somebody else created the contact meanwhile');

const goneMeanwhile = (): ConnectorError =>
	new ConnectorError('notFound', 'The contact was deleted meanwhile');
