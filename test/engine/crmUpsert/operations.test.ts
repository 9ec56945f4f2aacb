import { picked } from '../../workflows';
import { CONTACT, NODE, columns, setUp, row, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const ADA = { email: 'ada@example.com', lastName: 'Lovelace' };
const control = () => setup.sandbox.control;

describe('the operations', () => {
	it('K29 creates what is not there, and says what was written', async () => {
		const result = await setup.run([ADA]);
		expect(result.error).toBeUndefined();
		const id = String(setup.byEmail(ADA.email)?.contactid);
		expect(result.json(NODE)).toEqual([
			{
				status: 'created',
				id,
				table: 'contact',
				link: `contact(${id})`,
				url: `${setup.sandbox.url}/main.aspx?pagetype=entityrecord&etn=contact&id=${id}`,
				changes: [
					{ field: 'emailaddress1', label: 'Email', from: null, to: 'ada@example.com' },
					{ field: 'lastname', label: 'Last Name', from: null, to: 'Lovelace' },
				],
			},
		]);
		expect(result.items(NODE)[0].pairedItem).toEqual({ item: 0 });
	});

	it('K29 K28 updates what is there with the changed columns alone, and tells from and to', async () => {
		const id = control().addRecord('contact', {
			emailaddress1: ADA.email,
			lastname: 'Byron',
			jobtitle: 'Countess',
		});
		const result = await setup.run([ADA]);
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'updated',
			id,
			changes: [{ field: 'lastname', label: 'Last Name', from: 'Byron', to: 'Lovelace' }],
		});
		const write = setup.sandbox.operations.find(({ method }) => method === 'PATCH');
		expect(JSON.parse(String(write?.body))).toEqual({ lastname: 'Lovelace' });
		expect(setup.byEmail(ADA.email)).toMatchObject({ lastname: 'Lovelace', jobtitle: 'Countess' });
	});

	it('K29 nothing changed: no write, and the outcome unchanged', async () => {
		await setup.run([ADA]);
		control().clearRequests();
		const again = await setup.run([{ ...ADA, email: ' ADA@example.com ' }]);
		expect(again.json(NODE)[0]).toMatchObject({ status: 'unchanged', changes: [] });
		expect(setup.writes().filter((write) => !write.includes('$batch'))).toEqual([]);
		expect(setup.contacts()).toHaveLength(1);
	});

	it('K28 Update overwrites, and skips what is not there', async () => {
		control().addRecord('contact', { emailaddress1: ADA.email, lastname: 'Byron' });
		const result = await setup.run([{ email: 'no@example.com', lastName: 'No' }, ADA], {
			operation: 'update',
		});
		expect(result.json(NODE)).toMatchObject([
			{ status: 'skipped', warnings: [expect.stringContaining('No record matches')] },
			{ status: 'updated' },
		]);
		expect(setup.contacts()).toHaveLength(1);
		const write = setup.sandbox.operations.find(({ method }) => method === 'PATCH');
		expect(write?.headers?.['if-match']).toBe('*');
	});

	it('K27 Create leaves alone what is there', async () => {
		control().addRecord('contact', { emailaddress1: ADA.email, lastname: 'Byron' });
		const result = await setup.run([ADA, { email: 'bo@example.com', lastName: 'Bo' }], {
			operation: 'create',
		});
		expect(result.json(NODE)).toMatchObject([
			{ status: 'skipped', warnings: [expect.stringContaining('exists already')] },
			{ status: 'created' },
		]);
		expect(setup.byEmail(ADA.email)?.lastname).toBe('Byron');
	});

	it('K27 Create without matching creates every time, unless a key of the table refuses', async () => {
		control().removeKey('contact', 'new_emailkey');
		const always = { operation: 'create', matchBy: 'none' };
		for (let time = 0; time < 2; time++) {
			const result = await setup.run([ADA, ADA], always);
			expect(result.json(NODE).map(({ status }) => status)).toEqual(['created', 'created']);
		}
		expect(setup.contacts()).toHaveLength(4);
		control().removeAllRecords('contact');
		control().addKey('contact', 'new_emailkey', ['emailaddress1'], 'Active');
		await setup.run([ADA], always);
		const refused = await setup.run([ADA], always);
		expect(refused.error?.message).toContain('same key values');
	});

	it('items that share a key are folded in their order and written once', async () => {
		const result = await setup.run([
			ADA,
			{ email: 'bo@example.com', lastName: 'Bo' },
			{ email: 'Ada@example.com', lastName: 'King' },
		]);
		expect(result.json(NODE)).toMatchObject([
			{ status: 'created', writtenTogetherWith: [2] },
			{ status: 'created' },
			{ status: 'updated', writtenTogetherWith: [0] },
		]);
		expect(setup.byEmail(ADA.email)?.lastname).toBe('King');
		expect(setup.contacts()).toHaveLength(2);
	});

	it('K25 the table may differ from item to item', async () => {
		const result = await setup.run(
			[
				{ table: 'contact', name: 'Ada' },
				{ table: 'accounts', name: 'Byron Ltd' },
			],
			{
				table: picked('={{ $json.table }}', 'name'),
				operation: 'create',
				matchBy: 'none',
				fields: { row: [row('description', '={{ $json.name }}')] },
			},
		);
		expect(result.json(NODE)).toMatchObject([
			{ status: 'created', table: 'contact' },
			{ status: 'created', table: 'account' },
		]);
	});
});

