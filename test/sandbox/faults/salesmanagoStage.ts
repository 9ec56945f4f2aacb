import { createSalesManago } from '../../../nodes/shared/connectors/salesmanago/client';
import { createSalesManagoBulkTarget } from '../../../nodes/shared/connectors/salesmanago/bulk/bulkTarget';
import * as salesmanagoFields from '../../../nodes/shared/connectors/salesmanago/bulk/bulkFields';
import { createVirtualClock } from '../../unit/http/virtualClock';
import { csv } from '../connector/bulkRuns';
import { signedSend } from '../connector/salesmanagoAccount';
import { startSalesManagoSandbox } from '../salesmanago';
import { type BulkStage } from './bulkSweep';
import { address, START, HALF_AN_HOUR, list, runtimeOf } from './stageParts';

export async function salesmanago(): Promise<BulkStage> {
	const clock = createVirtualClock(START);
	const sandbox = await startSalesManagoSandbox({ now: clock.now });
	const cancel = { aborted: false };
	const client = createSalesManago(runtimeOf(signedSend(sandbox, clock.now), cancel, clock), {
		endpoint: `${sandbox.url}/api/`,
		owner: sandbox.owner,
	});
	const ids = list((index) =>
		sandbox.control.addContact({
			email: address(index),
			name: `Name ${index}`,
			optedOut: index % 3 === 0,
			properties: { plan: 'free', other: 'kept' },
			tags: index % 2 ? ['VIP', 'OLD'] : ['OLD'],
		}),
	);
	return {
		file: csv(
			[
				'Email',
				'[old] Name',
				'[new] Name',
				'[old] plan',
				'[new] plan',
				'[old] Tag VIP',
				'[new] Tag VIP',
				'[old] Opted Out',
				'[new] Opted Out',
			],
			...list((index) => [
				address(index),
				`Name ${index}`,
				`New ${index}`,
				'free',
				'gold',
				String(index % 2 === 1),
				String(index % 2 === 0),
				String(index % 3 === 0),
				index % 3 === 0 ? 'false' : '',
			]),
		),
		settings: { consents: 'allow' },
		session: async () => {
			const fields = salesmanagoFields.bulkFields([{ name: 'plan', kind: 'text' }], ['VIP']);
			return await Promise.resolve({
				fields,
				target: createSalesManagoBulkTarget(client, {
					key: 'email',
					fields,
					fireEvents: false,
					cancel,
				}),
				keyName: 'Email',
			});
		},
		isWrite: (request) => /batchupsert|job.status|listAll$/.test(request),
		stored: () =>
			ids.map((id) => {
				const { name, properties, tags, optedOut } = sandbox.control.getContact(id)!;
				return JSON.stringify([name, properties, [...tags].sort(), optedOut]);
			}),
		misbehave: (rule) => sandbox.control.misbehave(rule),
		behave: () => sandbox.control.clearMisbehaviour(),
		requests: sandbox.requests,
		cancel,
		later: async () => await clock.sleep(HALF_AN_HOUR),
		close: sandbox.close,
	};
}
