import { call } from './naiveClient';
import {
	customersListId,
	mainDirectoryId,
	startQualtricsSandbox,
	type QualtricsSandbox,
} from './qualtrics';

let sandbox: QualtricsSandbox;
let contactId = '';
beforeEach(async () => {
	sandbox = await startQualtricsSandbox();
	contactId = sandbox.control.addContact(
		{ email: 'ada@example.com' },
		{ mailingListId: customersListId },
	);
});
afterEach(() => sandbox.close());

const base = `/directories/${mainDirectoryId}`;
const entry = (more: object = {}) => ({
	contactId,
	mailingListId: customersListId,
	transactionDate: '2024-05-01 13:45:00',
	data: { orderId: 'A-1', amount: 12.5, vip: true },
	...more,
});
const post = (body: unknown) => call(sandbox, 'POST', `${base}/transactions`, { body });
const get = async (path: string) => (await call(sandbox, 'GET', base + path)).json.result;

describe('transactions', () => {
	it('are keyed by the caller; what fails comes back inside a 200', async () => {
		const { status, json } = await post({
			one: entry(),
			two: entry({ contactId: 'CID_none' }),
			three: entry({ mailingListId: 'CG_none' }),
			four: entry({ transactionDate: '2024-05-01T13:45:00Z' }),
			five: entry({ transactionDate: 'yesterday' }),
		});
		expect(status).toBe(200);
		expect(Object.keys(json.result.createdTransactions)).toEqual(['one']);
		expect(json.result.createdTransactions.one).toEqual({ id: expect.stringMatching(/^CTR_/) });
		const { unprocessedTransactions } = json.result;
		expect(Object.keys(unprocessedTransactions)).toEqual(['two', 'three', 'four', 'five']);
		for (const problem of Object.values(unprocessedTransactions)) {
			expect(problem).toEqual({ error: expect.any(String), errorMessage: expect.any(String) });
		}
		expect((await get(`/contacts/${contactId}/transactions`)).elements).toEqual([
			{ transactionId: json.result.createdTransactions.one.id, ...entry() },
		]);
	});

	it('may take ISO dates', async () => {
		sandbox.control.setOptions({ transactionDates: 'plain-or-iso', transactionIdKey: 'id' });
		const { json } = await post({ a: entry({ transactionDate: '2024-05-01T13:45:00Z' }) });
		expect(json.result.unprocessedTransactions).toEqual({});
		expect((await get(`/contacts/${contactId}/transactions`)).elements[0].id).toMatch(/^CTR_/);
	});

	it.each([
		['a list', () => [entry()]],
		['nothing', () => ({})],
		['one without key', () => entry()],
		['no date', () => ({ a: { contactId, mailingListId: customersListId } })],
		['a null', () => ({ a: entry({ data: { x: null } }) })],
		['nested data', () => ({ a: entry({ data: { x: { y: 1 } } }) })],
		['a list in the data', () => ({ a: entry({ data: { x: ['y'] } }) })],
		['an unknown field', () => ({ a: entry({ transactionData: {} }) })],
	])('refuses %s, and does nothing', async (_name, body) => {
		expect((await post(body())).status).toBe(400);
		expect((await get(`/contacts/${contactId}/transactions`)).elements).toEqual([]);
	});

	it('are read, replaced, appended to and deleted one by one', async () => {
		const { id } = (await post({ a: entry() })).json.result.createdTransactions.a;
		const path = `${base}/transactions/${id}`;
		await call(sandbox, 'POST', path, { body: { data: { note: 'x' } } });
		expect((await get(`/transactions/${id}`)).data).toEqual({
			orderId: 'A-1',
			amount: 12.5,
			vip: true,
			note: 'x',
		});
		await call(sandbox, 'PUT', path, { body: { data: { note: 'y' } } });
		expect((await get(`/transactions/${id}`)).data).toEqual({ note: 'y' });
		await call(sandbox, 'DELETE', path);
		expect((await call(sandbox, 'GET', path)).status).toBe(404);
		expect((await get(`/contacts/${contactId}/transactions`)).elements).toEqual([]);
	});
});

describe('batches', () => {
	it('may begin empty and be filled', async () => {
		const { id } = (await post({ a: entry() })).json.result.createdTransactions.a;
		const created = await call(sandbox, 'POST', `${base}/transactionbatches`, { body: {} });
		const batchId = created.json.result.id as string;
		expect(batchId).toMatch(/^BT_/);
		const path = `${base}/transactionbatches/${batchId}/transactions`;
		expect(
			(await call(sandbox, 'POST', path, { body: { transactionIds: ['CTR_none'] } })).status,
		).toBe(400);
		await call(sandbox, 'POST', path, { body: { transactionIds: [id] } });
		expect((await get(`/transactionbatches/${batchId}/transactions`)).elements).toHaveLength(1);
		expect((await get('/transactionbatches')).elements).toEqual([
			{ batchId, creationDate: expect.any(String) },
		]);
		await call(sandbox, 'DELETE', `${path}/${id}`);
		expect((await get(`/transactionbatches/${batchId}/transactions`)).elements).toEqual([]);
		await call(sandbox, 'DELETE', `${base}/transactionbatches/${batchId}`);
		expect((await call(sandbox, 'GET', `${base}/transactionbatches/${batchId}`)).status).toBe(404);
	});
});
