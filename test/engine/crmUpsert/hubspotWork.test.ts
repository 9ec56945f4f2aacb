import { picked } from '../../workflows';
import { BY_ANSWER, setUp, type HubSpotSetup } from './hubspotSetup';
import { NODE } from './setup';

let setup: HubSpotSetup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const ADA = { email: 'ada@example.com', firstName: 'Ada' };
const statusOf = (email: string) => setup.sandbox.world.statuses.get(email)?.get('101');

describe('CRM Upsert: HubSpot subscriptions', () => {
	const run = async (news: string, options = {}, email = ADA.email) =>
		(await setup.run([{ ...ADA, email, news }], { ...BY_ANSWER, options })).json(NODE)[0];

	it('opts in and out by an answer, with its legal basis; whoever left is not subscribed again', async () => {
		expect(await run('Yes')).toMatchObject({ status: 'created', consent: 'opt in' });
		expect(statusOf(ADA.email)).toMatchObject({
			status: 'SUBSCRIBED',
			legalBasis: 'CONSENT_WITH_NOTICE',
			legalBasisExplanation: 'Set by a workflow',
		});
		expect(await run('Perhaps')).toMatchObject({ status: 'unchanged', consent: 'left alone' });
		expect(await run('No')).toMatchObject({ status: 'updated', consent: 'opt out' });
		expect(await run('Yes')).toMatchObject({
			status: 'unchanged',
			consent: 'left alone',
			warnings: [expect.stringContaining('opted out and stays')],
		});
		expect(statusOf(ADA.email)).toMatchObject({ status: 'UNSUBSCRIBED' });
		const allowed = await run('Yes', { allowOptInAgain: true, explanation: 'Asked at the desk' });
		expect(allowed).toMatchObject({ consent: 'opt in' });
		expect(statusOf(ADA.email)).toMatchObject({
			status: 'SUBSCRIBED',
			legalBasisExplanation: 'Asked at the desk',
		});
	});

	it('an address that left before there was a contact stays out', async () => {
		const { world } = setup.sandbox;
		world.statuses.set(ADA.email, new Map([['101', { status: 'UNSUBSCRIBED' }]]));
		expect(await run('Yes')).toMatchObject({
			status: 'created',
			consent: 'left alone',
			warnings: [expect.stringContaining('opted out and stays')],
		});
		world.unsubscribedFromAll.add('bo@example.com');
		expect(await run('Yes', {}, 'bo@example.com')).toMatchObject({ consent: 'left alone' });
		setup.sandbox.add('contacts', { email: 'cy@example.com', hs_email_optout: 'true' });
		expect(await run('Yes', {}, 'cy@example.com')).toMatchObject({ consent: 'left alone' });
		expect(await run('Yes', { allowOptInAgain: true }, 'cy@example.com')).toMatchObject({
			consent: 'opt in',
			warnings: [expect.stringContaining('unsubscribed from all email')],
		});
		expect(statusOf('bo@example.com')).toBeUndefined();
	});

	it('what HubSpot refuses of a subscription is an error, not silence', async () => {
		const result = await setup.run([{ ...ADA, news: 'No' }], { ...BY_ANSWER, legalBasis: 'none' });
		expect(result.error?.message).toContain('HubSpot rejected the request about the subscriptions');
		const gone = await setup.run([{ ...ADA, news: 'No' }], {
			...BY_ANSWER,
			object: picked('0-2'),
			uniqueProperty: picked('email'),
		});
		expect(gone.error?.message).toContain('There is no property "email"');
	});

	it('asks only for the subscriptions of those whose answers decide', async () => {
		const items = ['Yes', '', 'Perhaps', 'No'].map((news, index) => {
			const email = `p${index}@example.com`;
			setup.sandbox.add('contacts', { email, firstname: 'P' });
			return { email, firstName: 'P', news };
		});
		const result = await setup.run(items, BY_ANSWER);
		expect(result.json(NODE).map(({ consent }) => consent)).toEqual([
			'opt in',
			'left alone',
			'left alone',
			'opt out',
		]);
		const asked = setup.calls().filter((call) => call.startsWith('GET /communication'));
		expect(asked).toHaveLength(2);
	});

	it('offers the types that are in use', async () => {
		expect(await setup.list('searchHubSpotSubscriptions')).toEqual(['Newsletter', 'Surveys']);
	});
});

