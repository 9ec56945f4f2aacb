import { createHubSpot } from '../../../nodes/shared/connectors/hubspot/client';
import { createHubSpotBulkTarget } from '../../../nodes/shared/connectors/hubspot/bulkTarget';
import * as hubspotFields from '../../../nodes/shared/connectors/hubspot/bulkFields';
import { createVirtualClock } from '../../unit/http/virtualClock';
import { csv } from '../connector/bulkRuns';
import { fetchSend } from '../connector/sandboxAccount';
import { startHubSpotSandbox } from '../hubspot';
import { type BulkStage } from './bulkSweep';
import { address, START, HALF_AN_HOUR, list, runtimeOf } from './stageParts';

export async function hubspot(): Promise<BulkStage> {
	const clock = createVirtualClock(START);
	const sandbox = await startHubSpotSandbox({ now: clock.now });
	const cancel = { aborted: false };
	const send = fetchSend(() => ({ Authorization: `Bearer ${sandbox.token}` }));
	const client = createHubSpot(runtimeOf(send, cancel, clock), { address: sandbox.url });
	const ids = list(
		(index) =>
			sandbox.add('contacts', {
				email: address(index),
				firstname: `Name ${index}`,
				nps_score: '7',
				lifecyclestage: index % 2 ? 'customer' : 'lead',
			}).id,
	);
	return {
		file: csv(
			['Email', '[old] First Name', '[new] First Name', '[old] NPS Score', '[new] NPS Score'],
			...list((index) => [
				address(index),
				`Name ${index}`,
				`New ${index}`,
				'7',
				index % 4 === 1 ? '[clear]' : '9',
			]),
		),
		async session() {
			const properties = await client.properties('0-1');
			const fields = hubspotFields.bulkFields(properties, 'UTC', []);
			return {
				fields,
				target: createHubSpotBulkTarget(client, {
					type: '0-1',
					properties,
					key: 'email',
					fields: fields.map(({ id, name }) => id ?? name),
					timeZone: 'UTC',
					movesBack: false,
				}),
				keyName: 'Email',
			};
		},
		isWrite: (request) => request.endsWith('batch/update'),
		stored: () => {
			const byId = new Map(sandbox.records('contacts').map((record) => [record.id, record.values]));
			return ids.map((id) => {
				const { firstname, nps_score: score, lifecyclestage: stage, email } = byId.get(id)!;
				return JSON.stringify([email, firstname, score || null, stage]);
			});
		},
		misbehave: (rule) => sandbox.misbehave(rule),
		behave: () => sandbox.behave(),
		requests: sandbox.requests,
		cancel,
		later: async () => await clock.sleep(HALF_AN_HOUR),
		close: sandbox.close,
	};
}
