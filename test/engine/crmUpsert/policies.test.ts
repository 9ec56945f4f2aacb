import type { IDataObject } from 'n8n-workflow';
import type { WritePolicy } from '../../../nodes/shared/mapping';
import { picked } from '../../workflows';
import { response } from '../updateDirectoryContact/responses';
import { setUp as setUpGhost, type GhostSetup } from './ghostSetup';
import { setUp as setUpHubSpot, type HubSpotSetup } from './hubspotSetup';
import { field, setUp as setUpSalesManago, type SalesManagoSetup } from './salesmanagoSetup';
import { columns, NODE, row, setUp, type Setup } from './setup';

const by = (policy: WritePolicy): IDataObject => ({ policy });

describe('Dynamics 365', () => {
	let setup: Setup;
	beforeEach(async () => {
		setup = await setUp();
	});
	afterEach(async () => await setup.sandbox.close());

	const ADA = 'ada@example.com';
	const EMAIL = row('emailaddress1', ADA);
	const write = async (rows: IDataObject[], more: IDataObject = {}, items: IDataObject[] = [{}]) =>
		await setup.run(items, { fields: { row: [EMAIL, ...rows] }, ...more });
	const add = (values: Record<string, unknown>) =>
		setup.sandbox.control.addRecord('contact', { emailaddress1: ADA, ...values });

	const ROWS = [
		row('jobtitle', 'Analyst', by('onlyIfEmpty')),
		row('lastname', 'Byron', by('onlyIfEmpty')),
		row('description', 'Liked it', by('append')),
		row('donotemail', 'Allow', by('neverLowerConsent')),
		row('firstname', 'Ada'),
	];
	const KEPT = [
		'lastname: kept: the record already has a value',
		'donotemail: kept: the record holds an opt-out, which is not undone',
	];
	const BEFORE = { lastname: 'Lovelace', description: 'Came in May', donotemail: true };

	it('SP01 SP02 SP04 each row writes by its policy, and the item says what was kept', async () => {
		add(BEFORE);
		const result = await write(ROWS);
		expect(result.json(NODE)[0]).toMatchObject({ status: 'updated', kept: KEPT });
		expect(result.json(NODE)[0].warnings).toBeUndefined();
		expect(setup.contacts()[0]).toMatchObject({
			jobtitle: 'Analyst',
			lastname: 'Lovelace',
			description: 'Came in May\nLiked it',
			donotemail: true,
			firstname: 'Ada',
		});
		setup.sandbox.control.clearRequests();
		const again = await write(ROWS);
		expect(again.json(NODE)[0]).toMatchObject({ status: 'unchanged', changes: [] });
		expect(setup.writes()).toEqual([]);
	});

	it('a dry run says the same and writes nothing', async () => {
		add(BEFORE);
		setup.sandbox.control.clearRequests();
		const result = await write(ROWS, { options: { dryRun: true } });
		const [item] = result.json(NODE);
		expect(item).toMatchObject({ status: 'wouldUpdate', kept: KEPT, dryRun: true });
		expect((item.requests as IDataObject[])[0].body).toEqual({
			jobtitle: 'Analyst',
			description: 'Came in May\nLiked it',
			firstname: 'Ada',
		});
		expect(setup.writes()).toEqual([]);
	});

	it('SP05 a new contact simply gets the values', async () => {
		const result = await write(ROWS);
		expect(result.json(NODE)[0]).toMatchObject({ status: 'created' });
		expect(result.json(NODE)[0].kept).toBeUndefined();
		expect(setup.contacts()[0]).toMatchObject({ lastname: 'Byron', description: 'Liked it' });
	});

	it('SP06 a title that somebody fills in between reading and writing is kept', async () => {
		const id = add({});
		setup.sandbox.control.beforeNextWrite({
			table: 'contact',
			update: { id, values: { jobtitle: 'Theirs' } },
		});
		const result = await write([row('jobtitle', 'Ours', by('onlyIfEmpty'))]);
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'unchanged',
			kept: ['jobtitle: kept: the record already has a value'],
		});
		expect(setup.contacts()[0].jobtitle).toBe('Theirs');
	});

	it('SP01 contacts are read first, even where they are not to be checked before writing', async () => {
		add({ lastname: 'Lovelace' });
		const result = await write([row('lastname', 'Byron', by('onlyIfEmpty'))], {
			matchBy: 'key',
			matchKey: picked('new_emailkey', 'name'),
			options: { checkBeforeWriting: false },
		});
		expect(result.error).toBeUndefined();
		expect(setup.contacts()[0].lastname).toBe('Lovelace');
	});

	describe('SP03 only if newer', () => {
		const rows = [
			row('new_npsscore', '${q://QID1/ChoiceNumericEntryValue}', by('onlyIfNewer')),
			row('jobtitle', '${q://QID1/ChoiceNumericEntryValue}'),
		];
		const answered = (score: number, at: string) =>
			response('R_1', { answers: { QID1: score }, at });

		it('holds for the rows that say so alone, and never turns the date back', async () => {
			const options = { onlyIfNewer: picked('new_lastvisit', 'name') };
			await write(rows, { options }, [answered(9, '2024-05-02T10:00:00Z')]);
			const older = await write(rows, { options }, [answered(1, '2024-05-01T10:00:00Z')]);
			expect(older.json(NODE)[0]).toMatchObject({
				status: 'updated',
				kept: expect.arrayContaining(['new_npsscore: kept: the record is newer than the response']),
			});
			expect(setup.contacts()[0]).toMatchObject({
				new_npsscore: 9,
				jobtitle: '1',
				new_lastvisit: '2024-05-02T10:00:00Z',
			});
		});

		it('without a date to go by the run says what to choose, and writes nothing', async () => {
			const result = await write(rows, {}, [answered(9, '2024-05-02T10:00:00Z')]);
			expect(result.error?.message).toContain("policy is 'Only If Newer'");
			expect(result.error).toMatchObject({
				description: expect.stringContaining("Add 'Only If Newer' to the options"),
			});
			expect(setup.contacts()).toEqual([]);
		});
	});

	it('a policy that does not exist writes nothing: the row is ignored and says so', async () => {
		add({ lastname: 'Lovelace' });
		const unknown = by('sometimes' as WritePolicy);
		const result = await write([row('lastname', 'Byron', unknown)]);
		expect(result.json(NODE)[0]).toMatchObject({
			warnings: [expect.stringContaining('it names a policy that does not exist')],
		});
		expect(setup.contacts()[0].lastname).toBe('Lovelace');
	});

	it('SP02 what is no option fails its item, as without a policy', async () => {
		add({ new_interests: '100000003' });
		const result = await write([row('new_interests', 'Chess', by('append'))]);
		expect(result.error?.message).toMatch(/new_interests.*no such option/);
		expect(setup.contacts()[0].new_interests).toBe('100000003');
	});

	it('SP02 choices are appended to those that are there', async () => {
		add({ new_interests: '100000003' });
		await write([row('new_interests', 'Garden', by('append'))], {
			matchColumns: columns('emailaddress1'),
		});
		expect(String(setup.contacts()[0].new_interests).split(',').sort()).toEqual([
			'100000000',
			'100000003',
		]);
	});
});

