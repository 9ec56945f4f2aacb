import { NEW_CONTACT } from '../../../nodes/shared/connectors/qualtrics/directory/dryRunRecorder';
import {
	recordTransactions,
	type WantedTransaction,
} from '../../../nodes/shared/connectors/qualtrics/directory/recordTransactions';
import type {
	Transaction,
	TransactionOutcome,
	Transactions,
} from '../../../nodes/shared/connectors/qualtrics/transactions';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';

const DIRECTORY = 'POOL_1';

const wanted = (contactId: string, value?: string, field = 'response'): WantedTransaction => ({
	contactId,
	date: '2026-11-01T10:00:00Z',
	data: { ...(value !== undefined && { [field]: value }) },
	...(value !== undefined && { key: { field, value } }),
});

interface Trouble {
	/** The transactions are recorded, but no answer comes. */
	losesAnswer?: boolean;
	/** They are not recorded, and no answer comes. */
	losesRequest?: boolean;
	/** The request is refused as a whole. */
	refuses?: boolean;
	/** By position in a request. */
	refusesOne?: number;
	/** By position in a request: nothing is said of it, and it is recorded or not. */
	leavesOut?: { position: number; records: boolean };
	/** Looking at what a contact has fails. */
	hidesList?: boolean;
	/** Somebody else records these right before. */
	before?: Transaction[];
}

/** A directory in memory. Ids rise: `MTX_500`, `MTX_501` … */
function directory(there: Transaction[] = [], trouble: Trouble = {}) {
	const stored = [...there];
	const sizes: number[] = [];
	const removed: string[] = [];
	let looks = 0;
	let number = 500;
	const transactions: Transactions = {
		async create(_directory, entries): Promise<TransactionOutcome[]> {
			sizes.push(entries.length);
			stored.push(...(trouble.before ?? []));
			if (trouble.refuses) throw new ConnectorError('input', 'Refused.');
			if (trouble.losesRequest)
				throw new ConnectorError('unavailable', 'No answer.', { outcomeUnknown: true });
			const outcomes = entries.map(({ contactId, data }, index): TransactionOutcome => {
				if (index === trouble.refusesOne)
					return { ok: false, error: new ConnectorError('input', 'Refused.') };
				const isLeftOut = index === trouble.leavesOut?.position;
				const error = new ConnectorError('unexpected', 'No word.', { outcomeUnknown: true });
				if (isLeftOut && !trouble.leavesOut!.records) return { ok: false, error };
				const id = `MTX_${(number += 1)}`;
				stored.push({ id, contactId, data: data as Record<string, string> });
				return isLeftOut ? { ok: false, error } : { ok: true, id };
			});
			if (trouble.losesAnswer)
				throw new ConnectorError('unavailable', 'No answer.', { outcomeUnknown: true });
			return outcomes;
		},
		async *listOfContact(_directory, contactId) {
			looks += 1;
			if (trouble.hidesList) throw new ConnectorError('unavailable', 'Down.');
			for (const one of [...stored]) if (one.contactId === contactId) yield one;
		},
		find: async (_directory, contactId, field, value) =>
			await Promise.resolve(
				stored.find((one) => one.contactId === contactId && one.data[field] === value),
			),
		async remove(_directory, id) {
			removed.push(id);
			stored.splice(
				stored.findIndex((one) => one.id === id),
				1,
			);
			await Promise.resolve();
		},
	};
	return {
		transactions,
		stored,
		sizes,
		removed,
		looks: () => looks,
	};
}

const recorded = (number: number) => ({ id: `MTX_${number}`, status: 'recorded' });
const already = (id: string) => ({ id, status: 'alreadyRecorded' });
const of = (id: string, contactId: string, value: string): Transaction => ({
	id,
	contactId,
	data: { response: value },
});

describe('transactions are recorded once', () => {
	it('each that is new, in the order in which they were wanted', async () => {
		const { transactions, sizes } = directory();
		const answers = await recordTransactions(transactions, DIRECTORY, [
			wanted('CID_1', 'R_1'),
			wanted('CID_1', 'R_2'),
			wanted('CID_2', 'R_1'),
		]);
		expect(answers).toEqual([recorded(501), recorded(502), recorded(503)]);
		expect(sizes).toEqual([3]);
	});

	it('one that is there already is found by its key and not sent', async () => {
		const { transactions, stored } = directory([of('MTX_7', 'CID_1', 'R_1')]);
		const answers = await recordTransactions(transactions, DIRECTORY, [
			wanted('CID_1', 'R_1'),
			wanted('CID_2', 'R_1'),
		]);
		expect(answers).toEqual([already('MTX_7'), recorded(501)]);
		expect(stored).toHaveLength(2);
	});

	it('one that is wanted twice is sent once', async () => {
		const { transactions, sizes } = directory();
		const answers = await recordTransactions(transactions, DIRECTORY, [
			wanted('CID_1', 'R_1'),
			wanted('CID_1', 'R_1'),
			wanted('CID_1', 'R_1', 'ticket'),
		]);
		expect(answers).toEqual([recorded(501), already('MTX_501'), recorded(502)]);
		expect(sizes).toEqual([2]);
	});

	it('what failed for the first failed for the same one after it', async () => {
		const { transactions } = directory([], { refusesOne: 0 });
		const [first, second, third] = await recordTransactions(transactions, DIRECTORY, [
			wanted('CID_1', 'R_1'),
			wanted('CID_1', 'R_1'),
			wanted('CID_1', 'R_2'),
		]);
		expect(first).toBeInstanceOf(ConnectorError);
		expect(second).toBe(first);
		expect(third).toEqual(recorded(501));
	});

	it.each([
		[true, recorded(502)],
		[false, { message: 'No word.', outcomeUnknown: true }],
	])('one that nothing is said of is looked for: is there %s', async (records, told) => {
		const { transactions, sizes } = directory([], { leavesOut: { position: 1, records } });
		const answers = await recordTransactions(transactions, DIRECTORY, [
			wanted('CID_1', 'R_1'),
			wanted('CID_2', 'R_1'),
		]);
		expect(answers).toMatchObject([recorded(501), told]);
		expect(sizes).toEqual([2]);
	});

	it('without a key nothing is known of them: each is recorded, and nobody looks for it', async () => {
		const { transactions, looks } = directory();
		const answers = await recordTransactions(transactions, DIRECTORY, [
			wanted('CID_1'),
			wanted('CID_1'),
		]);
		expect(answers).toEqual([recorded(501), recorded(502)]);
		expect(looks()).toBe(0);
	});

	it.each([
		[50, [50]],
		[51, [50, 1]],
		[120, [50, 50, 20]],
	])('%s of them go out in requests of %j', async (count, expected) => {
		const { transactions, sizes } = directory();
		const all = Array.from({ length: count }, (_, index) => wanted(`CID_${index}`, 'R_1'));
		const answers = await recordTransactions(transactions, DIRECTORY, all);
		expect(sizes).toEqual(expected);
		expect(answers).toEqual(all.map((_, index) => recorded(501 + index)));
	});
});

