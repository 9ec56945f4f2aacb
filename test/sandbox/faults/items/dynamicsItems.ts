import { createDataverse } from '../../../../nodes/shared/connectors/dataverse/client';
import type { UpsertInput } from '../../../../nodes/shared/records';
import { createVirtualClock } from '../../../unit/http/virtualClock';
import { fetchWith } from '../../connector/dataverseEnvironment';
import { startDataverseSandbox } from '../../dataverse';
import { address, HALF_AN_HOUR, list, runtimeOf, START } from '../stageParts';
import { inBatches, inTurn, kindOf, PRESENT, setting, toldOf, writeWhole } from './itemParts';
import type { ItemStage } from './itemSweep';

const MATCH = { field: 'emailaddress1', kind: 'email' } as const;

/** Contacts by an address that nothing keeps from being there twice, so many at a time. */
async function dynamics(size?: number): Promise<ItemStage> {
	const clock = createVirtualClock(START);
	const sandbox = await startDataverseSandbox({ now: clock.now });
	const cancel = { aborted: false };
	const send = inTurn(fetchWith(() => sandbox.token));
	const client = createDataverse(runtimeOf(send, cancel, clock), { environmentUrl: sandbox.url });
	for (const { email, name, plan } of PRESENT)
		sandbox.control.addRecord('contact', {
			emailaddress1: email,
			firstname: name,
			jobtitle: plan,
			lastname: 'kept',
		});
	const inputs = list(
		(index): UpsertInput => ({
			fields: setting({
				emailaddress1: address(index),
				firstname: `New ${index}`,
				jobtitle: 'gold',
			}),
		}),
	);
	const open = async () =>
		await client.target({
			table: 'contact',
			operation: 'createOrUpdate',
			match: [MATCH],
			fields: ['emailaddress1', 'firstname', 'jobtitle'],
			timeZone: 'UTC',
		});
	const destination = inBatches(kindOf(open, MATCH), size);
	return {
		write: async () => toldOf(await writeWhole(inputs, destination, cancel)),
		isWrite: (request) => !request.startsWith('GET'),
		stored: () => {
			const rows = sandbox.control.findRecords('contact');
			return list((index) =>
				rows
					.filter(({ emailaddress1 }) => emailaddress1 === address(index))
					.map(({ firstname, jobtitle, lastname }) =>
						JSON.stringify([firstname, jobtitle, lastname ?? null]),
					),
			);
		},
		misbehave: (rule) => sandbox.control.misbehave(rule),
		behave: () => sandbox.control.behave(),
		requests: sandbox.requests,
		cancel,
		later: async () => await clock.sleep(HALF_AN_HOUR),
		close: sandbox.close,
	};
}

export const dynamicsBatches = async (): Promise<ItemStage> => ({
	...(await dynamics()),
	match: /\$batch$|^GET .*\/contacts$/,
});

export const dynamicsOneByOne = async (): Promise<ItemStage> => await dynamics(1);

/** The requests within a batch, which are not logged. */
export const dynamicsParts = async (): Promise<ItemStage> => {
	const { isWrite: _isWrite, ...stage } = await dynamics();
	return { ...stage, match: /^(PATCH|POST .*\/contacts$)/ };
};
