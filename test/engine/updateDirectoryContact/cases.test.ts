import type { IDataObject } from 'n8n-workflow';
import { customersListId, newsletterListId } from '../../sandbox/qualtrics';
import { credentialsOf } from '../../workflows';
import { EMAIL_AND_PLAN, lists, NODE, setUp, row, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const ADA = { email: 'ada@example.com', plan: 'gold' };
const BOTH = lists(customersListId, newsletterListId);
const listsOf = (email: string) => [...(setup.byEmail(email)?.memberships.keys() ?? [])];

describe('several lists', () => {
	it.each(['upsertByRules', 'upsertByFields', 'create'])(
		'Q19 %s puts a new contact into all of them',
		async (operation) => {
			const result = await setup.run([ADA], { operation, mailingLists: BOTH });
			expect(result.error).toBeUndefined();
			expect(listsOf(ADA.email)).toEqual([customersListId, newsletterListId]);
			expect(result.json(NODE)[0]).toMatchObject({
				status: 'created',
				mailingListIds: [customersListId, newsletterListId],
			});
		},
	);

	it.each(['upsertByRules', 'upsertByFields', 'update'])(
		'Q19 %s: found in the directory but not in a list, the same contact joins it',
		async (operation) => {
			const id = setup.sandbox.control.addContact(
				{ ...{ email: ADA.email }, embeddedData: { plan: 'gold' } },
				{ mailingListId: customersListId },
			);
			const result = await setup.run([ADA], { operation, mailingLists: BOTH });
			expect(result.json(NODE)[0]).toMatchObject({
				status: 'updated',
				contactId: id,
				changes: [{ field: `mailing list ${newsletterListId}`, from: null, to: true }],
			});
			expect(listsOf(ADA.email)).toEqual([customersListId, newsletterListId]);
			const again = await setup.run([ADA], { operation, mailingLists: BOTH });
			expect(again.json(NODE)[0].status).toBe('unchanged');
		},
	);

	it('a contact the directory would not recognise is not doubled: the item says why it is not in the list', async () => {
		setup.sandbox.control.addContact({ extRef: 'E1' });
		const result = await setup.run(
			[{ ref: 'E1', plan: 'gold' }],
			{
				operation: 'upsertByFields',
				matchFields: ['extRef'],
				mailingLists: lists(customersListId),
				fields: { row: [row('extRef', '={{ $json.ref }}'), row('plan', '={{ $json.plan }}')] },
			},
			{ onError: 'continueRegularOutput' },
		);
		expect(result.json(NODE)[0]).toMatchObject({
			error: expect.stringContaining(`cannot be put into mailing list ${customersListId}`),
		});
		expect(setup.contacts()).toHaveLength(1);
	});

	it('a list per item, by expression', async () => {
		const mailingLists = {
			values: [{ mailingList: { __rl: true, mode: 'id', value: '={{ $json.list }}' } }],
		};
		await setup.run(
			[
				{ ...ADA, list: customersListId },
				{ email: 'bo@example.com', list: newsletterListId },
			],
			{ mailingLists },
		);
		expect(listsOf(ADA.email)).toEqual([customersListId]);
		expect(listsOf('bo@example.com')).toEqual([newsletterListId]);
	});

	it('Q19 a list that does not exist is that item’s error', async () => {
		const result = await setup.run([ADA], { mailingLists: lists('CG_gone') });
		expect(result.error?.message).toContain('mailing list CG_gone');
	});
});

describe('contacts without an e-mail address', () => {
	it('Q21 by rules: added as a new contact, with the warning that it will be again', async () => {
		const parameters = { fields: { row: [row('lastName', '={{ $json.name }}')] } };
		const result = await setup.run([{ name: 'Lovelace' }], parameters);
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'created',
			warnings: [expect.stringContaining('merges (email) has a value')],
		});
	});

	it('by chosen fields: refused before anything is written', async () => {
		const result = await setup.run([ADA, { plan: 'gold' }], { operation: 'upsertByFields' });
		expect(result.error?.message).toContain('The match field "email" is empty [item 1]');
		expect(setup.contacts()).toEqual([]);
	});

	it('nobody at all: refused', async () => {
		const result = await setup.run([{ plan: 'gold' }], {});
		expect(result.error?.message).toContain('No identifying field has a value');
	});
});

