import { customersListId, mainDirectoryId, newsletterListId } from '../../sandbox/qualtrics';
import { searchList } from '../harness';
import { credentialsOf, picked } from '../../workflows';
import { lists, NODE, openDesk, row, type Desk } from './setup';

let desk: Desk;
beforeEach(async () => {
	desk = await openDesk();
});
afterEach(async () => await desk.sandbox.close());

const ADA = { email: 'ada@example.com', plan: 'gold' };

describe('create or update by the directory’s rules', () => {
	it('Q01 Q21 Q24 creates whom the rules do not find, and says what was written', async () => {
		const result = await desk.run([ADA], { mailingLists: lists(customersListId) });
		expect(result.error).toBeUndefined();
		expect(result.json(NODE)).toEqual([
			{
				status: 'created',
				contactId: desk.byEmail(ADA.email)?.id,
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
		await desk.run([ADA], {});
		desk.sandbox.control.clearRequests();
		const again = await desk.run([{ ...ADA, email: ' ADA@example.com' }], {});
		expect(again.json(NODE)[0]).toMatchObject({ status: 'unchanged', changes: [] });
		expect(desk.writes()).toEqual([]);
		expect(desk.contacts()).toHaveLength(1);
	});

	it('Q02 updates whom the rules find, tells from and to, and keeps other embedded data', async () => {
		desk.sandbox.control.addContact({
			email: ADA.email,
			firstName: 'Ada',
			embeddedData: { plan: 'silver', shop: 'Paris' },
		});
		const result = await desk.run([ADA], {});
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'updated',
			changes: [{ field: 'embeddedData.plan', from: 'silver', to: 'gold' }],
		});
		expect(desk.byEmail(ADA.email)).toMatchObject({
			firstName: 'Ada',
			embeddedData: { plan: 'gold', shop: 'Paris' },
		});
	});

	it('Q21 two at once leave one contact with what both wrote', async () => {
		const both = await Promise.all([
			desk.run([ADA], {}),
			desk.run([{ email: ADA.email, shop: 'Paris' }], {
				fields: { row: [row('email', '={{ $json.email }}'), row('shop', '={{ $json.shop }}')] },
			}),
		]);
		expect(desk.contacts()).toHaveLength(1);
		expect(desk.contacts()[0].embeddedData).toEqual({ plan: 'gold', shop: 'Paris' });
		for (const result of both) expect(result.error).toBeUndefined();
	});

	it('without checking first it sends one request per contact and does not claim to know', async () => {
		const result = await desk.run([ADA], { options: { checkBeforeWriting: false } });
		expect(result.json(NODE)[0]).toMatchObject({ status: 'createdOrUpdated', changes: [] });
		expect(desk.sandbox.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
	});

	it('items that share a key are folded in their order and written once', async () => {
		const result = await desk.run(
			[ADA, { email: 'bo@example.com' }, { email: 'Ada@example.com', plan: 'platinum' }],
			{},
		);
		expect(result.json(NODE)).toMatchObject([
			{ status: 'created', writtenTogetherWith: [2] },
			{ status: 'created' },
			{ status: 'updated', writtenTogetherWith: [0] },
		]);
		expect(desk.byEmail(ADA.email)?.embeddedData.plan).toBe('platinum');
		expect(desk.writes()).toEqual(['POST /contacts', 'POST /contacts']);
	});

	it('Q20 where the directory merges by several fields, items that share one go one after the other', async () => {
		desk.sandbox.control.setDedupeRules([['email'], ['externalDataReference']]);
		const result = await desk.run(
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
		expect(desk.contacts()).toHaveLength(1);
		expect(desk.contacts()[0].embeddedData.plan).toBe('three');
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
		const id = desk.sandbox.control.addContact({ extRef: 'E1', email: 'old@example.com' });
		const result = await desk.run([{ ref: 'E1', email: 'new@example.com' }], {
			operation: 'upsertByFields',
			...byReference,
		});
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'updated',
			contactId: id,
			changes: [{ field: 'email', from: 'old@example.com', to: 'new@example.com' }],
		});
		expect(desk.contacts()).toHaveLength(1);
	});

	it('Q01 creates whom it does not find', async () => {
		const result = await desk.run([{ ref: 'E9', email: 'e9@example.com' }], {
			operation: 'upsertByFields',
			...byReference,
		});
		expect(result.json(NODE)[0].status).toBe('created');
		expect(desk.byEmail('e9@example.com')?.extRef).toBe('E9');
	});

	it('says so when the directory merges into another contact than the chosen fields meant', async () => {
		const id = desk.sandbox.control.addContact({ extRef: 'E1', email: 'ada@example.com' });
		desk.sandbox.control.advance(60_000);
		const result = await desk.run([{ ref: 'E2', email: 'ada@example.com' }], {
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
		desk.sandbox.control.addContact({ email: ADA.email });
		const result = await desk.run([{ email: 'nobody@example.com' }, ADA], { operation: 'update' });
		expect(result.json(NODE)).toMatchObject([
			{ status: 'skipped', warnings: [expect.stringContaining('No record matches')] },
			{ status: 'updated' },
		]);
		expect(desk.contacts()).toHaveLength(1);
	});

	it('Q01 create only: leaves alone whom it finds, and whom only the directory’s rules would find', async () => {
		desk.sandbox.control.addContact({ email: ADA.email, extRef: 'E1' });
		const byEmail = await desk.run([ADA, { email: 'bo@example.com' }], { operation: 'create' });
		expect(byEmail.json(NODE).map(({ status }) => status)).toEqual(['skipped', 'created']);
		const byRef = await desk.run([{ ref: 'E2', email: ADA.email, plan: 'x' }], {
			operation: 'create',
			...byReference,
		});
		expect(byRef.json(NODE)[0]).toMatchObject({
			status: 'skipped',
			warnings: [expect.stringContaining('merge rules recognise')],
		});
		expect(desk.byEmail(ADA.email)).toMatchObject({ extRef: 'E1', embeddedData: {} });
	});

	it.each([
		['error', undefined],
		['first', ['gold', 'old']],
		['all', ['gold', 'gold']],
	])('several match, %s', async (whenSeveralMatch, plans) => {
		desk.sandbox.control.setDedupeRules([]);
		const ids: string[] = [];
		for (const at of ['2024-01-01', '2024-02-01']) {
			desk.sandbox.control.setNow(at);
			ids.push(
				desk.sandbox.control.addContact({ email: ADA.email, embeddedData: { plan: 'old' } }),
			);
		}
		const result = await desk.run([ADA], {
			operation: 'upsertByFields',
			options: { whenSeveralMatch },
		});
		if (plans) expect(desk.contacts().map(({ embeddedData }) => embeddedData.plan)).toEqual(plans);
		else for (const id of ids) expect(result.error?.message).toContain(id);
	});

	it('names the race that cannot be prevented where the directory does not merge by the chosen fields', async () => {
		desk.sandbox.control.setDedupeRules([]);
		desk.sandbox.control.misbehave({ match: 'POST .*/contacts$', kind: 'slow', delayMs: 400 });
		const [slow, quick] = await Promise.all([
			desk.run([ADA], { operation: 'upsertByFields' }),
			desk.run([ADA], { operation: 'upsertByFields' }),
		]);
		const warnings = [slow, quick].flatMap((result) => result.json(NODE)[0].warnings ?? []);
		expect(warnings).toEqual([expect.stringContaining('meanwhile')]);
	});
});

describe('lists of the editor', () => {
	const node = { name: NODE, type: 'n8n-nodes-survey-ops.updateDirectoryContact' };
	const search = async (method: string, filter?: string) =>
		(await searchList({ node, method, filter, credentials: credentialsOf(desk.sandbox) })).results;

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
		desk.sandbox.control.addContact({ email: 'a@example.com', embeddedData: { plan: 'gold' } });
		const fields = await search('searchContactFields');
		expect(fields).toEqual(
			expect.arrayContaining([
				{ name: 'Email', value: 'email' },
				{ name: 'Embedded Data · plan', value: 'embeddedData.plan' },
			]),
		);
	});

	it('Q17 a directory named by its id', async () => {
		const [, second] = [...desk.sandbox.state.directories.keys()];
		const result = await desk.run([ADA], { directory: picked(second, 'id') });
		expect(result.json(NODE)[0]).toMatchObject({ status: 'created', directoryId: second });
	});
});