describe('two that record the same transaction at the same moment', () => {
	it('the one with the larger id takes its own back', async () => {
		const before = [of('MTX_100', 'CID_1', 'R_1')];
		const { transactions, removed } = directory([], { before });
		const answers = await recordTransactions(transactions, DIRECTORY, [wanted('CID_1', 'R_1')]);
		expect(answers).toEqual([already('MTX_100')]);
		expect(removed).toEqual(['MTX_501']);
	});

	it('the one with the smaller id stays; nobody removes what another wrote', async () => {
		const before = [of('MTX_900', 'CID_1', 'R_1'), of('MTX_100', 'CID_1', 'R_2')];
		const { transactions, removed } = directory([], { before });
		const answers = await recordTransactions(transactions, DIRECTORY, [wanted('CID_1', 'R_1')]);
		expect(answers).toEqual([recorded(501)]);
		expect(removed).toEqual([]);
	});

	it('looking again is a precaution: where it fails, the transaction stands', async () => {
		const { transactions, removed } = directory([], { hidesList: true });
		const answers = await recordTransactions(transactions, DIRECTORY, [wanted('CID_1', 'R_1')]);
		expect(answers).toEqual([recorded(501)]);
		expect(removed).toEqual([]);
	});
});

describe('where no answer came', () => {
	it('what was recorded all the same is found by its key', async () => {
		const { transactions, sizes } = directory([], { losesAnswer: true });
		const answers = await recordTransactions(transactions, DIRECTORY, [
			wanted('CID_1', 'R_1'),
			wanted('CID_2', 'R_2'),
		]);
		expect(answers).toEqual([recorded(501), recorded(502)]);
		expect(sizes).toEqual([2]);
	});

	it('what is not there, or cannot be looked for, is told as unknown', async () => {
		const lost = directory([], { losesRequest: true });
		const [withKey] = await recordTransactions(lost.transactions, DIRECTORY, [
			wanted('CID_1', 'R_1'),
		]);
		expect(withKey).toMatchObject({ kind: 'unavailable', outcomeUnknown: true });
		const unkeyed = directory([], { losesAnswer: true });
		const [without] = await recordTransactions(unkeyed.transactions, DIRECTORY, [wanted('CID_1')]);
		expect(without).toMatchObject({ kind: 'unavailable', outcomeUnknown: true });
	});

	it('a refusal of the whole request is that of each of them, and nobody looks again', async () => {
		const { transactions, looks } = directory([], { refuses: true });
		const answers = await recordTransactions(transactions, DIRECTORY, [
			wanted('CID_1', 'R_1'),
			wanted('CID_2', 'R_1'),
		]);
		expect(answers).toEqual([
			expect.objectContaining({ message: 'Refused.' }),
			expect.objectContaining({ message: 'Refused.' }),
		]);
		expect(looks()).toBe(0);
	});
});

describe('what is not to be written', () => {
	it('a run that was stopped sends nothing', async () => {
		const { transactions, sizes } = directory();
		const cancel = { aborted: true } as AbortSignal;
		const [answer] = await recordTransactions(transactions, DIRECTORY, [wanted('CID_1', 'R_1')], {
			cancel,
		});
		expect(answer).toBeInstanceOf(ConnectorError);
		expect(sizes).toEqual([]);
	});

	it('a dry run makes the request once and does not look again', async () => {
		const { transactions, sizes, looks } = directory();
		await recordTransactions(transactions, DIRECTORY, [wanted('CID_1', 'R_1')], { isDryRun: true });
		expect(sizes).toEqual([1]);
		expect(looks()).toBe(0);
	});

	it('a contact that a dry run only imagines has no transactions to look for', async () => {
		const { transactions } = directory([of('MTX_7', NEW_CONTACT, 'R_1')]);
		const answers = await recordTransactions(
			transactions,
			DIRECTORY,
			[wanted(NEW_CONTACT, 'R_1')],
			{ isDryRun: true },
		);
		expect(answers).toEqual([recorded(501)]);
	});
});
