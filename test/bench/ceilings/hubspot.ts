import { createHubSpot, type HubSpot } from '../../../nodes/shared/connectors/hubspot/client';
import { createHubSpotTarget } from '../../../nodes/shared/connectors/hubspot/recordTarget';
import { fetchSend } from '../../sandbox/connector/sandboxAccount';
import { startHubSpotSandbox } from '../../sandbox/hubspot';
import type { Ceiling } from './Ceiling';
import { people, write } from './rows';

/** So many contacts, known by their e-mail address. */
export async function writePeople(client: HubSpot, count: number) {
	const properties = await client.properties('0-1');
	const target = createHubSpotTarget(client, {
		type: '0-1',
		properties,
		match: { by: 'unique', property: properties.byName.get('email')! },
		fields: ['email', 'lastname'],
		timeZone: 'UTC',
	});
	return await write(people(count, { email: 'email', name: 'lastname' }), target, 'email');
}

/** A hundred contacts are found by one call and written by another. Source: contracts/hubspot.md 12.1, 3.3. */
export const hubspot: Ceiling = {
	system: 'HubSpot',
	what: 'calls',
	allowed: 190,
	windowMs: 10_000,
	windows: 6,
	rowsEach: 50,
	async work({ clock, runtime, over }) {
		const limits = { burst: 190, search: 5, associations: 150 };
		const sandbox = await startHubSpotSandbox({ now: clock.now, limits });
		try {
			const send = over(
				fetchSend(() => ({ Authorization: `Bearer ${sandbox.token}` })),
				{
					latencyMs: () => 300,
					counts: () => 1,
					refusals: ({ status }) => (status === 429 ? 1 : 0),
				},
			);
			const client = createHubSpot({ ...runtime, send }, { address: sandbox.url });
			await writePeople(client, 58_000);
		} finally {
			await sandbox.close();
		}
	},
};
