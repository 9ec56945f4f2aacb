import { startDataverseSandbox, type DataverseSandbox } from '../dataverse';
import { connectDataverse } from './dataverseEnvironment';
import { statuses, upsertRows } from './dataverseUpsert';

let sandbox: DataverseSandbox;
beforeEach(async () => {
	sandbox = await startDataverseSandbox();
});
afterEach(async () => await sandbox.close());

const writes = () =>
	sandbox.operations
		.filter(({ method }) => method === 'PATCH' || method === 'POST')
		.filter(({ path }) => !path.endsWith('$batch'));
const people = (count: number, extra: Record<string, unknown> = {}) =>
	Array.from({ length: count }, (_, index) => ({
		emailaddress1: `p${index}@example.com`,
		lastname: `Person ${index}`,
		...extra,
	}));

describe('K27 K28 K29 contacts are created, updated, left alone', () => {
	it('only changed columns are sent, and nothing where nothing changed', async () => {
		const id = sandbox.control.addRecord('contact', {
			emailaddress1: 'ann@example.com',
			firstname: 'Ann',
			lastname: 'Old',
		});
		const row = { emailaddress1: 'ANN@example.com ', firstname: 'Ann', lastname: 'New' };
		const first = await upsertRows(connectDataverse(sandbox), [row]);
		expect(first.outcomes[0]).toMatchObject({
			status: 'updated',
			id,
			changes: [{ field: 'lastname', from: 'Old', to: 'New' }],
		});
		expect(writes()).toHaveLength(1);
		expect(JSON.parse(String(writes()[0].body))).toEqual({ lastname: 'New' });
		expect(writes()[0].headers).toMatchObject({ 'if-match': '*' });

		const again = await upsertRows(connectDataverse(sandbox), [row]);
		expect(statuses(again)).toEqual(['unchanged']);
		expect(writes()).toHaveLength(1);
	});

	it('a thousand contacts in a few requests, each with an outcome of its own', async () => {
		const rows = people(1000);
		rows[7].lastname = 'x'.repeat(51);
		const ran = await upsertRows(connectDataverse(sandbox), rows);
		expect(statuses(ran).filter((status) => status === 'created')).toHaveLength(999);
		expect(ran.outcomes[7]).toMatchObject({ status: 'failed', error: { kind: 'input' } });
		expect(sandbox.control.countRecords('contact')).toBe(999);
		expect(ran.outcomes[500].id).toBe(
			sandbox.control.findRecords('contact', "emailaddress1 eq 'p500@example.com'")[0].contactid,
		);
		expect(sandbox.requests.length).toBeLessThan(25);

		sandbox.control.clearRequests();
		const dataverse = connectDataverse(sandbox);
		const second = await upsertRows(dataverse, people(1000, { jobtitle: 'Tester' }));
		expect(statuses(second).filter((status) => status === 'updated')).toHaveLength(999);
		expect(sandbox.requests.length).toBeLessThan(25);
	});

	it('create only, update only', async () => {
		sandbox.control.addRecord('contact', { emailaddress1: 'p0@example.com', lastname: 'Old' });
		const dataverse = connectDataverse(sandbox);
		const update = await upsertRows(dataverse, people(2), { upsert: { operation: 'update' } });
		expect(statuses(update)).toEqual(['updated', 'skipped']);
		const create = await upsertRows(dataverse, people(3), { upsert: { operation: 'create' } });
		expect(statuses(create)).toEqual(['skipped', 'created', 'created']);
		expect(sandbox.control.countRecords('contact')).toBe(3);
	});

	it('without match fields every item is a new record', async () => {
		const ran = await upsertRows(
			connectDataverse(sandbox),
			[{ lastname: 'A' }, { lastname: 'A' }],
			{
				match: [],
				upsert: { operation: 'create' },
			},
		);
		expect(statuses(ran)).toEqual(['created', 'created']);
		expect(sandbox.control.countRecords('contact')).toBe(2);
	});

	it('by the primary key, and never by something else', async () => {
		const id = sandbox.control.addRecord('contact', { lastname: 'Old' });
		const other = '7d0e0000-0000-4000-8000-000000000001';
		const ran = await upsertRows(
			connectDataverse(sandbox),
			[
				{ contactid: `{${id.toUpperCase()}}`, lastname: 'New' },
				{ contactid: other, lastname: 'Other' },
				{ contactid: 'abc', lastname: 'None' },
			],
			{ match: ['contactid'] },
		);
		expect(statuses(ran)).toEqual(['updated', 'created', 'failed']);
		expect(ran.outcomes[1].id).toBe(other);
		expect(ran.outcomes[2].error?.message).toContain('needs an ID');
	});

	it.each([
		["O'Hara"],
		['a+b'],
		['a/b\\c'],
		['#1?x=2&y'],
		['100%25'],
		['😀 Łódź'],
		['"quoted"'],
		["' or 1 eq 1 or '"],
		['名前'],
	])('K26 the key %j finds exactly itself', async (key) => {
		sandbox.control.addRecord('contact', { new_externalref: 'E-1', lastname: 'Plain' });
		const id = sandbox.control.addRecord('contact', { new_externalref: key, lastname: 'Old' });
		for (const direct of [false, true]) {
			const ran = await upsertRows(
				connectDataverse(sandbox),
				[{ new_externalref: key, lastname: `New ${direct}` }],
				{ match: ['new_externalref'], direct },
			);
			expect(ran.outcomes[0]).toMatchObject({ status: 'updated', id });
		}
		expect(sandbox.control.countRecords('contact')).toBe(2);
	});

	it('K26 by a combination of columns, a link among them', async () => {
		const store = sandbox.control.addRecord('new_store', { new_name: 'Paris', new_code: 'P1' });
		const id = sandbox.control.addRecord('contact', {
			'new_Store@odata.bind': `/new_stores(${store})`,
			new_customernumber: '7',
			lastname: 'Old',
		});
		const rows = [
			{ new_store: 'P1', new_customernumber: '7', lastname: 'New' },
			{ new_store: 'P1', new_customernumber: '8', lastname: 'Eight' },
			{ new_store: 'P9', new_customernumber: '7', lastname: 'Nine' },
		];
		const ran = await upsertRows(connectDataverse(sandbox), rows, {
			match: ['new_store', 'new_customernumber'],
			lookups: { new_store: { matchBy: 'new_code' } },
		});
		expect(statuses(ran)).toEqual(['updated', 'created', 'failed']);
		expect(ran.outcomes[0]).toMatchObject({ id, changes: [{ field: 'lastname' }] });
		expect(ran.outcomes[2].error?.message).toContain('does not exist');
	});

	it('several matching records: an error, the newest, the oldest', async () => {
		sandbox.control.removeKey('contact', 'new_emailkey');
		const both = [1, 2].map((number) => {
			sandbox.control.advance(1_000);
			return sandbox.control.addRecord('contact', {
				emailaddress1: 'p0@example.com',
				lastname: `Person ${number}`,
			});
		});
		const dataverse = connectDataverse(sandbox);
		const error = await upsertRows(dataverse, people(1));
		expect(error.outcomes[0].error?.message).toContain('2 records match');
		for (const [order, expected] of [
			['newest', both[1]],
			['oldest', both[0]],
		] as const) {
			const ran = await upsertRows(dataverse, people(1, { jobtitle: order }), {
				order,
				upsert: { whenAmbiguous: 'first' },
			});
			expect(ran.outcomes[0].id).toBe(expected);
			sandbox.control.advance(1_000);
		}
	});

	it('inactive records are not found, where that was chosen', async () => {
		sandbox.control.removeKey('contact', 'new_emailkey');
		const id = sandbox.control.addRecord('contact', {
			emailaddress1: 'p0@example.com',
			lastname: 'X',
		});
		sandbox.control.updateRecord('contact', id, { statecode: 1, statuscode: 2 });
		const ran = await upsertRows(connectDataverse(sandbox), people(1), { activeOnly: true });
		expect(statuses(ran)).toEqual(['created']);
	});
});

