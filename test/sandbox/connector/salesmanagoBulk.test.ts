import {
	bulkFields,
	OPTED_OUT,
	type NamedDetail,
} from '../../../nodes/shared/connectors/salesmanago/bulk/bulkFields';
import { createSalesManagoBulkTarget } from '../../../nodes/shared/connectors/salesmanago/bulk/bulkTarget';
import { changedContacts } from '../../../nodes/shared/connectors/salesmanago/bulk/targetGroup';
import { collect } from '../../../nodes/shared/http/paginate';
import { outcomes, reasonsOf } from '../../unit/bulk/runs';
import type { SalesManagoSandboxOptions } from '../salesmanago';
import { applying, csv, rollBackFileOf, rollingBack, type BulkSession } from './bulkRuns';
import { startSalesManago, type SalesManagoAccount } from './salesmanagoAccount';

let account: SalesManagoAccount;
const start = async (
	options: Partial<SalesManagoSandboxOptions> = {},
): Promise<SalesManagoAccount> => {
	account = await startSalesManago(options);
	return account;
};
afterEach(async () => await account.sandbox.close());

const DETAILS: NamedDetail[] = [
	{ name: 'plan', kind: 'text' },
	{ name: 'email', kind: 'text' },
	{ name: 'score', kind: 'number' },
	{ name: 'last-visit', kind: 'date' },
];

const session = (key: 'email' | 'contactId' = 'email', fireEvents = false): BulkSession => {
	const fields = bulkFields(DETAILS, ['VIP']);
	return {
		fields,
		target: createSalesManagoBulkTarget(account.salesmanago, { key, fields, fireEvents }),
		keyName: key === 'email' ? 'Email' : 'Contact ID',
		keyKind: key === 'email' ? 'email' : 'exact',
	};
};

const people = (count: number): string[] =>
	Array.from({ length: count }, (_, index) =>
		account.sandbox.control.addContact({
			email: `p${index}@example.com`,
			name: `Name ${index}`,
			birthday: '19850131',
			properties: { plan: 'free', other: 'kept' },
			tags: index % 2 ? ['VIP', 'OLD'] : ['OLD'],
		}),
	);

const stored = (id: string) => account.sandbox.control.getContact(id)!;
const jobs = (): number => account.sandbox.state.jobs.size;

const HEADER = [
	'Email',
	'[old] Name',
	'[new] Name',
	'[old] plan',
	'[new] plan',
	'[old] Tag VIP',
	'[new] Tag VIP',
];
const row = (index: number, name: string, plan: string, isVip: string): string[] => [
	`P${index}@Example.com`,
	`Name ${index}`,
	name,
	'free',
	plan,
	index % 2 ? 'true' : 'false',
	isVip,
];

