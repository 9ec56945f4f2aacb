import { dataverse, type Json } from './dataverseClient';
import {
	activeContactsViewId,
	detractorsViewId,
	myContactsViewId,
	startDataverseSandbox,
	type DataverseSandbox,
} from './dataverse';

let sandbox: DataverseSandbox;
let storeId: string;
beforeAll(async () => {
	sandbox = await startDataverseSandbox();
	storeId = sandbox.control.addRecord('new_store', { new_name: 'Lyon', new_code: 'S1' });
	const add = (values: Record<string, unknown>) => sandbox.control.addRecord('contact', values);
	add({
		firstname: 'Ann',
		lastname: "O'Brien",
		emailaddress1: 'Ann+news@Example.com',
		mobilephone: '+33612345678',
		new_npsscore: 9,
		birthdate: '1980-02-29',
		new_lastvisit: '2025-01-10T12:00:00+01:00',
		gendercode: 2,
		new_interests: '100000001,100000000',
		creditlimit: 1500.5,
		new_newsletter: true,
		'new_Store@odata.bind': `/new_stores(${storeId})`,
	});
	add({ firstname: 'Bob', lastname: 'Twin', mobilephone: '+33600000000', new_npsscore: 3 });
	add({ firstname: 'Bea', lastname: 'Twin', mobilephone: '+33600000000', address1_city: '50%' });
	add({ lastname: '100_000', statecode: 1 });
});
afterAll(() => sandbox.close());

const get = (path: string, headers?: Record<string, string>) =>
	dataverse(sandbox, 'GET', path, headers && { headers });
const names = async (filter: string): Promise<string[]> => {
	const { json } = await get(`/contacts?$select=lastname&$filter=${encodeURIComponent(filter)}`);
	return json.value?.map((row: Json) => row.lastname) ?? json.error.code;
};

it('the shape of a row: etag, id always, nulls named, lookups as _x_value', async () => {
	const { json, headers } = await get(
		"/contacts?$select=firstname,telephone1,_new_store_value&$filter=firstname eq 'ann'",
	);
	expect(headers.get('odata-version')).toBe('4.0');
	expect(json).toEqual({
		'@odata.context': `${sandbox.url}/api/data/v9.2/$metadata#contacts(firstname,telephone1,_new_store_value)`,
		value: [
			{
				'@odata.etag': expect.stringMatching(/^W\/"\d+"$/),
				firstname: 'Ann',
				telephone1: null,
				_new_store_value: storeId,
				contactid: expect.any(String),
			},
		],
	});
});

it('annotations come when asked for', async () => {
	const path =
		"/contacts?$select=gendercode,new_interests,_new_store_value,creditlimit&$filter=firstname eq 'ann'";
	const { json } = await get(path, { prefer: 'odata.include-annotations="*"' });
	expect(json.value[0]).toMatchObject({
		gendercode: 2,
		'gendercode@OData.Community.Display.V1.FormattedValue': 'Female',
		new_interests: '100000000,100000001',
		'new_interests@OData.Community.Display.V1.FormattedValue': 'Garden; Kitchen & home',
		'_new_store_value@OData.Community.Display.V1.FormattedValue': 'Lyon',
		'_new_store_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'new_store',
		'_new_store_value@Microsoft.Dynamics.CRM.associatednavigationproperty': 'new_Store',
	});
	expect((await get(path)).text).not.toContain('@OData');
});

