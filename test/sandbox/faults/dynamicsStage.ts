import { createDataverse } from '../../../nodes/shared/connectors/dataverse/client';
import { createBulkTarget } from '../../../nodes/shared/connectors/dataverse/bulkTarget';
import * as dataverseFields from '../../../nodes/shared/connectors/dataverse/bulkFields';
import { createVirtualClock } from '../../unit/http/virtualClock';
import { csv } from '../connector/bulkRuns';
import { fetchWith } from '../connector/dataverseEnvironment';
import { startDataverseSandbox } from '../dataverse';
import { type BulkStage } from './bulkSweep';
import { address, START, HALF_AN_HOUR, list, runtimeOf } from './stageParts';

/** The requests within a batch, which are not logged. */
export const dynamicsParts = async (): Promise<BulkStage> => {
	const { isWrite: _isWrite, ...stage } = await dynamics();
	return { ...stage, match: /^PATCH/, isOneByOne: true };
};

export async function dynamics(): Promise<BulkStage> {
	const clock = createVirtualClock(START);
	const sandbox = await startDataverseSandbox({ now: clock.now });
	const cancel = { aborted: false };
	const client = createDataverse(
		runtimeOf(
			fetchWith(() => sandbox.token),
			cancel,
			clock,
		),
		{ environmentUrl: sandbox.url },
	);
	const ids = list((index) =>
		sandbox.control.addRecord('contact', {
			emailaddress1: address(index),
			firstname: `Name ${index}`,
			jobtitle: 'free',
		}),
	);
	return {
		match: /^(GET|POST)/,
		file: csv(
			['Email', '[old] First Name', '[new] First Name', '[old] Job Title', '[new] Job Title'],
			...list((index) => [
				address(index),
				`Name ${index}`,
				`New ${index}`,
				'free',
				index % 4 === 1 ? '[clear]' : 'gold',
			]),
		),
		async session() {
			const table = await client.tables.get('contact');
			const columns = await client.columns.of(table);
			const fields = dataverseFields.bulkFields(columns, { timeZone: 'UTC', consents: [] });
			const key = dataverseFields.bulkKeys(columns).find(({ id }) => id === 'emailaddress1')!;
			const target = await createBulkTarget(client, {
				table: 'contact',
				key,
				fields: ['firstname', 'jobtitle'],
				timeZone: 'UTC',
			});
			return {
				fields: fields.filter(({ id }) => id === 'firstname' || id === 'jobtitle'),
				target,
				keyName: 'Email',
			};
		},
		isWrite: (request) => !request.startsWith('GET'),
		stored: () =>
			ids.map((id) => {
				const { firstname, jobtitle, emailaddress1 } = sandbox.control.getRecord('contact', id)!;
				return JSON.stringify([emailaddress1, firstname, jobtitle ?? null]);
			}),
		misbehave: (rule) => sandbox.control.misbehave(rule),
		behave: () => sandbox.control.behave(),
		requests: sandbox.requests,
		cancel,
		later: async () => await clock.sleep(HALF_AN_HOUR),
		close: sandbox.close,
	};
}