describe('K34 K36 K37 values of every type', () => {
	it('arrive as they were meant, and are unchanged the second time', async () => {
		const store = sandbox.control.addRecord('new_store', { new_name: 'Paris', new_code: 'P1' });
		const account = sandbox.control.addRecord('account', { name: 'Contoso', accountnumber: 'A-1' });
		const row = {
			emailaddress1: 'ann@example.com',
			lastname: 'Lee',
			mobilephone: '0612345678',
			birthdate: '1990-02-28',
			new_lastvisit: '2024-07-01 10:00',
			new_visitslot: '2024-07-01 10:00',
			gendercode: 'female',
			new_interests: 'Kitchen & home, Sport, outdoor',
			donotemail: 'Do Not Allow',
			new_newsletter: 'true',
			creditlimit: '1200.50',
			numberofchildren: '2',
			new_npsscore: 0,
			new_satisfaction: 4.5,
			new_distance: '12,1250',
			new_store: 'P1',
			parentcustomerid: 'contoso',
			description: 'Łódź 😀',
		};
		const setting = {
			lookups: {
				new_store: { matchBy: 'new_code' },
				parentcustomerid: { table: 'account', matchBy: 'name' },
			},
		};
		const dataverse = connectDataverse(sandbox);
		const first = await upsertRows(dataverse, [row], setting);
		expect(first.outcomes[0]).toMatchObject({ status: 'created', warnings: [] });
		expect(sandbox.control.getRecord('contact', first.outcomes[0].id!)).toMatchObject({
			mobilephone: '0612345678',
			birthdate: '1990-02-28',
			new_lastvisit: '2024-07-01T08:00:00Z',
			new_visitslot: '2024-07-01T10:00:00Z',
			gendercode: 2,
			new_interests: '100000001,100000002',
			donotemail: true,
			new_newsletter: true,
			creditlimit: 1200.5,
			numberofchildren: 2,
			new_npsscore: 0,
			new_satisfaction: 4.5,
			new_distance: 12.125,
			new_store: `new_store(${store})`,
			parentcustomerid: `account(${account})`,
			description: 'Łódź 😀',
		});
		const before = writes().length;
		const second = await upsertRows(dataverse, [row], setting);
		expect(second.outcomes[0]).toMatchObject({ status: 'unchanged' });
		expect(writes()).toHaveLength(before);

		const cleared = Object.fromEntries(Object.keys(row).map((column) => [column, null]));
		const kept = {
			emailaddress1: 'ann@example.com',
			lastname: 'Lee',
			new_newsletter: 'true',
			donotemail: true,
		};
		const third = await upsertRows(dataverse, [{ ...cleared, ...kept }], setting);
		expect(third.outcomes[0]).toMatchObject({ status: 'updated', warnings: [] });
		const left = sandbox.control.getRecord('contact', first.outcomes[0].id!)!;
		for (const name of [
			'birthdate',
			'new_interests',
			'new_store',
			'parentcustomerid',
			'gendercode',
		]) {
			expect(left).not.toHaveProperty(name);
		}
	});

	it.each<[string, Record<string, unknown>, string]>([
		['an unknown choice label', { gendercode: 'Unknown' }, 'no such option'],
		['a link that is not found', { new_store: 'P9' }, 'does not exist'],
		['a link to several', { new_store: 'Twice' }, 'could point at 2 records'],
		[
			'a link to an id that is not there',
			{ new_store: '7d0e0000-0000-4000-8000-000000000001' },
			'lookup column points at does not exist',
		],
		['a text too long', { firstname: 'x'.repeat(51) }, 'takes 50 characters'],
		['a number out of range', { new_npsscore: 11 }, 'from 0 to 10'],
	])('%s: that item fails, the others are written', async (_name, extra, words) => {
		for (const code of ['A', 'B']) {
			sandbox.control.addRecord('new_store', { new_name: 'Twice', new_code: code });
		}
		sandbox.control.addRecord('contact', { emailaddress1: 'p0@example.com', lastname: 'Old' });
		const rows = people(3).map((row, index) => (index === 1 ? row : { ...row, ...extra }));
		const ran = await upsertRows(connectDataverse(sandbox), rows, {
			lookups: { new_store: { matchBy: 'new_name' } },
		});
		expect(statuses(ran)).toEqual(['failed', 'created', 'failed']);
		for (const index of [0, 2]) {
			expect(ran.outcomes[index].error).toMatchObject({ kind: 'input' });
			expect(ran.outcomes[index].error?.message).toContain(words);
		}
	});

	it('a link to what another step just wrote', async () => {
		const dataverse = connectDataverse(sandbox);
		const contact = await upsertRows(dataverse, people(1));
		const { id } = contact.outcomes[0];
		const response = await upsertRows(
			dataverse,
			[
				{
					new_responseid: 'R_1',
					new_name: 'R_1',
					new_contact: { table: 'contact', id },
					new_channel: 'sms',
				},
			],
			{ table: 'new_surveyresponse', match: ['new_responseid'] },
		);
		expect(sandbox.control.getRecord('new_surveyresponse', response.outcomes[0].id!)).toMatchObject(
			{
				new_contact: `contact(${id})`,
				new_channel: 100000001,
			},
		);
	});

	it('a column that does not exist, or is filled by Dataverse, is named before anything is written', async () => {
		const dataverse = connectDataverse(sandbox);
		await expect(upsertRows(dataverse, people(1, { lastnam: 'x' }))).rejects.toMatchObject({
			kind: 'input',
			hint: 'Did you mean lastname?',
		});
		await expect(upsertRows(dataverse, people(1, { fullname: 'x' }))).rejects.toMatchObject({
			message: expect.stringContaining('cannot be written'),
		});
		expect(writes()).toEqual([]);
	});
});

