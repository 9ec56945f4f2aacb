import { createSalesManago } from '../../../../nodes/shared/connectors/salesmanago/client';
import { createSalesManagoRecordTarget } from '../../../../nodes/shared/connectors/salesmanago/recordTarget';
import type { UpsertInput } from '../../../../nodes/shared/records';
import { createVirtualClock } from '../../../unit/http/virtualClock';
import { signedSend } from '../../connector/salesmanagoAccount';
import { startSalesManagoSandbox } from '../../salesmanago';
import { address, HALF_AN_HOUR, list, runtimeOf, START } from '../stageParts';
import { inBatches, isLeaving, kindOf, PRESENT, setting, toldOf, writeWhole } from './itemParts';
import type { ItemStage } from './itemSweep';

/** What became of a job, and the contacts read after it, decide what is known of the writing. */
const WRITES = {
	single: /\/(upsert|insert|update)$/,
	batch: /batchupsert|job.status|listAll$/,
};

export const salesmanago = (mode: 'single' | 'batch') => async (): Promise<ItemStage> => {
	const clock = createVirtualClock(START);
	const sandbox = await startSalesManagoSandbox({ now: clock.now });
	const cancel = { aborted: false };
	const client = createSalesManago(runtimeOf(signedSend(sandbox, clock.now), cancel, clock), {
		endpoint: `${sandbox.url}/api/`,
		owner: sandbox.owner,
	});
	for (const { email, name, plan } of PRESENT)
		sandbox.control.addContact({
			email,
			name,
			optedOut: false,
			properties: { plan, other: 'kept' },
		});
	const inputs = list(
		(index): UpsertInput => ({
			fields: setting({ email: address(index), name: `New ${index}`, 'details.plan': 'gold' }),
			...(isLeaving(index) && { status: { wanted: 'optOut' } }),
		}),
	);
	const target = () =>
		createSalesManagoRecordTarget(client, {
			matchBy: 'email',
			operation: 'createOrUpdate',
			mode,
			allowOptInAgain: false,
			cancel,
		});
	const destination = inBatches(
		kindOf(async () => await Promise.resolve(target()), { field: 'email', kind: 'email' }),
	);
	return {
		write: async () => toldOf(await writeWhole(inputs, destination, cancel)),
		isWrite: (request) => WRITES[mode].test(request),
		stored: () =>
			list((index) =>
				sandbox.control
					.contacts()
					.filter(({ email }) => email === address(index))
					.map(({ name, properties, optedOut }) => JSON.stringify([name, properties, optedOut])),
			),
		misbehave: (rule) => sandbox.control.misbehave(rule),
		behave: () => sandbox.control.clearMisbehaviour(),
		requests: sandbox.requests,
		cancel,
		later: async () => await clock.sleep(HALF_AN_HOUR),
		close: sandbox.close,
	};
};