describe('Ghost', () => {
	let setup: GhostSetup;
	beforeEach(async () => {
		setup = await setUpGhost();
	});
	afterEach(async () => await setup.sandbox.close());

	const run = async (...rows: IDataObject[]) =>
		await setup.run([{}], { memberFields: { row: [row('email', 'ada@example.com'), ...rows] } });

	it('SP01 SP02 a name stays, a note gets a line, labels stay', async () => {
		await setup.add({
			email: 'ada@example.com',
			name: 'Ada',
			note: 'Came in May',
			labels: [{ name: 'VIP' }],
		});
		const result = await run(
			row('name', 'Other', by('onlyIfEmpty')),
			row('note', 'Liked it', by('append')),
			row('labels.Fan', 'true', by('append')),
		);
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'updated',
			kept: ['name: kept: the record already has a value'],
		});
		const [member] = await setup.members();
		expect([member.name, member.note]).toEqual(['Ada', 'Came in May\nLiked it']);
		expect(member.labels.map(({ name }) => name).sort()).toEqual(['Fan', 'VIP']);
	});

	it('SP03 has no date to go by, and says so', async () => {
		const result = await run(row('name', 'Other', by('onlyIfNewer')));
		expect(result.error).toMatchObject({
			description: expect.stringContaining('Ghost has no field for the time'),
		});
		expect(await setup.members()).toEqual([]);
	});
});

