import { answersInPool, notBegun } from '../../../http/answers';
import type { ConnectorError } from '../../../http/ConnectorError';
import { asConnectorError, isConnectorError } from '../../../http/ConnectorError';
import { settle } from '../../../http/settle';
import type { CancelSignal } from '../../../http/types';
import type { Qualtrics } from '../client';
import { CONCURRENT_REQUESTS } from '../limits';
import type { NewTransaction } from '../transactions';
import { NEW_CONTACT } from './dryRunRecorder';

export interface WantedTransaction extends NewTransaction {
	/** Field of its data, and its value, by which it is found again. */
	key?: { field: string; value: string };
}

export interface RecordedTransaction {
	id: string;
	status: 'recorded' | 'alreadyRecorded';
}

type Answer = RecordedTransaction | ConnectorError;
type Transactions = Qualtrics['transactions'];

interface Options {
	cancel?: CancelSignal;
	isDryRun?: boolean;
}

/** How many Qualtrics takes in one request is not documented (contracts/qualtrics.md 5.10.3). */
const PER_REQUEST = 50;

/**
 * Records each transaction once: those that are there already are found by their key first, and where somebody else recorded
 * the same at the same moment, all but one are taken back by whoever wrote them.
 */
export async function recordTransactions(
	transactions: Transactions,
	directoryId: string,
	wanted: readonly WantedTransaction[],
	options: Options = {},
): Promise<Answer[]> {
	const answers = await inPool(wanted, options, async (entry) =>
		entry.contactId === NEW_CONTACT ? undefined : await found(transactions, directoryId, entry),
	);
	const open = [...wanted.keys()].filter((index) => answers[index] === undefined);
	const first = new Map<string, number>();
	const fresh = open.filter((index) => {
		const { contactId, key } = wanted[index];
		const name = key ? JSON.stringify([contactId, key.field, key.value]) : String(index);
		if (first.has(name)) return false;
		first.set(name, index);
		return true;
	});
	const isFresh = new Set(fresh);
	for (let start = 0; start < fresh.length; start += PER_REQUEST) {
		const group = fresh.slice(start, start + PER_REQUEST);
		const entries = group.map((index) => wanted[index]);
		const created = options.cancel?.aborted
			? entries.map(notBegun)
			: await create(transactions, directoryId, entries, options);
		group.forEach((index, position) => (answers[index] = created[position]));
	}
	for (const index of open.filter((candidate) => !isFresh.has(candidate))) {
		const { contactId, key } = wanted[index];
		const same = answers[first.get(JSON.stringify([contactId, key!.field, key!.value]))!];
		answers[index] = isConnectorError(same) ? same : { ...same!, status: 'alreadyRecorded' };
	}
	return answers as Answer[];
}

async function create(
	transactions: Transactions,
	directoryId: string,
	wanted: WantedTransaction[],
	options: Options,
): Promise<Answer[]> {
	const sent = await settle(transactions.create(directoryId, wanted));
	if (!sent.ok) {
		const failed = wanted.map(() => asConnectorError(sent.error));
		return await lookedAfter(transactions, directoryId, wanted, failed, options);
	}
	const created = sent.value.map(
		(outcome): Answer => (outcome.ok ? { id: outcome.id, status: 'recorded' } : outcome.error),
	);
	if (options.isDryRun) return created;
	const known = await lookedAfter(transactions, directoryId, wanted, created, options);
	const settled = await inPool(known, options, async (answer, index) =>
		isConnectorError(answer)
			? answer
			: await withoutDouble(transactions, directoryId, wanted[index], answer),
	);
	// Looking again is a precaution: where it fails, the transaction stands all the same.
	return settled.map((answer, index) =>
		answer === undefined || isConnectorError(answer) ? known[index] : answer,
	);
}

/** Where no answer came: what was recorded all the same is there now. */
const lookedAfter = async (
	transactions: Transactions,
	directoryId: string,
	wanted: WantedTransaction[],
	answers: Answer[],
	options: Options,
): Promise<Answer[]> => {
	const now = await inPool(answers, options, async (answer, index) =>
		isConnectorError(answer) && answer.outcomeUnknown === true
			? await found(transactions, directoryId, wanted[index])
			: undefined,
	);
	return now.map((answer, index) =>
		answer === undefined || isConnectorError(answer)
			? answers[index]
			: { ...answer, status: 'recorded' },
	);
};

async function found(
	transactions: Transactions,
	directoryId: string,
	{ contactId, key }: WantedTransaction,
): Promise<RecordedTransaction | undefined> {
	if (!key) return undefined;
	const known = await transactions.find(directoryId, contactId, key.field, key.value);
	return known && { id: known.id, status: 'alreadyRecorded' };
}

/** Of several with one key the one with the smallest id stays; every writer comes to the same result and removes only its own. */
async function withoutDouble(
	transactions: Transactions,
	directoryId: string,
	{ contactId, key }: WantedTransaction,
	mine: RecordedTransaction,
): Promise<RecordedTransaction> {
	if (!key) return mine;
	let kept = mine.id;
	for await (const { id, data } of transactions.listOfContact(directoryId, contactId))
		if (data[key.field] === key.value && id < kept) kept = id;
	if (kept === mine.id) return mine;
	await transactions.remove(directoryId, mine.id);
	return { id: kept, status: 'alreadyRecorded' };
}

const inPool = async <T, R>(
	entries: readonly T[],
	{ cancel, isDryRun }: Options,
	work: (entry: T, index: number) => Promise<R | undefined>,
): Promise<Array<R | ConnectorError | undefined>> =>
	await answersInPool(entries, isDryRun ? 1 : CONCURRENT_REQUESTS, work, cancel);