describe('K29 elastic tables, direct upserts, options', () => {
	it('elastic tables are not upserted without consent', async () => {
		const rows = [{ new_name: 'A', new_payload: 'x' }];
		const setting = { table: 'new_interaction', match: ['new_name'] };
		const dataverse = connectDataverse(sandbox);
		await expect(upsertRows(dataverse, rows, setting)).rejects.toMatchObject({
			kind: 'input',
			message: expect.stringContaining('elastic'),
		});
		const agreed = { ...setting, elasticConsent: true };
		expect(statuses(await upsertRows(dataverse, rows, agreed))).toEqual(['created']);
		const changed = await upsertRows(dataverse, [{ new_name: 'A', new_payload: 'y' }], agreed);
		expect(statuses(changed)).toEqual(['updated']);
	});

	it('an elastic record is addressed within its partition, and keeps what is not mapped', async () => {
		sandbox.control.addRecord('new_interaction', {
			new_name: 'A',
			new_payload: 'kept',
			partitionid: 'p-1',
		});
		const ran = await upsertRows(connectDataverse(sandbox), [{ new_name: 'A', ttlinseconds: 60 }], {
			table: 'new_interaction',
			match: ['new_name'],
			upsert: { operation: 'update' },
		});
		expect(statuses(ran)).toEqual(['updated']);
		expect(sandbox.control.findRecords('new_interaction')).toMatchObject([
			{ new_name: 'A', new_payload: 'kept', ttlinseconds: 60 },
		]);
	});

	it('direct: one request a record, and Dataverse says what it did', async () => {
		sandbox.control.addRecord('contact', { emailaddress1: 'p0@example.com', lastname: 'Old' });
		const ran = await upsertRows(connectDataverse(sandbox), people(3), { direct: true });
		expect(statuses(ran)).toEqual(['updated', 'created', 'created']);
		expect(sandbox.control.countRecords('contact')).toBe(3);
		expect(writes().every(({ path }) => path.includes('(emailaddress1='))).toBe(true);
		expect(new Set(ran.outcomes.map(({ id }) => id)).size).toBe(3);
	});

	it('the record comes back, where that was asked for', async () => {
		const { outcomes, target } = await upsertRows(connectDataverse(sandbox), people(2), {
			write: { returnRecord: true },
		});
		expect(target.returned(outcomes[1].id!)).toMatchObject({
			contactid: outcomes[1].id,
			fullname: 'Person 1',
		});
	});

	it('duplicate detection, custom logic bypassed, in the name of another user', async () => {
		sandbox.control.removeKey('contact', 'new_emailkey');
		sandbox.control.addRecord('contact', {
			emailaddress1: 'p0@example.com',
			lastname: 'X',
			jobtitle: 'Y',
		});
		const dataverse = connectDataverse(sandbox);
		const detected = await upsertRows(dataverse, people(2), {
			match: ['lastname'],
			write: { detectDuplicates: true },
		});
		expect(statuses(detected)).toEqual(['failed', 'created']);
		expect(detected.outcomes[0].error?.message).toContain('duplicate detection rule');

		sandbox.control.addPlugin('contact', 'Store is closed');
		const refused = await upsertRows(dataverse, people(1, { lastname: 'Z' }));
		expect(refused.outcomes[0].error).toMatchObject({
			message: expect.stringContaining('A plug-in of this environment refused'),
			hint: expect.stringContaining('trace log'),
		});
		const bypassed = await upsertRows(dataverse, people(1, { lastname: 'Z' }), {
			write: { bypass: { synchronous: true } },
		});
		expect(statuses(bypassed)).toEqual(['updated']);
	});

	it('a dry run shows each request and writes nothing', async () => {
		const id = sandbox.control.addRecord('contact', {
			emailaddress1: 'p0@example.com',
			lastname: 'Old',
		});
		const planned: Parameters<
			Awaited<ReturnType<typeof upsertRows>>['target']['preview']
		>[0][number][] = [];
		const { outcomes, target } = await upsertRows(
			connectDataverse(sandbox),
			[...people(2), { emailaddress1: 'bad@example.com', gendercode: 'none' }],
			{
				upsert: {
					dryRun: true,
					onPlan: (_record, plan) => planned.push(...('writes' in plan ? plan.writes : [])),
				},
			},
		);
		expect(outcomes.map(({ status }) => status)).toEqual(['updated', 'created', 'created']);
		expect(await target.preview(planned)).toMatchObject([
			{
				method: 'PATCH',
				path: `/api/data/v9.2/contacts(${id})`,
				headers: { 'If-Match': '*' },
				body: { lastname: 'Person 0' },
			},
			{ method: 'POST', path: '/api/data/v9.2/contacts', body: { lastname: 'Person 1' } },
			{ kind: 'input' },
		]);
		expect(writes()).toEqual([]);
	});
});
