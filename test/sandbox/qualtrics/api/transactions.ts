import { checkFields, type Fields } from '../../http/fields';
import { badField, badRequest, done, notFound, ok } from '../envelope';
import type { Directory, Transaction } from '../directory/state';
import { byOffset, bySkipToken } from '../paging';
import { directoryOf, type ApiRoute, type Call, type World } from '../world';
import { contactOf } from './contacts';

const area = 'contact_transactions';
const base = '/directories/:directoryId';
const plain = /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;

const entryFields: Fields = {
	contactId: { kind: 'string', required: true },
	mailingListId: { kind: 'string', required: true },
	transactionDate: { kind: 'string', required: true },
	data: { kind: 'primitives' },
};

interface Entry {
	contactId: string;
	mailingListId: string;
	transactionDate: string;
	data?: Transaction['data'];
}

export const isTransactionDate = (world: World, text: string): boolean =>
	(plain.test(text) && !Number.isNaN(Date.parse(`${text.replace(' ', 'T')}Z`))) ||
	(world.options.transactionDates === 'plain-or-iso' && iso.test(text));

/** What is wrong with one entry that is well-formed as such; the whole call is a 200 all the same (contracts/qualtrics.md 5.10). */
function problemOf(world: World, directory: Directory, entry: Entry): string | undefined {
	if (!directory.contacts.has(entry.contactId)) return `Contact ${entry.contactId} not found`;
	if (!directory.lists.has(entry.mailingListId))
		return `Mailing list ${entry.mailingListId} not found`;
	if (!isTransactionDate(world, entry.transactionDate)) return 'Invalid transactionDate';
	return undefined;
}

export function addTransaction(world: World, directory: Directory, entry: Entry): Transaction {
	const transaction: Transaction = {
		id: world.id('CTR_'),
		contactId: entry.contactId,
		mailingListId: entry.mailingListId,
		transactionDate: entry.transactionDate,
		data: { ...entry.data },
		creationDate: world.now(),
		batches: new Set(),
	};
	directory.transactions.set(transaction.id, transaction);
	directory.contacts.get(entry.contactId)?.transactions.add(transaction.id);
	return transaction;
}

function create(call: Call) {
	const { world, body } = call;
	const directory = directoryOf(call);
	const entries = Object.entries(body);
	if (entries.length === 0)
		throw badRequest('Invalid request. Missing or invalid parameter Request.');
	for (const [key, entry] of entries) {
		const complaint = checkFields(entry, entryFields, key);
		if (complaint) throw badField(complaint);
	}
	const createdTransactions: Record<string, { id: string }> = {};
	const unprocessedTransactions: Record<string, { error: string; errorMessage: string }> = {};
	for (const [key, entry] of entries as Array<[string, Entry]>) {
		const problem = problemOf(world, directory, entry);
		if (problem)
			unprocessedTransactions[key] = { error: 'INVALID_TRANSACTION', errorMessage: problem };
		else createdTransactions[key] = { id: addTransaction(world, directory, entry).id };
	}
	return ok({ createdTransactions, unprocessedTransactions });
}

export const transactionView = (world: World, transaction: Transaction): object => ({
	[world.options.transactionIdKey]: transaction.id,
	contactId: transaction.contactId,
	mailingListId: transaction.mailingListId,
	transactionDate: transaction.transactionDate,
	data: transaction.data,
});

function transactionOf(call: Call): Transaction {
	const transaction = directoryOf(call).transactions.get(call.params.transactionId);
	if (!transaction) throw notFound(`Transaction ${call.params.transactionId}`);
	return transaction;
}

/** Bodies of PUT and POST are unconfirmed (contracts/qualtrics.md 5.10.4): PUT replaces the data, POST adds to them. */
function change(call: Call) {
	const { world, body, exchange } = call;
	const transaction = transactionOf(call);
	const { transactionDate, data } = body as {
		transactionDate?: string;
		data?: Transaction['data'];
	};
	if (transactionDate !== undefined) {
		if (!isTransactionDate(world, transactionDate))
			throw badField({ path: 'transactionDate', reason: 'value' });
		transaction.transactionDate = transactionDate;
	}
	if (data)
		transaction.data = exchange.method === 'PUT' ? { ...data } : { ...transaction.data, ...data };
	return done();
}

const changeFields: Fields = { transactionDate: { kind: 'string' }, data: { kind: 'primitives' } };
const one = { path: `${base}/transactions/:transactionId`, bucket: 'transaction-write' } as const;

/** Source: contracts/qualtrics.md 5.10. */
export const transactionRoutes: ApiRoute[] = [
	{
		method: 'POST',
		path: `${base}/transactions`,
		scope: { area, access: 'write' },
		bucket: 'transaction-write',
		body: 'any object',
		handle: create,
	},
	{
		method: 'GET',
		path: `${base}/contacts/:contactId/transactions`,
		scope: { area, access: 'read' },
		query: ['pageSize', 'skipToken', 'offset', 'useNewPaginationScheme'],
		handle: (call) => {
			const directory = directoryOf(call);
			const found = [...contactOf(call, directory).transactions].flatMap((id) => {
				const transaction = directory.transactions.get(id);
				return transaction ? [transactionView(call.world, transaction)] : [];
			});
			return ok(
				call.query.has('offset')
					? byOffset(call, found, 100)
					: bySkipToken(call, found, { fallback: 100, max: 100 }),
			);
		},
	},
	{
		method: 'GET',
		path: one.path,
		scope: { area, access: 'read' },
		handle: (call) => ok(transactionView(call.world, transactionOf(call))),
	},
	{ ...one, method: 'PUT', scope: { area, access: 'write' }, body: changeFields, handle: change },
	{ ...one, method: 'POST', scope: { area, access: 'write' }, body: changeFields, handle: change },
	{
		...one,
		method: 'DELETE',
		scope: { area, access: 'delete' },
		handle: (call) => {
			const { id, batches, contactId } = transactionOf(call);
			const directory = directoryOf(call);
			directory.contacts.get(contactId)?.transactions.delete(id);
			for (const batchId of batches) {
				const batch = directory.batches.get(batchId);
				if (batch) batch.transactionIds = batch.transactionIds.filter((other) => other !== id);
			}
			directory.transactions.delete(id);
			return done();
		},
	},
];