describe('merged or removed by somebody else meanwhile', () => {
	it.each(['upsertByRules', 'upsertByFields'])('%s: it is created anew', async (operation) => {
		const id = setup.sandbox.control.addContact({ email: ADA.email });
		const write = operation === 'upsertByRules' ? 'POST .*/contacts$' : 'GET .*/contacts/CID';
		setup.sandbox.control.misbehave({
			match: write,
			kind: 'slow',
			delayMs: 0,
			meanwhile: () => setup.sandbox.control.removeContact(id),
		});
		const result = await setup.run([ADA], { operation });
		expect(result.json(NODE)[0]).toMatchObject({ status: 'created' });
		expect(result.json(NODE)[0].contactId).not.toBe(id);
		expect(setup.contacts()).toHaveLength(1);
	});

	it('update only: skipped and not created', async () => {
		const id = setup.sandbox.control.addContact({ email: ADA.email });
		setup.sandbox.control.misbehave({
			match: 'GET .*/contacts/CID',
			kind: 'slow',
			delayMs: 0,
			meanwhile: () => setup.sandbox.control.removeContact(id),
		});
		const result = await setup.run([ADA], { operation: 'update' });
		expect(result.json(NODE)[0].status).toBe('skipped');
		expect(setup.contacts()).toEqual([]);
	});
});

describe('fields', () => {
	it('Q24 clear only by choice; 0 and false are values', async () => {
		setup.sandbox.control.addContact({
			email: ADA.email,
			firstName: 'Ada',
			lastName: 'Old',
			embeddedData: { plan: 'gold', score: '9' },
		});
		const result = await setup.run([{ email: ADA.email, score: 0, vip: false }], {
			fields: {
				row: [
					row('email', '={{ $json.email }}'),
					row('firstName', '={{ $json.none }}'),
					row('lastName', '={{ $json.none }}', { whenEmpty: 'clear' }),
					row('score', '={{ $json.score }}'),
					row('vip', '={{ $json.vip }}'),
				],
			},
		});
		expect(result.json(NODE)[0].status).toBe('updated');
		expect(setup.byEmail(ADA.email)).toMatchObject({
			firstName: 'Ada',
			lastName: null,
			embeddedData: { plan: 'gold', score: '0', vip: 'false' },
		});
	});

	it('Q23 automatic: keys named like fields go, whatever their case; the others are reported and not sent', async () => {
		setup.sandbox.control.addContact({ email: 'x@example.com', embeddedData: { plan: 'gold' } });
		const result = await setup.run(
			[
				{
					' EMAIL ': 'ada@example.com',
					'First Name': 'Ada',
					Plan: 'gold',
					nonsense: 1,
					region: 'N',
				},
			],
			{ mappingMode: 'automatic', options: { embeddedDataFields: 'region' } },
		);
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'created',
			fields: {
				email: 'ada@example.com',
				firstName: 'Ada',
				embeddedData: { plan: 'gold', region: 'N' },
			},
			unmatched: ['nonsense'],
			warnings: [expect.stringContaining('nonsense')],
		});
		expect(setup.byEmail('ada@example.com')?.embeddedData).toEqual({ plan: 'gold', region: 'N' });
	});

	it.each([
		['={{ "a, b" }}', ['a, b']],
		['={{ ["a", "a, b"] }}', ['a', 'a, b']],
		['a; b', ['a', 'b']],
	])(
		'LC09 names of embedded data that an expression gives are not cut: %s',
		async (given, names) => {
			const result = await setup.run([{ email: 'ada@example.com', a: '1', b: '2', 'a, b': '3' }], {
				mappingMode: 'automatic',
				options: { embeddedDataFields: given },
			});
			const { embeddedData = {} } = (result.json(NODE)[0].fields ?? {}) as IDataObject;
			expect(Object.keys(embeddedData as object).sort()).toEqual(names);
		},
	);

	it.each([
		['report', undefined],
		['error', 'cannot be resolved'],
	])('Q25 piped text that names nothing: %s', async (whenUnresolved, message) => {
		const result = await setup.run([ADA], {
			fields: {
				row: [row('email', '={{ $json.email }}'), row('note', '${nonsense://QID99/Thing}')],
			},
			options: { whenUnresolved },
		});
		if (message) expect(result.error?.message).toContain(message);
		else {
			expect(result.json(NODE)[0]).toMatchObject({ status: 'created' });
			expect(JSON.stringify(result.json(NODE)[0].warnings)).toContain('cannot be resolved');
			expect(setup.byEmail(ADA.email)?.embeddedData).toEqual({});
		}
	});
});

