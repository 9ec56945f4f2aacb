import { ConnectorError } from '../../http/ConnectorError';
import { paginate } from '../../http/paginate';
import { leftOut } from '../../http/refusals';
import { asCode, factsOf } from '../../http/vendorText';
import { path, unanswered, type Api } from './api';
import { directoryDate } from './contactFilter';
import type { EmbeddedValue } from './contactShapes';
import { asIsoDate, asRecord, asText, isRecord, type Json } from './json';
import { LIMITS } from './limits';

/** Source: contracts/qualtrics.md 5.10, 5.11. */
export interface NewTransaction {
	contactId: string;
	mailingListId?: string;
	/** ISO-8601 or `yyyy-MM-dd HH:mm:ss` in UTC. Never guessed. */
	date: string;
	data: Record<string, EmbeddedValue>;
}

export interface Transaction {
	id: string;
	contactId?: string;
	mailingListId?: string;
	date?: string;
	data: Record<string, string>;
}

export type TransactionOutcome = { ok: true; id: string } | { ok: false; error: ConnectorError };

export interface Transactions {
	/** One outcome per transaction, in order. A request that fails as a whole throws. */
	create(
		directoryId: string,
		transactions: readonly NewTransaction[],
	): Promise<TransactionOutcome[]>;
	listOfContact(directoryId: string, contactId: string): AsyncIterable<Transaction>;
	/** The contact's transaction whose data has this value, so that none is written twice. */
	find(
		directoryId: string,
		contactId: string,
		field: string,
		value: string,
	): Promise<Transaction | undefined>;
	remove(directoryId: string, transactionId: string): Promise<void>;
}

export const createTransactions = (api: Api): Transactions => {
	const listOfContact: Transactions['listOfContact'] = (directoryId, contactId) =>
		paginate(
			async (cursor) => {
				const { elements, next } = await api.page(
					{
						method: 'GET',
						path: path`/directories/${directoryId}/contacts/${contactId}/transactions`,
						query: { pageSize: LIMITS.directoryPageSize },
						resource: 'directoryRead',
						subject: `the transactions of contact ${contactId}`,
					},
					cursor,
				);
				return { items: elements.flatMap(toTransaction), next };
			},
			{ cancel: api.runtime.cancel },
		);

	return {
		async create(directoryId, transactions) {
			if (transactions.length === 0) return [];
			const body = Object.fromEntries(
				transactions.map((transaction, index) => [keyAt(index), transactionBody(transaction)]),
			);
			const result = await api.result({
				method: 'POST',
				path: path`/directories/${directoryId}/transactions`,
				body,
				resource: 'transactionWrite',
				subject: `the transactions of directory ${directoryId}`,
			});
			return transactions.map((_, index) => outcomeOf(result, keyAt(index), transactions[index]));
		},
		listOfContact,
		async find(directoryId, contactId, field, value) {
			for await (const transaction of listOfContact(directoryId, contactId)) {
				if (transaction.data[field] === value) return transaction;
			}
			return undefined;
		},
		async remove(directoryId, transactionId) {
			await api.send({
				method: 'DELETE',
				path: path`/directories/${directoryId}/transactions/${transactionId}`,
				resource: 'directoryWrite',
				subject: `transaction ${transactionId}`,
				acceptStatus: [404],
			});
		},
	};
};

const FIELDS = ['contactId', 'mailingListId', 'transactionDate'];

const keyAt = (index: number): string => `t${index}`;

export const transactionDate = (date: string): string => {
	const iso = asIsoDate(date);
	if (iso === undefined) {
		throw new ConnectorError('input', 'The transaction date is not a date', {
			hint: 'Give it as 2024-05-01T13:45:00Z or as 2024-05-01 13:45:00 (UTC).',
		});
	}
	return directoryDate(Date.parse(iso));
};

const transactionBody = ({ contactId, mailingListId, date, data }: NewTransaction): Json => ({
	contactId,
	...(mailingListId !== undefined && { mailingListId }),
	transactionDate: transactionDate(date),
	data,
});

/** Parts of it may have failed although the answer is 200; what is in neither list may have been recorded or not. */
const outcomeOf = (result: Json, key: string, sent: NewTransaction): TransactionOutcome => {
	const id = asText(asRecord(asRecord(result.createdTransactions)[key]).id);
	if (id !== undefined) return { ok: true, id };
	const unprocessed = asRecord(result.unprocessedTransactions);
	if (!Object.hasOwn(unprocessed, key))
		return { ok: false, error: unanswered('the transaction', true) };
	const refused = unprocessed[key];
	const { errorMessage, error } = isRecord(refused)
		? refused
		: { errorMessage: refused, error: undefined };
	const words = asText(errorMessage) ?? asText(error) ?? '';
	const { said } = factsOf(words, [...Object.keys(sent.data), ...FIELDS]);
	return {
		ok: false,
		error: new ConnectorError(
			'input',
			`Qualtrics did not record the transaction${said && `: ${said}`}`,
			{
				code: asCode(asText(error)),
				hint: `Check the contact, the mailing list and the values of the transaction.${words && ` ${leftOut('Qualtrics')}`}`,
			},
		),
	};
};

const toTransaction = (element: Json): Transaction[] => {
	const id = asText(element.transactionId) ?? asText(element.id);
	if (id === undefined) return [];
	const data = Object.entries(asRecord(element.data)).flatMap(([name, value]) => {
		const text = asText(value) ?? (value === '' ? '' : undefined);
		return text === undefined ? [] : [[name, text] as const];
	});
	return [
		{
			id,
			contactId: asText(element.contactId),
			mailingListId: asText(element.mailingListId),
			date: asIsoDate(element.transactionDate),
			data: Object.fromEntries(data),
		},
	];
};
