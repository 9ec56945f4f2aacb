import { customersListId, mainDirectoryId, newsletterListId } from '../../sandbox/qualtrics';
import { searchList } from '../harness';
import { credentialsOf, picked } from '../../workflows';
import { lists, NODE, setUp, row, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const ADA = { email: 'ada@example.com', plan: 'gold' };

describe('create or update by the directory’s rules', () => {
	it('Q01 Q21 Q24 creates whom the rules do not find, and says what was written', async () => {
		const result = await setup.run([ADA], { mailingLists: lists(customersListId) });
		expect(result.error).toBeUndefined();
		expect(result.json(NODE)).toEqual([
			{
				status: 'created',
				contactId: setup.byEmail(ADA.email)?.id,
				directoryId: mainDirectoryId,
				mailingListIds: [customersListId],
				contactLookupId: expect.stringMatching(/^CGC_/),
				changes: expect.arrayContaining([
					{ field: 'embeddedData.plan', from: null, to: 'gold' },
					{ field: `mailing list ${customersListId}`, from: null, to: true },
				]),
				fields: { email: 'ada@example.com', embeddedData: { plan: 'gold' } },
			},
		]);
		expect(result.items(NODE)[0].pairedItem).toEqual({ item: 0 });
	});

	it('Q02 run twice leaves one contact, unchanged the second time and not written', async () => {
		await setup.run([ADA], {});
		setup.sandbox.control.clearRequests();
		const again = await setup.run([{ ...ADA, email: ' ADA@example.com' }], {});
		expect(again.json(NODE)[0]).toMatchObject({ status: 'unchanged', changes: [] });
		expect(setup.writes()).toEqual([]);
		expect(setup.contacts()).toHaveLength(1);
	});

	it('Q02 updates whom the rules find, tells from and to, and keeps other embedded data', async () => {
		setup.sandbox.control.addContact({
			email: ADA.email,
			firstName: 'Ada',
			embeddedData: { plan: 'silver', shop: 'Paris' },
		});
		const result = await setup.run([ADA], {});
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'updated',
			changes: [{ field: 'embeddedData.plan', from: 'silver', to: 'gold' }],
		});
		expect(setup.byEmail(ADA.email)).toMatchObject({
			firstName: 'Ada',
			embeddedData: { plan: 'gold', shop: 'Paris' },
		});
	});

	it('Q21 two at once leave one contact with what both wrote', async () => {
		const both = await Promise.all([
			setup.run([ADA], {}),
			setup.run([{ email: ADA.email, shop: 'Paris' }], {
				fields: { row: [row('email', '={{ $json.email }}'), row('shop', '={{ $json.shop }}')] },
			}),
		]);
		expect(setup.contacts()).toHaveLength(1);
		expect(setup.contacts()[0].embeddedData).toEqual({ plan: 'gold', shop: 'Paris' });
		for (const result of both) expect(result.error).toBeUndefined();
	});

	it('without checking first it sends one request per contact and does not claim to know', async () => {
		const result = await setup.run([ADA], { options: { checkBeforeWriting: false } });
		expect(result.json(NODE)[0]).toMatchObject({ status: 'createdOrUpdated', changes: [] });
		expect(setup.sandbox.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
	});

	it('items that share a key are folded in their order and written once', async () => {
		const result = await setup.run(
			[ADA, { email: 'bo@example.com' }, { email: 'Ada@example.com', plan: 'platinum' }],
			{},
		);
		expect(result.json(NODE)).toMatchObject([
			{ status: 'created', writtenTogetherWith: [2] },
			{ status: 'created' },
			{ status: 'updated', writtenTogetherWith: [0] },
		]);
		expect(setup.byEmail(ADA.email)?.embeddedData.plan).toBe('platinum');
		expect(setup.writes()).toEqual(['POST /contacts', 'POST /contacts']);
	});

	it('Q20 where the directory merges by several fields, items that share one go one after the other', async () => {
		setup.sandbox.control.setDedupeRules([['email'], ['externalDataReference']]);
		const result = await setup.run(
			[
				{ email: 'a@example.com', ref: 'E1', plan: 'one' },
				{ email: 'a@example.com', ref: 'E2', plan: 'two' },
				{ ref: 'E2', plan: 'three' },
			],
			{
				fields: {
					row: [
						row('email', '={{ $json.email }}'),
						row('extRef', '={{ $json.ref }}'),
						row('plan', '={{ $json.plan }}'),
					],
				},
			},
		);
		expect(result.json(NODE).map(({ status }) => status)).toEqual([
			'created',
			'updated',
			'updated',
		]);
		expect(setup.contacts()).toHaveLength(1);
		expect(setup.contacts()[0].embeddedData.plan).toBe('three');
	});
});

