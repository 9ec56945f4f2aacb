import type { IDataObject } from 'n8n-workflow';
import { csv, fileItem, NODE, setUp, textOf, type Setup, linesOf, linesBeforeCheck } from './setup';

let setup: Setup;
beforeAll(async () => {
	setup = await setUp();
});
afterAll(async () => await setup.sandbox.close());

const FILE = csv(
	'Customer,[old] City,[new] City,[old] Mail,[new] Mail',
	'001,Lyon,Paris,T,',
	'002,Brno,,T,F',
	'003,Brno,Brno,T,t',
	'004,Brno,=,,',
);
const ITEMS = { target: 'items' };
const typed = {
	fieldTypes: {
		field: [
			{ name: 'City', kind: 'code', codes: 'Lyon, Paris=Paris (FR), Brno' },
			{ name: 'Mail', kind: 'boolean', isConsent: true },
		],
	},
};

describe('n8n items', () => {
	it('S02 S04 S07 each changed row goes on as an item, for any other node to write', async () => {
		const result = await setup.run(FILE, ITEMS);
		expect(result.error).toBeUndefined();
		expect(result.json(NODE, 2)).toEqual([
			{
				key: '001',
				keyField: 'Customer',
				line: 2,
				set: { City: 'Paris' },
				from: { City: 'Lyon' },
			},
			{ key: '002', keyField: 'Customer', line: 3, set: { Mail: 'F' }, from: { Mail: 'T' } },
			{
				key: '003',
				keyField: 'Customer',
				line: 4,
				set: { Mail: 't' },
				from: { Mail: 'T' },
			},
			{ key: '004', keyField: 'Customer', line: 5, set: { City: null }, from: { City: 'Brno' } },
		]);
		expect(result.items(NODE, 2)[0].pairedItem).toEqual({ item: 0 });
		expect(result.json(NODE)[0]).toMatchObject({ target: 'n8n items', counts: { ok: 4 } });
	});

	it('S21 a key found twice at the very end: the file is gone through anew, and no row goes on twice', async () => {
		const count = 7000;
		const lines = Array.from({ length: count }, (_, row) => `${row},a,b`);
		const text = csv('Customer,[old] City,[new] City', ...lines, '5,a,c');
		const result = await setup.run(text, ITEMS);
		expect(result.error).toBeUndefined();
		expect(result.json(NODE)[0]).toMatchObject({
			rows: count + 1,
			counts: { ok: count - 1, invalid: 2 },
		});
		const keys = result.json(NODE, 2).map(({ key }) => key);
		expect(keys).toHaveLength(count - 1);
		expect(new Set(keys).size).toBe(count - 1);
		expect(keys).not.toContain('5');
		expect(linesOf(result.items(NODE)[0].binary?.result)).toHaveLength(count + 2);

		const checked = await setup.done(text, { ...ITEMS, operation: 'validate' });
		expect(checked.json).toMatchObject({
			rows: count + 1,
			counts: { ok: count - 1, invalid: 2 },
			reasons: [{ kind: 'duplicateKey', rows: 2, firstLine: 7 }],
		});
		expect(linesOf(checked.binary?.changes)).toHaveLength(count);
	});

	it('S03 S05 S28 types make values of cells, and guard consents', async () => {
		const refused = await setup.done(FILE, { ...ITEMS, ...typed });
		expect(refused.json.counts).toMatchObject({ ok: 2, invalid: 1, unchanged: 1 });
		const result = await setup.run(FILE, { ...ITEMS, ...typed, consents: 'optOutOnly' });
		expect(result.json(NODE, 2).map(({ set }) => set)).toEqual([
			{ City: 'Paris' },
			{ Mail: false },
			{ City: null },
		]);
		const wrong = await setup.done(csv('C,[old] City,[new] City', '1,,Parys'), {
			...ITEMS,
			...typed,
		});
		expect(linesOf(wrong.binary?.result)[1]).toContain('did you mean ""Paris""');
	});

	it('the roll-back file gives the items that undo it', async () => {
		const done = await setup.done(FILE, ITEMS);
		const undone = await setup.run(textOf(done.binary?.rollBack), {
			...ITEMS,
			operation: 'rollBack',
		});
		expect(undone.json(NODE, 2).map(({ set }) => set)).toEqual([
			{ City: 'Lyon' },
			{ Mail: 'T' },
			{ Mail: 'T' },
			{ City: 'Brno' },
		]);
	});

	it('in steps each step hands out its own rows; run again, it hands them out again', async () => {
		const first = await setup.run(FILE, { ...ITEMS, options: { rowsPerRun: 2 } });
		expect(first.json(NODE, 2).map(({ key }) => key)).toEqual(['001', '002']);
		const [progress] = first.items(NODE, 1);
		for (let time = 0; time < 2; time++) {
			const rest = await setup.run([progress], { ...ITEMS, options: { rowsPerRun: 2 } });
			expect(rest.json(NODE, 2).map(({ key }) => key)).toEqual(['003', '004']);
		}
	});

	it('Validate hands out none', async () => {
		const result = await setup.run(FILE, { ...ITEMS, operation: 'validate' });
		expect(result.json(NODE, 2)).toEqual([]);
		expect(result.json(NODE)[0].counts).toMatchObject({ ok: 4 });
	});

	it('there is nothing to verify', async () => {
		const result = await setup.run(FILE, { ...ITEMS, operation: 'verify' });
		expect(result.error?.message).toContain('cannot be read back');
	});

	it('S16 S17 a template of items', async () => {
		const people = [
			{ json: { email: 'ada@example.com', city: 'Paris', mail: true } },
			{ json: { email: 'bo@example.com', city: null } },
		];
		const done = await setup.done(people as never[], {
			...ITEMS,
			operation: 'downloadTemplate',
			keyInItems: 'email',
			fields: 'city, mail',
		});
		expect(linesBeforeCheck(done.binary?.data)).toEqual([
			'email,[old] city,[new] city,[old] mail,[new] mail',
			'ada@example.com,Paris,,true,',
			'bo@example.com,,,,',
		]);
	});
});

