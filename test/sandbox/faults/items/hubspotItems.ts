import { createHubSpot } from '../../../../nodes/shared/connectors/hubspot/client';
import { createHubSpotTarget } from '../../../../nodes/shared/connectors/hubspot/recordTarget';
import type { UpsertInput } from '../../../../nodes/shared/records';
import { createVirtualClock } from '../../../unit/http/virtualClock';
import { fetchSend } from '../../connector/sandboxAccount';
import { startHubSpotSandbox } from '../../hubspot';
import { address, HALF_AN_HOUR, list, runtimeOf, START } from '../stageParts';
import {
	inBatches,
	inTurn,
	isLeaving,
	kindOf,
	PRESENT,
	setting,
	toldOf,
	writeWhole,
} from './itemParts';
import type { ItemStage } from './itemSweep';

const SUBSCRIPTION = '101';

/** Contacts found by a property that no two of them have, or by one that any number may have. */
export const hubspot = (by: 'unique' | 'search') => async (): Promise<ItemStage> => {
	const clock = createVirtualClock(START);
	const sandbox = await startHubSpotSandbox({ now: clock.now });
	const cancel = { aborted: false };
	const send = inTurn(fetchSend(() => ({ Authorization: `Bearer ${sandbox.token}` })));
	const client = createHubSpot(runtimeOf(send, cancel, clock), { address: sandbox.url });
	const key = by === 'unique' ? 'email' : 'work_email';
	for (const { email, name, plan } of PRESENT)
		sandbox.add('contacts', {
			[key]: email,
			firstname: name,
			nps_score: plan === 'gold' ? '9' : '7',
			lifecyclestage: 'customer',
		});
	const inputs = list(
		(index): UpsertInput => ({
			fields: setting({ [key]: address(index), firstname: `New ${index}`, nps_score: 9 }),
			...(by === 'unique' && isLeaving(index) && { status: { wanted: 'optOut' } }),
		}),
	);
	const open = async () => {
		const properties = await client.properties('contacts');
		return createHubSpotTarget(client, {
			type: 'contacts',
			properties,
			match: { by, property: properties.byName.get(key)! },
			fields: [key, 'firstname', 'nps_score'],
			timeZone: 'UTC',
			looksAgain: by === 'search',
			...(by === 'unique' && {
				consent: {
					subscription: { id: SUBSCRIPTION, legalBasis: 'CONSENT_WITH_NOTICE' },
					allowOptInAgain: false,
				},
			}),
			cancel,
		});
	};
	const destination = inBatches(kindOf(open, { field: key, kind: 'email' }));
	return {
		write: async () => toldOf(await writeWhole(inputs, destination, cancel)),
		isWrite: (request) => /batch\/(create|update)$|^PATCH|^POST.*statuses/.test(request),
		stored: () =>
			list((index) =>
				sandbox
					.records('contacts')
					.filter(({ values }) => values[key] === address(index))
					.map(({ values }) =>
						JSON.stringify([
							values.firstname,
							values.nps_score,
							values.lifecyclestage ?? null,
							sandbox.world.statuses.get(address(index))?.get(SUBSCRIPTION)?.status ?? null,
						]),
					),
			),
		misbehave: (rule) => sandbox.misbehave(rule),
		behave: () => sandbox.behave(),
		requests: sandbox.requests,
		cancel,
		later: async () => await clock.sleep(HALF_AN_HOUR),
		close: sandbox.close,
	};
};
