import type { IDataObject } from 'n8n-workflow';
import { otherUserId, otherUserObjectId } from '../../sandbox/dataverse';
import { DRY_RUN_HINT } from '../../../nodes/shared/records';
import { picked } from '../../workflows';
import { response } from '../updateDirectoryContact/responses';
import { NODE, columns, setUp, row, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const ADA = { email: 'ada@example.com', lastName: 'Lovelace' };
const control = () => setup.sandbox.control;
const written = () =>
	setup.sandbox.operations.filter(
		({ method, path }) => ['POST', 'PATCH'].includes(method) && path.includes('/contacts'),
	);

describe('headers and parameters of the writes', () => {
	it.each<[IDataObject, Record<string, string>]>([
		[{ detectDuplicates: true }, { 'mscrm.suppressduplicatedetection': 'false' }],
		[{ bypass: ['synchronous'] }, { 'mscrm.bypassbusinesslogicexecution': 'CustomSync' }],
		[
			{ bypass: ['synchronous', 'asynchronous'] },
			{ 'mscrm.bypassbusinesslogicexecution': 'CustomSync,CustomAsync' },
		],
		[{ impersonate: otherUserObjectId }, { callerobjectid: otherUserObjectId }],
		[{ impersonate: otherUserId, impersonateBy: 'dynamics' }, { mscrmcallerid: otherUserId }],
	])('%j', async (options, headers) => {
		const result = await setup.run([ADA], { options });
		expect(result.error).toBeUndefined();
		expect(written()[0].headers).toMatchObject(headers);
	});

	it('the writes of a batch carry them too', async () => {
		await setup.run([ADA, { email: 'bo@example.com', lastName: 'Bo' }], {
			options: { impersonate: otherUserObjectId, tag: 'survey' },
		});
		expect(setup.contacts().map(({ createdby }) => createdby)).toEqual(
			Array(2).fill(`systemuser(${otherUserId})`),
		);
		expect(written().every(({ query }) => query.tag === 'survey')).toBe(true);
	});

	it('a duplicate detection rule refuses what is similar, and the item says so', async () => {
		control().removeKey('contact', 'new_emailkey');
		control().addRecord('contact', { emailaddress1: ADA.email, new_externalref: 'E1' });
		const parameters = {
			matchColumns: columns('new_externalref'),
			fields: {
				row: [row('emailaddress1', '={{ $json.email }}'), row('new_externalref', 'E2')],
			},
		};
		const refused = await setup.run([ADA], { ...parameters, options: { detectDuplicates: true } });
		expect(refused.error?.message).toContain('duplicate detection rule');
		expect((await setup.run([ADA], parameters)).json(NODE)[0].status).toBe('created');
	});

	it('a plug-in that refuses is named by its code, and bypassed where that is asked for', async () => {
		control().addPlugin('contact', 'Ask the sales desk first');
		const refused = await setup.run([ADA]);
		expect(refused.error?.message).toContain('A plug-in of this environment refused');
		const bypassed = await setup.run([ADA], { options: { bypass: ['synchronous'] } });
		expect(bypassed.json(NODE)[0].status).toBe('created');
	});

	it('a wrong ID to impersonate stops before anything is sent', async () => {
		const result = await setup.run([ADA], { options: { impersonate: 'Olga' } });
		expect(result.error?.message).toContain('must be an ID');
		expect(written()).toEqual([]);
	});
});

describe('Check Before Writing off', () => {
	const direct = {
		matchBy: 'key',
		matchKey: picked('new_emailkey', 'name'),
		options: { checkBeforeWriting: false },
	};

	it('one request for a record, by its key, and still tells created from updated', async () => {
		expect((await setup.run([ADA], direct)).json(NODE)[0].status).toBe('created');
		control().clearRequests();
		const again = await setup.run([ADA], { ...direct });
		expect(again.json(NODE)[0]).toMatchObject({ status: 'updated', id: expect.any(String) });
		const records = setup.sandbox.requests.filter(({ path }) => path.includes('/contacts'));
		expect(records.map(({ method }) => method)).toEqual(['PATCH']);
	});

	it('LC17 a column that is to be cleared is cleared where the record was there', async () => {
		const fields = {
			row: [
				row('emailaddress1', '={{ $json.email }}'),
				row('lastname', '={{ $json.lastName }}'),
				row('jobtitle', '={{ $json.none }}', { whenEmpty: 'clear' }),
			],
		};
		control().addRecord('contact', { emailaddress1: ADA.email, jobtitle: 'Author' });
		const results = await setup.run([ADA, { email: 'new@example.com' }], { ...direct, fields });
		expect(results.json(NODE).map(({ status }) => status)).toEqual(['updated', 'created']);
		expect(setup.byEmail(ADA.email)?.jobtitle ?? null).toBeNull();
	});
});

describe('Return Full Record', () => {
	it.each([true, false])('checked before: %s', async (checkBeforeWriting) => {
		control().addRecord('contact', {
			emailaddress1: 'bo@example.com',
			lastname: 'Bo',
			gendercode: 1,
		});
		const result = await setup.run([ADA, { email: 'bo@example.com', lastName: 'Bo' }], {
			matchBy: 'key',
			matchKey: picked('new_emailkey', 'name'),
			options: { returnRecord: true, checkBeforeWriting },
		});
		expect(result.json(NODE)).toMatchObject([
			{ status: 'created', record: { name: 'Lovelace', values: { lastname: 'Lovelace' } } },
			{
				status: checkBeforeWriting ? 'unchanged' : 'updated',
				record: { values: { gendercode: 1 }, display: { gendercode: 'Male' } },
			},
		]);
	});
});

describe('elastic tables', () => {
	const interaction = {
		table: picked('new_interaction', 'name'),
		matchBy: 'id',
		recordId: picked('7a000000-0000-4000-8000-000000000001', 'text'),
		fields: { row: [row('new_name', '={{ $json.lastName }}')] },
	};

	it('are not upserted without consent', async () => {
		const refused = await setup.run([ADA], interaction);
		expect(refused.error?.message).toContain('elastic table');
		expect((refused.error as { description?: string }).description).toContain('allow it');
		const allowed = await setup.run([ADA], { ...interaction, options: { elasticConsent: true } });
		expect(allowed.json(NODE)[0].status).toBe('created');
	});

	it('keep what is not mapped when they are updated', async () => {
		const id = control().addRecord('new_interaction', { new_name: 'Old', new_payload: 'kept' });
		const result = await setup.run([ADA], {
			...interaction,
			recordId: picked(id, 'text'),
			options: { elasticConsent: true },
		});
		expect(result.json(NODE)[0].status).toBe('updated');
		expect(control().getRecord('new_interaction', id)).toMatchObject({
			new_name: 'Lovelace',
			new_payload: 'kept',
		});
	});
});

describe('Only If Newer', () => {
	const parameters = {
		fields: {
			row: [
				row('emailaddress1', 'ada@example.com'),
				row('new_npsscore', '${q://QID1/ChoiceNumericEntryValue}'),
			],
		},
		options: { onlyIfNewer: picked('new_lastvisit', 'name') },
	};
	const answered = (score: number, at: string) => response('R_1', { answers: { QID1: score }, at });

	it('writes the time along, and an older answer is skipped', async () => {
		await setup.run([answered(9, '2024-05-02T10:00:00Z')], parameters);
		expect(setup.contacts()[0]).toMatchObject({
			new_npsscore: 9,
			new_lastvisit: '2024-05-02T10:00:00Z',
		});
		const older = await setup.run([answered(1, '2024-05-01T10:00:00Z')], parameters);
		expect(older.json(NODE)[0]).toMatchObject({
			status: 'skipped',
			warnings: ['The record is newer than the response'],
		});
		expect(setup.contacts()[0].new_npsscore).toBe(9);
	});

	it('of two in one run, in whatever order, the newer one stays', async () => {
		await setup.run(
			[answered(9, '2024-05-02T10:00:00Z'), answered(1, '2024-05-01T10:00:00Z')],
			parameters,
		);
		expect(setup.contacts()[0].new_npsscore).toBe(9);
	});

	it('a newer one that somebody writes between reading and writing stays', async () => {
		const id = control().addRecord('contact', {
			emailaddress1: ADA.email,
			new_npsscore: 5,
			new_lastvisit: '2024-01-01T00:00:00Z',
		});
		control().beforeNextWrite({
			table: 'contact',
			update: { id, values: { new_npsscore: 10, new_lastvisit: '2024-06-01T00:00:00Z' } },
		});
		const result = await setup.run([answered(1, '2024-05-01T10:00:00Z')], parameters);
		expect(result.json(NODE)[0].status).toBe('skipped');
		expect(control().getRecord('contact', id)).toMatchObject({ new_npsscore: 10 });
	});
});

describe('Set Consent', () => {
	const consent = (more: IDataObject = {}) => ({
		setConsent: true,
		consentSource: picked('={{ $json.mails }}', 'text'),
		optInValues: 'Yes',
		optOutValues: 'No; Never',
		consentColumn: picked('donotemail', 'name'),
		...more,
	});
	const run = async (mails: string, more: IDataObject = {}) =>
		(await setup.run([{ ...ADA, mails }], consent(more))).json(NODE)[0];

	it('only an exact value decides; everything else leaves the consent as it is', async () => {
		expect(await run(' never ')).toMatchObject({ consent: 'opt out' });
		expect(setup.contacts()[0].donotemail).toBe(true);
		expect(await run('Maybe')).toMatchObject({
			consent: 'left alone',
			warnings: [expect.stringContaining('neither')],
		});
		expect(setup.contacts()[0].donotemail).toBe(true);
	});

	it('LC20 an opt-out is not undone, unless that is allowed', async () => {
		await run('No');
		expect(await run('Yes')).toMatchObject({
			consent: 'left alone',
			warnings: [expect.stringContaining('stays opted out')],
		});
		expect(setup.contacts()[0].donotemail).toBe(true);
		await run('Yes', { options: { allowOptInAgain: true } });
		expect(setup.contacts()[0].donotemail).toBe(false);
	});

	it('labels of the column are understood, and what the consent rests on goes along', async () => {
		const answered = response('R_7', { answers: { QID1: 'No' } });
		const result = await setup.run([answered], {
			fields: { row: [row('emailaddress1', 'ada@example.com')] },
			...consent({
				consentSource: picked('${q://QID1/ChoiceTextEntryValue}', 'text'),
				consentOptedIn: 'Allow',
				consentOptedOut: 'Do Not Allow',
				options: { evidenceColumn: picked('description', 'name') },
			}),
		});
		expect(result.error).toBeUndefined();
		expect(setup.contacts()[0]).toMatchObject({
			donotemail: true,
			description: 'Store visit · R_7 · 2024-05-01T10:00:00Z',
		});
	});
});

describe('Dry Run', () => {
	const dryRun = { options: { dryRun: true } };

	it('shows method, path and body of each request, each token beside its value, and writes nothing', async () => {
		const id = control().addRecord('contact', { emailaddress1: ADA.email, lastname: 'Byron' });
		const result = await setup.run(
			[ADA, { email: 'bo@example.com', lastName: 'Bo' }, { ...ADA, email: 'ADA@example.com' }],
			dryRun,
		);
		expect(result.error).toBeUndefined();
		const [updated, created, folded] = result.json(NODE);
		expect(updated).toMatchObject({
			status: 'wouldUpdate',
			dryRun: true,
			id,
			changes: [{ field: 'lastname', from: 'Byron', to: 'Lovelace' }],
			mapping: [
				{ field: 'emailaddress1', source: '{{ $json.email }}', resolved: 'ada@example.com' },
				{ field: 'lastname', resolved: 'Lovelace' },
			],
			requests: [
				{
					method: 'PATCH',
					path: `/api/data/v9.2/contacts(${id})`,
					headers: { 'If-Match': '*' },
					body: { lastname: 'Lovelace' },
				},
			],
		});
		expect(created).toMatchObject({
			status: 'wouldCreate',
			requests: [
				{
					method: 'POST',
					path: '/api/data/v9.2/contacts',
					body: { emailaddress1: 'bo@example.com', lastname: 'Bo' },
				},
			],
		});
		expect(folded).toMatchObject({
			status: 'wouldUpdate',
			writtenTogetherWith: [0],
			warnings: ['Would be written together with item 1: same key'],
		});
		expect(setup.contacts()).toMatchObject([{ lastname: 'Byron' }]);
		expect(written()).toEqual([]);
		expect(result.task(NODE)?.hints?.[0]).toMatchObject({ message: DRY_RUN_HINT });
	});

	it('K37 shows what a transformation makes of the value', async () => {
		const answered = response('R_1', { answers: { QID2: '+33612345678' } });
		const result = await setup.run([answered], {
			...dryRun,
			fields: {
				row: [
					row('emailaddress1', 'ada@example.com'),
					row('mobilephone', '${q://QID2/ChoiceTextEntryValue}', {
						transformations: { step: [{ name: 'phone:national' }] },
					}),
				],
			},
		});
		expect(result.json(NODE)[0]).toMatchObject({
			mapping: [
				{},
				{
					field: 'mobilephone',
					source: '${q://QID2/ChoiceTextEntryValue}',
					resolved: '+33612345678',
					value: '0612345678',
				},
			],
			requests: [{ body: { mobilephone: '0612345678' } }],
		});
	});

	it('without reading first, it does not claim to know what will happen', async () => {
		const result = await setup.run([ADA], {
			matchBy: 'key',
			matchKey: picked('new_emailkey', 'name'),
			options: { dryRun: true, checkBeforeWriting: false },
		});
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'wouldCreateOrUpdate',
			requests: [{ method: 'PATCH', path: expect.stringContaining('contacts(emailaddress1=') }],
		});
	});

	it('a value that its column refuses fails the item as it would in earnest', async () => {
		const result = await setup.run([ADA], {
			...dryRun,
			fields: { row: [row('emailaddress1', '={{ $json.email }}'), row('gendercode', 'Robot')] },
		});
		expect(result.error?.message).toContain('no such option');
	});
});
