import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { createRequester, type RequestPolicy } from '../../../nodes/shared/http/requester';
import { fakeSystem } from './fakeSystem';

const WINDOW_MS = 300_000;
const ALLOWED = 600;
/** Accounts live as long as the process: each test takes a new one. */
let accounts = 0;
const url = 'https://org.example.com/batch';

/** A system that counts operations in a sliding window, of `others` too, and says with each answer what is left. */
const setUp = ({ tells = true, others = 0, latencyMs = 200, windowMs = WINDOW_MS } = {}) => {
	let singles = 0;
	let counted: Array<{ at: number; operations: number }> = [];
	const refused: number[] = [];
	const system = fakeSystem(async ({ body }) => {
		const { clock } = system.runtime;
		const { operations } = (body ?? { operations: 1 }) as { operations: number };
		if (operations === 1) singles += 1;
		await clock.sleep(latencyMs / 2);
		const at = clock.now();
		counted = counted.filter((one) => one.at > at - windowMs);
		const used = others + counted.reduce((sum, one) => sum + one.operations, 0);
		const isRefused = used + operations > ALLOWED;
		if (isRefused) refused.push(at);
		else counted.push({ at, operations });
		await clock.sleep(latencyMs / 2);
		const left = String(ALLOWED - used - operations);
		const headers: Record<string, string> = isRefused
			? { 'retry-after': '30' }
			: tells
				? { left }
				: {};
		return { status: isRefused ? 429 : 200, headers, body: {} };
	});
	const policy: RequestPolicy = {
		baseUrl: 'https://org.example.com',
		maxTries: 2,
		maxWaitMs: 1000,
		timeoutMs: 5000,
		perMinute: { '*': 6000 },
		told: {
			withinMs: WINDOW_MS,
			leftOf: ({ headers }) => (headers.left === undefined ? undefined : Number(headers.left)),
			ask: { method: 'GET', url },
		},
		concurrency: 5,
		describeError: ({ status }) =>
			new ConnectorError(status === 429 ? 'rateLimited' : 'unavailable', 'No.', { status }),
	};
	const runtime = { ...system.runtime, account: `told ${(accounts += 1)}` };
	const sender = () => {
		const requester = createRequester(runtime, policy);
		return async (operations: number) =>
			await requester.request({ method: 'POST', url, operations, body: { operations } });
	};
	const start = system.runtime.clock.now();
	return {
		refused,
		passed: () => system.runtime.clock.now() - start,
		singles: () => singles,
		send: sender(),
		sendBeside: sender(),
	};
};

const many = async (count: number, work: () => Promise<unknown>): Promise<void> =>
	void (await Promise.all(Array.from({ length: count }, work)));

describe('an allowance of which the answers say what is left', () => {
	it('is used at once, and the rest waits until some is free again: nothing is refused', async () => {
		const { refused, passed, send } = setUp();
		await many(23, async () => await send(50));
		expect(refused).toEqual([]);
		// 11 of 50 fit into 600 and leave some to single ones; 23 take three windows' beginnings.
		expect(passed()).toBeGreaterThan(2 * WINDOW_MS);
		expect(passed()).toBeLessThan(2 * WINDOW_MS + 10_000);
	});

	it('what others use of it is theirs', async () => {
		const { refused, passed, send } = setUp({ others: 300 });
		await send(10);
		await many(10, async () => await send(50));
		expect(refused).toEqual([]);
		expect(passed()).toBeGreaterThan(WINDOW_MS);
		expect(passed()).toBeLessThan(2 * WINDOW_MS);
	});

	it('leaves some to requests of a single operation while larger ones wait', async () => {
		const { refused, passed, send, sendBeside } = setUp();
		await many(11, async () => await send(50));
		const large = send(50);
		await many(5, async () => await sendBeside(1));
		expect(passed()).toBeLessThan(10_000);
		await large;
		expect(passed()).toBeGreaterThan(WINDOW_MS);
		expect(refused).toEqual([]);
	});

	it('is asked about now and then while everybody waits, which costs little of it', async () => {
		const { refused, singles, passed, send } = setUp({ windowMs: 20_000 });
		await many(23, async () => await send(50));
		expect(refused).toEqual([]);
		// It counts in a shorter time than was thought.
		expect(passed()).toBeGreaterThan(20_000);
		expect(passed()).toBeLessThan(2 * 30_000);
		expect(singles()).toBeLessThan(30);
	});

	it('without a word holds nothing back: its refusals are waited out', async () => {
		const { refused, passed, send } = setUp({ tells: false });
		await many(12, async () => await send(50));
		expect(refused).toEqual([]);
		expect(passed()).toBeLessThan(2000);
		await send(50);
		expect(refused.length).toBeGreaterThan(0);
	});

	it('used up by others alone is asked about again: nobody waits for ever', async () => {
		const { refused, send } = setUp({ others: ALLOWED - 20 });
		await send(10);
		await send(10);
		expect(refused).toEqual([]);
		const later = await send(1);
		expect(later.status).toBe(200);
	});
});
