import { dataverse, type CallOptions } from './dataverseClient';
import { startDataverseSandbox, teamId, type DataverseSandbox } from './dataverse';

let sandbox: DataverseSandbox;
beforeEach(async () => {
	sandbox = await startDataverseSandbox();
});
afterEach(() => sandbox.close());

const missingId = '00000000-0000-4000-8000-000000000000';
const representation = { prefer: 'return=representation' };
const send = (method: string, path: string, options?: CallOptions) =>
	dataverse(sandbox, method, path, options);
const create = (body: unknown, headers = {}) => send('POST', '/contacts', { body, headers });
const add = (values: Record<string, unknown>) => sandbox.control.addRecord('contact', values);
const count = () => sandbox.control.countRecords('contact');
const byEmail = (email: string) =>
	`/contacts(emailaddress1='${encodeURIComponent(email.replace(/'/g, "''"))}')`;

describe('create', () => {
	it('K27 204 with the address; 201 with the record and no address', async () => {
		const plain = await create({ lastname: 'A' });
		expect([plain.status, plain.text]).toEqual([204, '']);
		expect(plain.headers.get('odata-entityid')).toMatch(
			/\/api\/data\/v9\.2\/contacts\([0-9a-f-]{36}\)$/,
		);
		const full = await send('POST', '/contacts?$select=fullname', {
			body: { lastname: 'B', firstname: 'Bo' },
			headers: representation,
		});
		expect(full.status).toBe(201);
		expect(full.headers.get('odata-entityid')).toBeNull();
		expect(full.headers.get('preference-applied')).toBe('return=representation');
		expect(full.json).toMatchObject({ fullname: 'Bo B', contactid: expect.any(String) });
	});

	it('an id that exists, a key value that exists: two codes', async () => {
		const id = add({ lastname: 'A', emailaddress1: 'a@example.com' });
		expect(await create({ contactid: id })).toMatchObject({ status: 412, code: '0x80040237' });
		expect(await create({ emailaddress1: 'A@EXAMPLE.com ' })).toMatchObject({
			status: 412,
			code: '0x80060892',
		});
		expect((await create({ emailaddress1: null })).status).toBe(204);
		expect((await create({})).status).toBe(204);
	});

	it('a key whose index is not ready keeps nothing apart', async () => {
		add({ mobilephone: '+33600000000' });
		expect((await create({ mobilephone: '+33600000000' })).status).toBe(204);
		expect(sandbox.control.setKeyStatus('contact', 'new_MobileKey', 'Active')).toBe('Failed');
	});

	it.each([
		['no JSON', 'x', undefined, 400],
		['a list', '[]', undefined, 400],
		['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
	])('refuses %s', async (_name, body, headers, status) => {
		expect((await create(body, headers)).status).toBe(status);
		expect(count()).toBe(0);
	});
});

describe('preconditions', () => {
	it('K29 a bare PATCH of an id that does not exist creates it', async () => {
		const path = `/contacts(${missingId})`;
		expect((await send('PATCH', path, { body: { lastname: 'A' } })).status).toBe(204);
		expect(sandbox.control.getRecord('contact', missingId)).toMatchObject({ lastname: 'A' });
		const again = await send('PATCH', `${path}?$select=contactid`, {
			body: { lastname: 'B' },
			headers: representation,
		});
		expect([again.status, again.json.contactid]).toEqual([200, missingId]);
	});

	it('K28 If-Match: * updates or 404, by id and by key', async () => {
		const update = (path: string) =>
			send('PATCH', path, { body: { lastname: 'A' }, headers: { 'if-match': '*' } });
		expect(await update(`/contacts(${missingId})`)).toMatchObject({
			status: 404,
			code: '0x80040217',
		});
		expect(await update(byEmail('a@example.com'))).toMatchObject({
			status: 404,
			code: '0x80060891',
		});
		const id = add({ emailaddress1: 'a@example.com' });
		expect((await update(`/contacts(${id})`)).status).toBe(204);
		expect((await update(byEmail('a@example.com'))).status).toBe(204);
		expect(count()).toBe(1);
	});

	it('If-None-Match: * creates or 412', async () => {
		const only = () =>
			send('PATCH', byEmail('a@example.com'), {
				body: { lastname: 'A' },
				headers: { 'if-none-match': '*' },
			});
		expect((await only()).status).toBe(204);
		const second = await only();
		expect([second.status, second.code, second.json.error.message]).toEqual([
			412,
			'0x80040237',
			'A record with matching key values already exists.',
		]);
	});

	it('an old etag is 412', async () => {
		const id = add({ lastname: 'A' });
		const { json } = await send('GET', `/contacts(${id})`);
		const headers = { 'if-match': json['@odata.etag'] as string };
		expect(
			(await send('PATCH', `/contacts(${id})`, { body: { lastname: 'B' }, headers })).status,
		).toBe(204);
		const late = await send('PATCH', `/contacts(${id})`, { body: { lastname: 'C' }, headers });
		expect([late.status, late.code]).toEqual([412, '0x80060882']);
		expect(
			(
				await send('PATCH', `/contacts(${id})`, {
					body: {},
					headers: { 'if-match': '*', 'if-none-match': '*' },
				})
			).status,
		).toBe(400);
	});

	it('deletes, and clears one column', async () => {
		const id = add({ lastname: 'A', telephone1: '1' });
		expect((await send('DELETE', `/contacts(${id})/telephone1`)).status).toBe(204);
		expect(sandbox.control.getRecord('contact', id)).not.toHaveProperty('telephone1');
		expect(
			(await send('PUT', `/contacts(${id})/telephone1`, { body: { value: '2' } })).status,
		).toBe(204);
		expect((await send('DELETE', `/contacts(${id})`)).status).toBe(204);
		expect((await send('DELETE', `/contacts(${id})`)).code).toBe('0x80040217');
	});
});

describe('alternate keys', () => {
	it('201 created, 200 updated; without a representation the key is echoed, not the id', async () => {
		const path = `${byEmail('a@example.com')}?$select=contactid`;
		const first = await send('PATCH', path, { body: { lastname: 'A' }, headers: representation });
		const second = await send('PATCH', path, { body: { lastname: 'B' }, headers: representation });
		expect([first.status, second.status]).toEqual([201, 200]);
		const plain = await send('PATCH', byEmail('a@example.com'), { body: { lastname: 'C' } });
		expect(plain.headers.get('odata-entityid')).toBe(
			`${sandbox.url}/api/data/v9.2/contacts(emailaddress1='a%40example.com')`,
		);
		expect(sandbox.control.findRecords('contact')).toEqual([
			expect.objectContaining({ emailaddress1: 'a@example.com', lastname: 'C' }),
		]);
	});

	it('a key in the body is dropped on update and wins on create', async () => {
		add({ emailaddress1: 'a@example.com' });
		const body = { emailaddress1: 'b@example.com' };
		await send('PATCH', byEmail('a@example.com'), { body });
		expect(sandbox.control.findRecords('contact')[0].emailaddress1).toBe('a@example.com');
		await send('PATCH', byEmail('c@example.com'), { body });
		expect(sandbox.control.findRecords('contact')[1].emailaddress1).toBe('b@example.com');
	});

	it.each([
		'a+b@example.com',
		'a/b',
		'a\\b',
		'a<b',
		'a>b',
		'a*b',
		'a%b',
		'a&b',
		'a:b',
		'a?b',
		'a#b',
		'a\tb',
		'',
	])('the value %j breaks the address however it is encoded', async (value) => {
		for (const method of ['GET', 'PATCH']) {
			const { status } = await send(
				method,
				byEmail(value),
				method === 'PATCH' ? { body: { lastname: 'A' } } : {},
			);
			expect(status).toBe(400);
		}
		expect(count()).toBe(0);
	});

	it.each(["o'brien@example.com", 'zoë😀@example.com', 'a b@example.com', 'a,b=c(d)'])(
		'%s is fine',
		async (value) => {
			expect((await send('PATCH', byEmail(value), { body: { lastname: 'A' } })).status).toBe(204);
			expect(sandbox.control.findRecords('contact')[0].emailaddress1).toBe(value);
		},
	);

	it.each([
		['no key', "/contacts(lastname='A')"],
		['a key whose index failed', '/contacts(new_loyaltynumber=1)'],
		['half of a key', "/contacts(new_customernumber='1')"],
		['a key and more', "/contacts(emailaddress1='a',lastname='b')"],
		['a lookup by its logical name', `/contacts(new_store=${missingId},new_customernumber='1')`],
		['a number for text', '/contacts(emailaddress1=1)'],
		['a GUID in quotes', `/contacts('${missingId}')`],
		['a GUID in braces', `/contacts({${missingId}})`],
	])('%s: 400', async (_name, path) => {
		expect(await send('PATCH', path, { body: { lastname: 'A' } })).toMatchObject({
			status: 400,
			code: '0x80060888',
		});
	});

	it('a key with a lookup', async () => {
		const store = sandbox.control.addRecord('new_store', { new_code: 'S1' });
		const path = `/contacts(_new_store_value=${store},new_customernumber='7')`;
		expect((await send('PATCH', path, { body: { lastname: 'A' } })).status).toBe(204);
		expect(
			(await send('PATCH', path, { body: { lastname: 'B' }, headers: representation })).status,
		).toBe(200);
	});

	it('users and teams are not upserted by the name of their primary key', async () => {
		expect((await send('PATCH', `/teams(teamid=${teamId})`, { body: { name: 'x' } })).status).toBe(
			400,
		);
		expect((await send('PATCH', `/contacts(contactid=${missingId})`, { body: {} })).status).toBe(
			204,
		);
	});
});

describe('headers of a write', () => {
	it('duplicate rules run only when asked for', async () => {
		sandbox.control.removeKey('contact', 'new_EmailKey');
		add({ emailaddress1: 'a@example.com' });
		const body = { emailaddress1: 'a@example.com' };
		expect((await create(body)).status).toBe(204);
		expect(await create(body, { 'MSCRM.SuppressDuplicateDetection': 'false' })).toMatchObject({
			status: 412,
			code: '0x80040333',
		});
		expect((await create(body, { 'MSCRM.SuppressDuplicateDetection': 'maybe' })).status).toBe(400);
	});

	it('custom logic is passed by with the privilege, all of it or by steps', async () => {
		const step = sandbox.control.addPlugin('contact', 'Not on Sundays');
		const body = { lastname: 'A' };
		expect(await create(body)).toMatchObject({ status: 400, code: '0x80040265' });
		const ways = [
			{ 'MSCRM.BypassBusinessLogicExecution': 'CustomSync,CustomAsync' },
			{ 'MSCRM.BypassBusinessLogicExecutionStepIds': step },
			{ 'MSCRM.BypassCustomPluginExecution': 'true' },
		];
		for (const headers of ways) expect((await create(body, headers)).status).toBe(204);
		expect((await create(body, { 'MSCRM.BypassBusinessLogicExecution': 'CustomAsync' })).code).toBe(
			'0x80040265',
		);
		expect((await create(body, { 'MSCRM.BypassBusinessLogicExecution': 'All' })).status).toBe(400);
		sandbox.control.revokePrivilege('prvBypassCustomBusinessLogic');
		expect((await create(body, ways[0])).status).toBe(403);
	});

	it('are in the log', async () => {
		await create(
			{ lastname: 'A' },
			{ ...representation, 'If-None-Match': 'null', 'MSCRM.SuppressDuplicateDetection': 'true' },
		);
		expect(sandbox.requests[0].headers).toEqual({
			prefer: 'return=representation',
			'if-none-match': 'null',
			'mscrm.suppressduplicatedetection': 'true',
		});
	});
});

describe('elastic tables', () => {
	const path = `/new_interactions(new_interactionid=${missingId},partitionid='p1')`;
	it('an upsert replaces the row, an update does not', async () => {
		const patch = (body: unknown, headers = {}) => send('PATCH', path, { body, headers });
		const first = await patch({ new_name: 'A', new_payload: 'x' });
		expect(first.headers.get('x-ms-session-token')).not.toBeNull();
		await patch({ new_name: 'B' }, { 'if-match': '*' });
		const read = () => send('GET', `/new_interactions(${missingId})?partitionId=p1`);
		expect((await read()).json).toMatchObject({ new_name: 'B', new_payload: 'x' });
		await patch({ new_name: 'C' });
		expect((await read()).json).toMatchObject({
			new_name: 'C',
			new_payload: null,
			partitionid: 'p1',
		});
		expect((await send('GET', `/new_interactions(${missingId})`)).status).toBe(404);
		expect(
			(await send('PATCH', `/new_interactions(${missingId})?partitionId=p1`, { body: {} })).status,
		).toBe(400);
	});
});
