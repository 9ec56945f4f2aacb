import { customersListId } from '../../sandbox/qualtrics';
import type { Misbehaviour } from '../../sandbox/http/misbehaviour';
import { lists, NODE, setUp, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const PEOPLE = ['ada', 'bo', 'cy'].map((name) => ({ email: `${name}@example.com`, plan: 'gold' }));
const WRITE = 'POST .*/contacts$';

it.each<[string, Partial<Misbehaviour>]>([
	['429 without Retry-After', { kind: '429', times: 2 }],
	['429 with Retry-After', { kind: '429-retry-after', retryAfter: 1 }],
	[
		'429 with a date',
		{ kind: '429-retry-after', retryAfter: new Date(Date.now() + 2000).toUTCString() },
	],
	['a gateway’s page', { kind: '5xx-html', times: 2 }],
	['a dropped connection', { kind: 'drop' }],
	['carried out, without an answer', { kind: 'done-but-no-answer' }],
	['slow', { kind: 'slow', delayMs: 500 }],
])('%s: everybody is there once in the end', async (_name, misbehaviour) => {
	for (const operation of ['upsertByRules', 'upsertByFields']) {
		setup.sandbox.control.misbehave({ match: WRITE, kind: '429', ...misbehaviour });
		const result = await setup.run(PEOPLE, { operation, mailingLists: lists(customersListId) });
		expect(result.error).toBeUndefined();
		expect(result.json(NODE)).toHaveLength(3);
	}
	expect(setup.contacts()).toHaveLength(3);
});

it('waits as long as Retry-After says', async () => {
	setup.sandbox.control.misbehave({ match: WRITE, kind: '429-retry-after', retryAfter: 2 });
	await setup.run([PEOPLE[0]], {});
	const [refused, taken] = setup.sandbox.requests.filter(({ path }) => path.endsWith('/contacts'));
	expect(taken.at - refused.at).toBeGreaterThanOrEqual(1_900);
});

it('where the directory merges nobody, a creation that got no answer is looked for and not repeated', async () => {
	setup.sandbox.control.setDedupeRules([]);
	setup.sandbox.control.misbehave({ match: WRITE, kind: 'done-but-no-answer' });
	const result = await setup.run([PEOPLE[0]], { operation: 'upsertByFields' });
	expect(result.json(NODE)[0]).toMatchObject({
		status: 'created',
		warnings: [expect.stringContaining('timed out')],
	});
	expect(setup.contacts()).toHaveLength(1);
});

it('one that never gets through fails alone, without the gateway’s HTML', async () => {
	setup.sandbox.control.setDedupeRules([]);
	setup.sandbox.control.misbehave({ match: WRITE, kind: '5xx-html' });
	const result = await setup.run(PEOPLE, {}, { onError: 'continueErrorOutput' });
	expect(result.json(NODE, 0)).toHaveLength(2);
	expect(result.json(NODE, 1)).toHaveLength(1);
	expect(JSON.stringify(result.items(NODE, 1))).not.toMatch(/<html/i);
});

it('garbage in place of JSON is named', async () => {
	setup.sandbox.control.misbehave({ match: 'GET .*/directories$', kind: 'garbage-json' });
	const result = await setup.run([PEOPLE[0]], {});
	expect(result.error?.message).toContain('not JSON');
});

it('a cancelled run stops waiting', async () => {
	let cancel: (() => void) | undefined;
	setup.sandbox.control.misbehave({
		match: WRITE,
		kind: '429-retry-after',
		retryAfter: 25,
		meanwhile: () => cancel?.(),
	});
	const begun = Date.now();
	await setup.run([PEOPLE[0]], {}, { onStarted: (end) => (cancel = end) });
	expect(cancel).toBeDefined();
	expect(Date.now() - begun).toBeLessThan(20_000);
	expect(setup.contacts()).toEqual([]);
});

it('Q01 what Qualtrics says beside its answers is told once in a run, whatever the number of requests', async () => {
	await setup.sandbox.close();
	setup = await setUp({ proxiedTo: 'az1' });
	const result = await setup.run(PEOPLE, { mailingLists: lists(customersListId) });
	expect(result.error).toBeUndefined();
	expect(result.json(NODE)).toHaveLength(3);
	expect(setup.sandbox.requests.length).toBeGreaterThan(3);
	const told = (result.task(NODE)?.hints ?? []).filter(({ message }) => message.includes('az1'));
	expect(told).toEqual([
		expect.objectContaining({ type: 'warning', message: expect.stringContaining('credential') }),
	]);
});
