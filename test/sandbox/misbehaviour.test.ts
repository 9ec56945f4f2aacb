import { call } from './naiveClient';
import {
	mainDirectoryId,
	startQualtricsSandbox,
	workflowId,
	type QualtricsSandbox,
} from './qualtrics';

let sandbox: QualtricsSandbox;
beforeEach(async () => {
	sandbox = await startQualtricsSandbox();
});
afterEach(() => sandbox.close());

const whoami = () => call(sandbox, 'GET', '/whoami');
const match = /GET .*\/whoami$/;
const contacts = `/directories/${mainDirectoryId}/contacts`;

describe('misbehaviour', () => {
	it('429 with and without Retry-After, in the envelope, then good again', async () => {
		sandbox.control.misbehave({ match, kind: '429' });
		sandbox.control.misbehave({ match, kind: '429-retry-after', retryAfter: 7 });
		const first = await whoami();
		expect([first.status, first.headers.get('retry-after')]).toEqual([429, null]);
		expect(first.json.meta.httpStatus).toBe('429 - Too Many Requests');
		const second = await whoami();
		expect([second.status, second.headers.get('retry-after')]).toEqual([429, '7']);
		expect((await whoami()).status).toBe(200);
	});

	it('a gateway’s HTML, JSON cut off, a 404', async () => {
		sandbox.control.misbehave({ match, kind: '5xx-html', status: 502 });
		sandbox.control.misbehave({ match, kind: 'garbage-json' });
		sandbox.control.misbehave({ match, kind: '404' });
		const html = await whoami();
		expect([html.status, html.headers.get('content-type')]).toEqual([
			502,
			'text/html; charset=utf-8',
		]);
		expect(html.text).toMatch(/^<html>/);
		const cut = await whoami();
		expect([cut.status, cut.json]).toEqual([200, undefined]);
		expect((await whoami()).status).toBe(404);
	});

	it('drops the connection before, or after the work was done', async () => {
		const body = { email: 'a@example.com' };
		const size = () => sandbox.state.directories.get(mainDirectoryId)?.contacts.size;
		sandbox.control.misbehave({ match: 'POST .*/contacts$', kind: 'drop' });
		await expect(call(sandbox, 'POST', contacts, { body })).rejects.toThrow();
		expect(size()).toBe(0);
		sandbox.control.misbehave({ match: 'POST .*/contacts$', kind: 'done-but-no-answer' });
		await expect(call(sandbox, 'POST', contacts, { body })).rejects.toThrow();
		expect(size()).toBe(1);
		expect(sandbox.requests.map(({ status, misbehaved }) => [status, misbehaved])).toEqual([
			[0, 'drop'],
			[0, 'done-but-no-answer'],
		]);
	});

	it('answers as late as it was told to', async () => {
		sandbox.control.misbehave({ match, kind: 'slow', delayMs: 120 });
		const before = Date.now();
		expect((await whoami()).status).toBe(200);
		expect(Date.now() - before).toBeGreaterThanOrEqual(110);
	});

	it('so many times, after so many, for good, until told to behave', async () => {
		sandbox.control.misbehave({ match, kind: '404', times: 2, after: 1 });
		const statuses = async (count: number) => {
			const all = [];
			for (let index = 0; index < count; index += 1) all.push((await whoami()).status);
			return all;
		};
		expect(await statuses(4)).toEqual([200, 404, 404, 200]);
		sandbox.control.misbehave({ match, kind: '404', times: -1 });
		expect(await statuses(3)).toEqual([404, 404, 404]);
		sandbox.control.behave();
		expect(await statuses(1)).toEqual([200]);
	});
});

describe('rate limits', () => {
	it('fill up and drain evenly', async () => {
		sandbox.control.setNow(1e12);
		sandbox.control.setRateLimits({ 'contact-write': 2 });
		const write = async () =>
			(await call(sandbox, 'POST', contacts, { body: { extRef: 'x' } })).status;
		expect([await write(), await write(), await write()]).toEqual([200, 200, 429]);
		expect((await whoami()).status).toBe(200);
		sandbox.control.setNow(1e12 + 30_000);
		expect([await write(), await write()]).toEqual([200, 429]);
		sandbox.control.setRateLimits(false);
		expect(await write()).toBe(200);
	});

	it('the documented 120 subscription requests a minute pass, the next is refused', async () => {
		sandbox.control.setNow(1e12);
		sandbox.control.setRateLimits(true);
		const path = '/eventsubscriptions';
		const statuses = await Promise.all(
			Array.from({ length: 121 }, async () => (await call(sandbox, 'GET', path)).status),
		);
		expect(statuses.filter((status) => status === 429)).toHaveLength(1);
	});
});

describe('the JSON event', () => {
	const event = (init: RequestInit, url = sandbox.jsonEventUrl) =>
		fetch(url, { method: 'POST', ...init });
	const json = { 'content-type': 'application/json' };

	it('takes the token, or user name and token as Basic', async () => {
		const body = JSON.stringify({ score: 9 });
		const basic = Buffer.from(`${sandbox.state.user.userName}:${sandbox.token}`).toString('base64');
		const ways: Array<Record<string, string>> = [
			{ 'x-api-token': sandbox.token },
			{ authorization: `Basic ${basic}` },
		];
		for (const auth of ways) {
			expect((await event({ headers: { ...json, ...auth }, body })).status).toBe(200);
		}
		expect(sandbox.state.jsonEvents).toEqual([
			{ at: expect.any(Number), workflow: workflowId, payload: { score: 9 } },
			{ at: expect.any(Number), workflow: workflowId, payload: { score: 9 } },
		]);
	});

	it.each([
		['an access token', 401, { authorization: 'Bearer x' }, '{}', ''],
		['nobody', 401, {}, '{}', ''],
		['more than 100 KB', 413, undefined, JSON.stringify({ a: 'x'.repeat(102_400) }), ''],
		['a form', 415, { 'content-type': 'application/x-www-form-urlencoded' }, 'a=1', ''],
		['no object', 400, undefined, '[1]', ''],
		['an unknown workflow', 404, undefined, '{}', 'x'],
	])('refuses %s with %i', async (_name, status, headers, body, more) => {
		const token = headers && !('content-type' in headers) ? {} : { 'x-api-token': sandbox.token };
		const all = { ...json, ...token, ...headers } as Record<string, string>;
		const answer = await event({ headers: all, body }, sandbox.jsonEventUrl + more);
		expect(answer.status).toBe(status);
		expect(sandbox.state.jsonEvents).toEqual([]);
	});
});