describe('by chosen fields', () => {
	const byReference = {
		matchFields: ['extRef'],
		fields: {
			row: [
				row('extRef', '={{ $json.ref }}'),
				row('email', '={{ $json.email }}'),
				row('plan', '={{ $json.plan }}'),
			],
		},
	};

	it('Q02 a changed address is an update of the same contact, not a new one', async () => {
		const id = setup.sandbox.control.addContact({ extRef: 'E1', email: 'old@example.com' });
		const result = await setup.run([{ ref: 'E1', email: 'new@example.com' }], {
			operation: 'upsertByFields',
			...byReference,
		});
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'updated',
			contactId: id,
			changes: [{ field: 'email', from: 'old@example.com', to: 'new@example.com' }],
		});
		expect(setup.contacts()).toHaveLength(1);
	});

	it('Q01 creates whom it does not find', async () => {
		const result = await setup.run([{ ref: 'E9', email: 'e9@example.com' }], {
			operation: 'upsertByFields',
			...byReference,
		});
		expect(result.json(NODE)[0].status).toBe('created');
		expect(setup.byEmail('e9@example.com')?.extRef).toBe('E9');
	});

	it('says so when the directory merges into another contact than the chosen fields meant', async () => {
		const id = setup.sandbox.control.addContact({ extRef: 'E1', email: 'ada@example.com' });
		setup.sandbox.control.advance(60_000);
		const result = await setup.run([{ ref: 'E2', email: 'ada@example.com' }], {
			operation: 'upsertByFields',
			...byReference,
		});
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'updated',
			contactId: id,
			warnings: [expect.stringContaining('merge rules recognised')],
		});
	});

	it('Q02 update only: skips whom it does not find', async () => {
		setup.sandbox.control.addContact({ email: ADA.email });
		const result = await setup.run([{ email: 'nobody@example.com' }, ADA], { operation: 'update' });
		expect(result.json(NODE)).toMatchObject([
			{ status: 'skipped', warnings: [expect.stringContaining('No record matches')] },
			{ status: 'updated' },
		]);
		expect(setup.contacts()).toHaveLength(1);
	});

	it('Q01 create only: leaves alone whom it finds, and whom only the directory’s rules would find', async () => {
		setup.sandbox.control.addContact({ email: ADA.email, extRef: 'E1' });
		const byEmail = await setup.run([ADA, { email: 'bo@example.com' }], { operation: 'create' });
		expect(byEmail.json(NODE).map(({ status }) => status)).toEqual(['skipped', 'created']);
		const byRef = await setup.run([{ ref: 'E2', email: ADA.email, plan: 'x' }], {
			operation: 'create',
			...byReference,
		});
		expect(byRef.json(NODE)[0]).toMatchObject({
			status: 'skipped',
			warnings: [expect.stringContaining('merge rules recognise')],
		});
		expect(setup.byEmail(ADA.email)).toMatchObject({ extRef: 'E1', embeddedData: {} });
	});

	it.each([
		['error', undefined],
		['first', ['gold', 'old']],
		['all', ['gold', 'gold']],
	])('several match, %s', async (whenSeveralMatch, plans) => {
		setup.sandbox.control.setDedupeRules([]);
		const ids: string[] = [];
		for (const at of ['2024-01-01', '2024-02-01']) {
			setup.sandbox.control.setNow(at);
			ids.push(
				setup.sandbox.control.addContact({ email: ADA.email, embeddedData: { plan: 'old' } }),
			);
		}
		const result = await setup.run([ADA], {
			operation: 'upsertByFields',
			options: { whenSeveralMatch },
		});
		if (plans) expect(setup.contacts().map(({ embeddedData }) => embeddedData.plan)).toEqual(plans);
		else for (const id of ids) expect(result.error?.message).toContain(id);
	});

	it('names the race that cannot be prevented where the directory does not merge by the chosen fields', async () => {
		setup.sandbox.control.setDedupeRules([]);
		setup.sandbox.control.misbehave({ match: 'POST .*/contacts$', kind: 'slow', delayMs: 400 });
		const [slow, quick] = await Promise.all([
			setup.run([ADA], { operation: 'upsertByFields' }),
			setup.run([ADA], { operation: 'upsertByFields' }),
		]);
		const warnings = [slow, quick].flatMap((result) => result.json(NODE)[0].warnings ?? []);
		expect(warnings).toEqual([expect.stringContaining('meanwhile')]);
	});
});

describe('lists of the editor', () => {
	const node = { name: NODE, type: 'n8n-nodes-survey-ops.updateDirectoryContact' };
	const search = async (method: string, filter?: string) =>
		(await searchList({ node, method, filter, credentials: credentialsOf(setup.sandbox) })).results;

	it('Q17 Q18 Q20 directories, with the fields by which each merges; the default one stands first', async () => {
		const [first, ...others] = await search('searchDirectories');
		expect(first).toMatchObject({ value: 'default', name: expect.stringContaining('by email') });
		expect(others.map(({ name }) => name)).toEqual([
			expect.stringContaining('(merges by email)'),
			expect.stringContaining('(merges no contacts)'),
		]);
	});

	it('Q19 mailing lists, searched by name over all pages', async () => {
		expect((await search('searchMailingLists')).map(({ value }) => value)).toEqual([
			customersListId,
			newsletterListId,
		]);
		expect(await search('searchMailingLists', 'news')).toHaveLength(1);
	});

	it('Q23 contact fields: standard ones and the embedded data seen in the directory', async () => {
		setup.sandbox.control.addContact({ email: 'a@example.com', embeddedData: { plan: 'gold' } });
		const fields = await search('searchContactFields');
		expect(fields).toEqual(
			expect.arrayContaining([
				{ name: 'Email', value: 'email' },
				{ name: 'Embedded Data · plan', value: 'embeddedData.plan' },
			]),
		);
	});

	it('Q17 a directory named by its id', async () => {
		const [, second] = [...setup.sandbox.state.directories.keys()];
		const result = await setup.run([ADA], { directory: picked(second, 'id') });
		expect(result.json(NODE)[0]).toMatchObject({ status: 'created', directoryId: second });
	});
});