describe('contacts of SALESmanago, from a file', () => {
	it('S22 validated: looked up fifty at a time, nothing written', async () => {
		const { sandbox } = await start();
		people(120);
		const rows = Array.from({ length: 121 }, (_, index) => row(index, 'New', '', ''));
		const file = csv(HEADER, ...rows, row(3, 'Twice', '', ''));
		const { progress } = await applying(session(), file, { mode: 'validate' });
		expect(progress.counts).toMatchObject({ ok: 119, notFound: 1, invalid: 2 });
		expect(sandbox.requests.length).toBeLessThanOrEqual(4);
		expect(jobs()).toBe(0);
	});

	it.each<[Partial<SalesManagoSandboxOptions>]>([
		[{}],
		[{ cardAs: 'documented' }],
		[{ cardAs: 'documented', tagsAs: 'texts' }],
		[{ misplacedFields: 'lost' }],
	])(
		'S16 S18 S23 S34 applied in jobs of a hundred, then rolled back exactly, under %j',
		async (options) => {
			const { sandbox } = await start(options);
			const ids = people(230);
			const before = ids.map(stored);
			const file = csv(
				HEADER,
				...ids.map((_id, index) =>
					row(index, `New ${index}`, 'gold', index % 2 ? 'false' : 'true'),
				),
			);
			const bulk = session();
			const applied = await applying(bulk, file);
			expect(applied.progress.counts).toMatchObject({ ok: 230 });
			expect(jobs()).toBe(3);
			expect(stored(ids[4])).toMatchObject({
				name: 'New 4',
				properties: { plan: 'gold', other: 'kept' },
				tags: ['OLD', 'VIP'],
				optedOut: true,
			});
			expect(stored(ids[5]).tags).toEqual(['OLD']);
			expect(sandbox.state.doubleOptInMails).toBe(0);

			const again = await applying(bulk, file);
			expect(again.progress.counts).toMatchObject({ ok: 0, unchanged: 230 });

			const undone = await rollingBack(bulk, rollBackFileOf(bulk, applied.rows));
			expect(undone.progress.counts).toMatchObject({ ok: 230 });
			ids.forEach((id, index) => {
				const { name, properties, tags, birthday } = before[index];
				expect(stored(id)).toMatchObject({ name, properties, birthday });
				expect([...stored(id).tags].sort()).toEqual([...tags].sort());
			});
		},
	);

	it('numbers, dates and birthdays are written and compared as such', async () => {
		await start();
		const [id] = people(1);
		const header = ['score', 'last-visit', 'Birthday', 'email'].flatMap((name) =>
			name === 'email'
				? ['[old] details.email', '[new] details.email']
				: [`[old] ${name}`, `[new] ${name}`],
		);
		const file = csv(
			['Email', ...header],
			[
				'p0@example.com',
				'',
				'9.5',
				'',
				'2026-01-31',
				'1985-01-31',
				'1986-02-01',
				'',
				'x@example.com',
			],
		);
		expect(outcomes(await applying(session(), file))).toEqual(['p0@example.com: ok']);
		expect(stored(id)).toMatchObject({
			email: 'p0@example.com',
			birthday: '19860201',
			properties: { email: 'x@example.com' },
			dictionaryProperties: {
				score: { type: 'NUMBER', value: '9.5' },
				'last-visit': { type: 'DATE', value: Date.UTC(2026, 0, 31) },
			},
		});
		const again = await applying(session(), file);
		expect(outcomes(again)).toEqual(['p0@example.com: unchanged']);
	});

	it('S34 what was changed meanwhile is a conflict, by each policy', async () => {
		await start();
		const [id] = people(1);
		account.sandbox.control.addContact({ email: 'p1@example.com' });
		const file = csv(
			['Email', '[old] Name', '[new] Name'],
			['p0@example.com', 'Anna', 'Ann'],
			['p1@example.com', 'Bert', 'Bob'],
		);
		expect(outcomes(await applying(session(), file))).toEqual([
			'p0@example.com: conflict',
			'p1@example.com: conflict',
		]);
		const filled = await applying(session(), file, { conflicts: 'onlyIfEmpty' });
		expect(outcomes(filled)).toEqual(['p0@example.com: conflict', 'p1@example.com: ok']);
		const overwritten = await applying(session(), file, { conflicts: 'overwrite' });
		expect(outcomes(overwritten)).toEqual(['p0@example.com: ok', 'p1@example.com: unchanged']);
		expect(stored(id).name).toBe('Ann');
	});

	it('changed or deleted between look-up and job: not written over, and not created again', async () => {
		const { sandbox } = await start();
		const ids = people(3);
		const bulk = session();
		const { write } = bulk.target;
		bulk.target.write = async (writes) => {
			sandbox.control.changeContact(ids[0], { name: 'Somebody' });
			sandbox.control.removeContact(ids[1]);
			return await write(writes);
		};
		const file = csv(HEADER, ...[0, 1, 2].map((index) => row(index, 'New', '', '')));
		expect(outcomes(await applying(bulk, file))).toEqual([
			'p0@example.com: conflict',
			'p1@example.com: notFound',
			'p2@example.com: ok',
		]);
		expect(stored(ids[0]).name).toBe('Somebody');
		expect(sandbox.control.contacts()).toHaveLength(2);
	});

	it('found by contact id, whatever the address', async () => {
		await start();
		const [id] = people(2);
		const file = csv(
			['Contact ID', '[old] plan', '[new] plan'],
			[id, 'free', 'gold'],
			['x', '', 'y'],
		);
		const { rows } = await applying(session('contactId'), file);
		expect(rows.map(({ outcome }) => outcome)).toEqual(['ok', 'notFound']);
		expect(stored(id)).toMatchObject({ email: 'p0@example.com', properties: { plan: 'gold' } });
	});

	it('a field cannot be emptied: refused when checked, and when rolled back', async () => {
		await start();
		const [first] = people(2);
		const clearing = csv(
			['Email', '[old] plan', '[new] plan'],
			['p0@example.com', 'free', '[clear]'],
		);
		const validated = await applying(session(), clearing, { mode: 'validate' });
		expect(reasonsOf(validated)).toEqual(['clearNotAllowed']);
		const filling = csv(
			['Email', '[old] Company', '[new] Company'],
			['p0@example.com', '', 'ACME'],
		);
		const applied = await applying(session(), filling);
		const undone = await rollingBack(session(), rollBackFileOf(session(), applied.rows));
		expect(undone.rows[0]).toMatchObject({ outcome: 'failed' });
		expect(undone.rows[0].reasons[0].message).toContain('no way to empty Company');
		expect(stored(first)).toMatchObject({ company: 'ACME' });
	});
});