describe('dry run', () => {
	it.each([
		['upsertByRules', ['POST']],
		['upsertByFields', ['PUT']],
	])(
		'%s shows method, path, body and each source beside what it came out as, and writes nothing',
		async (operation, methods) => {
			setup.sandbox.control.addContact({ email: ADA.email, embeddedData: { plan: 'old' } });
			const result = await setup.run([ADA, { email: 'bo@example.com', plan: 'new' }], {
				operation,
				fields: {
					row: [row('email', '={{ $json.email }}'), row('plan', 'Plan ${date://CurrentDate/Y}')],
				},
				mailingLists: lists(customersListId),
				options: { dryRun: true },
			});
			const [ada, bo] = result.json(NODE);
			expect(ada).toMatchObject({
				status: 'wouldUpdate',
				dryRun: true,
				mapping: [
					{ field: 'email', resolved: ADA.email },
					{
						field: 'plan',
						source: 'Plan ${date://CurrentDate/Y}',
						resolved: expect.stringMatching(/^Plan \d{4}$/),
					},
				],
			});
			const requests = ada.requests as Array<Record<string, unknown>>;
			expect(requests.slice(0, methods.length).map(({ method }) => method)).toEqual(methods);
			expect(requests.map(({ path }) => path).join()).toContain(
				`/mailinglists/${customersListId}/contacts`,
			);
			expect(bo).toMatchObject({
				status: 'wouldCreate',
				requests: [
					{
						method: 'POST',
						path: expect.stringMatching(/^\/API\/v3\/directories\/POOL_.*\/contacts$/),
						body: { email: 'bo@example.com', embeddedData: { plan: expect.any(String) } },
					},
				],
			});
			expect(bo.contactId).toBeUndefined();
			expect(setup.writes()).toEqual([]);
			expect(setup.byEmail(ADA.email)?.embeddedData.plan).toBe('old');
		},
	);

	it('shows the row that an import would carry', async () => {
		const result = await setup.run([ADA, { email: 'bo@example.com' }], {
			mailingLists: lists(customersListId),
			options: { dryRun: true, bulkImportAbove: 1 },
		});
		expect(result.json(NODE)[0].requests).toEqual([
			{
				method: 'POST',
				path: expect.stringContaining('/transactioncontacts'),
				body: { contacts: [{ email: ADA.email, embeddedData: { plan: 'gold' } }] },
			},
		]);
		expect(setup.writes()).toEqual([]);
	});
});