describe('K26 ways of matching', () => {
	it('an alternate key: read by it, and its uniqueness is relied on', async () => {
		control().addRecord('contact', { emailaddress1: ADA.email, lastname: 'Byron' });
		const byKey = { matchBy: 'key', matchKey: picked('new_emailkey', 'name') };
		const result = await setup.run([ADA, { email: 'bo@example.com', lastName: 'Bo' }], byKey);
		expect(result.json(NODE).map(({ status }) => status)).toEqual(['updated', 'created']);
		expect(result.task(NODE)?.hints ?? []).toEqual([]);
	});

	it('an alternate key of several columns, a lookup among them, with values of its own', async () => {
		const store = control().addRecord('new_store', { new_name: 'Paris', new_code: 'P1' });
		const parameters = {
			matchBy: 'key',
			matchKey: picked('new_storecustomerkey', 'name'),
			matchKeyValues: {
				row: [
					{ column: picked('new_store', 'name'), value: picked('={{ $json.store }}', 'text') },
					{
						column: picked('new_customernumber', 'name'),
						value: picked('={{ $json.no }}', 'text'),
					},
				],
			},
			lookups: {
				row: [{ column: picked('new_store', 'name'), matchBy: picked('new_code', 'name') }],
			},
			fields: { row: [row('lastname', '={{ $json.lastName }}')] },
		};
		const first = await setup.run([{ store: 'P1', no: '7', lastName: 'Lovelace' }], parameters);
		expect(first.error).toBeUndefined();
		expect(first.json(NODE)[0].status).toBe('created');
		expect(setup.contacts()[0]).toMatchObject({
			new_store: `new_store(${store})`,
			new_customernumber: '7',
		});
		const again = await setup.run([{ store: 'p1', no: '7', lastName: 'King' }], parameters);
		expect(again.json(NODE)[0].status).toBe('updated');
		expect(setup.contacts()).toHaveLength(1);
	});

	it.each(['new_mobilekey', 'new_loyaltykey', 'new_nokey'])(
		'a key that is not in use, or not there (%s), stops before anything is sent',
		async (key) => {
			const result = await setup.run([ADA], { matchBy: 'key', matchKey: picked(key, 'name') });
			expect(result.error?.message).toMatch(/alternate key/);
			expect((result.error as { description?: string }).description).toContain('new_emailkey');
			expect(setup.contacts()).toEqual([]);
		},
	);

	it('the primary key: an ID, a link, or the address of the record', async () => {
		const id = control().addRecord('contact', { lastname: 'Byron' });
		const by = { matchBy: 'id', recordId: picked('={{ $json.id }}', 'text') };
		const parameters = { ...by, fields: { row: [row('lastname', '={{ $json.lastName }}')] } };
		const ways = [
			id.toUpperCase(),
			`contact(${id})`,
			`https://contoso.crm4.dynamics.com/main.aspx?appid=0a000000-0000-4000-8000-000000000009&pagetype=entityrecord&etn=contact&id=${id}`,
		];
		for (const [index, given] of ways.entries()) {
			const result = await setup.run([{ id: given, lastName: `Name ${index}` }], parameters);
			expect(result.json(NODE)[0]).toMatchObject({ status: 'updated', id });
		}
		expect(setup.contacts()).toHaveLength(1);
		const wrong = await setup.run([{ id: 'no id', lastName: 'x' }], parameters);
		expect(wrong.error?.message).toContain('GUID');
	});

	it('the primary key of a record that is not there: created with it, or skipped by Update', async () => {
		const id = '7a000000-0000-4000-8000-000000000001';
		const parameters = {
			matchBy: 'id',
			recordId: picked('={{ $json.id }}', 'text'),
			fields: { row: [row('lastname', '={{ $json.lastName }}')] },
		};
		const updated = await setup.run([{ id, lastName: 'x' }], {
			...parameters,
			operation: 'update',
		});
		expect(updated.json(NODE)[0].status).toBe('skipped');
		const created = await setup.run([{ id, lastName: 'x' }], parameters);
		expect(created.json(NODE)[0]).toMatchObject({ status: 'created', id });
	});

	it('any columns together, with values of their own and without a key: said in a hint', async () => {
		const parameters = {
			matchColumns: {
				row: [
					{ column: picked('lastname', 'name'), value: picked('', 'text') },
					{
						column: picked('birthdate', 'name'),
						value: picked('={{ $json.born }}', 'text'),
						compare: 'auto',
					},
				],
			},
			fields: {
				row: [row('lastname', '={{ $json.lastName }}'), row('jobtitle', '={{ $json.job }}')],
			},
		};
		const person = { lastName: 'Lovelace', born: '1815-12-10', job: 'Author' };
		const first = await setup.run([person], parameters);
		expect(first.json(NODE)[0].status).toBe('created');
		expect(first.task(NODE)?.hints?.[0].message).toContain('No alternate key covers');
		const again = await setup.run(
			[
				{ ...person, lastName: ' lovelace', job: 'Analyst' },
				{ ...person, born: '1816-01-01' },
			],
			parameters,
		);
		expect(again.json(NODE).map(({ status }) => status)).toEqual(['updated', 'created']);
		expect(setup.contacts().map(({ lastname, birthdate }) => [lastname, birthdate])).toEqual([
			['Lovelace', '1815-12-10'],
			['Lovelace', '1816-01-01'],
		]);
	});

	it.each([
		['email', 'emailaddress2', 'Ada@Example.com', ' ada @example.com'],
		['email', 'emailaddress2', 'ada @example.com', 'Ada @example.com'],
		['phone', 'telephone1', '+33612345678', '0033 6 12-34 56 78'],
		['text', 'jobtitle', 'Head of Sales', ' head of SALES '],
		['auto', 'emailaddress2', 'Ada@Example.com', ' ada @example.com'],
		['auto', 'jobtitle', 'Head of Sales', ' head  of SALES '],
		['phone (LC14)', 'telephone1', '+33 6 12 34 56 78', '+33612345678'],
		['phone (LC14)', 'telephone1', '(+33) 6.12.34.56.78', '0033 612 345 678'],
		['phone (LC14)', 'telephone1', '+33 (0)6-12-34-56-78', '+33612345678'],
		['phone (LC14)', 'telephone1', '06 1 2 3 4 5 6 7 8', '06 12 34 56 78'],
	])('compared as %s', async (compare, column, stored, given) => {
		const id = control().addRecord('contact', { [column]: stored, lastname: 'Old' });
		const result = await setup.run([{ key: given, lastName: 'New' }], {
			matchColumns: {
				row: [
					{
						column: picked(column, 'name'),
						value: picked('={{ $json.key }}', 'text'),
						compare: compare.split(' ')[0],
					},
				],
			},
			fields: { row: [row('lastname', '={{ $json.lastName }}')] },
		});
		expect(result.json(NODE)[0]).toMatchObject({ status: 'updated', id });
	});

	it.each([
		['text', 'jobtitle', 'Head of Sales', 'HeadofSales'],
		// A text, not an address: blanks inside of it count.
		['auto', 'jobtitle', 'Head of Sales', 'HeadofSales'],
	])('not the same, compared as %s', async (compare, column, stored, given) => {
		control().addRecord('contact', { [column]: stored, lastname: 'Old' });
		const result = await setup.run([{ key: given, lastName: 'New' }], {
			matchColumns: {
				row: [
					{
						column: picked(column, 'name'),
						value: picked('={{ $json.key }}', 'text'),
						compare,
					},
				],
			},
			fields: { row: [row('lastname', '={{ $json.lastName }}')] },
		});
		expect(result.json(NODE)[0].status).toBe('created');
	});

	it('LC14 numbers that share digits are not the same, nor is one without its country', async () => {
		for (const telephone1 of ['+33 6 12 34 56 78 9', '+4 33612345678', '06 12 34 56 78'])
			control().addRecord('contact', { telephone1, lastname: 'Other' });
		const result = await setup.run([{ phone: '+33612345678', lastName: 'New' }], {
			matchColumns: { row: [{ column: picked('telephone1', 'name'), compare: 'phone' }] },
			fields: {
				row: [row('telephone1', '={{ $json.phone }}'), row('lastname', '={{ $json.lastName }}')],
			},
		});
		expect(result.json(NODE)[0].status).toBe('created');
		expect(setup.contacts().filter(({ lastname }) => lastname === 'Other')).toHaveLength(3);
	});

	it('an empty match value never finds anything: the item fails', async () => {
		control().addRecord('contact', { lastname: 'Nobody' });
		const result = await setup.run(
			[{ lastName: 'x' }, ADA],
			{ matchColumns: columns('emailaddress1') },
			{ onError: 'continueErrorOutput' },
		);
		expect(result.items(NODE, 1)).toMatchObject([
			{ json: { error: expect.stringContaining('is empty') }, pairedItem: { item: 0 } },
		]);
		expect(result.json(NODE)).toMatchObject([{ status: 'created' }]);
	});

	const ODD = [
		"o'brien@example.com",
		'ada+survey@example.com',
		'a/b\\c@example.com',
		'50%25@example.com',
		'a&b=c#d?e@example.com',
		'"quoted"(x)@example.com',
		'żółć😀👩‍👩‍👧@example.com',
		'a:b*c<d>@example.com',
	];
	it.each(
		ODD.flatMap((key) => [
			[key, 'columns'],
			[key, 'key'],
			[key, 'direct'],
		]),
	)('an unsafe key never breaks a URL: %s by %s', async (email, way) => {
		const parameters =
			way === 'columns'
				? {}
				: {
						matchBy: 'key',
						matchKey: picked('new_emailkey', 'name'),
						options: { checkBeforeWriting: way === 'key' },
					};
		const first = await setup.run([{ email, lastName: 'One' }], parameters);
		expect(first.error).toBeUndefined();
		expect(first.json(NODE)[0].status).toBe('created');
		const again = await setup.run([{ email, lastName: 'Two' }], parameters);
		expect(again.json(NODE)[0].status).toBe('updated');
		expect(setup.contacts()).toMatchObject([{ emailaddress1: email, lastname: 'Two' }]);
	});
});

