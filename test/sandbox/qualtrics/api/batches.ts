import { badField, done, notFound, ok } from '../envelope';
import type { Directory, TransactionBatch } from '../directory/state';
import { bySkipToken } from '../paging';
import { directoryOf, type ApiRoute, type Call } from '../world';
import { transactionView } from './transactions';

const area = 'contact_transactions';
const base = '/directories/:directoryId/transactionbatches';
const pages = ['pageSize', 'skipToken', 'useNewPaginationScheme'];
const sizes = { fallback: 100, max: 100 };
const ids = { kind: 'array', items: { kind: 'string' } } as const;

const batchView = ({ batchId, creationDate }: TransactionBatch): object => ({
	batchId,
	creationDate: new Date(creationDate).toISOString(),
});

function batchOf(call: Call): TransactionBatch {
	const batch = directoryOf(call).batches.get(call.params.batchId);
	if (!batch) throw notFound(`Batch ${call.params.batchId}`);
	return batch;
}

function checkTransactions(directory: Directory, transactionIds: string[]): void {
	const unknown = transactionIds.findIndex((id) => !directory.transactions.has(id));
	if (unknown >= 0) throw badField({ path: `transactionIds[${unknown}]`, reason: 'value' });
}

function fill(directory: Directory, batch: TransactionBatch, transactionIds: string[]): void {
	for (const id of transactionIds) {
		if (batch.transactionIds.includes(id)) continue;
		batch.transactionIds.push(id);
		directory.transactions.get(id)?.batches.add(batch.batchId);
	}
}

/** An empty object is a valid body (contracts/qualtrics.md 5.11). */
function create(call: Call) {
	const { world, body } = call;
	const directory = directoryOf(call);
	const transactionIds = (body.transactionIds ?? []) as string[];
	checkTransactions(directory, transactionIds);
	const date = (body.creationDate ?? body.createdDate) as string | undefined;
	const creationDate = date === undefined ? world.now() : Date.parse(date);
	if (Number.isNaN(creationDate)) throw badField({ path: 'creationDate', reason: 'value' });
	const batch: TransactionBatch = { batchId: world.id('BT_'), creationDate, transactionIds: [] };
	directory.batches.set(batch.batchId, batch);
	fill(directory, batch, transactionIds);
	return ok({ id: batch.batchId });
}

/** Source: contracts/qualtrics.md 5.11. */
export const batchRoutes: ApiRoute[] = [
	{
		method: 'POST',
		path: base,
		scope: { area, access: 'write' },
		bucket: 'batch-create',
		body: {
			transactionIds: ids,
			creationDate: { kind: 'string' },
			createdDate: { kind: 'string' },
		},
		handle: create,
	},
	{
		method: 'GET',
		path: base,
		scope: { area, access: 'read' },
		query: pages,
		handle: (call) =>
			ok(bySkipToken(call, [...directoryOf(call).batches.values()].map(batchView), sizes)),
	},
	{
		method: 'GET',
		path: `${base}/:batchId`,
		scope: { area, access: 'read' },
		handle: (call) => ok(batchView(batchOf(call))),
	},
	{
		method: 'DELETE',
		path: `${base}/:batchId`,
		scope: { area, access: 'delete' },
		handle: (call) => {
			directoryOf(call).batches.delete(batchOf(call).batchId);
			return done();
		},
	},
	{
		method: 'GET',
		path: `${base}/:batchId/transactions`,
		scope: { area, access: 'read' },
		query: pages,
		handle: (call) => {
			const { transactions } = directoryOf(call);
			const found = batchOf(call).transactionIds.flatMap((id) => transactions.get(id) ?? []);
			return ok(
				bySkipToken(
					call,
					found.map((item) => transactionView(call.world, item)),
					sizes,
				),
			);
		},
	},
	{
		method: 'POST',
		path: `${base}/:batchId/transactions`,
		scope: { area, access: 'write' },
		body: { transactionIds: { ...ids, required: true } },
		handle: (call) => {
			const directory = directoryOf(call);
			const batch = batchOf(call);
			const transactionIds = call.body.transactionIds as string[];
			checkTransactions(directory, transactionIds);
			fill(directory, batch, transactionIds);
			return done();
		},
	},
	{
		method: 'DELETE',
		path: `${base}/:batchId/transactions/:transactionId`,
		scope: { area, access: 'delete' },
		handle: (call) => {
			const batch = batchOf(call);
			const { transactionId } = call.params;
			if (!batch.transactionIds.includes(transactionId))
				throw notFound(`Transaction ${transactionId}`);
			batch.transactionIds = batch.transactionIds.filter((id) => id !== transactionId);
			directoryOf(call).transactions.get(transactionId)?.batches.delete(batch.batchId);
			return done();
		},
	},
];
