import {
	asConnectorError,
	ConnectorError,
	isConnectorError,
} from '../../../nodes/shared/http/ConnectorError';
import { readErrorBody, isBlank } from '../../../nodes/shared/http/body';
import { concealAll, rememberSecrets } from '../../../nodes/shared/http/knownSecrets';
import { assertOrigin, rebaseLink, refusedRedirect } from '../../../nodes/shared/http/origin';
import { isLoopback, pastedAddress } from '../../../nodes/shared/http/pastedAddress';
import { decideRetry } from '../../../nodes/shared/http/retryTable';
import { socketCodeOf, socketError } from '../../../nodes/shared/http/socketError';
import { noRoom, whyGivenUp } from '../../../nodes/shared/http/throttle';

const request = {
	method: 'POST',
	url: 'https://x.example:8443/contacts?email=ada@x.test',
} as const;

describe('no answer came', () => {
	it.each<[code: string | undefined, message: string, hint: string]>([
		[
			'ECONNREFUSED',
			'x.example:8443 refused the connection',
			'Check the address in the credential and that the system is running.',
		],
		['ENOTFOUND', 'The host x.example:8443 does not exist', 'Check the address in the credential.'],
		[
			'EAI_AGAIN',
			'The name x.example:8443 could not be looked up',
			'The DNS server did not answer. Try again later.',
		],
		['ETIMEDOUT', 'x.example:8443 did not answer in time', 'Try again later.'],
		['ECONNABORTED', 'x.example:8443 did not answer in time', 'Try again later.'],
		[
			'CERT_HAS_EXPIRED',
			'The certificate of x.example:8443 has expired',
			'Ask the administrator of that host to renew it.',
		],
		...['DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'].map(
			(code): [string, string, string] => [
				code,
				'The certificate of x.example:8443 is not trusted',
				'Check the address in the credential, and the certificates of any proxies.',
			],
		),
		...['ECONNRESET', 'EPIPE', undefined].map((code): [string | undefined, string, string] => [
			code,
			'The connection to x.example:8443 broke before an answer came',
			'Try again later.',
		]),
	])('%s in plain words', (code, message, hint) => {
		const error = socketError(Object.assign(new Error('Bearer abc'), { code }), request);
		expect(error).toMatchObject({ kind: 'unavailable', message, hint });
		expect(error.code).toBe(code);
		expect(error.logText).toBe(`POST x.example:8443/contacts: ${code ?? 'no answer'}`);
	});

	it('the code is found where a transport wrapped the error, five deep, and is written as codes are', () => {
		const wrapped = (depth: number): object =>
			depth === 0 ? { code: 'ECONNRESET' } : { code: 500, cause: wrapped(depth - 1) };
		expect(socketCodeOf(wrapped(0))).toBe('ECONNRESET');
		expect(socketCodeOf(wrapped(4))).toBe('ECONNRESET');
		expect(socketCodeOf(wrapped(5))).toBeUndefined();
		for (const code of ['econnreset', 'E', 'ada@x.test', 'E RESET', ' ERESET', 'E-RESET', 7])
			expect(socketCodeOf({ code })).toBeUndefined();
		for (const nothing of [undefined, null, 'ECONNRESET', { cause: null }])
			expect(socketCodeOf(nothing)).toBeUndefined();
		expect(socketCodeOf({ code: 'E2BIG_1' })).toBe('E2BIG_1');
	});

	it('an error of ours stays as it is', () => {
		const ours = new ConnectorError('auth', 'x');
		expect(socketError(ours, request)).toBe(ours);
		expect(asConnectorError(ours)).toBe(ours);
		expect(isConnectorError(new Error('x'))).toBe(false);
	});
	it.each([
		[new TypeError('Ada Lovelace'), 'TypeError'],
		['Ada', 'string'],
		[undefined, 'undefined'],
	])('what nobody foresaw is named by its kind alone: %p', (thrown, logText) => {
		expect(asConnectorError(thrown)).toMatchObject({
			name: 'ConnectorError',
			kind: 'unexpected',
			message: 'Unexpected error in a request',
			logText,
		});
	});
});

