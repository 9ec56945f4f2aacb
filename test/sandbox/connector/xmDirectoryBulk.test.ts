import type { FoundRecord } from '../../../nodes/shared/records';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import {
	bulkFields,
	type DirectoryKey,
} from '../../../nodes/shared/connectors/qualtrics/bulk/bulkFields';
import { createDirectoryBulkTarget } from '../../../nodes/shared/connectors/qualtrics/bulk/bulkTarget';
import { foundBy, membersOf } from '../../../nodes/shared/connectors/qualtrics/bulk/targetGroup';
import { fieldIs, modifiedSince } from '../../../nodes/shared/connectors/qualtrics/contactFilter';
import { collect } from '../../../nodes/shared/http/paginate';
import { outcomes, reasonsOf } from '../../unit/bulk/runs';
import { customersListId, mainDirectoryId as directoryId, type SandboxOptions } from '../qualtrics';
import { applying, csv, rollBackFileOf, rollingBack, type BulkSession } from './bulkRuns';
import { startAccount, type SandboxAccount } from './sandboxAccount';

let account: SandboxAccount;
const start = async (options: Partial<SandboxOptions> = {}): Promise<SandboxAccount> => {
	account = await startAccount(options);
	return account;
};
afterEach(async () => await account.sandbox.close());

const KEY_NAMES: Record<DirectoryKey, string> = {
	email: 'Email',
	extRef: 'External Data Reference',
	contactId: 'Contact ID',
};

async function session(key: DirectoryKey = 'email'): Promise<BulkSession> {
	const { qualtrics, cancel } = account;
	const known = await qualtrics.contactFields.list({ directoryId });
	const fields = bulkFields(known, ['tier', 'email']);
	return {
		fields,
		target: createDirectoryBulkTarget(qualtrics, { directoryId, key, fields, cancel }),
		keyName: KEY_NAMES[key],
		keyKind: key === 'email' ? 'email' : key === 'extRef' ? 'text' : 'exact',
	};
}

const people = (count: number): string[] =>
	Array.from({ length: count }, (_, index) =>
		account.sandbox.control.addContact({
			email: `p${index}@example.com`,
			extRef: `CRM-${index}`,
			firstName: `Name ${index}`,
			phone: '+33600000000',
			embeddedData: { plan: 'free' },
		}),
	);

const stored = (contactId: string) =>
	account.sandbox.state.directories.get(directoryId)!.contacts.get(contactId)!;

const HEADER = ['Email', '[old] First Name', '[new] First Name', '[old] plan', '[new] plan'];
const row = (index: number, name: string, plan: string): string[] => [
	`P${index}@Example.com`,
	`Name ${index}`,
	name,
	'free',
	plan,
];