describe('HubSpot', () => {
	let setup: HubSpotSetup;
	beforeEach(async () => {
		setup = await setUpHubSpot({ contactsNeedName: false });
	});
	afterEach(async () => await setup.sandbox.close());

	it('SP01 SP02 SP04 options and notes are appended, an opt-out stays', async () => {
		const property = (name: string) => setup.sandbox.records('contacts')[0].values[name];
		const write = async (interests: string, vip: string, note: string) =>
			await setup.run([{}], {
				properties: {
					row: [
						row('email', 'ada@example.com'),
						row('interests', interests, by('append')),
						row('vip', vip, by('neverLowerConsent')),
						row('survey_note', note, by('append')),
						row('firstname', note, by('onlyIfEmpty')),
					],
				},
			});
		await write('Film', 'No', 'First');
		const result = await write('Jazz, live; film', 'Yes', 'Second');
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'updated',
			kept: [
				'vip: kept: the record holds an opt-out, which is not undone',
				'firstname: kept: the record already has a value',
			],
		});
		expect(['interests', 'vip', 'survey_note', 'firstname'].map(property)).toEqual([
			'film;jazz',
			'false',
			'First\nSecond',
			'First',
		]);
	});
});

describe('SALESmanago', () => {
	let setup: SalesManagoSetup;
	beforeEach(async () => {
		setup = await setUpSalesManago();
	});
	afterEach(async () => await setup.sandbox.close());

	const ADA = 'ada@example.com';
	const run = async (...rows: IDataObject[]) =>
		await setup.run([{}], {
			identifyBy: 'address',
			identifyEmail: picked(ADA, 'text'),
			contactFields: { row: rows },
		});

	it('SP01 SP02 a list is appended to, and a language that cannot be read is not written over', async () => {
		setup.sandbox.control.addContact({
			email: ADA,
			name: 'Ada',
			lang: 'EN',
			properties: { plan: 'gold' },
		});
		const result = await run(
			field('name', 'Other', 'list', by('onlyIfEmpty')),
			field('lang', 'CS', 'list', by('onlyIfEmpty')),
			field('plan', 'silver', 'detail', by('append')),
		);
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'updated',
			kept: [
				'name: kept: the record already has a value',
				'lang: kept: whether the record has a value already cannot be read from the system',
			],
		});
		expect(setup.contact(ADA)).toMatchObject({
			name: 'Ada',
			lang: 'EN',
			properties: { plan: 'gold, silver' },
		});
	});

	it('SP02 a custom detail that would hold too much is left as it is', async () => {
		const plan = 'x'.repeat(250);
		setup.sandbox.control.addContact({ email: ADA, properties: { plan } });
		const result = await run(field('plan', 'silver', 'detail', by('append')));
		expect(result.json(NODE)[0].warnings).toContainEqual(
			expect.stringMatching(/^details\.plan: not written: a custom detail holds 255 characters/),
		);
		expect(setup.contact(ADA)?.properties.plan).toBe(plan);
	});
});
