import { batchBody, batchHeaders, dataverse, partsOf, sendBatch } from './dataverseClient';
import { startDataverseSandbox, type DataverseOptions, type DataverseSandbox } from './dataverse';

let sandbox: DataverseSandbox;
const start = async (options: Partial<DataverseOptions>) => {
	sandbox = await startDataverseSandbox(options);
};
afterEach(() => sandbox.close());

const create = (body: unknown) => dataverse(sandbox, 'POST', '/contacts', { body });
const count = async (filter: string): Promise<number> => {
	const { json } = await dataverse(
		sandbox,
		'GET',
		`/contacts?$filter=${encodeURIComponent(filter)}`,
	);
	return json.value.length as number;
};

describe('where the contract is unsure, both readings can be had', () => {
	it('a duplicate may answer with 409 instead of 412', async () => {
		await start({ duplicateStatus: 409 });
		const contactid = sandbox.control.addRecord('contact', {});
		expect(await create({ contactid })).toMatchObject({ status: 409, code: '0x80040237' });
	});

	it.each([
		['404', 404, '0x80060891'],
		['400', 400, '0x80060888'],
	] as const)('a key whose index is pending: %s', async (waitingKeys, status, code) => {
		await start({ waitingKeys });
		const body = { lastname: 'A' };
		const answer = await dataverse(sandbox, 'PATCH', "/contacts(mobilephone='1')", { body });
		expect(answer).toMatchObject({ status, code });
	});

	it.each(['0x8006088a', '0x80060888'] as const)(
		'an address that names nothing: %s',
		async (segmentCode) => {
			await start({ segmentCode });
			const answer = await dataverse(sandbox, 'GET', '/contactz');
			expect(answer).toMatchObject({ status: 404, code: segmentCode });
		},
	);

	it.each([
		['refused', 400],
		['taken', 204],
	] as const)('numbers with an exponent in a body: %s', async (exponents, status) => {
		await start({ exponents });
		const text = '{"lastname":"1e5","new_satisfaction":2e0}';
		const answer = await fetch(`${sandbox.url}/api/data/v9.2/contacts`, {
			method: 'POST',
			headers: { Authorization: `Bearer ${sandbox.token}`, 'Content-Type': 'application/json' },
			body: text,
		});
		expect(answer.status).toBe(status);
	});

	it('a full storage refuses what is new and nothing else', async () => {
		await start({});
		const id = sandbox.control.addRecord('contact', {});
		sandbox.control.setStorageFull(true);
		expect(await create({})).toMatchObject({ status: 400, code: '0x80072325' });
		const body = { lastname: 'A' };
		expect((await dataverse(sandbox, 'PATCH', `/contacts(${id})`, { body })).status).toBe(204);
	});

	it('an unknown choice may have another code', async () => {
		await start({ unknownChoiceCode: '0x80040203' });
		expect((await create({ gendercode: 9 })).code).toBe('0x80040203');
	});

	it.each([
		['allowed', 204],
		['collide', 412],
	] as const)('nulls in keys: %s', async (nullsInKeys, status) => {
		await start({ nullsInKeys });
		sandbox.control.addRecord('new_store', { new_name: 'A' });
		const answer = await dataverse(sandbox, 'POST', '/new_stores', { body: { new_name: 'B' } });
		expect(answer.status).toBe(status);
	});

	it.each([
		[{}, 1, 0],
		[{ trailingSpaces: 'significant', accents: 'ignored' }, 0, 1],
	] as Array<[Partial<DataverseOptions>, number, number]>)(
		'text equality: %j',
		async (options, spaces, accents) => {
			await start(options);
			sandbox.control.addRecord('contact', { lastname: 'Zoë' });
			expect(await count("lastname eq 'zoë '")).toBe(spaces);
			expect(await count("lastname eq 'zoe'")).toBe(accents);
		},
	);

	it.each([
		['html', /<h2>401/],
		['envelope', /"code"/],
	] as const)('the body of a 401: %s', async (unauthorizedBody, pattern) => {
		await start({ unauthorizedBody });
		expect((await dataverse(sandbox, 'GET', '/WhoAmI', { bearer: 'x' })).text).toMatch(pattern);
	});

	it('line ends, lengths and statuses inside a batch', async () => {
		await start({ batchLineEnds: 'any', batchNeedsContentLength: true, batchCreatedStatus: 200 });
		const path = "/contacts(emailaddress1='a')?$select=contactid";
		const body = { lastname: 'A' };
		const without = { method: 'PATCH', path, body };
		expect((await sendBatch(sandbox, [without])).status).toBe(400);
		const length = String(JSON.stringify(body).length);
		const headers = { 'Content-Length': length, Prefer: 'return=representation' };
		const text = batchBody([{ ...without, headers }]).replaceAll('\r\n', '\n');
		const answer = await dataverse(sandbox, 'POST', '/$batch', {
			body: text,
			headers: batchHeaders(),
		});
		expect(partsOf(answer)[0]).toMatchObject({
			status: 200,
			json: { contactid: expect.any(String) },
		});
	});
});

it('an administrator changes the schema', async () => {
	await start({});
	const { control } = sandbox;
	control.addRecord('contact', { mobilephone: '1' });
	expect(control.setKeyStatus('contact', 'new_MobileKey', 'Active')).toBe('Active');
	expect((await dataverse(sandbox, 'GET', "/contacts(mobilephone='1')")).status).toBe(200);
	control.addKey('contact', 'new_CityKey', ['address1_city'], 'Active');
	expect((await dataverse(sandbox, 'GET', "/contacts(address1_city='x')")).code).toBe('0x80060891');
	control.changeColumn('contact', 'firstname', { maxLength: 3 });
	expect((await create({ firstname: 'Anna' })).code).toBe('0x80044331');
	control.removeColumn('contact', 'jobtitle');
	expect((await create({ jobtitle: 'x' })).code).toBe('0x80048d19');
	const view = control.addView({
		table: 'contact',
		name: 'V',
		columns: ['mobilephone'],
		filter: "mobilephone eq '1'",
	});
	expect((await dataverse(sandbox, 'GET', `/contacts?savedQuery=${view}`)).json.value).toHaveLength(
		1,
	);
});
