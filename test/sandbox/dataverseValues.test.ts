import { dataverse, type CallOptions } from './dataverseClient';
import { otherUserId, startDataverseSandbox, teamId, type DataverseSandbox } from './dataverse';

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

describe('values', () => {
	it.each([
		['text for a number', { new_npsscore: '9' }, '0x80048d19'],
		['a fraction for a whole number', { new_npsscore: 9.5 }, '0x80048d19'],
		['a number out of range', { new_npsscore: 11 }, '0x8004432f'],
		['money out of range', { creditlimit: -1 }, '0x80044330'],
		['a decimal out of range', { new_satisfaction: 5.01 }, '0x80044330'],
		['money in quotes', { creditlimit: '12.50' }, '0x80048d19'],
		['a number for text', { lastname: 5 }, '0x80048d19'],
		['text too long', { firstname: 'x'.repeat(51) }, '0x80044331'],
		['a memo too long', { description: 'x'.repeat(2001) }, '0x80044331'],
		['"true" for a boolean', { donotemail: 'true' }, '0x80048d19'],
		['1 for a boolean', { donotemail: 1 }, '0x80048d19'],
		['a label for a choice', { gendercode: 'Female' }, '0x80048d19'],
		['an unknown choice', { gendercode: 7 }, '0x8004431A'],
		['an unknown global choice', { new_segment: 1 }, '0x8004431A'],
		['a list for choices', { new_interests: [100000000] }, '0x80048d19'],
		['unknown choices', { new_interests: '100000000,7' }, '0x8004431A'],
		['spaces among choices', { new_interests: '100000000, 100000001' }, '0x80048d19'],
		['a time in a date', { birthdate: '1980-02-29T00:00:00Z' }, '0x80048d19'],
		['a day that is not', { birthdate: '1981-02-29' }, '0x80048d19'],
		['a date written otherwise', { birthdate: '29/02/1980' }, '0x80048d19'],
		['a date-time without zone', { new_lastvisit: '2025-01-10T12:00:00' }, '0x80048d19'],
		['a date for a date-time', { new_lastvisit: '2025-01-10' }, '0x80048d19'],
		['a date before 1753', { birthdate: '1752-12-31' }, '0x80040239'],
		['an unknown column', { nonsense: 1 }, '0x80048d19'],
		['a column in the wrong case', { LastName: 'A' }, '0x80048d19'],
		['a column of the metadata alone', { new_internalnote: 'x' }, '0x80048d19'],
		['a lookup as a value', { new_store: missingId }, '0x80048d19'],
		['a lookup as _x_value', { _new_store_value: missingId }, '0x80048d19'],
		['a reason of another state', { statuscode: 2 }, '0x80048408'],
		['null where the system needs a value', { statecode: null }, '0x80040203'],
		['another table’s type', { '@odata.type': 'Microsoft.Dynamics.CRM.account' }, '0x80048d19'],
	])('%s is refused', async (_name, body, code) => {
		expect(await create({ lastname: 'A', ...body })).toMatchObject({ status: 400, code });
		expect(count()).toBe(0);
	});

	it('what is taken, and what is kept of it', async () => {
		const { json } = await create(
			{
				lastname: '',
				firstname: 'Zoë',
				new_satisfaction: 4.567,
				new_distance: 1.23456,
				new_interests: '100000002,100000000,100000002',
				new_lastvisit: '2025-01-10T12:00:00.789+01:00',
				birthdate: '1980-02-29',
				statecode: 1,
				description: 'a\nb',
			},
			representation,
		);
		expect(json).toMatchObject({
			lastname: null,
			fullname: 'Zoë',
			new_satisfaction: 4.57,
			new_distance: 1.235,
			new_interests: '100000000,100000002',
			new_lastvisit: '2025-01-10T11:00:00Z',
			statecode: 1,
			statuscode: 2,
			donotemail: false,
			preferredcontactmethodcode: 1,
		});
	});

	it('columns that cannot be written are ignored in silence, or refused where that is the reading', async () => {
		const id = add({ lastname: 'A' });
		const body = {
			fullname: 'X',
			createdon: '2020-01-01T00:00:00Z',
			overriddencreatedon: '2020-01-01',
		};
		expect((await send('PATCH', `/contacts(${id})`, { body })).status).toBe(204);
		expect(sandbox.control.getRecord('contact', id)).toMatchObject({ fullname: 'A' });
		expect(sandbox.state.changes.at(-1)?.columns).toEqual({});
		sandbox.control.setOptions({ readOnlyColumns: 'refused' });
		expect((await send('PATCH', `/contacts(${id})`, { body })).status).toBe(400);
	});

	it('what was sent is recorded, changed or not', async () => {
		const id = add({ lastname: 'A', jobtitle: 'B' });
		await send('PATCH', `/contacts(${id})`, { body: { lastname: 'A', jobtitle: 'C' } });
		expect(sandbox.state.changes.at(-1)).toMatchObject({
			kind: 'update',
			id,
			by: '# Survey Ops',
			columns: { lastname: { before: 'A', after: 'A' }, jobtitle: { before: 'B', after: 'C' } },
		});
	});
});

