import { directoryDestination } from '../../../../nodes/shared/connectors/qualtrics/directory/destination';
import { customersListId } from '../../qualtrics';
import { address, list } from '../stageParts';
import { startDirectory } from './directoryParts';
import { inBatches, isNew, setting, toldOf, writeWhole } from './itemParts';
import type { ItemStage } from './itemSweep';

/** Contacts that are as they should be, each with a transaction of its own answer. */
export async function transactions(): Promise<ItemStage> {
	const { sandbox, qualtrics, options, trouble, held } = await startDirectory();
	const date = '2026-01-09 12:00:00';
	const ids = list((index) =>
		sandbox.control.addContact({ email: address(index) }, { mailingListId: customersListId }),
	);
	const dataOf = (index: number) => ({ responseId: `R_${index}`, score: '9' });
	await qualtrics.transactions.create(
		options.directory.id,
		ids.flatMap((contactId, index) =>
			isNew(index)
				? []
				: [{ contactId, mailingListId: customersListId, date, data: dataOf(index) }],
		),
	);
	sandbox.requests.splice(0);
	const destination = inBatches(
		directoryDestination(qualtrics, { ...options, mailingListIds: [customersListId] }),
	);
	const inputs = list((index) => ({
		fields: [...setting({ email: address(index) }), ...destination.fixedFields!],
		followUp: {
			date,
			data: dataOf(index),
			key: { field: 'responseId', value: `R_${index}` },
		},
	}));
	return {
		...trouble,
		write: async () => {
			const results = await writeWhole(inputs, destination, trouble.cancel);
			return toldOf(results).map(({ error }, index) => {
				const { transaction } = (results[index].followedUp ?? {}) as {
					transaction?: { status: string };
				};
				const isMade = transaction?.status === 'recorded';
				if (error !== undefined || !transaction) return { status: 'failed', error };
				return { status: isMade ? 'created' : 'unchanged' };
			});
		},
		isWrite: (request) => /^(POST|DELETE) .*\/transactions/.test(request),
		stored: () =>
			list((index) =>
				[...held.transactions.values()]
					.filter(({ contactId }) => contactId === ids[index])
					.map(({ transactionDate, data }) => JSON.stringify([transactionDate, data])),
			),
	};
}
