import { picked } from '../../workflows';
import { rows, setUp, type HubSpotSetup } from './hubspotSetup';
import { response } from '../updateDirectoryContact/responses';
import { NODE } from './setup';

let setup: HubSpotSetup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const ADA = { email: 'ada@example.com', firstName: 'Ada' };
const contacts = () => setup.sandbox.records('contacts').map(({ values }) => values);

describe('CRM Upsert: HubSpot', () => {
	it('creates, leaves alone, and updates what differs, in two calls for all items', async () => {
		const items = [ADA, { email: 'bo@example.com', firstName: 'Bo' }];
		const created = await setup.run(items);
		expect(created.error).toBeUndefined();
		const [{ id }] = setup.sandbox.records('contacts');
		expect(created.json(NODE)).toMatchObject([
			{
				status: 'created',
				id,
				object: '0-1',
				url: `https://app-eu1.hubspot.com/contacts/1234567/record/0-1/${id}`,
				changes: [
					{ field: 'email', label: 'Email', from: null, to: 'ada@example.com' },
					{ field: 'firstname', label: 'First Name', from: null, to: 'Ada' },
				],
			},
			{ status: 'created' },
		]);
		expect(setup.calls()).toEqual(['POST /0-1/batch/read', 'POST /0-1/batch/create']);
		const again = await setup.run([{ ...ADA, email: 'Ada@Example.com' }, items[1]]);
		expect(again.json(NODE)).toMatchObject([{ status: 'unchanged', id }, { status: 'unchanged' }]);
		const updated = await setup.run([{ ...ADA, firstName: 'Ada L.' }]);
		expect(updated.json(NODE)).toMatchObject([
			{ status: 'updated', id, changes: [{ field: 'firstname', from: 'Ada', to: 'Ada L.' }] },
		]);
		expect(setup.sandbox.requests.at(-1)?.body).toEqual({
			inputs: [{ id, properties: { firstname: 'Ada L.' } }],
		});
	});

	it('what HubSpot would refuse fails alone: by a value, by a rule, by an address', async () => {
		const items = [
			{ ...ADA, group: 'Promoter', day: '2026-02-28' },
			{ email: 'bo@example.com', firstName: 'Bo', group: 'Nonsense', day: '' },
			{ email: 'no address', firstName: 'Cy', group: '', day: '' },
			{ email: 'di@example.com', firstName: 'Di', group: 'Same', day: '' },
			{ email: 'ed@example.com', firstName: 'Ed', group: 'grp_4', day: 'never' },
		];
		const properties = rows(
			['email', '={{ $json.email }}'],
			['firstname', '={{ $json.firstName }}'],
			['nps_group', '={{ $json.group }}'],
			['birthday', '={{ $json.day }}'],
		);
		const result = await setup.run(items, { properties }, { onError: 'continueErrorOutput' });
		expect(result.json(NODE)).toMatchObject([
			{ status: 'created', changes: [{}, {}, { label: 'NPS Group', to: 'Promoter' }, {}] },
		]);
		const texts = result.items(NODE, 1).map(({ json }) => String(json.error));
		expect(texts).toEqual([
			expect.stringContaining('"NPS Group" (nps_group) has no such option'),
			expect.stringContaining('The value for "Email" is not an email address'),
			expect.stringContaining('several with that label'),
			expect.stringContaining('"Birthday" (birthday) needs a date'),
		]);
		expect(texts.join()).not.toMatch(/Nonsense|no address|never/);
		expect(contacts()).toMatchObject([
			{ email: 'ada@example.com', nps_group: 'grp_3', birthday: '2026-02-28' },
		]);
	});

	it('MB02 an answer in words is not written to a phone number, and the other properties are', async () => {
		const items = [{ ...ADA, phone: 'Extremely dissatisfied' }];
		const properties = rows(
			['email', '={{ $json.email }}'],
			['firstname', '={{ $json.firstName }}'],
			['phone', '={{ $json.phone }}'],
		);
		const result = await setup.run(items, { properties });
		expect(result.json(NODE)).toMatchObject([
			{
				status: 'created',
				warnings: [expect.stringMatching(/^The value for "Phone Number" is not a phone number/)],
			},
		]);
		expect(contacts()).toMatchObject([{ email: 'ada@example.com', firstname: 'Ada' }]);
		expect(contacts()[0].phone ?? '').toBe('');
	});

	it('refuses properties that HubSpot fills or does not have, before anything is sent', async () => {
		for (const [name, words] of [
			['hs_email_optout', 'is filled by HubSpot'],
			['hs_calculated_phone_number', 'is filled by HubSpot'],
			['no_such', 'have no property "no_such"'],
		]) {
			const properties = rows(['email', '={{ $json.email }}'], [name, 'x']);
			const { error } = await setup.run([ADA], { properties });
			expect(error?.message).toContain(words);
		}
		expect(contacts()).toEqual([]);
	});

	it('one update that is refused does not hold back the others of its batch', async () => {
		setup = await replaced({ adminRules: [] });
		const ids = ['a', 'b', 'c', 'd'].map(
			(name) => setup.sandbox.add('contacts', { email: `${name}@example.com` }).id,
		);
		setup.sandbox.add('contacts', { email: 'other@example.com', external_ref: 'taken' });
		const items = ids.map((id, index) => ({ id, ref: index === 2 ? 'taken' : `ref ${index}` }));
		const result = await setup.run(
			items,
			{
				matchBy: 'id',
				operation: 'update',
				recordId: picked('={{ $json.id }}', 'text'),
				properties: rows(['external_ref', '={{ $json.ref }}']),
			},
			{ onError: 'continueErrorOutput' },
		);
		expect(result.json(NODE)).toMatchObject(Array(3).fill({ status: 'updated' }));
		expect(result.items(NODE, 1)).toHaveLength(1);
		expect(contacts().map(({ external_ref }) => external_ref ?? null)).toEqual([
			'ref 0',
			'ref 1',
			null,
			'ref 3',
			'taken',
		]);
	});

	it('finds a contact by a secondary address, and leaves the first one as it is', async () => {
		const { id } = setup.sandbox.add('contacts', {
			email: 'first@example.com',
			hs_additional_emails: 'second@example.com;ada@example.com',
		});
		const result = await setup.run([ADA, { email: 'First@example.com', firstName: 'Ada' }]);
		expect(result.json(NODE)).toMatchObject([
			{ status: 'updated', id, changes: [{ field: 'firstname' }] },
			{ id },
		]);
		expect(contacts()).toMatchObject([{ email: 'first@example.com', firstname: 'Ada' }]);
		const byId = { matchBy: 'id', recordId: picked(id, 'text') };
		const again = await setup.run([{ email: 'second@example.com', firstName: 'A' }], byId);
		expect(again.json(NODE)).toMatchObject([{ status: 'updated', changes: [{ to: 'A' }] }]);
		expect(contacts()).toMatchObject([{ email: 'first@example.com', firstname: 'A' }]);
	});

	it('follows a merge: the record that is left is written, and the item says so', async () => {
		const { sandbox } = setup;
		const gone = sandbox.add('contacts', { email: 'gone@example.com' }).id;
		const left = sandbox.add('contacts', { email: 'left@example.com' }).id;
		sandbox.merge('contacts', gone, left);
		const properties = rows(['firstname', '={{ $json.firstName }}']);
		const byId = { matchBy: 'id', recordId: picked('={{ $json.id }}', 'text'), properties };
		const result = await setup.run(
			[
				{ id: gone, firstName: 'Ada' },
				{ id: '999999', firstName: 'Bo' },
				{ id: "x' or 1", firstName: 'Cy' },
				{ id: `https://app-eu1.hubspot.com/contacts/1/record/0-1/${left}`, firstName: 'Ada' },
			],
			byId,
		);
		expect(result.json(NODE)).toMatchObject([
			{ status: 'updated', id: left },
			{ status: 'skipped', lookedFor: { hs_object_id: '999999' } },
			{ status: 'skipped' },
			{ id: left },
		]);
		expect(contacts()).toMatchObject([{ email: 'left@example.com', firstname: 'Ada' }]);
	});

	it('matches by any property through the search, and tells several apart from one', async () => {
		const { sandbox } = setup;
		const one = sandbox.add('contacts', { lastname: 'Lee', phone: '+33 6 12 34 56 78' }).id;
		sandbox.add('contacts', { lastname: 'Kim' });
		sandbox.add('contacts', { lastname: 'KIM' });
		const by = (name: string, value: string) => ({
			matchBy: 'property',
			operation: 'update',
			searchProperty: picked(name),
			matchValue: picked(value, 'text'),
			properties: rows(['firstname', 'New']),
		});
		const found = await setup.run([{}], by('lastname', 'lee'));
		expect(found.json(NODE)).toMatchObject([{ status: 'updated', id: one }]);
		const byPhone = await setup.run([{}], by('phone', '+33612345678'));
		expect(byPhone.json(NODE)).toMatchObject([{ status: 'unchanged', id: one }]);
		const { error } = await setup.run([{}], by('lastname', 'Kim'));
		expect(error?.message).toContain('2 records match');
		const all = { ...by('lastname', 'Kim'), options: { whenSeveralMatch: 'all' } };
		expect((await setup.run([{}], all)).json(NODE)).toMatchObject([{ status: 'updated' }]);
		expect(contacts().map(({ firstname }) => firstname)).toEqual(['New', 'New', 'New']);
	});

	it('a lifecycle stage goes back only where that is allowed', async () => {
		setup.sandbox.add('contacts', { email: ADA.email, lifecyclestage: 'customer' });
		const properties = rows(['email', '={{ $json.email }}'], ['lifecyclestage', 'Lead']);
		const kept = await setup.run([ADA], { properties });
		expect(kept.json(NODE)).toMatchObject([
			{
				status: 'unchanged',
				changes: [],
				warnings: ['HubSpot kept the lifecycle stage "customer", since it does not move backwards'],
			},
		]);
		const moved = await setup.run([ADA], { properties, options: { movesStageBack: true } });
		expect(moved.json(NODE)).toMatchObject([
			{ status: 'updated', changes: [{ label: 'Lifecycle Stage', from: 'Customer', to: 'Lead' }] },
		]);
		expect(contacts()).toMatchObject([{ lifecyclestage: 'lead' }]);
	});

	it('only a newer answer writes, and its time goes along', async () => {
		const parameters = {
			properties: rows(['email', ADA.email], ['nps_score', '${q://QID1/ChoiceNumericEntryValue}']),
			options: { onlyIfNewer: picked('last_survey') },
		};
		const answered = async (score: number, at: string) =>
			(await setup.run([response('R_1', { answers: { QID1: score }, at })], parameters)).json(
				NODE,
			)[0];
		expect(await answered(9, '2026-05-02T10:00:00Z')).toMatchObject({ status: 'created' });
		expect(await answered(1, '2026-05-01T10:00:00Z')).toMatchObject({ status: 'skipped' });
		expect(contacts()).toMatchObject([{ nps_score: '9', last_survey: '2026-05-02T10:00:00.000Z' }]);
		expect(await answered(3, '2026-05-03T10:00:00Z')).toMatchObject({ status: 'updated' });
		expect(contacts()).toMatchObject([{ nps_score: '3' }]);
	});

	it('somebody else creates the contact meanwhile: it is updated', async () => {
		setup.sandbox.misbehave({
			match: 'POST .*batch/create',
			kind: 'slow',
			delayMs: 0,
			meanwhile: () => setup.sandbox.add('contacts', { email: ADA.email, lastname: 'Theirs' }),
		});
		const result = await setup.run([ADA]);
		expect(result.json(NODE)).toMatchObject([{ status: 'updated' }]);
		expect(contacts()).toMatchObject([{ ...{ firstname: 'Ada', lastname: 'Theirs' } }]);
	});

	it('a creation whose answer got lost is looked for, and is not done twice', async () => {
		setup.sandbox.misbehave({ match: 'POST .*batch/create', kind: 'done-but-no-answer' });
		const result = await setup.run([ADA]);
		const warnings = [expect.stringContaining('timed out')];
		expect(result.json(NODE)).toMatchObject([{ status: 'created', warnings }]);
		expect(contacts()).toHaveLength(1);
	});

	it('custom objects, and what an administrator has made required', async () => {
		setup = await replaced({ adminRules: [{ type: 'tickets', required: ['content'] }] });
		const pet = {
			object: picked('2-1234567'),
			uniqueProperty: picked('pet_id'),
			properties: rows(['pet_id', '={{ $json.id }}'], ['name', 'Rex']),
		};
		const created = await setup.run([{ id: 'P1' }, { id: 'P2' }], pet);
		expect(created.json(NODE)).toMatchObject([{ status: 'created' }, { status: 'created' }]);
		const { error } = await setup.run([{ id: 'R1' }], {
			object: picked('tickets', 'name'),
			uniqueProperty: picked('survey_response'),
			properties: rows(
				['survey_response', '={{ $json.id }}'],
				['subject', 'Call back'],
				['hs_pipeline', '0'],
				['hs_pipeline_stage', '1'],
			),
		});
		expect(error?.message).toContain('HubSpot rejected');
		expect(setup.sandbox.records('tickets')).toEqual([]);
	});

	it('creates missing properties only where that is switched on', async () => {
		const parameters = (name: string, options = {}) => ({
			properties: rows(['email', '={{ $json.email }}'], [name, 'Opera']),
			options,
		});
		const on = { createMissing: true };
		const names = () => setup.sandbox.world.objects[0].properties.map(({ name }) => name).slice(-1);
		expect((await setup.run([ADA], parameters('genre'))).error?.message).toContain('no property');
		const dry = await setup.run([ADA], parameters('genre', { ...on, dryRun: true }));
		expect(dry.json(NODE)).toMatchObject([
			{ requests: [{ body: { inputs: [{ properties: { genre: 'Opera' } }] } }] },
		]);
		expect(names()).not.toEqual(['genre']);
		const created = await setup.run([ADA], parameters('genre', on));
		expect(created.json(NODE)).toMatchObject([{ status: 'created' }]);
		expect(names()).toEqual(['genre']);
		expect(contacts()).toMatchObject([{ genre: 'Opera' }]);
		const again = await setup.run([ADA], parameters('genre', on));
		expect(again.json(NODE)).toMatchObject([{ status: 'unchanged' }]);
		const bad = await setup.run([ADA], parameters('Bad Name', on));
		expect(bad.error?.message).toContain('cannot have a property "Bad Name"');
	});

	it('stages and owners by their words, owners by their addresses', async () => {
		const deal = (stage: string, owner: string) => ({
			object: picked('0-3'),
			operation: 'create',
			matchBy: 'none',
			properties: rows(
				['dealname', 'Upgrade'],
				['pipeline', 'Sales Pipeline'],
				['dealstage', stage],
				['hubspot_owner_id', owner],
			),
		});
		const created = await setup.run([{}], deal('Qualified To Buy', 'Owner101@example.com'));
		expect(created.json(NODE)).toMatchObject([
			{ changes: [{}, {}, {}, { to: 'Owner101@example.com' }] },
		]);
		expect(setup.sandbox.records('deals')[0].values).toMatchObject({
			pipeline: 'default',
			dealstage: 'qualifiedtobuy',
			hubspot_owner_id: '171',
		});
		expect((await setup.run([{}], deal('qualifiedtobuy', '171'))).error).toBeUndefined();
		const { error } = await setup.run([{}], deal('qualifiedtobuy', 'nobody@example.com'));
		expect(error?.message).toContain('INVALID_OPTION');
		expect(error?.message).not.toContain('nobody');
	});

	it('a dry run shows the requests and writes nothing', async () => {
		const { id } = setup.sandbox.add('contacts', { email: ADA.email });
		const result = await setup.run([ADA, { email: 'bo@example.com', firstName: 'Bo' }], {
			options: { dryRun: true },
		});
		expect(result.json(NODE)).toMatchObject([
			{
				status: 'wouldUpdate',
				requests: [
					{
						method: 'POST',
						path: '/crm/objects/2026-09/0-1/batch/update',
						body: { inputs: [{ id, properties: { firstname: 'Ada' } }] },
					},
				],
			},
			{ status: 'wouldCreate', requests: [{ path: '/crm/objects/2026-09/0-1/batch/create' }] },
		]);
		expect(setup.calls()).toEqual(['POST /0-1/batch/read']);
	});

	it('a thousand items: a call for each hundred, and the whole record where it is asked for', async () => {
		const items = Array.from({ length: 1_000 }, (_, index) => ({
			email: `p${index}@example.com`,
			firstName: `P${index}`,
		}));
		const result = await setup.run(items);
		expect(result.json(NODE)).toHaveLength(1_000);
		expect(setup.calls()).toHaveLength(20);
		const [full] = (await setup.run([items[7]], { options: { returnRecord: true } })).json(NODE);
		expect(full).toMatchObject({
			status: 'unchanged',
			record: { email: 'p7@example.com', firstname: 'P7' },
		});
	});
});

const replaced = async (options: Parameters<typeof setUp>[0]): Promise<HubSpotSetup> => {
	await setup.sandbox.close();
	return await setUp(options);
};
