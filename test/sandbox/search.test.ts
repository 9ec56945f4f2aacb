import { call } from './naiveClient';
import {
	customersListId,
	mainDirectoryId,
	startQualtricsSandbox,
	type QualtricsSandbox,
} from './qualtrics';

let sandbox: QualtricsSandbox;
const path = `/directories/${mainDirectoryId}/contacts/search`;
const search = (filter: unknown, query = '') =>
	call(sandbox, 'POST', path + query, { body: { filter } });
const email = (value: string, comparison = 'eq') => ({ filterType: 'email', comparison, value });
const found = async (filter: unknown, query?: string): Promise<string[]> =>
	(await search(filter, query)).json.result.elements
		.map(({ externalDataReference }: { externalDataReference: string }) => externalDataReference)
		.sort();

beforeAll(async () => {
	sandbox = await startQualtricsSandbox();
	const { control } = sandbox;
	control.setNow('2025-01-10T12:00:00Z');
	control.addContact(
		{
			extRef: 'a',
			email: 'ada@example.com',
			firstName: 'Ada',
			language: 'EN',
			embeddedData: { plan: 'gold' },
		},
		{ mailingListId: customersListId },
	);
	control.setNow('2025-01-11T12:00:00Z');
	control.addContact({
		extRef: 'b',
		email: 'bob@example.com',
		firstName: 'Bob',
		language: 'EN',
		phone: '+33',
	});
	control.addContact({ extRef: 'c', firstName: 'Ada', language: 'FR' });
});
afterAll(() => sandbox.close());

describe('the grammar', () => {
	it.each([
		[email('ADA@example.com '), ['a']],
		[email('ada@example.com', 'neq'), ['b', 'c']],
		[{ filterType: 'firstName', comparison: 'eq', value: 'ada' }, ['a', 'c']],
		[{ filterType: 'phone', comparison: 'eq', value: '+33' }, ['b']],
		[{ filterType: 'created', comparison: 'lt', value: '2025-01-11' }, ['a']],
		[{ filterType: 'created', comparison: 'gte', value: '2025-01-11 12:00:00' }, ['b', 'c']],
		[{ filterType: 'lastModified', comparison: 'eq', value: '2025-01-10' }, ['a']],
		[{ filterType: 'inList', comparison: true, mailingListId: customersListId }, ['a']],
		[{ filterType: 'inList', comparison: false, mailingListId: customersListId }, ['b', 'c']],
		[{ filterType: 'infoFieldState', field: 'email', comparison: 'empty' }, ['c']],
		[{ filterType: 'infoFieldState', field: 'email', comparison: 'notEmpty' }, ['a', 'b']],
		[
			{
				conjunction: 'and',
				filters: [
					{ filterType: 'firstName', comparison: 'eq', value: 'Ada' },
					{ filterType: 'language', comparison: 'eq', value: 'fr' },
				],
			},
			['c'],
		],
	])('%j finds %j', async (filter, expected) => {
		expect(await found(filter)).toEqual(expected);
	});

	it.each([
		['a single filter wrapped', { conjunction: 'and', filters: [email('a@example.com')] }],
		['a single filter wrapped without conjunction', { filters: [email('a@example.com')] }],
		[
			'six filters',
			{ conjunction: 'and', filters: Array.from({ length: 6 }, () => email('a@example.com')) },
		],
		['or', { conjunction: 'or', filters: [email('a@example.com'), email('b@example.com')] }],
		[
			'nested sets',
			{
				conjunction: 'and',
				filters: [
					email('a@example.com'),
					{ conjunction: 'and', filters: [email('a@example.com'), email('a@example.com')] },
				],
			},
		],
		[
			'the export’s shape',
			{ conjunction: 'and', contactFilterExpressions: [email('a@example.com')] },
		],
		[
			'embedded data',
			{ filterType: 'embeddedData', field: 'plan', comparison: 'eq', value: 'gold' },
		],
		['the result’s name', { filterType: 'externalDataReference', comparison: 'eq', value: 'a' }],
		['contains', { ...email('ada'), comparison: 'contains' }],
		['a number', { filterType: 'extRef', comparison: 'eq', value: 17 }],
		['null', { ...email('x'), value: null }],
		['an unknown field', { ...email('x'), caseSensitive: true }],
		['an ISO date', { filterType: 'created', comparison: 'gt', value: '2025-01-10T12:00:00Z' }],
		[
			'inList as text',
			{ filterType: 'inList', comparison: 'true', mailingListId: customersListId },
		],
		['the state of a phone', { filterType: 'infoFieldState', field: 'phone', comparison: 'empty' }],
		['nothing', {}],
		['a list', [email('a@example.com')]],
	])('refuses %s', async (_name, filter) => {
		expect((await search(filter)).status).toBe(400);
	});

	it.each([{}, { filter: email('x'), pageSize: 5 }, { filters: [email('x')] }])(
		'refuses the body %j',
		async (body) => {
			expect((await call(sandbox, 'POST', path, { body })).status).toBe(400);
		},
	);
});

describe('results', () => {
	it('embedded data only on demand', async () => {
		const item = async (query: string) =>
			(await search(email('ada@example.com'), query)).json.result.elements[0];
		expect(await item('')).not.toHaveProperty('embeddedData');
		expect((await item('?includeEmbedded=true')).embeddedData).toEqual({ plan: 'gold' });
	});

	it('a full page has a token, even when nothing follows; then the page is empty', async () => {
		const all = { filterType: 'created', comparison: 'gt', value: '2025-01-01' };
		const one = (await search(all, '?pageSize=3')).json.result;
		expect(one.elements).toHaveLength(3);
		const two = (await search(all, `?pageSize=3&skipToken=${one.skipToken}`)).json.result;
		expect(two).toEqual({ elements: [] });
		expect((await search(all, '?pageSize=4')).json.result).not.toHaveProperty('skipToken');
	});

	it('cannot be paged beyond the first 10,000', async () => {
		const deep = await startQualtricsSandbox();
		for (let index = 0; index < 10_050; index += 1)
			deep.control.addContact({ extRef: `n${index}` });
		const filter = { filterType: 'created', comparison: 'gt', value: '2000-01-01' };
		let token = '';
		let pages = 0;
		for (;;) {
			const { status, json } = await call(deep, 'POST', `${path}?pageSize=100${token}`, {
				body: { filter },
			});
			if (status === 400) break;
			pages += 1;
			token = `&skipToken=${json.result.skipToken}`;
		}
		expect(pages).toBe(100);
		await deep.close();
	});

	it('can lag behind what was written', async () => {
		sandbox.control.setNow('2025-02-01T12:00:00Z');
		sandbox.control.setOptions({ searchLagMs: 5_000 });
		sandbox.control.addContact({ extRef: 'late', email: 'late@example.com' });
		expect(await found(email('late@example.com'))).toEqual([]);
		sandbox.control.setNow('2025-02-01T12:00:05Z');
		expect(await found(email('late@example.com'))).toEqual(['late']);
	});
});
