import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { createRequester, type RequestPolicy } from '../../../nodes/shared/http/requester';
import { ownPauseMs, pauseMs, spanOf } from '../../../nodes/shared/http/throttle';
import type { Runtime } from '../../../nodes/shared/http/types';
import { createRateLimiter } from '../../sandbox/http/rateLimits';
import { failureOf, fakeSystem, inTurn, type Handler, type Reply } from './fakeSystem';
import { createVirtualClock } from './virtualClock';

const MINUTE = 60_000;
const ok = { status: 200, body: { fine: true } };
const refused = (retryAfter?: string): Reply => ({
	status: 429,
	headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
});

let accountNumber = 0;
/** Accounts live as long as the process: each test takes a new one. */
const newAccount = (): string => `credential ${(accountNumber += 1)}`;

const policyFor = (over: Partial<RequestPolicy> = {}): RequestPolicy => ({
	baseUrl: 'https://fra1.example.com',
	maxTries: 3,
	maxWaitMs: 20_000,
	timeoutMs: 5000,
	describeError: ({ status }) =>
		new ConnectorError(status === 429 || status === 509 ? 'rateLimited' : 'unavailable', 'No.', {
			status,
			hint: 'Later.',
		}),
	...over,
});
const url = 'https://fra1.example.com/things';

const setUp = (
	handler: Handler,
	over: Partial<RequestPolicy> = {},
	around: Partial<Runtime> = {},
) => {
	const system = fakeSystem(handler);
	const runtime = { ...system.runtime, ...around };
	const { clock } = runtime;
	const start = clock.now();
	const passed = (): number => clock.now() - start;
	return { system, requester: createRequester(runtime, policyFor(over)), passed };
};