describe('K26 several records match', () => {
	let ids: string[];
	beforeEach(() => {
		control().removeKey('contact', 'new_emailkey');
		ids = ['First', 'Second', 'Third'].map((jobtitle, index) => {
			control().setNow(Date.UTC(2024, 0, index + 1));
			return control().addRecord('contact', { emailaddress1: ADA.email, jobtitle });
		});
		control().setNow(Date.UTC(2024, 1, 1));
		control().updateRecord('contact', ids[1], { description: 'touched last' });
	});

	it('fails by default, and lists them', async () => {
		const result = await setup.run([ADA]);
		for (const id of ids) expect(result.error?.message).toContain(id);
		expect(setup.contacts().every(({ lastname }) => lastname === undefined)).toBe(true);
	});

	it.each([
		['first', [0]],
		['newest', [1]],
		['all', [0, 1, 2]],
	])('%s', async (whenSeveralMatch, written) => {
		const result = await setup.run([ADA], { options: { whenSeveralMatch } });
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'updated',
			id: ids[whenSeveralMatch === 'all' ? (0 as number) : written[0]],
			warnings: expect.arrayContaining([expect.stringContaining('3 records match')]),
		});
		const changed = ids.flatMap((id, index) =>
			control().getRecord('contact', id)?.lastname === 'Lovelace' ? [index] : [],
		);
		expect(changed).toEqual(written);
	});

	it('inactive ones need not count', async () => {
		for (const id of ids.slice(1))
			control().updateRecord('contact', id, { statecode: 1, statuscode: 2 });
		const result = await setup.run([ADA], { options: { activeOnly: true } });
		expect(result.json(NODE)[0]).toMatchObject({ status: 'updated', id: ids[0] });
	});
});

it.each([
	[{ table: picked('={{ $json.nothing }}', 'name') }, /No table/],
	[{ table: picked('contakt', 'name') }, /"contakt" does not exist/],
	[{ matchColumns: {} }, /No match column/],
	[{ matchColumns: columns('emailadress1') }, /"emailadress1" of contact does not exist/],
	[{ matchBy: 'none' }, /find the record by/],
	[
		{ fields: { row: [row('emailaddress1', 'a@example.com'), row('fullname', 'x')] } },
		/cannot be written/,
	],
	[{ provider: 'other' }, /not known/],
])(
	'a setting that cannot work stops the run before anything is written: %j',
	async (wrong, words) => {
		const result = await setup.run([ADA], { ...CONTACT, ...wrong });
		expect(result.error?.message).toMatch(words);
		expect((result.error as { description?: string }).description).toBeTruthy();
		expect(setup.contacts()).toEqual([]);
	},
);