it.each([
	["emailaddress1 eq 'ANN+NEWS@example.com'", ["O'Brien"]],
	["lastname eq 'O''Brien'", ["O'Brien"]],
	["lastname eq 'twin  '", ['Twin', 'Twin']],
	["mobilephone eq '+33600000000' and statecode eq 0", ['Twin', 'Twin']],
	["contains(lastname,'wi') and not (firstname eq 'Bob')", ['Twin']],
	["startswith(lastname,'o')", ["O'Brien"]],
	["endswith(lastname,'_000')", ['100_000']],
	["contains(lastname,'_')", ["O'Brien", 'Twin', 'Twin', '100_000']],
	['new_npsscore ge 9 or new_npsscore le 3', ["O'Brien", 'Twin']],
	['new_npsscore eq null', ['Twin', '100_000']],
	['birthdate eq 1980-02-29', ["O'Brien"]],
	['new_lastvisit eq 2025-01-10T11:00:00Z', ["O'Brien"]],
	['new_newsletter eq true', ["O'Brien"]],
	[
		'Microsoft.Dynamics.CRM.In(PropertyName=\'lastname\',PropertyValues=["twin","O\'Brien"])',
		["O'Brien", 'Twin', 'Twin'],
	],
	[
		'Microsoft.Dynamics.CRM.ContainValues(PropertyName=\'new_interests\',PropertyValues=["100000001"])',
		["O'Brien"],
	],
	["new_Store/new_code eq 'S1'", ["O'Brien"]],
	['statecode eq 1', ['100_000']],
])('%s', async (filter, expected) => {
	expect((await names(filter)).sort()).toEqual([...expected].sort());
});

it('by a lookup and by an alias', async () => {
	expect(await names(`_new_store_value eq ${storeId}`)).toEqual(["O'Brien"]);
	const { json } = await get("/contacts?$select=lastname&$filter=lastname eq @p1&@p1='O''Brien'");
	expect(json.value).toHaveLength(1);
});

it.each([
	['a column that is not there', "nonsense eq 'x'"],
	['a column in the wrong case', "LastName eq 'x'"],
	['a number in quotes', "new_npsscore eq '9'"],
	['text without quotes', 'lastname eq Twin'],
	['text that is a number', 'lastname eq 5'],
	['a date in quotes', "birthdate eq '1980-02-29'"],
	['a GUID in quotes', `_new_store_value eq '00000000-0000-4000-8000-000000000000'`],
	['the lookup’s logical name', `new_store eq 00000000-0000-4000-8000-000000000000`],
	['an open quote', "lastname eq 'O'Brien'"],
	['functions that are not there', "tolower(lastname) eq 'twin'"],
	['the in operator', "lastname in ('a','b')"],
	['a shadow column', "owneridname eq 'x'"],
	['an unknown alias', 'lastname eq @p1'],
	[
		'values in single quotes',
		"Microsoft.Dynamics.CRM.In(PropertyName='lastname',PropertyValues=['a'])",
	],
])('refuses %s', async (_name, filter) => {
	expect(await names(filter)).toBe('0x80060888');
});

it.each([
	'$skip=1',
	'$select=nonsense',
	'$select=',
	'$orderby=nonsense',
	'pagesize=5',
	'$top=x',
	'$select=a&$select=b',
	'$expand=nonsense',
	'$apply=x',
])('refuses ?%s', async (query) => {
	expect((await get(`/contacts?${query}`)).status).toBe(400);
});

it('a plus in a query is a space', async () => {
	expect(
		(await get("/contacts?$filter=emailaddress1 eq 'ann+news@example.com'")).json.value,
	).toEqual([]);
});

it('order, top, count, expand', async () => {
	const { json } = await get(
		'/contacts?$select=firstname&$orderby=lastname desc,firstname&$top=2&$count=true',
	);
	expect([json['@odata.count'], json.value.map((row: Json) => row.firstname)]).toEqual([
		4,
		['Bea', 'Bob'],
	]);
	const expanded = await get(
		"/contacts?$select=lastname&$filter=firstname eq 'ann'&$expand=new_Store($select=new_name)",
	);
	expect(expanded.json.value[0].new_Store).toMatchObject({
		new_name: 'Lyon',
		new_storeid: storeId,
	});
	expect((await get('/contacts/$count')).text).toBe('4');
});

it('a record, a column of it, its etag', async () => {
	const [{ contactid }] = sandbox.control.findRecords('contact', "firstname eq 'Ann'");
	const record = await get(`/contacts(${contactid})?$select=lastname`);
	expect(record.json).toMatchObject({ lastname: "O'Brien", contactid });
	const etag = record.json['@odata.etag'];
	expect((await get(`/contacts(${contactid})`, { 'if-none-match': etag })).status).toBe(304);
	expect((await get(`/contacts(${contactid})`, { 'if-none-match': 'null' })).status).toBe(200);
	expect((await get(`/contacts(${contactid})/lastname`)).json.value).toBe("O'Brien");
	expect(await get('/contacts(00000000-0000-4000-8000-000000000000)')).toMatchObject({
		status: 404,
		code: '0x80040217',
	});
});