describe('contacts of XM Directory, from a file', () => {
	it('S22 validated: looked up, told apart, nothing written', async () => {
		const { sandbox } = await start();
		people(3);
		sandbox.control.addContact({ email: 'p2@example.com' });
		const file = csv(
			HEADER,
			row(0, 'Ann', ''),
			row(1, '', ''),
			row(2, 'Cleo', ''),
			row(9, 'Nobody', ''),
			['p0@example.com', 'x'],
		);
		const validated = await applying(await session(), file, { mode: 'validate' });
		expect(outcomes(validated)).toEqual([
			'p0@example.com: invalid',
			'p1@example.com: unchanged',
			'p2@example.com: ambiguous',
			'p9@example.com: notFound',
			'p0@example.com: invalid',
		]);
		expect(sandbox.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
	});

	it.each<[string, Partial<SandboxOptions>]>([
		['as the contract is read', {}],
		['where PUT merges embedded data', { putEmbeddedData: 'merge' }],
		['where PUT clears what is left out', { putOmittedFields: 'clear' }],
		['where the search lags behind', { searchLagMs: 600_000 }],
	])('S16 S18 S23 S34 applied, then rolled back exactly: %s', async (_name, options) => {
		let now = Date.UTC(2026, 0, 10);
		const { sandbox } = await start({ ...options, now: () => now });
		const ids = people(60);
		now += 3_600_000;
		const before = ids.map((id) => structuredClone(stored(id)));
		const bulk = await session();
		const file = csv(
			HEADER,
			...ids.map((_id, index) => row(index, `New ${index}`, index % 2 ? '[clear]' : 'gold')),
		);
		const applied = await applying(bulk, file);
		expect(applied.progress.counts).toMatchObject({ ok: 60 });
		expect(stored(ids[4])).toMatchObject({
			firstName: 'New 4',
			extRef: 'CRM-4',
			phone: '+33600000000',
			embeddedData: { plan: 'gold' },
		});
		expect(stored(ids[5]).embeddedData.plan ?? '').toBe('');

		now += 3_600_000;
		const again = await applying(bulk, file);
		expect(again.progress.counts).toMatchObject({ ok: 0, unchanged: 60 });

		const undone = await rollingBack(bulk, rollBackFileOf(bulk, applied.rows));
		expect(undone.progress.counts).toMatchObject({ ok: 60 });
		ids.forEach((id, index) => {
			const { firstName, email, extRef, phone, embeddedData } = before[index];
			expect(stored(id)).toMatchObject({ firstName, email, extRef, phone, embeddedData });
		});
		expect(sandbox.requests.every(({ status }) => status < 300)).toBe(true);
	});

	it('S34 what was changed meanwhile is a conflict, by each policy', async () => {
		await start();
		const [id] = people(1);
		account.sandbox.control.addContact({ email: 'p1@example.com' });
		const file = csv(
			['Email', '[old] First Name', '[new] First Name'],
			['p0@example.com', 'Anna', 'Ann'],
			['p1@example.com', 'Bert', 'Bob'],
		);
		const bulk = await session();
		const skipped = await applying(bulk, file);
		expect(outcomes(skipped)).toEqual(['p0@example.com: conflict', 'p1@example.com: conflict']);
		const filled = await applying(bulk, file, { conflicts: 'onlyIfEmpty' });
		expect(outcomes(filled)).toEqual(['p0@example.com: conflict', 'p1@example.com: ok']);
		const overwritten = await applying(bulk, file, { conflicts: 'overwrite' });
		expect(outcomes(overwritten)).toEqual(['p0@example.com: ok', 'p1@example.com: unchanged']);
		expect(stored(id).firstName).toBe('Ann');
	});

	it('S34 changed between the look-up and the write: seen, and not written over', async () => {
		await start();
		const [id] = people(1);
		const { target } = await session();
		const [found] = await target.find!(['p0@example.com'], ['firstName']);
		const [record] = found as FoundRecord[];
		await account.qualtrics.contacts.update({ directoryId }, id, { firstName: 'Somebody' });
		const changes = [{ field: 'firstName', from: 'Name 0', to: 'Ann' }];
		const [answer] = await target.write([
			{ kind: 'update', key: 'p0@example.com', line: 2, record, changes },
		]);
		expect(answer).toMatchObject({ kind: 'conflict' });
		expect(stored(id).firstName).toBe('Somebody');
	});

	it.each<[DirectoryKey, (id: string) => string]>([
		['email', () => ' P0@example.com'],
		['extRef', () => 'crm-0'],
		['contactId', (id) => id],
	])('found by %s', async (key, write) => {
		await start();
		const [id] = people(2);
		const file = csv(
			[KEY_NAMES[key], '[old] tier', '[new] tier'],
			[write(id), '', 'A'],
			['nobody', '', 'A'],
		);
		const { rows } = await applying(await session(key), file);
		expect(rows.map(({ outcome }) => outcome)).toEqual(['ok', 'notFound']);
		expect(stored(id).embeddedData).toMatchObject({ plan: 'free', tier: 'A' });
	});

	it('embedded data that is named like a standard field is not that field', async () => {
		await start();
		const [id] = people(1);
		const file = csv(
			['Email', '[old] embeddedData.email', '[new] embeddedData.email'],
			['p0@example.com', '', 'other@example.com'],
		);
		expect(outcomes(await applying(await session(), file))).toEqual(['p0@example.com: ok']);
		expect(stored(id)).toMatchObject({
			email: 'p0@example.com',
			embeddedData: { email: 'other@example.com' },
		});
	});
});

describe('contacts of a mailing list that is read once', () => {
	const members = (count: number): string[] =>
		Array.from({ length: count }, (_, index) =>
			account.sandbox.control.addContact(
				{
					email: `p${index}@example.com`,
					firstName: `Name ${index}`,
					embeddedData: { plan: 'free' },
				},
				{ mailingListId: customersListId },
			),
		);
	const listSession = async (): Promise<BulkSession> => {
		const bulk = await session();
		const lookUpIn = { mailingListId: customersListId };
		const { fields } = bulk;
		const options = { directoryId, key: 'email' as const, fields, lookUpIn };
		return { ...bulk, target: createDirectoryBulkTarget(account.qualtrics, options) };
	};

	it('S22 S23 takes a fiftieth of the requests; who is not in it is not found', async () => {
		const { sandbox } = await start();
		const ids = members(160);
		sandbox.control.addContact({ email: 'p160@example.com' });
		const file = csv(
			HEADER,
			...Array.from({ length: 161 }, (_, index) => row(index, `New ${index}`, '')),
		);
		const bulk = await listSession();
		sandbox.control.clearRequests();
		const validated = await applying(bulk, file, { mode: 'validate' });
		expect(validated.progress.counts).toMatchObject({ ok: 160, notFound: 1 });
		expect(sandbox.requests.length).toBeLessThanOrEqual(4);
		const short = csv(HEADER, row(0, 'New', 'gold'), ['p1@example.com', 'x', 'New', 'free', '']);
		const applied = await applying(await listSession(), short);
		expect(outcomes(applied)).toEqual(['p0@example.com: ok', 'p1@example.com: conflict']);
		expect(stored(ids[0])).toMatchObject({ firstName: 'New', embeddedData: { plan: 'gold' } });
	});

	it('S34 what changed since the list was read is a conflict, and not written over', async () => {
		await start();
		const [id] = members(1);
		const bulk = await listSession();
		await bulk.target.find!(['p0@example.com'], ['firstName']);
		await account.qualtrics.contacts.update({ directoryId }, id, { firstName: 'Somebody' });
		const applied = await applying(bulk, csv(HEADER, row(0, 'New', '')));
		expect(outcomes(applied)).toEqual(['p0@example.com: conflict']);
		expect(stored(id).firstName).toBe('Somebody');
	});

	it('a reading that failed is begun anew', async () => {
		const { sandbox } = await start();
		members(1);
		const bulk = await listSession();
		sandbox.control.misbehave({ match: /mailinglists.*contacts/, kind: '404' });
		const failed = await applying(bulk, csv(HEADER, row(0, 'New', '')));
		expect(outcomes(failed)).not.toEqual(['p0@example.com: ok']);
		const again = await applying(bulk, csv(HEADER, row(0, 'New', '')));
		expect(outcomes(again)).toEqual(['p0@example.com: ok']);
	});
});

describe('subscription to XM Directory, from a file', () => {
	const file = (wanted: string, [first, second] = ['false', 'true']): string =>
		csv(
			['Email', '[old] Unsubscribed', '[new] Unsubscribed'],
			['in@example.com', first, wanted],
			['out@example.com', second, wanted],
		);
	const add = () => {
		const { control } = account.sandbox;
		return [
			control.addContact({ email: 'in@example.com' }),
			control.addContact({ email: 'out@example.com', unsubscribed: true }),
		];
	};
	const statuses = (ids: string[]) => ids.map((id) => stored(id).unsubscribed);

	it('nothing is changed without confirmation, and nobody opted in again with half of it', async () => {
		await start();
		const ids = add();
		const bulk = await session();
		const refused = await applying(bulk, file('true'), { consents: 'refuse' });
		expect(reasonsOf(refused)).toEqual(['consentNotConfirmed']);
		const optedIn = await applying(bulk, file('false'), { consents: 'optOutOnly' });
		expect(outcomes(optedIn)).toEqual(['in@example.com: unchanged', 'out@example.com: invalid']);
		expect(statuses(ids)).toEqual([false, true]);
	});

	it('confirmed, people are opted out and in', async () => {
		await start();
		const ids = add();
		const bulk = await session();
		await applying(bulk, file('true'), { consents: 'optOutOnly' });
		expect(statuses(ids)).toEqual([true, true]);
		await applying(bulk, file('false', ['true', 'true']), { consents: 'allow' });
		expect(statuses(ids)).toEqual([false, false]);
	});

	it('other changes never touch the status, whatever happened meanwhile', async () => {
		await start();
		const ids = add();
		const other = csv(
			['Email', '[old] First Name', '[new] First Name'],
			['out@example.com', '', 'Out'],
		);
		expect(outcomes(await applying(await session(), other))).toEqual(['out@example.com: ok']);
		const [put] = account.sandbox.requests.filter(({ method }) => method === 'PUT');
		expect(put.body).not.toHaveProperty('unsubscribed');
		expect(statuses(ids)).toEqual([false, true]);
	});
});

describe('when XM Directory misbehaves', () => {
	const file = (count: number): string =>
		csv(
			HEADER.slice(0, 3),
			...Array.from({ length: count }, (_, index) => row(index, 'New', '').slice(0, 3)),
		);

	it('requests that are refused for a while, dropped or not answered are sent again', async () => {
		const { sandbox } = await start();
		people(40);
		sandbox.control.misbehave({ match: /PUT/, kind: '429-retry-after', times: 2, after: 2 });
		sandbox.control.misbehave({ match: /PUT/, kind: 'done-but-no-answer', times: 2, after: 8 });
		sandbox.control.misbehave({ match: /search/, kind: 'drop', times: 2, after: 5 });
		sandbox.control.misbehave({ match: /GET .*contacts/, kind: '5xx-html', times: 2, after: 9 });
		const applied = await applying(await session(), file(40));
		expect(applied.progress.counts).toMatchObject({ ok: 40 });
	});

	it('a row that fails for good fails alone, and a second run does the rest', async () => {
		const { sandbox } = await start();
		const ids = people(40);
		sandbox.control.misbehave({ match: `PUT .*${ids[7]}`, kind: 'error', status: 400, times: -1 });
		const bulk = await session();
		const applied = await applying(bulk, file(40));
		expect(applied.progress.counts).toMatchObject({ ok: 39, failed: 1 });
		sandbox.control.behave();
		const again = await applying(bulk, file(40));
		expect(again.progress.counts).toMatchObject({ ok: 1, unchanged: 39 });
	});

	it('an empty text that blanks nothing is told, and not taken for done', async () => {
		await start({ emptyString: 'ignored' });
		people(1);
		const clearing = csv(HEADER.slice(0, 3), ['p0@example.com', 'Name 0', '[clear]']);
		const applied = await applying(await session(), clearing);
		expect(applied.rows[0]).toMatchObject({ outcome: 'failed' });
		expect(applied.rows[0].reasons[0].message).toContain('did not empty First Name');
	});

	it('without access the run ends at once', async () => {
		const { sandbox } = await start();
		people(220);
		const bulk = await session();
		sandbox.control.misbehave({ match: /contacts/, kind: 'error', status: 401, times: -1 });
		const { progress } = await applying(bulk, file(220));
		expect(progress.stopped).toMatchObject({ kind: 'target' });
		expect(progress.counts.notProcessed).toBeGreaterThan(50);
	});

	it('a cancelled run ends within a batch and goes on from there', async () => {
		const { sandbox, cancel } = await start();
		people(220);
		const bulk = await session();
		const { write } = bulk.target;
		let calls = 0;
		bulk.target.write = async (writes) => {
			if (++calls === 6) cancel.aborted = true;
			return await write(writes);
		};
		const stopped = await applying(bulk, file(220), { cancel });
		const written = sandbox.requests.filter(({ method }) => method === 'PUT').length;
		expect(stopped.progress.stopped).toMatchObject({ kind: 'cancelled' });
		expect(written).toBeLessThan(180);
		expect(stopped.rows.filter(({ outcome }) => outcome === 'ok').length).toBe(written);
		cancel.aborted = false;
		const rest = await applying(bulk, file(220), {
			resumeToken: stopped.progress.resumeToken,
		});
		expect(rest.progress.counts.ok + rest.progress.counts.unchanged).toBe(220);
	});
});

describe('target groups of XM Directory', () => {
	const settings = {
		directoryId,
		key: 'email',
		fieldIds: ['firstName', 'embeddedData.plan'],
	} as const;

	it('S11 S16 S17 the members of a mailing list, over many pages', async () => {
		const { sandbox, qualtrics } = await start();
		for (let index = 0; index < 120; index++) {
			sandbox.control.addContact(
				{ email: `m${index}@example.com`, firstName: 'M', embeddedData: { plan: 'free' } },
				{ mailingListId: customersListId },
			);
		}
		sandbox.control.addContact({ email: 'other@example.com' });
		const records = (await collect(membersOf(qualtrics, customersListId, settings))).flat();
		expect(records).toHaveLength(120);
		expect(records[0]).toEqual({
			key: 'm0@example.com',
			values: { firstName: 'M', 'embeddedData.plan': 'free' },
		});
	});

	it('S11 whom a search finds', async () => {
		const { sandbox, qualtrics } = await start();
		sandbox.control.addContact({ email: 'fr@example.com', language: 'FR' });
		sandbox.control.addContact({ email: 'en@example.com', language: 'EN' });
		const found = async (filters: Parameters<typeof foundBy>[1]) =>
			(await collect(foundBy(qualtrics, filters, settings))).flat().map(({ key }) => key);
		expect(await found([fieldIs('language', 'fr')])).toEqual(['fr@example.com']);
		expect(await found([modifiedSince(0)])).toHaveLength(2);
	});

	it('a search that reaches its depth gives no half template', async () => {
		const { qualtrics } = await start();
		const many = { contacts: { ...qualtrics.contacts, search: async () => await tenThousand() } };
		const error: unknown = await collect(foundBy(many, [modifiedSince(0)], settings)).catch(
			(reason: unknown) => reason,
		);
		expect(isConnectorError(error)).toBe(true);
		expect((error as Error).message).toContain('10,000');
	});
});

const tenThousand = async () =>
	await Promise.resolve(Array.from({ length: 10_000 }, (_, index) => ({ id: `CID_${index}` })));
