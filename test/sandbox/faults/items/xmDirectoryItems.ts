import { directoryDestination } from '../../../../nodes/shared/connectors/qualtrics/directory/destination';
import type { DirectoryOptions } from '../../../../nodes/shared/connectors/qualtrics/directory/DirectoryOptions';
import type { UpsertInput } from '../../../../nodes/shared/records';
import { customersListId, newsletterListId } from '../../qualtrics';
import { ROWS } from '../bulkSweep';
import { address, list } from '../stageParts';
import { startDirectory } from './directoryParts';
import { inBatches, isLeaving, PRESENT, setting, toldOf, writeWhole } from './itemParts';
import type { ItemStage } from './itemSweep';

/** Contacts in two lists, some of which opt out. */
export const xmDirectory =
	(more: Partial<DirectoryOptions> = {}, merges = true) =>
	async (): Promise<ItemStage> => {
		const isImport = more.importAbove !== undefined;
		const { sandbox, qualtrics, options, trouble, held } = await startDirectory(merges);
		for (const { email, name, plan } of PRESENT)
			sandbox.control.addContact(
				{
					email,
					firstName: name,
					phone: '+33600000000',
					embeddedData: { plan, other: 'kept' },
				},
				{ mailingListId: customersListId },
			);
		// Nobody of a directory that merges nobody can be put into a second list.
		const mailingListIds = merges ? [customersListId, newsletterListId] : [customersListId];
		if (merges)
			await qualtrics.contacts.create(
				{ directoryId: options.directory.id, mailingListId: newsletterListId },
				{ email: address(ROWS - 1) },
			);
		sandbox.requests.splice(0);
		const destination = inBatches(
			directoryDestination(qualtrics, { ...options, mailingListIds, ...more }),
		);
		const inputs = list(
			(index): UpsertInput => ({
				fields: [
					...setting({
						email: address(index),
						firstName: `New ${index}`,
						'embeddedData.plan': 'gold',
					}),
					...destination.fixedFields!,
				],
				...(!isImport && isLeaving(index) && { status: { wanted: 'optOut' } }),
			}),
		);
		return {
			...trouble,
			isBlind: isImport,
			write: async () => toldOf(await writeWhole(inputs, destination, trouble.cancel)),
			// What a job did is known by its status and its report alone.
			isWrite: (request) =>
				/^(PUT|DELETE|POST(?!.*\/search$))|transactioncontacts\/|report$/.test(request),
			stored: () =>
				list((index) =>
					[...held.contacts.values()]
						.filter(({ email }) => email === address(index))
						.map(({ firstName, phone, unsubscribed, embeddedData, memberships }) =>
							JSON.stringify([
								firstName,
								phone,
								unsubscribed,
								embeddedData,
								[...memberships.values()]
									.map((each) => `${each.mailingListId} ${each.unsubscribed}`)
									.sort(),
							]),
						),
				),
		};
	};
