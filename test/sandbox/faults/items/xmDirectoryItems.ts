import { createQualtrics } from '../../../../nodes/shared/connectors/qualtrics/client';
import { directoryDestination } from '../../../../nodes/shared/connectors/qualtrics/directory/destination';
import type { DirectoryOptions } from '../../../../nodes/shared/connectors/qualtrics/directory/DirectoryOptions';
import type { UpsertInput } from '../../../../nodes/shared/records';
import { createVirtualClock } from '../../../unit/http/virtualClock';
import { fetchSend } from '../../connector/sandboxAccount';
import {
	customersListId,
	mainDirectoryId,
	newsletterListId,
	startQualtricsSandbox,
} from '../../qualtrics';
import { ROWS } from '../bulkSweep';
import { HALF_AN_HOUR, list, runtimeOf, START } from '../stageParts';
import { inBatches, inTurn, isNew, isUnchanged, toldOf, setting, writeWhole } from './itemParts';
import type { ItemStage } from './itemSweep';

const address = (index: number): string => `p${index}@example.com`;

/** Contacts of a directory that merges by e-mail address, in two lists. */
export const xmDirectory =
	(more: Partial<DirectoryOptions> = {}, merges = true) =>
	async (): Promise<ItemStage> => {
		const clock = createVirtualClock(START);
		const sandbox = await startQualtricsSandbox({
			now: clock.now,
			dedupeRules: merges ? [['email']] : [],
		});
		const cancel = { aborted: false };
		const send = inTurn(fetchSend(() => ({ 'x-api-token': sandbox.token })));
		const qualtrics = createQualtrics(runtimeOf(send, cancel, clock), { baseUrl: sandbox.url });
		const [directory] = await qualtrics.directories.list();
		const { contacts } = sandbox.state.directories.get(mainDirectoryId)!;
		list((index) => {
			if (isNew(index)) return;
			const isDone = isUnchanged(index);
			sandbox.control.addContact(
				{
					email: address(index),
					firstName: isDone ? `New ${index}` : `Name ${index}`,
					phone: '+33600000000',
					embeddedData: { plan: isDone ? 'gold' : 'free', other: 'kept' },
				},
				{ mailingListId: customersListId },
			);
		});
		const mailingListIds = merges ? [customersListId, newsletterListId] : [customersListId];
		// Whose record is as it should be is in both lists.
		if (merges)
			await qualtrics.contacts.create(
				{ directoryId: directory.id, mailingListId: newsletterListId },
				{ email: address(ROWS - 1) },
			);
		sandbox.requests.splice(0);
		const options: DirectoryOptions = {
			operation: 'upsertByFields',
			directory,
			mailingListIds,
			matchFields: ['email'],
			statusLevel: 'directory',
			allowOptInAgain: false,
			lookUp: true,
			cancel,
			...more,
		};
		const destination = inBatches(directoryDestination(qualtrics, options));
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
				...(index % 4 === 1 && { status: { wanted: 'optOut' } }),
			}),
		);
		return {
			write: async () => toldOf(await writeWhole(inputs, destination, cancel)),
			isWrite: (request) => /^(PUT|DELETE|POST(?!.*\/search$))/.test(request),
			stored: () =>
				list((index) =>
					[...contacts.values()]
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
			misbehave: (rule) => sandbox.control.misbehave(rule),
			behave: () => sandbox.control.behave(),
			requests: sandbox.requests,
			cancel,
			later: async () => await clock.sleep(HALF_AN_HOUR),
			close: sandbox.close,
		};
	};