describe('lookups', () => {
	let store: string;
	beforeEach(() => {
		store = sandbox.control.addRecord('new_store', { new_name: 'Lyon', new_code: 'S1' });
	});
	const bind = (property: string, value: unknown) => create({ lastname: 'A', [property]: value });

	it.each([
		['relative', () => `/new_stores(${store})`],
		['without a slash', () => `new_stores(${store})`],
		['absolute', () => `${sandbox.url}/api/data/v9.2/new_stores(${store})`],
		['by key', () => "/new_stores(new_code='S1')"],
	])('are bound %s', async (_name, address) => {
		expect((await bind('new_Store@odata.bind', address())).status).toBe(204);
		expect(sandbox.control.findRecords('contact')[0].new_store).toBe(`new_store(${store})`);
	});

	it.each([
		['the logical name', 'new_store@odata.bind', '/new_stores(ID)', '0x80048d19'],
		['an unknown name', 'nonsense@odata.bind', '/new_stores(ID)', '0x80048d19'],
		['a polymorphic column', 'parentcustomerid@odata.bind', '/accounts(ID)', '0x80048d19'],
		['a bare GUID', 'new_Store@odata.bind', 'ID', '0x80060888'],
		[
			'a record that is not there',
			'new_Store@odata.bind',
			`/new_stores(${missingId})`,
			'0x80040217',
		],
		['a key that is not there', 'new_Store@odata.bind', "/new_stores(new_code='S9')", '0x80060891'],
		['another table', 'new_Store@odata.bind', `/contacts(${missingId})`, '0x80060888'],
		['an unsafe key', 'new_Store@odata.bind', "/new_stores(new_code='a%23b')", '0x80060888'],
		[
			'another environment',
			'new_Store@odata.bind',
			'https://other.example.com/api/data/v9.2/new_stores(ID)',
			'0x80060888',
		],
		['Content-ID outside a change set', 'new_Store@odata.bind', '$1', '0x80060888'],
	])('refuse %s', async (_name, property, value, code) => {
		expect((await bind(property, value.replace('ID', store))).code).toBe(code);
	});

	it('point to one of several tables, to a user or a team, and are cleared both ways', async () => {
		const account = sandbox.control.addRecord('account', { name: 'X' });
		const id = add({
			'parentcustomerid_account@odata.bind': `/accounts(${account})`,
			'new_Store@odata.bind': `/new_stores(${store})`,
		});
		const patch = (body: unknown) => send('PATCH', `/contacts(${id})`, { body });
		expect((await patch({ 'ownerid@odata.bind': `/teams(${teamId})` })).status).toBe(204);
		expect((await patch({ 'ownerid@odata.bind': `/systemusers(${otherUserId})` })).status).toBe(
			204,
		);
		expect(
			(await patch({ parentcustomerid_account: null, 'new_Store@odata.bind': null })).status,
		).toBe(204);
		expect(sandbox.control.getRecord('contact', id)).toMatchObject({
			ownerid: `systemuser(${otherUserId})`,
		});
		expect(sandbox.control.getRecord('contact', id)).not.toHaveProperty('parentcustomerid');
		expect(sandbox.control.getRecord('contact', id)).not.toHaveProperty('new_store');
	});
});