describe('what is tried again', () => {
	const meanings = {
		neverRan: [423, 425, 429, 477, 509, 'ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH'].concat(
			'ENETUNREACH',
			'ENOTFOUND',
		),
		mayHaveRun: [408, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529].map(
			(status): number | string => status,
		),
		final: [400, 401, 403, 404, 409, 410, 412, 422, 501, 505, 'CERT_HAS_EXPIRED'].concat(
			'DEPTH_ZERO_SELF_SIGNED_CERT',
			'SELF_SIGNED_CERT_IN_CHAIN',
			'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
			'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
			'ERR_TLS_CERT_ALTNAME_INVALID',
		),
	};
	meanings.mayHaveRun.push('ECONNRESET', 'ETIMEDOUT', 'ECONNABORTED', 'EPIPE', 'EWHATEVER');
	it.each(
		Object.entries(meanings).flatMap(([meaning, all]) => all.map((one) => [one, meaning] as const)),
	)('Q25 %s: %s', (one, meaning) => {
		const met = typeof one === 'number' ? { status: one } : { socketCode: one };
		const decide = (idempotent: boolean, tries = 1) =>
			decideRetry({ ...met, idempotent, tries, maxTries: 5 });
		expect(decide(true)).toEqual({ meaning, retry: meaning !== 'final' });
		expect(decide(false)).toEqual({ meaning, retry: meaning === 'neverRan' });
		const most = one === 'ENOTFOUND' ? 2 : 5;
		expect(decide(true, most - 1).retry).toBe(meaning !== 'final');
		expect(decide(true, most).retry).toBe(false);
	});
});

describe('LA11 addresses of others', () => {
	const base = 'https://x.example/api/';
	it.each([
		['https://x.example/api', true],
		['https://x.example/api/contacts', true],
		['https://x.example/apis', false],
		['https://x.example/', false],
		['http://x.example/api', false],
		['https://x.example:8443/api', false],
		['https://y.example/api', false],
		['https://ada@x.example/api', false],
		['https://:secret@x.example/api', false],
		['no address', false],
	])('a request to %s is sent: %p', (url, isSent) => {
		if (isSent) expect(() => assertOrigin(url, base)).not.toThrow();
		else {
			const host = URL.canParse(url) ? new URL(url).host : 'an unreadable address';
			expect(() => assertOrigin(url, base)).toThrow(
				`A request to ${host} was not sent: the credential belongs to x.example`,
			);
		}
	});
	it('a sister host is followed on the configured one, by https alone', () => {
		const isSister = (hostname: string) => hostname === 'y.example';
		const rebased = (link: string) => rebaseLink(link, base, isSister);
		expect(rebased('https://y.example/api/a?b=1')).toBe('https://x.example/api/a?b=1');
		expect(rebased('https://y.example/a')).toBe('https://x.example/api/a');
		expect(rebased('contacts?x=1')).toBe('https://x.example/api/contacts?x=1');
		for (const link of ['http://y.example/api', 'https://z.example/api', 'https://[x'])
			expect(() => rebased(link)).toThrow('was not sent');
		expect(() => rebaseLink('https://y.example/api', base)).toThrow('A request to y.example');
	});
	it.each([301, 302, 303, 307, 308])('a redirect with %d is not followed', (status) => {
		const words = (location?: string) => refusedRedirect(status, location, base)?.message;
		const end = '; it was not followed, so that the credential stays with x.example';
		const start = 'x.example redirected the request';
		expect(words('https://y.example/')).toBe(`${start} to y.example${end}`);
		expect(words('/other')).toBe(`${start} to another address on the same host${end}`);
		for (const none of [undefined, '', 'https://[x'])
			expect(words(none)).toBe(`${start} without a target address${end}`);
		expect(refusedRedirect(status, '/', base)).toMatchObject({
			kind: 'unexpected',
			status,
			hint: 'Enter the final address in the credential.',
		});
	});
	it.each([200, 300, 304, 305, 400])('%d is no redirect', (status) => {
		expect(refusedRedirect(status, 'https://y.example/', base)).toBeUndefined();
	});
	it.each([
		['x.example', 'https://x.example/'],
		[' https://x.example/a ', 'https://x.example/a'],
		['HTTP://localhost:5678', 'http://localhost:5678/'],
		['http://127.0.0.1', 'http://127.0.0.1/'],
		['http://[::1]:1', 'http://[::1]:1/'],
		['', 'is missing'],
		[' ', 'is missing'],
		['https://[x', 'cannot be read'],
		['https://ada@x.example', 'must not contain a user name or password'],
		['https://:secret@x.example', 'must not contain a user name or password'],
		['http://x.example', 'must begin with https://'],
		['http://128.0.0.1', 'must begin with https://'],
		['ftp://localhost', 'must begin with https://'],
	])('an address pasted as %j: %s', (pasted, read) => {
		const invalid = (what: string) => new ConnectorError('input', what);
		const result = () => pastedAddress(pasted, invalid).href;
		if (read.includes('/') && !read.includes(' ')) expect(result()).toBe(read);
		else expect(result).toThrow(new ConnectorError('input', read));
	});
	it.each(['localhost', '127.0.0.1', '127.255.255.255', '[::1]'])('%s is this machine', (name) =>
		expect(isLoopback(name)).toBe(true),
	);
	it.each([
		'xlocalhost',
		'localhost.x',
		'127.0.0.1.x',
		'1127.0.0.1',
		'127.0.0',
		'127.0.0.1111',
		'::1',
	])('%s is another', (name) => expect(isLoopback(name)).toBe(false));
});

