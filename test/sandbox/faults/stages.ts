import { createQualtrics } from '../../../nodes/shared/connectors/qualtrics/client';
import { bulkFields } from '../../../nodes/shared/connectors/qualtrics/bulk/bulkFields';
import { createDirectoryBulkTarget } from '../../../nodes/shared/connectors/qualtrics/bulk/bulkTarget';
import { createHubSpot } from '../../../nodes/shared/connectors/hubspot/client';
import { createHubSpotBulkTarget } from '../../../nodes/shared/connectors/hubspot/bulkTarget';
import * as hubspotFields from '../../../nodes/shared/connectors/hubspot/bulkFields';
import type { BulkTarget } from '../../../nodes/shared/bulk';
import { createSecutixBulkTarget } from '../../../nodes/shared/connectors/secutix/bulkTarget';
import {
	authorizationCodeOf,
	readAuthorizations,
} from '../../../nodes/shared/connectors/secutix/fieldList';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { createDataverse } from '../../../nodes/shared/connectors/dataverse/client';
import { createBulkTarget } from '../../../nodes/shared/connectors/dataverse/bulkTarget';
import * as dataverseFields from '../../../nodes/shared/connectors/dataverse/bulkFields';
import { createSalesManago } from '../../../nodes/shared/connectors/salesmanago/client';
import { createSalesManagoBulkTarget } from '../../../nodes/shared/connectors/salesmanago/bulk/bulkTarget';
import * as salesmanagoFields from '../../../nodes/shared/connectors/salesmanago/bulk/bulkFields';
import type { HttpSend, Runtime } from '../../../nodes/shared/http/types';
import { createVirtualClock } from '../../unit/http/virtualClock';
import { csv } from '../connector/bulkRuns';
import { fetchWith } from '../connector/dataverseEnvironment';
import { signedSend } from '../connector/salesmanagoAccount';
import { fetchSend } from '../connector/sandboxAccount';
import { startSecutix } from '../connector/secutixAccount';
import { startDataverseSandbox } from '../dataverse';
import { startHubSpotSandbox } from '../hubspot';
import { mainDirectoryId as directoryId, startQualtricsSandbox } from '../qualtrics';
import { startSalesManagoSandbox } from '../salesmanago';
import { ROWS, type BulkStage } from './bulkSweep';

const START = Date.UTC(2026, 0, 10);
/** A refusal may hold for a while: whoever comes back comes later. */
const HALF_AN_HOUR = 30 * 60_000;
const list = <T>(make: (index: number) => T): T[] =>
	Array.from({ length: ROWS }, (_, index) => make(index));

function runtimeOf(
	send: HttpSend,
	cancel: { aborted: boolean },
	clock = createVirtualClock(START),
): Runtime {
	return {
		send: async (request) => await clock.during(async () => await send(request)),
		clock,
		random: () => 0.1,
		cancel,
	};
}

export async function xmDirectory(): Promise<BulkStage> {
	const clock = createVirtualClock(START);
	const sandbox = await startQualtricsSandbox({ now: clock.now });
	const cancel = { aborted: false };
	const send = fetchSend(() => ({ 'x-api-token': sandbox.token }));
	const qualtrics = createQualtrics(runtimeOf(send, cancel, clock), { baseUrl: sandbox.url });
	const ids = list((index) =>
		sandbox.control.addContact({
			email: `p${index}@example.com`,
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
				`p${index}@example.com`,
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

export async function hubspot(): Promise<BulkStage> {
	const clock = createVirtualClock(START);
	const sandbox = await startHubSpotSandbox({ now: clock.now });
	const cancel = { aborted: false };
	const send = fetchSend(() => ({ Authorization: `Bearer ${sandbox.token}` }));
	const client = createHubSpot(runtimeOf(send, cancel, clock), { address: sandbox.url });
	const ids = list(
		(index) =>
			sandbox.add('contacts', {
				email: `p${index}@example.com`,
				firstname: `Name ${index}`,
				nps_score: '7',
				lifecyclestage: index % 2 ? 'customer' : 'lead',
			}).id,
	);
	return {
		file: csv(
			['Email', '[old] First Name', '[new] First Name', '[old] NPS Score', '[new] NPS Score'],
			...list((index) => [
				`p${index}@example.com`,
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
			emailaddress1: `p${index}@example.com`,
			firstname: `Name ${index}`,
			jobtitle: 'free',
		}),
	);
	return {
		match: /^(GET|POST)/,
		file: csv(
			['Email', '[old] First Name', '[new] First Name', '[old] Job Title', '[new] Job Title'],
			...list((index) => [
				`p${index}@example.com`,
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
			email: `p${index}@example.com`,
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
				`p${index}@example.com`,
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