describe('CRM Upsert: HubSpot lists and associations', () => {
	it('puts records into lists and takes them out, one call for each list', async () => {
		const { sandbox } = setup;
		const join = sandbox.addList('Detractors');
		const leave = sandbox.addList('Happy');
		sandbox.addList('By rule', { processingType: 'DYNAMIC' });
		sandbox.addList('Companies', { objectTypeId: '0-2' });
		expect(await setup.list('searchHubSpotLists')).toEqual(['Detractors', 'Happy']);
		const { id } = sandbox.add('contacts', { email: ADA.email });
		leave.members.add(id);
		const lists = {
			addToLists: { row: [{ list: picked(join.listId) }] },
			removeFromLists: { row: [{ list: picked(leave.listId) }] },
		};
		const items = [ADA, { email: 'bo@example.com', firstName: 'Bo' }];
		const result = await setup.run(items, lists);
		expect(result.json(NODE)).toMatchObject([{ status: 'updated' }, { status: 'created' }]);
		expect([join.members.size, [...leave.members]]).toEqual([2, []]);
		expect(setup.calls().filter((call) => call.includes('memberships'))).toEqual([
			`PUT /crm/lists/2026-09/${leave.listId}/memberships/remove`,
			`PUT /crm/lists/2026-09/${join.listId}/memberships/add`,
		]);
		const dry = await setup.run([ADA], { ...lists, options: { dryRun: true } });
		expect(dry.json(NODE)).toMatchObject([{ requests: [{ body: [id] }, { body: [id] }] }]);
		const wrong = await setup.run([ADA], { addToLists: { row: [{ list: picked('3', 'name') }] } });
		expect(wrong.error?.message).toContain('HubSpot rejected the request about list');
	});

	it('what comes out of a run is no part of an address', async () => {
		const lists = { addToLists: { row: [{ list: picked('={{ $json.list }}', 'name') }] } };
		for (const list of ['../../objects/contacts/1', '..', '1?x', 'one']) {
			const { error } = await setup.run([{ ...ADA, list }], lists);
			expect(error?.message).toContain('is not a list ID');
		}
		for (const object of ['..', 'contacts/1', 'a b']) {
			const { error } = await setup.run([{ ...ADA, object }], {
				object: picked('={{ $json.object }}', 'name'),
			});
			expect(error?.message).toContain('not the name of an object');
		}
		const used = setup.sandbox.requests.map(({ path }) => path).join();
		expect(used).not.toMatch(/memberships|\.\.|%2e|contacts\/1/i);
	});

	it('associates with records, with and without a label, and keeps the labels that are there', async () => {
		const { sandbox } = setup;
		const company = sandbox.add('companies', { name: 'Acme' }).id;
		const contact = sandbox.add('contacts', { email: ADA.email }).id;
		const path = 'parameters.associations.row[0].label';
		const primary = { toObject: picked('0-2'), toId: picked(company, 'text'), label: picked('1') };
		const associations = (...row: object[]) => ({ associations: { row } as never });
		expect(await setup.list('searchHubSpotLabels', associations(primary), path)).toEqual([
			'Primary',
			'Billing contact',
		]);
		for (const label of ['', '37', '1']) {
			const row = { ...primary, label: picked(label) };
			expect((await setup.run([ADA], associations(row))).error).toBeUndefined();
		}
		const [pair, ...others] = sandbox.world.associations.get('0-1 0-2') ?? [];
		expect(others).toEqual([]);
		expect(pair).toMatchObject({ from: contact, to: company });
		expect(pair.types.map(({ typeId }) => typeId).sort()).toEqual([1, 37]);
	});

	it('an association that is refused is the error of its item alone; an empty one is none', async () => {
		const { sandbox } = setup;
		const company = sandbox.add('companies', { name: 'Acme' }).id;
		const items = [
			{ ...ADA, company },
			{ email: 'bo@example.com', firstName: 'Bo', company: '999' },
			{ email: 'cy@example.com', firstName: 'Cy', company: 'Acme' },
			{ email: 'di@example.com', firstName: 'Di', company: '' },
		];
		const row = {
			toObject: picked('companies', 'name'),
			toId: picked('={{ $json.company }}', 'text'),
		};
		const result = await setup.run(
			items,
			{ associations: { row: [row] } as never },
			{ onError: 'continueErrorOutput' },
		);
		expect(result.json(NODE)).toMatchObject([{ status: 'created' }, { status: 'created' }]);
		expect(result.items(NODE, 1).map(({ json }) => json.error)).toEqual([
			expect.stringContaining('did not associate'),
			expect.stringContaining('is not a record ID'),
		]);
		expect(sandbox.world.associations.get('0-1 0-2')).toHaveLength(1);
		expect(sandbox.records('contacts')).toHaveLength(4);
	});
});

describe('CRM Upsert: HubSpot pickers and scopes', () => {
	it('maps by the names and labels of properties, and creates only what is not there', async () => {
		const items = [
			{ email: ADA.email, 'First Name': 'Ada', nps_score: 9, 'Create Date': 'x', shoes: 42 },
		];
		const automatic = { mappingMode: 'automatic', operation: 'create' };
		const created = await setup.run(items, automatic);
		expect(created.json(NODE)).toMatchObject([
			{ status: 'created', unmatched: ['Create Date', 'shoes'] },
		]);
		expect(setup.sandbox.records('contacts')[0].values).toMatchObject({
			firstname: 'Ada',
			nps_score: '9',
		});
		const again = await setup.run([{ ...items[0], nps_score: 1 }], automatic);
		expect(again.json(NODE)).toMatchObject([{ status: 'skipped' }]);
	});

	it('offers objects of the account, properties that can be written, and keys', async () => {
		expect(await setup.list('searchHubSpotObjects')).toEqual([
			'Contacts',
			'Companies',
			'Deals',
			'Tickets',
			'Pets',
		]);
		const properties = await setup.list('searchHubSpotProperties');
		expect(properties).toContain('NPS Score (nps_score) · number · survey');
		expect(properties.join()).not.toMatch(/hs_object_id|hs_calculated|hs_secret/);
		expect(await setup.list('searchHubSpotUniqueProperties')).toEqual([
			'Email (email) · contactinformation',
			'External Reference (external_ref) · contactinformation',
		]);
		expect(await setup.list('searchHubSpotDateProperties')).toEqual([
			'Last Survey (last_survey) · date and time · survey',
		]);
	});

	it.each(['errors', 'context'] as const)(
		'names the scope that is missing: in %s',
		async (scopesIn) => {
			await setup.sandbox.close();
			setup = await setUp({ scopesIn, hasCustomObjects: false });
			setup.sandbox.world.options.tokens = {
				[setup.sandbox.token]: ['crm.objects.contacts.read', 'crm.objects.contacts.write'],
			};
			expect(await setup.list('searchHubSpotObjects')).toHaveLength(4);
			await expect(setup.list('searchHubSpotLists')).rejects.toThrow('no scope crm.lists.read');
			const companies = await setup.run([{}], { object: picked('0-2') });
			expect(companies.error?.message).toContain('no scope crm.objects.companies.read');
		},
	);
});