describe('Verify', () => {
	it('S22 reads a sample back, says what did not arrive and how much a full check would be', async () => {
		setup.sandbox.control.addRecords('contact', 400);
		const file = csv(
			'Email,[old] Job Title,[new] Job Title',
			...Array.from({ length: 400 }, (_, index) => `person${index + 1}@example.com,,Boss`),
			'person1@example.com.invalid,,,',
		);
		await setup.done(file);
		const record = setup.sandbox.control.findRecords(
			'contact',
			"emailaddress1 eq 'person7@example.com'",
		);
		setup.sandbox.control.updateRecord('contact', String(record[0].contactid), { jobtitle: null });
		const all = await setup.done(file, { operation: 'verify', rowsToCheck: 'all' });
		expect(all.json).toMatchObject({ operation: 'verify', counts: { ok: 399, failed: 1 } });
		expect(linesOf(all.binary?.result)[7]).toContain('still has its [old] value');
		const sample = await setup.done(file, { operation: 'verify', sampleSize: 50 });
		const { rows } = sample.json as { rows: number };
		expect(rows).toBeGreaterThan(25);
		expect(rows).toBeLessThan(90);
		expect(sample.json.warnings).toEqual([expect.stringContaining('of the 400 changed rows')]);
		expect(setup.sandbox.operations.length).toBeGreaterThan(0);
	}, 60_000);

	it('S03 consents are read back without being confirmed again', async () => {
		const file = csv(
			'Email,[old] Do not allow Emails,[new] Do not allow Emails',
			'person3@example.com,,TRUE',
		);
		await setup.done(file, { consents: 'allow' });
		const done = await setup.done(file, { operation: 'verify' });
		expect(done.json.counts).toMatchObject({ ok: 1, invalid: 0 });
	});

	it('S24 goes on where it stopped', async () => {
		const file = csv(
			'Email,[old] Job Title,[new] Job Title',
			...Array.from({ length: 40 }, (_, index) => `person${index + 10}@example.com,,Boss`),
		);
		const first = await setup.run(file, {
			operation: 'verify',
			options: { rowsPerRun: 10 },
			sampleSize: 25,
		});
		const [progress] = first.items(NODE, 1);
		expect((progress.json as IDataObject).state).toBe('running');
		const rest = await setup.done([progress], { operation: 'verify', sampleSize: 25 });
		const once = await setup.done([fileItem(file)], { operation: 'verify', sampleSize: 25 });
		expect(rest.json.counts).toEqual(once.json.counts);
	});
});
