import { startHubSpotSandbox, type HubSpotOptions, type HubSpotSandbox } from '../hubspot';

let sandbox: HubSpotSandbox;
const open = async (options: Partial<HubSpotOptions> = {}): Promise<void> => {
	sandbox = await startHubSpotSandbox(options);
};
afterEach(async () => await sandbox.close());

type Body = Record<string, never> & { results: Body[]; errors: Body[]; category: string };

async function ask(method: string, path: string, body?: unknown, token = sandbox.token) {
	const answer = await fetch(`${sandbox.url}${path}`, {
		method,
		headers: { Authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	return { status: answer.status, body: (await answer.json()) as Body, headers: answer.headers };
}

const CONTACTS = '/crm/objects/2026-09/contacts';
const batch = async (action: string, inputs: object[], more: object = {}) =>
	await ask('POST', `${CONTACTS}/batch/${action}`, { ...more, inputs });

describe('the stand-in for HubSpot keeps to its contract', () => {
	it('1.5 2.2 2.3 refuses unknown objects, tokens and missing scopes', async () => {
		await open({ tokens: { good: ['crm.objects.contacts.read'], old: 'expired' } });
		const unknown = await ask('GET', '/crm/objects/2026-09/butterflies', undefined, 'good');
		expect(unknown).toMatchObject({
			status: 400,
			body: { message: expect.stringContaining('Unable to infer') },
		});
		expect(unknown.body.category).toBeUndefined();
		for (const [token, category] of [
			['x', 'INVALID_AUTHENTICATION'],
			['old', 'EXPIRED_AUTHENTICATION'],
		])
			expect(await ask('GET', CONTACTS, undefined, token)).toMatchObject({
				status: 401,
				body: { category },
			});
		const inputs = [{ properties: { email: 'a@example.com' } }];
		expect(await ask('POST', `${CONTACTS}/batch/create`, { inputs }, 'good')).toMatchObject({
			status: 403,
			body: {
				errors: [{ context: { requiredGranularScopes: ['crm.objects.contacts.write'] } }],
			},
		});
		expect(await ask('GET', '/crm/v3/objects/contacts')).toMatchObject({ status: 401 });
		expect((await ask('GET', '/crm/v3/objects/contacts', undefined, 'good')).status).toBe(404);
	});

	it('3.3 3.4 3.7 3.10 4.2 4.5 batches: size, misses, doubles, keys', async () => {
		await open();
		const one = sandbox.add('contacts', {
			email: 'a@example.com',
			hs_additional_emails: 'b@example.com',
		});
		const many = Array.from({ length: 101 }, (_, index) => ({ id: String(index) }));
		expect((await batch('read', many)).status).toBe(400);
		const read = await batch('read', [{ id: 'B@example.com' }, { id: 'c@example.com' }], {
			idProperty: 'email',
			properties: ['email', 'firstname', 'no_such'],
		});
		expect(read).toMatchObject({
			status: 207,
			body: {
				results: [{ id: one.id, properties: { email: 'a@example.com', firstname: null } }],
				errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['c@example.com'] } }],
			},
		});
		expect(read.body.results[0].properties).not.toHaveProperty('no_such');
		const twice = [one, one].map(({ id }) => ({ id, properties: { firstname: 'x' } }));
		expect(await batch('update', twice)).toMatchObject({
			status: 400,
			body: { message: expect.stringContaining('Duplicate IDs') },
		});
		for (const idProperty of ['email', 'hs_object_id', 'phone'])
			expect(
				await batch('update', [{ id: 'a@example.com', idProperty, properties: {} }]),
			).toMatchObject({ status: 400, body: { message: expect.stringContaining('non-unique') } });
	});

	it('3.5 3.6 6.3 updates: unknown ids apart, one wrong value fails all', async () => {
		await open();
		const { id } = sandbox.add('contacts', { email: 'a@example.com' });
		const set = (key: string, properties: object) => ({ id: key, properties });
		const wrong = await batch('update', [
			set(id, { firstname: 'x' }),
			set('999', { firstname: 'x' }),
			set(id.replace(/^/, '0'), {}),
		]);
		expect(wrong).toMatchObject({ status: 207, body: { results: [{ id }] } });
		for (const [properties, code] of [
			[{ no_such: 'x' }, 'PROPERTY_DOESNT_EXIST'],
			[{ hs_email_optout: 'false' }, 'READ_ONLY_VALUE'],
			[{ nps_group: 'Promoter' }, 'INVALID_OPTION'],
			[{ interests: 'opera,jazz' }, 'INVALID_OPTION'],
			[{ nps_score: '1,5' }, 'INVALID_FLOAT'],
			[{ vip: 'yes' }, 'INVALID_BOOLEAN'],
			[{ birthday: '2026-02-30' }, 'INVALID_DATE'],
			[{ birthday: '1635535865' }, 'INVALID_DATE'],
			[{ last_survey: '2026-02-28' }, 'INVALID_DATE'],
			[{ email: 'None' }, 'INVALID_EMAIL'],
			[{ firstname: 'x'.repeat(65_537) }, 'INVALID_STRING'],
		] as const) {
			const answer = await batch('update', [set(id, { lastname: 'kept?', ...properties })]);
			expect(answer).toMatchObject({ status: 400, body: { errors: [{ code }] } });
			expect(answer.body.message).toContain(code);
		}
		expect(sandbox.records('contacts')[0].values).toMatchObject({ firstname: 'x' });
		expect(sandbox.records('contacts')[0].values.lastname).toBeUndefined();
	});

	it('3.8 4.1 4.4 4.7 9.2 9.3 creations: all or nothing, or each by its trace', async () => {
		await open();
		const { id } = sandbox.add('contacts', {
			email: 'a@example.com',
			hs_additional_emails: 'b@example.com',
		});
		const inputs = ['c@example.com', 'b@example.com', 'C@example.com', ''].map((email) => ({
			properties: { email, ...(email === '' && { phone: '1' }) },
		}));
		expect((await batch('create', inputs)).status).toBe(409);
		expect(sandbox.records('contacts')).toHaveLength(1);
		const traced = inputs.map((input, index) => ({ ...input, objectWriteTraceId: `t${index}` }));
		expect(await batch('create', traced)).toMatchObject({
			status: 207,
			body: {
				results: [{ properties: { email: 'c@example.com' } }],
				errors: [
					{ category: 'CONFLICT', context: { objectWriteTraceId: ['t1'], existingId: [id] } },
					{ category: 'CONFLICT', context: { objectWriteTraceId: ['t2'] } },
					{ category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['t3'] } },
				],
			},
		});
		const company = { properties: { domain: 'acme.example' } };
		const companies = await ask('POST', '/crm/objects/2026-09/companies/batch/create', {
			inputs: [company, company],
		});
		expect(companies).toMatchObject({ status: 201, body: { results: [{}, {}] } });
	});

	it('4.8 4.9 6.2 6.4 7.1 7.2 unique values, merges, clearing, appending, stages', async () => {
		await open();
		const gone = sandbox.add('contacts', { email: 'a@example.com', external_ref: 'r' }).id;
		const left = sandbox.add('contacts', { email: 'b@example.com', interests: 'film' }).id;
		const set = async (id: string, properties: object) =>
			await ask('PATCH', `${CONTACTS}/${id}`, { properties });
		expect(await set(left, { external_ref: 'r' })).toMatchObject({
			status: 400,
			body: { errors: [{ code: 'CONFLICTING_UNIQUE_VALUE' }] },
		});
		sandbox.merge('contacts', gone, left);
		expect(await ask('GET', `${CONTACTS}/${gone}`)).toMatchObject({
			status: 200,
			body: { id: left },
		});
		expect((await batch('read', [{ id: gone }])).status).toBe(207);
		await set(gone, { interests: ';opera;film', firstname: 'x', lifecyclestage: 'customer' });
		await set(left, { firstname: null, lifecyclestage: 'lead' });
		const { values } = sandbox.records('contacts')[0];
		expect(values).toMatchObject({
			interests: 'film;opera',
			firstname: 'x',
			lifecyclestage: 'customer',
		});
		await set(left, { firstname: '', lifecyclestage: '' });
		await set(left, { lifecyclestage: 'lead' });
		expect(sandbox.records('contacts')[0].values).toMatchObject({
			firstname: null,
			lifecyclestage: 'lead',
		});
	});

	it('5.1 5.3 5.4 the search: bounds, its lag, small letters', async () => {
		let now = 1_000_000;
		await open({
			now: () => now,
			searchLagMs: 5_000,
			limits: { burst: 190, search: 50, associations: 9 },
		});
		const { id } = sandbox.add('contacts', { lastname: 'Lee', nps_group: 'grp_1' });
		const find = async (filters: object[], more: object = {}) =>
			await ask('POST', `${CONTACTS}/search`, { filterGroups: [{ filters }], ...more });
		const lee = { propertyName: 'lastname', operator: 'EQ', value: 'LEE' };
		expect((await find([lee])).body).toMatchObject({ total: 0 });
		now += 5_000;
		expect((await find([lee])).body).toMatchObject({ total: 1, results: [{ id }] });
		const among = (propertyName: string, ...values: string[]) => [
			{ propertyName, operator: 'IN', values },
		];
		expect((await find(among('lastname', 'Lee'))).body).toMatchObject({ total: 0 });
		expect((await find(among('lastname', 'lee'))).body).toMatchObject({ total: 1 });
		expect((await find(among('nps_group', 'GRP_1'))).body).toMatchObject({ total: 0 });
		expect((await find(Array(7).fill(lee))).status).toBe(400);
		expect((await find([lee], { limit: 201 })).status).toBe(400);
		expect((await find([lee], { limit: 200, after: '9900' })).status).toBe(400);
		expect((await find(among('lastname', 'x'.repeat(3_000)))).status).toBe(400);
		expect((await find([{ ...lee, operator: 'HAS_PROPERTY' }])).status).toBe(400);
	});

	it('8.2 8.3 10.2 10.3 associations in their direction, lists of the right kind', async () => {
		await open();
		const { id } = sandbox.add('contacts', { email: 'a@example.com' });
		const company = sandbox.add('companies', { name: 'Acme' }).id;
		const pair = (associationTypeId: number) => ({
			inputs: [
				{
					from: { id },
					to: { id: company },
					types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
				},
			],
		});
		const path = '/crm/associations/2026-09/contacts/companies/batch/create';
		expect((await ask('POST', path, pair(280))).status).toBe(400);
		expect((await ask('POST', path, pair(279))).status).toBe(200);
		await ask('POST', path, pair(1));
		expect(sandbox.world.associations.get('0-1 0-2')).toMatchObject([{ types: [{ typeId: 1 }] }]);
		const list = sandbox.addList('Fixed');
		const rule = sandbox.addList('By rule', { processingType: 'DYNAMIC' });
		const join = async (listId: string) =>
			await ask('PUT', `/crm/lists/2026-09/${listId}/memberships/add`, [id, '999']);
		expect((await join(list.listId)).body).toMatchObject({
			recordsIdsAdded: [id],
			recordIdsMissing: ['999'],
		});
		expect((await join(list.listId)).body).toMatchObject({ recordsIdsAdded: [] });
		expect((await join(rule.listId)).status).toBe(400);
	});

	it('11.2 11.3 11.4 subscriptions hang on the address and want a legal basis', async () => {
		await open();
		const path = '/communication-preferences/2026-09/statuses/a%40example.com';
		const set = async (statusState: string, more: object = {}) =>
			await ask('POST', path, { subscriptionId: 101, channel: 'EMAIL', statusState, ...more });
		expect((await set('SUBSCRIBED')).status).toBe(400);
		const basis = { legalBasis: 'CONSENT_WITH_NOTICE', legalBasisExplanation: 'x' };
		await set('UNSUBSCRIBED', basis);
		expect((await set('SUBSCRIBED', basis)).body).toMatchObject({
			setStatusSuccessReason: 'RESUBSCRIBE_OCCURRED',
		});
		expect((await set('SUBSCRIBED', { ...basis, subscriptionId: '101' })).status).toBe(400);
		expect((await ask('GET', `${path}?channel=EMAIL`)).body).toMatchObject({
			results: [{ subscriptionId: 101, status: 'SUBSCRIBED' }, {}, {}],
		});
	});

	it('12.1 12.2 12.3 windows of their own, and what answers say of them', async () => {
		await open({ limits: { burst: 2, search: 1, associations: 1 } });
		const read = async () => await ask('GET', CONTACTS);
		expect((await read()).headers.get('x-hubspot-ratelimit-max')).toBe('2');
		await read();
		expect(await read()).toMatchObject({
			status: 429,
			body: { policyName: 'TEN_SECONDLY_ROLLING' },
		});
		const find = async () => await ask('POST', `${CONTACTS}/search`, { filterGroups: [] });
		const found = await find();
		expect(found.status).toBe(200);
		expect(found.headers.get('x-hubspot-ratelimit-max')).toBeNull();
		expect((await find()).status).toBe(429);
	});
});
