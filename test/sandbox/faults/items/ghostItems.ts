import { ghostToken } from '../../../../credentials/ghostToken';
import { createGhost } from '../../../../nodes/shared/connectors/ghost/client';
import { createGhostRecordTarget } from '../../../../nodes/shared/connectors/ghost/recordTarget';
import type { UpsertInput } from '../../../../nodes/shared/records';
import { createVirtualClock } from '../../../unit/http/virtualClock';
import { fetchSend } from '../../connector/sandboxAccount';
import { startGhostSandbox } from '../../ghost';
import { address, HALF_AN_HOUR, list, runtimeOf, START } from '../stageParts';
import { inBatches, isLeaving, kindOf, PRESENT, setting, toldOf, writeWhole } from './itemParts';
import type { ItemStage } from './itemSweep';

export async function ghost(): Promise<ItemStage> {
	const clock = createVirtualClock(START);
	const sandbox = await startGhostSandbox({ now: clock.now });
	const cancel = { aborted: false };
	const send = fetchSend(() => ({
		Authorization: `Ghost ${ghostToken(sandbox.adminApiKey, clock.now())}`,
	}));
	const client = createGhost(runtimeOf(send, cancel, clock), { site: sandbox.url });
	const { site } = sandbox;
	for (const { email, name, plan } of PRESENT)
		await client.members.add({ email, name, note: plan });
	sandbox.requests.splice(0);
	const inputs = list(
		(index): UpsertInput => ({
			fields: setting({ email: address(index), name: `New ${index}`, note: 'gold' }),
			...(isLeaving(index) && { status: { wanted: 'optOut' } }),
		}),
	);
	const target = () => createGhostRecordTarget(client, { matchBy: 'email', fields: [], cancel });
	const destination = inBatches(
		kindOf(async () => await Promise.resolve(target()), { field: 'email', kind: 'email' }),
	);
	return {
		write: async () => toldOf(await writeWhole(inputs, destination, cancel)),
		isWrite: (request) => !request.startsWith('GET'),
		stored: () =>
			list((index) =>
				site.members
					.filter(({ email }) => email === address(index))
					.map(({ name, note, newsletters }) => JSON.stringify([name, note, newsletters.length])),
			),
		misbehave: (rule) => sandbox.misbehave(rule),
		behave: () => sandbox.behave(),
		requests: sandbox.requests,
		cancel,
		later: async () => await clock.sleep(HALF_AN_HOUR),
		close: sandbox.close,
	};
}