it('creditlimit has its base; a row without $select holds every column', async () => {
	const { json } = await get("/contacts?$filter=firstname eq 'ann'");
	expect(json.value[0]).toMatchObject({
		creditlimit: 1500.5,
		creditlimit_base: 1500.5,
		fullname: "Ann O'Brien",
	});
	expect(json.value[0]).not.toHaveProperty('owneridname');
	expect(json.value[0]).not.toHaveProperty('new_internalnote');
});

describe('pages', () => {
	let many: DataverseSandbox;
	beforeAll(async () => {
		many = await startDataverseSandbox({ contacts: 25 });
	});
	afterAll(() => many.close());
	const prefer = { prefer: 'odata.maxpagesize=10' };
	const page = (path: string, headers: Record<string, string> = prefer) =>
		dataverse(many, 'GET', path, { headers });

	it('links lead through all rows once; $top is ignored beside a page size', async () => {
		const seen = new Set<string>();
		let path: string | undefined = '/contacts?$select=emailaddress1&$filter=statecode eq 0&$top=3';
		let pages = 0;
		while (path) {
			const { json }: Json = await page(path);
			for (const row of json.value) seen.add(row.emailaddress1);
			path = json['@odata.nextLink'];
			pages += 1;
		}
		expect([seen.size, pages]).toEqual([25, 3]);
		expect((await page('/contacts?$top=3', {})).json.value).toHaveLength(3);
	});

	it('a link is followed verbatim, with the same page size', async () => {
		const link: string = (await page('/contacts?$select=emailaddress1')).json['@odata.nextLink'];
		expect((await page(`${link}&$filter=statecode eq 0`)).status).toBe(400);
		expect((await page(link, { prefer: 'odata.maxpagesize=5' })).status).toBe(400);
		expect((await page(link.replace('pagenumber', 'pagenumbers'))).status).toBe(400);
		expect((await page(link)).status).toBe(200);
		many.control.expirePages();
		expect((await page(link)).status).toBe(400);
	});

	it('links can be made to point elsewhere', async () => {
		many.control.setNextPageOrigin('https://elsewhere.example.com');
		const { json } = await page('/contacts');
		many.control.setNextPageOrigin();
		expect(json['@odata.nextLink']).toMatch(/^https:\/\/elsewhere\.example\.com\/api\/data/);
	});

	it('S01 views are found and give their rows and columns, without nulls', async () => {
		const { json } = await page(
			"/savedqueries?$select=name,savedqueryid,returnedtypecode&$filter=returnedtypecode eq 'contact' and querytype eq 0",
			{},
		);
		expect(json.value.map((row: Json) => row.savedqueryid)).toEqual([
			activeContactsViewId,
			detractorsViewId,
		]);
		const view = (query: string) => page(`/contacts?${query}`, {});
		const all = await view(`savedQuery=${activeContactsViewId}`);
		expect(Object.keys(all.json.value[0])).toEqual([
			'@odata.etag',
			'fullname',
			'emailaddress1',
			'contactid',
		]);
		const some = await view(`savedQuery=${detractorsViewId}&$select=new_npsscore`);
		expect(some.json.value.every((row: Json) => row.new_npsscore <= 6)).toBe(true);
		expect((await view(`userQuery=${myContactsViewId}`)).status).toBe(200);
		expect((await view(`savedQuery=${myContactsViewId}`)).status).toBe(404);
		expect((await page(`/accounts?savedQuery=${detractorsViewId}`, {})).status).toBe(400);
	});

	it('addresses above 32 KB are refused', async () => {
		const long = `/contacts?$filter=lastname eq '${'x'.repeat(33_000)}'`;
		expect((await page(long, {})).status).toBe(414);
	});
});
