import fc from 'fast-check';
import {
	keyPredicate,
	type KeyPart,
} from '../../../nodes/shared/connectors/dataverse/keyPredicate';
import { guid } from './columnsOf';

const textPart = (value: string): KeyPart => ({ column: 'emailaddress1', value });

describe('K26 the address of a record by its alternate key', () => {
	it.each<[string, KeyPart[], string]>([
		['a text', [textPart('ann@example.com')], "emailaddress1='ann%40example.com'"],
		['a text with spaces', [textPart('A 1')], "emailaddress1='A%201'"],
		['a number', [{ column: 'new_no', value: 7 }], 'new_no=7'],
		['zero', [{ column: 'new_no', value: 0 }], 'new_no=0'],
		[
			'a link and a text',
			[
				{ column: 'new_store', isLookup: true, value: guid(1) },
				{ column: 'new_no', value: 'C-1' },
			],
			`_new_store_value=${guid(1)},new_no='C-1'`,
		],
		['a day', [{ column: 'birthdate', isBare: true, value: '2000-02-29' }], 'birthdate=2000-02-29'],
	])('%s', (_name, parts, expected) => expect(keyPredicate(parts)).toBe(expected));

	it.each([
		"O'Hara",
		'"x"',
		'ann+news@example.com',
		'a/b',
		'a\\b',
		'#1',
		'a%20b',
		'a&b',
		'a?b',
		'a:b',
		'a*',
		'<a>',
		'😀',
		'Łódź',
		'',
		' ',
		' a',
		'a ',
		'a\n',
		'a\u0000',
		'a)',
		'\ud800',
		'x'.repeat(500),
	])('%j cannot stand in an address, so a filter is used', (value) => {
		expect(keyPredicate([textPart(value)])).toBeUndefined();
	});

	it.each<[string, KeyPart]>([
		['nothing', { column: 'a', value: null }],
		['a moment', { column: 'a', isBare: true, value: '2024-01-01T10:00:00Z' }],
		['a link that is no GUID', { column: 'a', isLookup: true, value: "x') or (1 eq 1" }],
		['a column name with signs', { column: "a='x',b", value: 'y' }],
		['not a number', { column: 'a', value: Number.NaN }],
	])('neither can %s', (_name, part) => expect(keyPredicate([part])).toBeUndefined());

	it('of several columns each has to stand in an address', () => {
		const [safe, unsafe] = [textPart('a'), { ...textPart("O'Hara"), column: 'new_no' }];
		expect(keyPredicate([safe, unsafe])).toBeUndefined();
		expect(keyPredicate([unsafe, safe])).toBeUndefined();
	});

	it('no columns are no key', () => expect(keyPredicate([])).toBeUndefined());

	it('whatever the text: an address is whole and means exactly it, or there is none', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), fc.webUrl()),
				(value) => {
					const predicate = keyPredicate([textPart(value)]);
					if (predicate === undefined) return;
					const address = `https://contoso.crm4.dynamics.com/api/data/v9.2/contacts(${predicate})`;
					const url = new URL(address);
					expect(url.href).toBe(address);
					expect([url.search, url.hash]).toEqual(['', '']);
					const [, back] =
						/\('?emailaddress1='(.*)'\)$/.exec(decodeURIComponent(url.pathname)) ?? [];
					expect(back).toBe(value);
				},
			),
			{ numRuns: 500 },
		);
	});
});