describe('a refusal for too many requests', () => {
	it.each([['0'], [undefined], ['soon'], ['-5'], ['Sat, 01 Mar 2025 11:00:00 GMT'], ['']])(
		'LC25 with Retry-After: %s waits for at least the own back-off, longer each time',
		async (header) => {
			const { requester, passed } = setUp(
				inTurn(refused(header), refused(header), refused(header), ok),
			);
			await requester.request({ method: 'POST', url });
			expect(passed()).toBeGreaterThanOrEqual(500 + 1000 + 2000);
			expect(passed()).toBeLessThanOrEqual(1000 + 2000 + 4000);
		},
	);

	it('LC25 a failure of another kind with Retry-After: 0 keeps its own back-off', async () => {
		const { requester, passed } = setUp(
			inTurn({ status: 503, headers: { 'retry-after': '0' } }, ok),
		);
		await requester.request({ method: 'GET', url });
		expect(passed()).toBeGreaterThanOrEqual(500);
	});

	it.each([429, 509])(
		'%d counts as no try: a full minute of them is waited out',
		async (status) => {
			const start = createVirtualClock().now();
			const { system, requester, passed } = setUp((): Reply => {
				const isOver = system.runtime.clock.now() - start >= 5 * MINUTE;
				return isOver ? ok : { status };
			});
			await requester.request({ method: 'POST', url });
			expect(passed()).toBeGreaterThanOrEqual(5 * MINUTE);
			expect(passed()).toBeLessThan(6.1 * MINUTE);
			expect(system.requests.length).toBeGreaterThan(3);
			expect(system.requests.length).toBeLessThan(15);
		},
	);

	it.each([
		['3600', /It asked to wait for 60 minutes\. .*15 minutes at most/],
		['9'.repeat(400), /It asked to wait for more than two days\./],
		[undefined, /^Later\. Requests wait for 15 minutes at most/],
	])(
		'LC25 without end (Retry-After: %s) is given up within a stated time',
		async (header, hint) => {
			const { requester, passed } = setUp(inTurn(refused(header)));
			const error = await failureOf(requester.request({ method: 'POST', url }));
			expect(error).toMatchObject({
				kind: 'rateLimited',
				hint: expect.stringMatching(hint) as string,
			});
			expect((error as ConnectorError).outcomeUnknown).toBeUndefined();
			expect(passed()).toBeLessThanOrEqual(15 * MINUTE);
			expect(passed()).toBeGreaterThan(9 * MINUTE);
		},
	);

	it('without end costs the account its patience once, not once for every request', async () => {
		const { system, requester, passed } = setUp(
			() => (system.runtime.clock.now() < end ? refused() : ok),
			{ perMinute: { '*': 600 } },
		);
		const end = system.runtime.clock.now() + 30 * MINUTE;
		const one = async (): Promise<unknown> =>
			await failureOf(requester.request({ method: 'GET', url }));
		const errors = await Promise.all(Array.from({ length: 500 }, one));
		expect(errors.every((error) => (error as ConnectorError).kind === 'rateLimited')).toBe(true);
		expect(passed()).toBeLessThanOrEqual(15 * MINUTE);
		// Those that come later learn it at once, but for one after each pause, which finds out when it is over.
		for (let later = 0; later < 100; later += 1) await one();
		expect(passed()).toBeLessThan(17 * MINUTE);
		await system.runtime.clock.sleep(end - system.runtime.clock.now());
		await requester.request({ method: 'GET', url });
		await requester.request({ method: 'GET', url });
	});

	it('is told soon to whoever looks at a screen, also while others are made to wait', async () => {
		const account = newAccount();
		const { system, requester, passed } = setUp(inTurn(refused('30'), ok), {}, { account });
		const picker = createRequester(
			{ ...system.runtime, account, patience: { refusedMs: 10_000, turnMs: 10_000 } },
			policyFor(),
		);
		const run = requester.request({ method: 'GET', url });
		await system.runtime.clock.sleep(100);
		expect(await failureOf(picker.request({ method: 'GET', url }))).toMatchObject({
			kind: 'rateLimited',
			message: 'The request limit of fra1.example.com is used up',
			hint: expect.stringMatching(/Try again in \d+ seconds/) as string,
		});
		expect(passed()).toBeLessThan(11_000);
		await run;
		const direct = setUp(
			inTurn(refused('30')),
			{},
			{ patience: { refusedMs: 10_000, turnMs: 10_000 } },
		);
		expect(await failureOf(direct.requester.request({ method: 'GET', url }))).toMatchObject({
			hint: expect.stringContaining('It asked to wait for 30 seconds') as string,
		});
		expect(direct.passed()).toBe(0);
	});

	it('a cancelled run does not wait for the end of a pause', async () => {
		const { system, requester, passed } = setUp(inTurn(refused('120')));
		const ended = failureOf(requester.request({ method: 'GET', url }));
		await system.runtime.clock.sleep(1000);
		system.runtime.cancel.aborted = true;
		expect(await ended).toMatchObject({ kind: 'cancelled' });
		expect(passed()).toBeLessThanOrEqual(1300);
	});
});

describe('clients of one account', () => {
	const two = (account: [string, string], over: Partial<RequestPolicy>, handler: Handler) => {
		const first = setUp(handler, over, { account: account[0] });
		const { runtime } = first.system;
		const second = createRequester({ ...runtime, account: account[1] }, policyFor(over));
		return { ...first, second, clock: runtime.clock };
	};

	it('share its allowance and its places', async () => {
		const account = newAccount();
		const over = { perMinute: { '*': 60 }, concurrency: 1 };
		const { requester, second, passed } = two([account, account], over, () => ok);
		await Promise.all(
			[requester, second].flatMap((client) =>
				Array.from({ length: 60 }, async () => await client.request({ method: 'GET', url })),
			),
		);
		expect(passed()).toBeGreaterThan(MINUTE);
		const apart = two([newAccount(), newAccount()], over, () => ok);
		await Promise.all(
			[apart.requester, apart.second].flatMap((client) =>
				Array.from({ length: 5 }, async () => await client.request({ method: 'GET', url })),
			),
		);
		expect(apart.passed()).toBeLessThan(1000);
	});

	it('are all held back by a refusal that one of them met; those of others are not', async () => {
		const account = newAccount();
		const handler: Handler = (_request, call) => (call === 1 ? refused('20') : ok);
		const { system, requester, second, clock, passed } = two([account, account], {}, handler);
		const first = requester.request({ method: 'GET', url });
		await clock.sleep(10);
		const other = createRequester({ ...system.runtime, account: newAccount() }, policyFor());
		await other.request({ method: 'GET', url });
		expect(passed()).toBeLessThan(100);
		await second.request({ method: 'GET', url });
		expect(passed()).toBeGreaterThanOrEqual(20_000);
		await first;
	});

	it('go on after a moment where a long pause is for the run that met it', async () => {
		const account = newAccount();
		const handler: Handler = (_request, call) => (call === 1 ? refused('300') : ok);
		const over = { refusesByRun: true };
		const { requester, second, clock, passed } = two([account, account], over, handler);
		const first = requester.request({ method: 'GET', url });
		await clock.sleep(10);
		await second.request({ method: 'GET', url });
		expect(passed()).toBeGreaterThanOrEqual(500);
		expect(passed()).toBeLessThan(2000);
		await first;
		expect(passed()).toBeGreaterThanOrEqual(300_000);
	});

	it('refusals of two allowances at once hold back everything', async () => {
		const account = newAccount();
		const over = { perMinute: { '*': 6000, a: 600, b: 600, c: 600 } };
		const handler: Handler = (_request, call) => (call <= 2 ? refused('20') : ok);
		const { requester, second, clock, passed } = two([account, account], over, handler);
		const both = ['a', 'b'].map(
			async (resource) => await requester.request({ method: 'GET', url, resource }),
		);
		await clock.sleep(10);
		await second.request({ method: 'GET', url, resource: 'c' });
		expect(passed()).toBeGreaterThanOrEqual(20_000);
		await Promise.all(both);
	});
});

