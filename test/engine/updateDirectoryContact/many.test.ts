import type { IDataObject } from 'n8n-workflow';
import { customersListId, newsletterListId } from '../../sandbox/qualtrics';
import { createVirtualClock } from '../../unit/http/virtualClock';
import { lists, NODE, setUp, row, type Setup } from './setup';

/** Waits take no time: the node, the engine and the sandbox all go by the same clock. */
const mockClock = createVirtualClock(Date.now());
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (ms: number) => await mockClock.sleep(ms),
}));

const COUNT = 5_000;
const people = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({
		email: `person${index}@example.com`,
		plan: index % 2 ? 'gold' : 'silver',
	}));

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

const requests = (pattern: RegExp) =>
	setup.sandbox.requests.filter(({ method, path }) => pattern.test(`${method} ${path}`));

it('5,000 singly: one request each, never over the documented limits, each told in its place', async () => {
	const result = await setup.run(people(COUNT), {
		options: { checkBeforeWriting: false, bulkImportAbove: 0 },
	});
	expect(result.error).toBeUndefined();
	expect(setup.contacts()).toHaveLength(COUNT);
	const told = result.json(NODE);
	expect(told.map(({ fields }) => (fields as IDataObject).email)).toEqual(
		people(COUNT).map(({ email }) => email),
	);
	expect(setup.sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
	expect(requests(/^POST .*\/contacts$/)).toHaveLength(COUNT);
	const times = requests(/^POST .*\/contacts$/).map(({ at }) => at);
	const minutes = (times[times.length - 1] - times[0]) / 60_000;
	expect(COUNT / minutes).toBeLessThanOrEqual(510);
	expect(COUNT / minutes).toBeGreaterThan(400);
}, 180_000);

it('5,000 through the import job: the row report as one result per item, with few requests', async () => {
	setup.sandbox.control.addContact({ email: 'person1@example.com' });
	const items = people(COUNT);
	items[7] = { email: 'not an address', plan: 'gold' };
	items[9] = { ...items[3], plan: 'platinum' };
	const result = await setup.run(
		items,
		{ mailingLists: lists(customersListId) },
		{ onError: 'continueErrorOutput' },
	);
	const told = result.items(NODE);
	expect(told).toHaveLength(COUNT - 1);
	expect(result.items(NODE, 1)).toMatchObject([{ pairedItem: { item: 7 } }]);
	expect(told[0].json).toMatchObject({
		status: 'created',
		contactId: expect.stringMatching(/^CID_/),
		contactLookupId: expect.stringMatching(/^CGC_/),
		sentBy: 'import job',
	});
	expect(told[1].json.status).toBe('updated');
	expect(
		told.find(({ pairedItem }) => (pairedItem as { item: number }).item === 9)?.json,
	).toMatchObject({
		status: 'updated',
		writtenTogetherWith: [3],
	});
	expect(setup.byEmail('person3@example.com')?.embeddedData.plan).toBe('platinum');
	expect(setup.sandbox.requests.length).toBeLessThanOrEqual(COUNT / 20);
	expect(requests(/^POST .*\/transactioncontacts$/)).toHaveLength(1);
}, 60_000);

it('contacts with a phone go singly and say so; several lists get a job each', async () => {
	const items = people(30).map((person, index) =>
		index < 2 ? { ...person, phone: '+33612345678' } : person,
	);
	const result = await setup.run(items, {
		mailingLists: lists(customersListId, newsletterListId),
		options: { bulkImportAbove: 10 },
		fields: {
			row: [
				row('email', '={{ $json.email }}'),
				row('phone', '={{ $json.phone }}'),
				row('plan', '={{ $json.plan }}'),
			],
		},
	});
	expect(result.error).toBeUndefined();
	const told = result.json(NODE);
	expect(told[0]).toMatchObject({
		status: 'created',
		warnings: [expect.stringContaining('does not carry phone numbers')],
	});
	expect(told[5]).toMatchObject({ sentBy: 'import job' });
	expect(setup.contacts().every(({ memberships }) => memberships.size === 2)).toBe(true);
	expect(requests(/^POST .*\/transactioncontacts$/)).toHaveLength(2);
});

it.each([
	['upsertByFields', {}],
	['upsertByRules', { bulkImportAbove: 0 }],
])('the import job never serves %s %j', async (operation, options) => {
	const result = await setup.run(people(20), {
		operation,
		mailingLists: lists(customersListId),
		options: { ...options, bulkImportAbove: operation === 'upsertByRules' ? 0 : 5 },
	});
	expect(result.error).toBeUndefined();
	expect(requests(/transactioncontacts/)).toEqual([]);
	expect(setup.contacts()).toHaveLength(20);
});

it('imports carry transactions, whose dates they could not, in requests of their own', async () => {
	const result = await setup.run(
		people(120).map((person, index) => ({ ...person, orderId: `A-${index}` })),
		{
			mailingLists: lists(customersListId),
			recordTransaction: true,
			transactionDate: { __rl: true, mode: 'text', value: '2024-05-01' },
			transactionData: {
				row: [
					{
						target: 'orderId',
						source: { __rl: true, mode: 'text', value: '={{ $json.orderId }}' },
					},
				],
			},
			options: { bulkImportAbove: 100, transactionId: '={{ $json.orderId }}' },
		},
		{ settings: { timezone: 'UTC' } },
	);
	expect(result.error).toBeUndefined();
	expect(setup.transactions()).toHaveLength(120);
	expect(setup.transactions()[0].transactionDate).toBe('2024-05-01 00:00:00');
	expect(requests(/^POST .*\/transactions$/)).toHaveLength(3);
});
