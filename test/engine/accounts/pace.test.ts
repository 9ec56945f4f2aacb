import type { IDataObject } from 'n8n-workflow';
import { picked } from '../../workflows';
import { customersListId } from '../../sandbox/qualtrics';
import { lists, NODE, setUp, type Setup } from '../updateDirectoryContact/setup';

/** Everything goes by a clock that runs five times as fast: requests take time here, as they do in life. */
const SPEED = 5;
const mockNow = (): number => Math.floor(performance.timeOrigin + performance.now() * SPEED);
const mockSleep = async (ms: number): Promise<void> =>
	await new Promise((resolve) => setTimeout(resolve, ms / SPEED));
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (ms: number) => await mockSleep(ms),
}));

const MINUTE = 60_000;
let setup: Setup;
const open = async (): Promise<Setup> => {
	const opened = await setUp({ now: mockNow });
	opened.sandbox.control.setRateLimits(true);
	return opened;
};
beforeEach(async () => {
	jest.spyOn(Date, 'now').mockImplementation(() => mockNow());
	setup = await open();
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
const mostInAMinute = (times: number[]): number =>
	Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE).length));

const SINGLY = { options: { bulkImportAbove: 0 } };

const timed = async (work: () => Promise<unknown>): Promise<number> => {
	const begun = mockNow();
	await work();
	return mockNow() - begun;
};

// How long they take beside one run of 600: npm run bench accounts.
it('two runs of 300 upserts at once: none fails, no 429', async () => {
	const results = await Promise.all(
		['b', 'c'].map(async (name) => await setup.run(people(name, 300), SINGLY)),
	);
	for (const result of results) {
		expect(result.error).toBeUndefined();
		expect(result.json(NODE).every(({ status }) => status === 'created')).toBe(true);
	}
	expect(refusals()).toBe(0);
	expect(setup.contacts()).toHaveLength(600);
	// As they arrive: on a busy machine some are on the way for longer than others (the exact bound: test/unit/http).
	expect(mostInAMinute(writeTimes())).toBeLessThanOrEqual(510);
}, 120_000);

it('a short run does not wait behind a long one', async () => {
	const long = setup.run(people('long', 400), SINGLY);
	await mockSleep(20_000);
	const short = await timed(async () => {
		expect((await setup.run(people('short', 5), SINGLY)).error).toBeUndefined();
	});
	expect(short).toBeLessThan(10_000);
	expect(mostInAMinute(writeTimes())).toBeLessThanOrEqual(500);
	expect((await long).error).toBeUndefined();
	expect(refusals()).toBe(0);
}, 120_000);

it('Writes per Minute: all kinds of writes and searches together, for all runs that set it', async () => {
	const options = { bulkImportAbove: 0, writesPerMinute: 60 };
	const settings = {
		options,
		mailingLists: lists(customersListId),
		recordTransaction: true,
		transactionDate: picked('2024-05-01T10:00:00Z', 'text'),
	};
	const results = await Promise.all(
		['a', 'b'].map(async (name) => await setup.run(people(name, 40), settings)),
	);
	for (const result of results) expect(result.error).toBeUndefined();
	expect(setup.contacts()).toHaveLength(80);
	expect(setup.transactions()).toHaveLength(80);
	const counted = setup.sandbox.requests.filter(({ method }) => method !== 'GET');
	expect(counted.length).toBeGreaterThanOrEqual(160);
	expect(mostInAMinute(counted.map(({ at }) => at))).toBeLessThanOrEqual(60);
}, 120_000);