describe('opt-outs in SALESmanago, from a file', () => {
	const NAMES = ['Opted Out', 'Opted Out by Phone'];
	const file = (old: string, wanted: string): string =>
		csv(
			['Email', ...NAMES.flatMap((name) => [`[old] ${name}`, `[new] ${name}`])],
			['in@example.com', old, wanted, old, wanted],
		);

	it('nothing without confirmation, and nobody opted in again with half of it', async () => {
		const { sandbox } = await start();
		const id = sandbox.control.addContact({ email: 'in@example.com' });
		const refused = await applying(session(), file('true', 'false'), { consents: 'refuse' });
		expect(reasonsOf(refused)).toEqual(['consentNotConfirmed', 'consentNotConfirmed']);
		const half = await applying(session(), file('true', 'false'), { consents: 'optOutOnly' });
		expect(outcomes(half)).toEqual(['in@example.com: invalid']);
		expect(stored(id)).toMatchObject({ optedOut: true, optedOutPhone: true, history: [] });
	});

	it('confirmed: opted in, and out again', async () => {
		const { sandbox } = await start();
		const id = sandbox.control.addContact({ email: 'in@example.com' });
		await applying(session(), file('true', 'false'), { consents: 'allow' });
		expect(stored(id)).toMatchObject({ optedOut: false, optedOutPhone: false });
		const out = await applying(session(), file('false', 'true'), { consents: 'optOutOnly' });
		expect(outcomes(out)).toEqual(['in@example.com: ok']);
		expect(stored(id)).toMatchObject({ optedOut: true, optedOutPhone: true });
		expect(sandbox.state.doubleOptInMails).toBe(0);
	});

	it('other changes leave the opt-outs alone', async () => {
		const { sandbox } = await start();
		people(1);
		await applying(session(), csv(HEADER, row(0, 'New', '', '')));
		const [batch] = sandbox.requests.filter(({ path }) => path.endsWith('batchupsertv2'));
		expect(JSON.stringify(batch.body)).not.toMatch(/force|Consent/i);
		expect(batch.body).toMatchObject({ fireEvents: false, useApiDoubleOptIn: false });
		expect(session().fields.find(({ id }) => id === OPTED_OUT)).toMatchObject({ isConsent: true });
	});
});

