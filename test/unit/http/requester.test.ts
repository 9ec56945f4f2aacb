import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { createRequester, type RequestPolicy } from '../../../nodes/shared/http/requester';
import type { HttpMethod } from '../../../nodes/shared/http/types';
import {
	failureOf,
	fakeSystem,
	inTurn,
	socketFailure,
	type FakeSystem,
	type Handler,
} from './fakeSystem';

const baseUrl = 'https://fra1.example.com';
const url = `${baseUrl}/API/v3/things`;

const policy: RequestPolicy = {
	baseUrl,
	maxTries: 4,
	maxWaitMs: 20_000,
	timeoutMs: 5000,
	describeError: ({ status, body }) =>
		new ConnectorError(
			status === 429 ? 'rateLimited' : 'input',
			`status ${status}: ${typeof body}`,
			{ status },
		),
};

const setUp = (handler: Handler, over: Partial<RequestPolicy> = {}) => {
	const system: FakeSystem = fakeSystem(handler);
	return { system, requester: createRequester(system.runtime, { ...policy, ...over }) };
};

const ok = { status: 200, body: { fine: true } };
const busy = { status: 503, body: '<html><h1>Service Unavailable</h1></html>' };

describe('retries', () => {
	it.each<[string, HttpMethod, boolean | undefined, Parameters<typeof inTurn>[0], number, boolean]>(
		[
			// what happened, method, idempotent, first answer, requests, succeeds
			['a read after 503 with HTML', 'GET', undefined, busy, 2, true],
			['a PUT after a reset', 'PUT', undefined, socketFailure('ECONNRESET'), 2, true],
			['a POST after 429', 'POST', undefined, { status: 429 }, 2, true],
			['a POST that never left', 'POST', undefined, socketFailure('ECONNREFUSED'), 2, true],
			['a POST after a reset', 'POST', undefined, socketFailure('ECONNRESET'), 1, false],
			['a POST after a time-out', 'POST', undefined, socketFailure('ETIMEDOUT'), 1, false],
			['a POST after 503', 'POST', undefined, busy, 1, false],
			['a POST that may be repeated, after 503', 'POST', true, busy, 2, true],
			['a PUT that may not be repeated, after 503', 'PUT', false, busy, 1, false],
			['a read after 404', 'GET', undefined, { status: 404 }, 1, false],
		],
	)('Q25 %s', async (_name, method, idempotent, first, requests, succeeds) => {
		const { system, requester } = setUp(inTurn(first, ok));
		const outcome = await requester.request({ method, url, idempotent }).then(
			() => true,
			() => false,
		);
		expect(outcome).toBe(succeeds);
		expect(system.requests).toHaveLength(requests);
	});

	it('Q25 says when a write may have been carried out, and only then', async () => {
		const lost = setUp(inTurn(socketFailure('ECONNRESET')));
		expect(await failureOf(lost.requester.request({ method: 'POST', url }))).toMatchObject({
			kind: 'unavailable',
			outcomeUnknown: true,
			code: 'ECONNRESET',
		});
		const refused = setUp(inTurn({ status: 400 }));
		const error = (await failureOf(
			refused.requester.request({ method: 'POST', url }),
		)) as ConnectorError;
		expect(error.outcomeUnknown).toBeUndefined();
		const read = setUp(inTurn(socketFailure('ECONNRESET')));
		const unread = (await failureOf(
			read.requester.request({ method: 'GET', url }),
		)) as ConnectorError;
		expect(unread.outcomeUnknown).toBeUndefined();
	});

	it('Q25 gives up after the tries granted', async () => {
		const { system, requester } = setUp(inTurn(busy));
		const error = await failureOf(requester.request({ method: 'GET', url }));
		expect(system.requests).toHaveLength(4);
		expect(error).toMatchObject({ status: 503 });
	});

	it.each([
		['7', 7000],
		['3600', 300_000],
		['Sat, 01 Mar 2025 12:00:09 GMT', 9000],
	])('Q25 waits as Retry-After: %s says, within the longest wait', async (header, expected) => {
		const { system, requester } = setUp(
			inTurn({ status: 429, headers: { 'retry-after': header } }, ok),
		);
		const before = system.runtime.clock.now();
		await requester.request({ method: 'POST', url });
		const waited = system.runtime.clock.now() - before;
		expect(waited).toBeGreaterThanOrEqual(expected);
		// A little more, by chance, so that several processes do not come back together.
		expect(waited).toBeLessThanOrEqual(expected + Math.min(2000, expected / 10));
	});

	it.each([
		['7', 7000],
		['3600', 20_000],
	])('waits as Retry-After: %s says after a 503 too', async (header, expected) => {
		const { system, requester } = setUp(
			inTurn({ status: 503, headers: { 'retry-after': header } }, ok),
		);
		const before = system.runtime.clock.now();
		await requester.request({ method: 'GET', url });
		expect(system.runtime.clock.now() - before).toBe(expected);
	});

	it('a 429 holds back the other requests of the bucket too', async () => {
		const { system, requester } = setUp(
			(request) =>
				request.url.endsWith('first') && system.requests.length === 1
					? { status: 429, headers: { 'retry-after': '10' } }
					: ok,
			{ perMinute: { a: 6000 } },
		);
		const { clock } = system.runtime;
		const start = clock.now();
		const first = requester.request({ method: 'GET', url: `${url}/first`, resource: 'a' });
		await clock.sleep(10);
		await requester.request({ method: 'GET', url: `${url}/second`, resource: 'a' });
		expect(clock.now() - start).toBeGreaterThanOrEqual(10_000);
		await first;
	});
});

