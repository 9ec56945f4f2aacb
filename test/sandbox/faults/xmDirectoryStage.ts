import { createQualtrics } from '../../../nodes/shared/connectors/qualtrics/client';
import { bulkFields } from '../../../nodes/shared/connectors/qualtrics/bulk/bulkFields';
import { createDirectoryBulkTarget } from '../../../nodes/shared/connectors/qualtrics/bulk/bulkTarget';
import { createVirtualClock } from '../../unit/http/virtualClock';
import { csv } from '../connector/bulkRuns';
import { fetchSend } from '../connector/sandboxAccount';
import { mainDirectoryId as directoryId, startQualtricsSandbox } from '../qualtrics';
import { type BulkStage } from './bulkSweep';
import { address, START, HALF_AN_HOUR, list, runtimeOf } from './stageParts';

export async function xmDirectory(): Promise<BulkStage> {
	const clock = createVirtualClock(START);
	const sandbox = await startQualtricsSandbox({ now: clock.now });
	const cancel = { aborted: false };
	const send = fetchSend(() => ({ 'x-api-token': sandbox.token }));
	const qualtrics = createQualtrics(runtimeOf(send, cancel, clock), { baseUrl: sandbox.url });
	const ids = list((index) =>
		sandbox.control.addContact({
			email: address(index),
			firstName: `Name ${index}`,
			phone: '+33600000000',
			unsubscribed: index % 3 === 0,
			embeddedData: { plan: 'free', other: 'kept' },
		}),
	);
	return {
		isOneByOne: true,
		file: csv(
			[
				'Email',
				'[old] First Name',
				'[new] First Name',
				'[old] plan',
				'[new] plan',
				'[old] Unsubscribed',
				'[new] Unsubscribed',
			],
			...list((index) => [
				address(index),
				`Name ${index}`,
				`New ${index}`,
				'free',
				index % 4 === 1 ? '[clear]' : 'gold',
				String(index % 3 === 0),
				index % 3 === 0 ? 'false' : '',
			]),
		),
		settings: { consents: 'allow' },
		async session() {
			const known = await qualtrics.contactFields.list({ directoryId });
			const fields = bulkFields(known, []);
			return {
				fields,
				target: createDirectoryBulkTarget(qualtrics, { directoryId, key: 'email', fields, cancel }),
				keyName: 'Email',
			};
		},
		isWrite: (request) => request.startsWith('PUT'),
		stored: () =>
			ids.map((id) => {
				const {
					firstName,
					email,
					phone,
					unsubscribed,
					embeddedData: { plan = '', ...rest },
				} = sandbox.state.directories.get(directoryId)!.contacts.get(id)!;
				return JSON.stringify([firstName, email, phone, unsubscribed, plan, rest]);
			}),
		misbehave: (rule) => sandbox.control.misbehave(rule),
		behave: () => sandbox.control.behave(),
		requests: sandbox.requests,
		cancel,
		later: async () => await clock.sleep(HALF_AN_HOUR),
		close: sandbox.close,
	};
}
