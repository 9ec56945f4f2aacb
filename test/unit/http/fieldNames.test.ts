import { fieldNamesOf, isValueOf, type Described } from '../../../nodes/shared/http/fieldNames';

const namesOf = (request: Omit<Described, 'method'>) => [
	...fieldNamesOf({ method: 'GET', ...request }),
];

describe('the fields that a request names', () => {
	it.each<[string, Omit<Described, 'method'>, string[]]>([
		['nothing', {}, []],
		['a flat body', { body: { email: 'a', lastname: null } }, ['email', 'lastname']],
		['what gives a body its shape', { body: { contact: { email: 'a' } } }, ['email']],
		[
			'a list',
			{ body: { tags: ['a', 'b'], records: [{ phone: '1' }] } },
			['tags', 'records', 'phone'],
		],
		['a binding', { body: { 'parent@odata.bind': '/accounts(1)' } }, ['parent']],
		['what is no name', { body: { 'a@b': 1, '1st': 1, 'ada@example.com': 1, x: 1 } }, ['ada']],
		['a query', { query: { pageSize: 1, '{}': 2 } }, ['pageSize']],
		[
			'an address of OData',
			{ path: "/contacts?$select=lastname,city&$filter=email eq 'or name' and score gt 5" },
			['lastname', 'city', 'email', 'score'],
		],
		[
			'a key in an address',
			{ url: "https://x.test/contacts(number='a b',kind=3)" },
			['number', 'kind'],
		],
		['an address without any', { path: '/contacts/email' }, []],
		['an address that cannot be read', { path: '/contacts?city=%E0%A4%A' }, []],
	])('%s', (_name, request, wanted) => {
		expect(namesOf(request)).toEqual(wanted);
	});

	it.each([
		...['and', 'or', 'not', 'eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'null', 'true', 'false'],
		...['asc', 'desc', 'select', 'filter', 'expand', 'top', 'orderby', 'count'],
	])('%s is a word of OData, not a field', (word) => {
		expect(namesOf({ path: `/contacts?$x=city ${word} name` })).toEqual(['city', 'name']);
	});

	it('are bounded', () => {
		const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`field${at}`, 1]));
		expect(namesOf({ body: many })).toHaveLength(200);
		const deep = { a1: { b1: { c1: { d1: { e1: { f1: 'too deep' } } } } } };
		expect(namesOf({ body: deep })).toEqual([]);
		expect(namesOf({ body: deep.a1 })).toEqual(['f1']);
	});
});

describe('a value of the body', () => {
	const body = { name: 'Ada', list: [1, { deep: 'Lovelace' }], flag: true, none: null };
	it.each([
		['Ada', true],
		['ADA', true],
		['lovelace', true],
		['1', true],
		['null', true],
		['true', false],
		['Ad', false],
		['name', false],
	])('%s: %s', (text, wanted) => expect(isValueOf(body, text)).toBe(wanted));
});
