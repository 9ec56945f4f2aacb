import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { rebaseLink } from '../../../nodes/shared/http/origin';
import { collect, paginate } from '../../../nodes/shared/http/paginate';
import { redact, redactUrl } from '../../../nodes/shared/http/redact';
import { failureOf } from './fakeSystem';

const isSister = (host: string): boolean => host.endsWith('.surveys.example.com');

describe('rebaseLink', () => {
	it.each([
		[
			'https://a.surveys.example.com/API/v3/x?skipToken=1',
			'https://a.surveys.example.com/API/v3/x?skipToken=1',
		],
		['https://b.surveys.example.com/API/v3/x?o=2', 'https://a.surveys.example.com/API/v3/x?o=2'],
		['/API/v3/x?o=2', 'https://a.surveys.example.com/API/v3/x?o=2'],
	])('Q25 %s is followed at %s', (link, expected) => {
		expect(rebaseLink(link, 'https://a.surveys.example.com', isSister)).toBe(expected);
	});

	it.each([
		['contacts?$skiptoken=1', '/contacts?$skiptoken=1'],
		['./contacts?$skiptoken=1', '/contacts?$skiptoken=1'],
		['/contacts?$skiptoken=1', '/contacts?$skiptoken=1'],
		['/api/data/v9.2/contacts?$skiptoken=1', '/contacts?$skiptoken=1'],
	])('a relative link %s stands within the base', (link, expected) => {
		const base = 'https://a.surveys.example.com/api/data/v9.2';
		expect(rebaseLink(link, base)).toBe(`${base}${expected}`);
	});

	it('puts the prefix of a gateway in front', () => {
		expect(
			rebaseLink('https://b.surveys.example.com/API/v3/x', 'https://gw.example.com/q', isSister),
		).toBe('https://gw.example.com/q/API/v3/x');
		expect(
			rebaseLink('https://gw.example.com/q/API/v3/x', 'https://gw.example.com/q', isSister),
		).toBe('https://gw.example.com/q/API/v3/x');
	});

	it.each([
		'https://evil.example.org/API/v3/x',
		'http://b.surveys.example.com/API/v3/x',
		'https://b.surveys.example.com.evil.example.org/x',
		'//evil.example.org/x',
		'javascript:alert(1)',
	])('Q25 %s is refused, and the text names the host', (link) => {
		expect(() => rebaseLink(link, 'https://a.surveys.example.com', isSister)).toThrow(
			ConnectorError,
		);
		expect(() => rebaseLink(link, 'https://a.surveys.example.com', isSister)).toThrow(
			/a\.surveys\.example\.com/,
		);
	});
});

describe('paginate', () => {
	const pages: Record<string, { items: number[]; next?: string }> = {
		first: { items: [1, 2], next: 'b' },
		b: { items: [], next: 'c' },
		c: { items: [3] },
	};
	const read = async (cursor = 'first') => await Promise.resolve(pages[cursor]);

	it('reads on through empty pages', async () => {
		expect(await collect(paginate(read))).toEqual([1, 2, 3]);
	});

	it('stops at the limit without reading further', async () => {
		const asked: Array<string | undefined> = [];
		const items = await collect(
			paginate(
				async (cursor) => {
					asked.push(cursor);
					return await read(cursor);
				},
				{ limit: 2 },
			),
		);
		expect(items).toEqual([1, 2]);
		expect(asked).toEqual([undefined]);
	});

	it('sees a list that leads back into itself', async () => {
		const loop = paginate(async () => await Promise.resolve({ items: [1], next: 'again' }));
		expect(await failureOf(collect(loop))).toMatchObject({ kind: 'unexpected' });
	});

	it('stops when the run is cancelled', async () => {
		const cancel = { aborted: false };
		const work = paginate(
			async (cursor) => {
				cancel.aborted = cursor !== undefined;
				return await read(cursor);
			},
			{ cancel },
		);
		expect(await failureOf(collect(work))).toMatchObject({ kind: 'cancelled' });
	});
});

describe('redact', () => {
	it.each([
		['Invalid email: jane.roe+x@example.com', 'Invalid email: [e-mail]'],
		['phone +33 6 12 34 56 78 is taken', 'phone [phone] is taken'],
		['phone 0612345678', 'phone [phone]'],
		['X-API-TOKEN: aB3dE5fG7hJ9kL1mN3pQ', 'X-API-TOKEN: [secret]'],
		['{"access_token":"abc.def"}', '{"access_token":"[secret]"}'],
		['Authorization: Bearer abc-def_ghi', 'Authorization: Bearer [secret]'],
		['token=abcdef', 'token=[secret]'],
		['key aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7d', 'key [secret]'],
	])('Q25 %s', (text, expected) => {
		expect(redact(text)).toBe(expected);
	});

	it.each([
		'SV_3gbwq8aJgqPwQDP not found',
		'request ba475bf2-1111-4222-8333-444455556666',
		'at 2024-05-01 13:45:00',
		'at 2024-06-10T23:20:09.994Z',
		'contact CID_0123456789abcde',
		'status 404, 10000 contacts',
	])('keeps %s', (text) => {
		expect(redact(text)).toBe(text);
	});

	it('drops the query of an address', () => {
		expect(redactUrl('https://a.example.com/contacts?email=jane%40example.com')).toBe(
			'a.example.com/contacts',
		);
		expect(redactUrl('nonsense')).toBe('[address]');
	});
});
