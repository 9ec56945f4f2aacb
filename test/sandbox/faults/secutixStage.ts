import type { BulkTarget } from '../../../nodes/shared/bulk';
import { createSecutixBulkTarget } from '../../../nodes/shared/connectors/secutix/bulkTarget';
import {
	authorizationCodeOf,
	readAuthorizations,
} from '../../../nodes/shared/connectors/secutix/fieldList';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { csv } from '../connector/bulkRuns';
import { startSecutix } from '../connector/secutixAccount';
import { type BulkStage } from './bulkSweep';
import { HALF_AN_HOUR, list } from './stageParts';

/** Each row that may go into the file is brought to the Import screen at once. */
export async function secutix(): Promise<BulkStage> {
	const { sandbox, secutix: client, clock, cancel } = await startSecutix();
	const numbers = list((index) => String(index).padStart(6, '0'));
	for (const [index, contactNumber] of numbers.entries()) {
		const authorizations = { INSTMAIL: index % 2 === 0, SMS: false };
		sandbox.control.addContact({ contactNumber, authorizations });
	}
	return {
		isOneByOne: true,
		isWrite: () => false,
		file: csv(
			['Contact number', '[old] INSTMAIL', '[new] INSTMAIL', '[old] SMS', '[new] SMS'],
			...numbers.map((number, index) => [
				number,
				String(index % 2 === 0),
				'',
				'false',
				index % 4 === 1 ? '[clear]' : 'true',
			]),
		),
		settings: { consents: 'allow', keyKind: 'exact' },
		session: async () => {
			const fields = readAuthorizations('INSTMAIL\nSMS');
			const target = createSecutixBulkTarget(client, { fields, canClearCriteria: false });
			const write: BulkTarget['write'] = async (updates) => {
				const answers = await target.write(updates);
				updates.forEach(({ key, changes }, index) => {
					if (isConnectorError(answers[index])) return;
					const { authorizations } = sandbox.control.getContact(key)!;
					for (const { field, to } of changes) {
						const code = authorizationCodeOf(field)!;
						if (to === null) delete authorizations[code];
						else authorizations[code] = to === true || to === 'true';
					}
					sandbox.control.changeContact(key, { authorizations });
				});
				return answers;
			};
			return await Promise.resolve({
				fields,
				target: { ...target, write },
				keyName: 'Contact number',
			});
		},
		stored: () =>
			numbers.map((number) => {
				const { INSTMAIL, SMS = null } = sandbox.control.getContact(number)!.authorizations;
				return JSON.stringify([INSTMAIL, SMS]);
			}),
		misbehave: (rule) => sandbox.control.misbehave(rule),
		behave: () => sandbox.control.clearMisbehaviour(),
		requests: sandbox.requests,
		cancel,
		later: async () => await clock.sleep(HALF_AN_HOUR),
		close: sandbox.close,
	};
}