describe('processes that know nothing of each other', () => {
	it.each([2, 3])(
		'%d of them come to share an allowance by its refusals',
		async (count) => {
			const clock = createVirtualClock(0);
			const server = createRateLimiter();
			server.set({ things: 300 });
			let refusals = 0;
			let seed = 7;
			const random = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647;
			const served = Array<number>(count).fill(0);
			const minutes = 20;
			const work = served.map(async (_, index) => {
				const requester = createRequester(
					{
						clock,
						random,
						send: async () => {
							await clock.sleep(50);
							const isServed = server.admit('things', clock.now());
							if (isServed) served[index] += 1;
							else refusals += 1;
							return { status: isServed ? 200 : 429, headers: {}, body: {} };
						},
					},
					policyFor({ perMinute: { things: 300 }, concurrency: 10 }),
				);
				const lane = async (): Promise<void> => {
					while (clock.now() < minutes * MINUTE)
						await requester.request({ method: 'GET', url, resource: 'things' });
				};
				await Promise.all(Array.from({ length: 10 }, lane));
			});
			await Promise.all(work);
			const all = served.reduce((sum, each) => sum + each, 0);
			// Full use by one process alone is 275 to 300 a minute.
			expect(all / (minutes * 300)).toBeGreaterThan(0.8);
			expect(Math.min(...served) / Math.max(...served)).toBeGreaterThan(0.5);
			expect(refusals / all).toBeLessThan(0.03);
		},
		60_000,
	);
});

describe('the decisions behind', () => {
	it.each([
		// refusals in a row, random, milliseconds
		[1, 0, 500],
		[1, 0.999, 1000],
		[4, 0, 4000],
		[20, 0, 30_000],
		[20, 1, 60_000],
	])(
		'LC25 at the refusal no. %d our own pause is (chance %d) %d ms',
		(refusals, random, expected) => expect(ownPauseMs(refusals, random)).toBe(expected),
	);

	it.each([
		[1000, undefined, 0, 1000],
		[1000, 0, 1, 1000],
		[1000, 5000, 0, 5000],
		[1000, 5000, 1, 5500],
		[1000, 60_000, 1, 62_000],
		[1000, Number.POSITIVE_INFINITY, 0, 300_000],
	])('LC25 own %d, asked %s, chance %d: %d ms', (own, asked, random, expected) =>
		expect(pauseMs(own, asked, random)).toBe(expected),
	);

	it.each([
		[1, '1 second'],
		[45_000, '45 seconds'],
		[119_000, '119 seconds'],
		[300_000, '5 minutes'],
		[2 * 3600_000, '2 hours'],
		[Number.POSITIVE_INFINITY, 'more than two days'],
	])('%d ms in words', (ms, words) => expect(spanOf(ms)).toBe(words));
});