describe('cancelling', () => {
	it('Q25 ends a long wait within a quarter of a second', async () => {
		const { system, requester } = setUp(inTurn({ status: 429, headers: { 'retry-after': '15' } }));
		const { clock, cancel } = system.runtime;
		const start = clock.now();
		const request = failureOf(requester.request({ method: 'GET', url }));
		await clock.sleep(1000);
		cancel.aborted = true;
		expect(await request).toMatchObject({ kind: 'cancelled' });
		expect(clock.now() - start).toBeLessThanOrEqual(1250);
		expect(Math.max(...clock.slept.slice(1))).toBeLessThanOrEqual(250);
	});

	it('sends nothing once cancelled', async () => {
		const { system, requester } = setUp(inTurn(ok));
		system.runtime.cancel.aborted = true;
		expect(await failureOf(requester.request({ method: 'GET', url }))).toMatchObject({
			kind: 'cancelled',
		});
		expect(system.requests).toHaveLength(0);
	});
});

describe('bodies', () => {
	it.each<[string, unknown]>([
		['HTML', '<html>502</html>'],
		['nothing', undefined],
		['null', null],
		['bytes', Buffer.from('{"meta":{}}')],
		['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00])],
		['a list', []],
		['a number', 7],
	])('Q25 an error answer with %s is a plain error', async (_name, body) => {
		const { requester } = setUp(inTurn({ status: 400, body }));
		expect(
			await failureOf(requester.request({ method: 'GET', url, expect: 'bytes' })),
		).toBeInstanceOf(ConnectorError);
	});

	it('reads the error out of a stream, also of one that breaks', async () => {
		const stream = (breaks: boolean) =>
			(async function* () {
				yield Buffer.from('{"a":');
				if (breaks) throw new Error('gone');
				yield Buffer.from('1}');
			})();
		for (const breaks of [false, true]) {
			const { requester } = setUp(inTurn({ status: 404, body: stream(breaks) }));
			const error = await failureOf(requester.request({ method: 'GET', url, expect: 'stream' }));
			expect(error).toMatchObject({ message: `status 404: ${breaks ? 'string' : 'object'}` });
		}
	});

	it('Q25 a success with HTML where JSON was due is a plain error, after a write of unknown outcome', async () => {
		const { requester } = setUp(inTurn({ status: 200, body: '<html>Sign in</html>' }));
		expect(await failureOf(requester.request({ method: 'GET', url }))).toMatchObject({
			kind: 'unexpected',
			message: expect.stringContaining('not JSON') as string,
		});
		expect(await failureOf(requester.request({ method: 'POST', url }))).toMatchObject({
			outcomeUnknown: true,
		});
	});

	it('an empty success is one', async () => {
		const { requester } = setUp(inTurn({ status: 204, body: '' }));
		expect((await requester.request({ method: 'DELETE', url })).status).toBe(204);
	});
});

describe('origin', () => {
	it.each([
		'https://evil.example.org/API/v3/things',
		'http://fra1.example.com/API/v3/things',
		'https://fra1.example.com:8443/API/v3/things',
		'https://fra1.example.com.evil.example.org/',
		'https://user:pass@fra1.example.com/API/v3/things',
		'https://fra1.example.com@evil.example.org/',
		'not an address',
		'',
	])('Q25 sends nothing to %s', async (target) => {
		const { system, requester } = setUp(inTurn(ok));
		expect(await failureOf(requester.request({ method: 'GET', url: target }))).toBeInstanceOf(
			ConnectorError,
		);
		expect(system.requests).toHaveLength(0);
	});

	it('a path prefix belongs to the origin', async () => {
		const { system, requester } = setUp(inTurn(ok), { baseUrl: 'https://gw.example.com/survey' });
		await requester.request({ method: 'GET', url: 'https://gw.example.com/survey/API/v3/x' });
		await failureOf(
			requester.request({ method: 'GET', url: 'https://gw.example.com/other/API/v3/x' }),
		);
		await failureOf(
			requester.request({ method: 'GET', url: 'https://gw.example.com/survey/../other' }),
		);
		await failureOf(requester.request({ method: 'GET', url: 'https://gw.example.com/surveys' }));
		expect(system.requests).toHaveLength(1);
	});

	it.each([
		['https://login.example.org/sso?token=abc', 'to login.example.org'],
		['/elsewhere', 'to another address on the same host'],
		[undefined, 'without a target address'],
	])('Q25 a redirect to %s is refused and named', async (location, words) => {
		const { system, requester } = setUp(
			inTurn({ status: 302, headers: location === undefined ? {} : { location } }),
		);
		const error = (await failureOf(requester.request({ method: 'GET', url }))) as ConnectorError;
		expect(error.message).toContain(words);
		expect(error.message).not.toContain('token=');
		expect(system.requests).toHaveLength(1);
	});
});

it('Q25 neither errors nor logs hold what the transport said', async () => {
	const { system, requester } = setUp(inTurn(socketFailure('ECONNRESET')));
	const error = (await failureOf(
		requester.request({ method: 'GET', url: `${url}?email=jane.roe%40example.com` }),
	)) as ConnectorError;
	const told = JSON.stringify({ ...error, message: error.message }) + system.logged();
	expect(told).not.toMatch(/secret-token|jane/);
	expect(told).toContain('fra1.example.com');
});

it('limits how many requests are under way', async () => {
	let running = 0;
	let most = 0;
	const { system, requester } = setUp(
		async () => {
			running += 1;
			most = Math.max(most, running);
			await system.runtime.clock.sleep(20);
			running -= 1;
			return ok;
		},
		{ concurrency: 4 },
	);
	await Promise.all(Array.from({ length: 20 }, () => requester.request({ method: 'GET', url })));
	expect(most).toBe(4);
});

it('hands only what belongs to a request to the transport', async () => {
	const { system, requester } = setUp(inTurn(ok));
	await requester.request({ method: 'GET', url, resource: 'a', subject: 'b', idempotent: true });
	expect(Object.keys(system.requests[0]).sort()).toEqual([
		'body',
		'expect',
		'headers',
		'method',
		'query',
		'timeoutMs',
		'url',
	]);
	expect(system.requests[0].timeoutMs).toBe(5000);
});
