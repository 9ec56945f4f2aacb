import { csv, linesOf, setUp, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
	setup.add({
		emailaddress1: 'ada@example.com',
		jobtitle: 'tea;milk',
		new_distance: 2.5,
		birthdate: '1985-12-24',
	});
});
afterEach(async () => await setup.sandbox.close());

const NEUTRAL = { keyField: 'emailaddress1', cellRules: 'neutral' };
const HEADER = 'Email;[old] Job Title;[new] Job Title;[old] new_distance;[new] new_distance';
const NUMBER = csv(HEADER, 'ada@example.com;"tea;milk";;2,5;1,375');
const TORN = csv(HEADER, 'ada@example.com;tea;milk;coffee;2,5;');
const DAY = csv('Email;[old] birthdate;[new] birthdate', 'ada@example.com;24/12/1985;03/04/1985');

describe('rows that only their record can settle', () => {
	it.each([
		['LD07 a number that can be read in two ways', NUMBER, { new_distance: 1.375 }],
		['LD07 a day that can', DAY, { birthdate: '1985-04-03' }],
		['LD01 a text that was torn apart', TORN, { jobtitle: 'coffee', new_distance: 2.5 }],
	])('%s: Validate, Apply, Verify and Roll Back', async (_what, file, written) => {
		const before = { ...setup.byEmail('ada@example.com') };
		const validated = await setup.done(file, { ...NEUTRAL, operation: 'validate' });
		expect(validated.json.counts).toMatchObject({ ok: 1, invalid: 0 });
		expect(setup.writes()).toEqual([]);
		const applied = await setup.done(file, NEUTRAL);
		expect(applied.json.counts).toMatchObject({ ok: 1, invalid: 0 });
		expect(setup.byEmail('ada@example.com')).toMatchObject(written);
		const again = await setup.done(file, NEUTRAL);
		expect(again.json.counts).toMatchObject({ unchanged: 1, invalid: 0 });
		const verified = await setup.done(file, {
			...NEUTRAL,
			operation: 'verify',
			rowsToCheck: 'all',
		});
		expect(verified.json.counts).toMatchObject({ ok: 1, failed: 0 });
		for (const { binary } of [applied, again]) {
			await setup.done(file, NEUTRAL);
			await setup.done([{ json: {}, binary: { data: binary!.rollBack } }], {
				...NEUTRAL,
				operation: 'rollBack',
			});
			const { jobtitle, new_distance, birthdate } = setup.byEmail('ada@example.com');
			expect({ jobtitle, new_distance, birthdate }).toEqual({
				jobtitle: before.jobtitle,
				new_distance: before.new_distance,
				birthdate: before.birthdate,
			});
		}
	});

	it.each([
		['LD07 a number', NUMBER, 'The number is ambiguous'],
		['LD01 a torn text', TORN, 'The row has 6 cells, the header 5 cells'],
	])('%s is refused where records are not read', async (_what, file, reason) => {
		const item = await setup.done(file, {
			...NEUTRAL,
			operation: 'validate',
			options: { compareWithPresent: false },
		});
		expect(item.json.counts).toMatchObject({ ok: 0, invalid: 1 });
		expect(JSON.stringify(item.json.reasons)).toContain(reason);
	});

	it.each([
		['LD07 a number', NUMBER.replace('2,5', '3,5'), 'The number is ambiguous'],
		['LD07 a day', DAY.replace('24/12/1985', '1985-12-24'), 'is ambiguous'],
		['LD01 a torn text', TORN.replace(';2,5', ';3,5'), 'The row has 6 cells'],
	])('%s is refused where the record settles nothing', async (_what, file, reason) => {
		const item = await setup.done(file, NEUTRAL);
		expect(item.json.counts).toMatchObject({ ok: 0, invalid: 1 });
		expect(JSON.stringify(item.json.reasons)).toContain(reason);
		expect(setup.writes()).toEqual([]);
	});

	it('LD01 a torn row stands whole in the result file', async () => {
		const item = await setup.done(TORN, {
			...NEUTRAL,
			operation: 'validate',
			options: { resultRows: 'all' },
		});
		expect(linesOf(item.binary?.result)[1]).toMatch(
			/^ada@example\.com;"tea;milk";coffee;"?2,5"?;;ok;/,
		);
	});
});
