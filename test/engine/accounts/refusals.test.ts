import type { IDataObject } from 'n8n-workflow';
import { createVirtualClock } from '../../unit/http/virtualClock';
import { setUp, type Setup } from '../updateDirectoryContact/setup';

/** Waits take no time: the node, the engine and the sandbox all go by the same clock. */
const mockClock = createVirtualClock(Date.now());
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (ms: number) => await mockClock.sleep(ms),
}));

const MINUTE = 60_000;
let setup: Setup;
beforeEach(async () => {
	jest.spyOn(Date, 'now').mockImplementation(() => mockClock.now());
	setup = await setUp({ now: () => Date.now() });
	setup.sandbox.control.setRateLimits(true);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await setup.sandbox.close();
});

const people = (name: string, count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ email: `${name}${index}@example.com` }));
const refusals = () => setup.sandbox.requests.filter(({ status }) => status === 429).length;
const writeTimes = () =>
	setup.sandbox.requests
		.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/search'))
		.map(({ at }) => at);
const SINGLY = { options: { bulkImportAbove: 0 } };

it('a 429 that one run meets holds back the others too, and fails none of them', async () => {
	setup.sandbox.control.misbehave({
		match: /POST .*\/contacts$/,
		kind: '429-retry-after',
		retryAfter: 90,
		after: 20,
	});
	const runs = ['a', 'b', 'c'].map(async (name) => await setup.run(people(name, 40), SINGLY));
	for (const result of await Promise.all(runs)) expect(result.error).toBeUndefined();
	expect(setup.contacts()).toHaveLength(120);
	expect(refusals()).toBe(1);
	const times = writeTimes().sort((a, b) => a - b);
	const longest = Math.max(...times.map((at, index) => at - (times[index - 1] ?? at)));
	// The clock of this test runs fast, and with it the moment in which a request is noted.
	expect(longest).toBeGreaterThanOrEqual(85_000);
}, 120_000);

it('a full minute of 429 without Retry-After is waited out', async () => {
	const end = mockClock.now() + 5_000 + MINUTE;
	const times = 1_000_000;
	setup.sandbox.control.misbehave({ match: /POST .*\/contacts$/, kind: '429', times });
	const run = setup.run(people('a', 30), SINGLY);
	while (mockClock.now() < end) await mockClock.sleep(1000);
	setup.sandbox.control.behave();
	const result = await run;
	expect(result.error).toBeUndefined();
	expect(setup.contacts()).toHaveLength(30);
	expect(refusals()).toBeLessThan(30);
}, 120_000);

it('a cancelled run leaves the line at once', async () => {
	let cancel: (() => void) | undefined;
	const run = setup.run(people('a', 2000), SINGLY, { onStarted: (stop) => (cancel = stop) });
	await mockClock.sleep(30_000);
	cancel?.();
	const begun = mockClock.now();
	await run;
	const sent = writeTimes().length;
	await mockClock.sleep(5000);
	expect(mockClock.now() - begun).toBeLessThan(7000);
	expect(writeTimes().length - sent).toBeLessThanOrEqual(10);
}, 120_000);