describe('when SALESmanago misbehaves', () => {
	const file = (count: number): string =>
		csv(HEADER, ...Array.from({ length: count }, (_, index) => row(index, 'New', '', '')));

	it('a refused, dropped or unanswered request is sent again, and nobody written twice', async () => {
		const { sandbox } = await start();
		people(150);
		sandbox.control.misbehave({ match: /batchupsertv2/, kind: 'done-but-no-answer' });
		sandbox.control.misbehave({ match: /job\/status/, kind: 'drop', after: 1 });
		sandbox.control.misbehave({ match: /listAll/, kind: '429-retry-after', after: 1 });
		const applied = await applying(session(), file(150));
		expect(applied.progress.counts).toMatchObject({ ok: 150 });
		expect(sandbox.control.contacts()).toHaveLength(150);
	});

	it('a job that is refused as a whole is sent again in halves, until whoever is to blame is alone', async () => {
		const { sandbox } = await start();
		people(20);
		sandbox.control.misbehave({ match: /batchupsertv2/, kind: 'error', status: 200, times: 3 });
		const applied = await applying(session(), file(20));
		expect(applied.progress.counts).toMatchObject({ ok: 20, failed: 0 });
		sandbox.control.misbehave({ match: /batchupsertv2/, kind: 'error', status: 200, times: -1 });
		const other = file(20).replaceAll('"New"', '"Newer"').replaceAll('"Name ', '"');
		const refused = await applying(session(), other, { conflicts: 'overwrite' });
		expect(refused.progress.counts).toMatchObject({ ok: 0, failed: 20 });
	});

	it('a contact that a finished job did not take is that row’s failure', async () => {
		const { sandbox } = await start();
		const ids = people(3);
		const bulk = session();
		const { batchJobs } = account.salesmanago;
		const { finish } = batchJobs;
		batchJobs.finish = async (requestId) => {
			const job = await finish(requestId);
			sandbox.control.changeContact(ids[1], { name: 'Somebody' });
			return job;
		};
		const applied = await applying(bulk, file(3));
		expect(outcomes(applied)).toEqual([
			'p0@example.com: ok',
			'p1@example.com: failed',
			'p2@example.com: ok',
		]);
	});

	it('without access the run ends at once', async () => {
		const { sandbox } = await start();
		people(300);
		sandbox.control.revokeSecret();
		const { progress } = await applying(session(), file(300));
		expect(progress.stopped).toMatchObject({ kind: 'target' });
		expect(progress.counts.ok).toBe(0);
		expect(progress.counts.notProcessed).toBeGreaterThanOrEqual(200);
	});
});

describe('target groups of SALESmanago', () => {
	const DAY = 24 * 3600_000;

	it.each([
		[undefined, 120],
		['vip', 60],
	])('S11 S16 S17 contacts that changed, with tag %s', async (tag, expected) => {
		const { salesmanago, sandbox } = await start();
		const ids = people(120);
		const now = salesmanago.now();
		sandbox.control.changeContact(ids[0], { modifiedOn: now - 20 * DAY });
		const old = sandbox.control.addContact({ email: 'old@example.com', tags: ['VIP'] });
		sandbox.control.changeContact(old, { modifiedOn: now - 90 * DAY });
		const found = changedContacts(
			salesmanago,
			{ since: now - 60 * DAY, ...(tag !== undefined && { tag }) },
			{ key: 'email', fieldIds: ['name', 'tags.VIP', 'birthday'] },
		);
		const records = (await collect(found)).flat();
		expect(records).toHaveLength(expected);
		expect(records.at(-1)).toEqual({
			key: 'p119@example.com',
			values: { name: 'Name 119', 'tags.VIP': true, birthday: '1985-01-31' },
		});
		expect(records.map(({ key }) => key)).not.toContain('old@example.com');
	});
});