describe('errors', () => {
	const items = [ADA, { email: 'not an@address' }, { email: 'bo@example.com' }];

	it('stop the run at the item that failed, and say how far it came', async () => {
		const result = await setup.run(items, {});
		expect(result.status).toBe('error');
		expect(result.error?.message).toContain('[item 1]');
		expect((result.error as unknown as { description: string }).description).toContain(
			'2 of 3 items',
		);
	});

	it('Continue: each keeps its place and its pairing', async () => {
		const result = await setup.run(items, {}, { onError: 'continueRegularOutput' });
		expect(result.json(NODE).map(({ status, error }) => status ?? error)).toEqual([
			'created',
			expect.stringContaining('rejected'),
			'created',
		]);
		expect(result.items(NODE).map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].map((item) => ({ item })),
		);
	});

	it('MB02 an answer in words is no address, which is told before anything is sent', async () => {
		const told = 'The value for "Email" is not an email address';
		const given = [ADA, { email: 'Extremely dissatisfied' }];
		const result = await setup.run(given, {}, { onError: 'continueRegularOutput' });
		expect(result.json(NODE).map(({ status, error }) => status ?? error)).toEqual([
			'created',
			expect.stringContaining(told),
		]);
		expect(setup.writes()).toHaveLength(1);
	});

	it('MB02 an answer in words is not written to a phone number, and the other fields are', async () => {
		const given = ['Extremely dissatisfied', '+33 1 44 55 66 77 ext. 204'].map((phone, index) => ({
			...ADA,
			email: `${index}@example.com`,
			phone,
		}));
		const fields = { row: [...EMAIL_AND_PLAN.row, row('phone', '={{ $json.phone }}')] };
		const result = await setup.run(given, { fields });
		expect(result.json(NODE)).toMatchObject([
			{
				status: 'created',
				warnings: [
					'The value for "Phone" is not a phone number: the field was not written. Check which answer is mapped to it.',
				],
			},
			{ status: 'created' },
		]);
		expect(setup.contacts().map(({ phone }) => phone ?? '')).toEqual(['', given[1].phone]);
	});

	it('Continue (using error output): failed items leave there, paired', async () => {
		const result = await setup.run(items, {}, { onError: 'continueErrorOutput' });
		expect(result.json(NODE, 0).map(({ status }) => status)).toEqual(['created', 'created']);
		expect(result.items(NODE, 1)).toMatchObject([{ pairedItem: { item: 1 } }]);
	});

	it('Q08 XM Directory Lite in plain words', async () => {
		await setup.sandbox.close();
		setup = await setUp({ lite: true });
		const result = await setup.run([ADA], {});
		const { description } = result.error as unknown as { description: string };
		expect(description).toContain('not XM Directory Lite');
		expect(description).toContain('Manage Directory');
	});

	it('a client without the scopes it asks for, in plain words and at once', async () => {
		const { sandbox } = setup;
		for (const scope of [...sandbox.state.oauth.scopes]) sandbox.control.revokeScope(scope);
		const { baseUrl } = credentialsOf(sandbox).qualtricsApi;
		const result = await setup.run(
			[ADA],
			{ authentication: 'clientCredentials' },
			{ credentials: { qualtricsOAuth2Api: { ...sandbox.oauth, baseUrl } } },
		);
		expect(result.error?.message).toContain('the scopes do not fit');
		expect((result.error as unknown as { description: string }).description).toContain('scopes');
	});

	it('Q22 a scope that was taken away, in plain words', async () => {
		const { sandbox } = setup;
		const { baseUrl } = credentialsOf(sandbox).qualtricsApi;
		const more = { credentials: { qualtricsOAuth2Api: { ...sandbox.oauth, baseUrl } } };
		const parameters = { authentication: 'clientCredentials' };
		expect((await setup.run([ADA], parameters, more)).json(NODE)[0].status).toBe('created');
		setup.sandbox.control.misbehave({
			match: 'GET .*/directories$',
			kind: 'slow',
			delayMs: 0,
			meanwhile: () => {
				for (const scope of [...sandbox.state.oauth.scopes])
					if (!/^read:/.test(scope)) sandbox.control.revokeScope(scope);
			},
		});
		const result = await setup.run([{ email: 'bo@example.com' }], parameters, more);
		expect(result.error?.message).toContain('may not do this in the contact directory');
		const { description } = result.error as unknown as { description: string };
		expect(description).toContain('scopes');
		expect(description).toContain('Manage Directory');
	});

	it('a revoked token in plain words', async () => {
		setup.sandbox.control.revokeToken();
		const result = await setup.run([ADA], {});
		expect(result.error?.message).toContain('did not accept the credential');
	});
});