describe('bodies of errors', () => {
	const read = async (body: unknown) =>
		(await readErrorBody({ status: 400, headers: { a: '1' }, body })).body;
	it('is JSON where it is JSON, else text', async () => {
		expect(await read('{"a":1}')).toEqual({ a: 1 });
		expect(await read(Buffer.from('{"a":1}'))).toEqual({ a: 1 });
		expect(await read('<html>')).toBe('<html>');
		expect(await read({ a: 1 })).toEqual({ a: 1 });
		expect(await read(undefined)).toBeUndefined();
		expect(await read(null)).toBeNull();
		expect((await readErrorBody({ status: 400, headers: { a: '1' }, body: '1' })).headers).toEqual({
			a: '1',
		});
	});
	it('of a stream as much as an error needs', async () => {
		let read64 = 0;
		async function* endless() {
			for (;;) {
				read64 += 1;
				yield Buffer.alloc(16 * 1024, 'x');
			}
		}
		expect(String(await read(endless())).length).toBe(5 * 16 * 1024);
		expect(read64).toBe(5);
	});
	it.each([
		[undefined, true],
		[null, true],
		['', true],
		[' \n', true],
		['x', false],
		[0, false],
		[{}, false],
	])('%j is blank: %p', (body, blank) => expect(isBlank(body)).toBe(blank));
});

describe('limits in words', () => {
	it('what is to be done about a request that waited too long', () => {
		const end =
			'Requests wait for 15 minutes at most. Try again later. Another program may be using up the limit of the account.';
		expect(whyGivenUp(900_000, 3_600_000)).toBe(`It asked to wait for 60 minutes. ${end}`);
		expect(whyGivenUp(900_000, 0)).toBe(end);
		expect(whyGivenUp(900_000, undefined)).toBe(end);
		expect(whyGivenUp(900_000, 1)).toBe(`It asked to wait for 1 second. ${end}`);
	});
	it('for whoever does not wait', () => {
		expect(noRoom('x.example', 45_000)).toMatchObject({
			kind: 'rateLimited',
			message: 'The request limit of x.example is used up',
			hint: 'Other workflows used it, or x.example asked to wait. Try again in 45 seconds.',
			retryAfterMs: 45_000,
		});
		expect(noRoom('x.example', 0).hint).toContain('Try again in 1 second.');
	});
});

describe('LA11 what goes along with a line of a log', () => {
	it('holds a secret in no form of HTML', () => {
		rememberSecrets('connection.test.html', { token: `<a>'b'&"c"<a>` });
		const escaped = '&lt;a&gt;&#39;b&#39;&amp;&quot;c&quot;&lt;a&gt;';
		expect(concealAll(`x ${escaped} y`)).not.toContain('&quot;c&quot;');
	});
	it('holds a secret in no form of base64', () => {
		const secret = '~~~???>>>ÿÿ';
		rememberSecrets('connection.test.base64', { token: secret });
		const encoded = Buffer.from(secret, 'utf8').toString('base64').replace(/=+$/, '');
		expect(encoded).toMatch(/[+].*\/|\/.*[+]/);
		const forWeb = encoded.replaceAll('+', '-').replaceAll('/', '_');
		for (const text of [secret, encoded, forWeb, encodeURIComponent(secret)])
			expect(concealAll(`a ${text} b`)).not.toContain(text);
	});
	it('is searched five levels deep, in lists and objects alike', () => {
		rememberSecrets('connection.test', { token: 'abcdef123456' });
		const nested = (depth: number): unknown =>
			depth === 0 ? 'abcdef123456' : depth % 2 ? { in: nested(depth - 1) } : [nested(depth - 1)];
		for (const depth of [0, 1, 2, 3, 4, 5])
			expect([depth, JSON.stringify(concealAll(nested(depth)))]).toEqual([
				depth,
				expect.not.stringContaining('abcdef'),
			]);
		const plain = { n: 1, none: null, yes: true, text: 'x' };
		expect(concealAll(plain)).toEqual(plain);
	});
});
