import type { Misbehaviour } from '../../sandbox/http/misbehaviour';
import { dynamicsCredentials, NODE, setUp, row, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const PEOPLE = ['ada', 'bo', 'cy'].map((name) => ({
	email: `${name}@example.com`,
	lastName: name,
}));
const control = () => setup.sandbox.control;
const BATCH = 'POST .*/\\$batch$';
const CREATION = 'POST .*/contacts$';

describe('K29 everybody is there once in the end', () => {
	it.each<[string, Misbehaviour]>([
		[
			'429 of a batch',
			{ match: BATCH, kind: 'error', status: 429, code: '0x80072322', retryAfter: 1 },
		],
		[
			'429 of one operation',
			{ match: CREATION, kind: 'error', status: 429, code: '0x80072326', retryAfter: 1, after: 1 },
		],
		['a gateway’s page', { match: BATCH, kind: '5xx-html' }],
		['a dropped connection', { match: BATCH, kind: 'drop' }],
		['done, although the answer never came', { match: BATCH, kind: 'done-but-no-answer' }],
		['an answer cut short', { match: BATCH, kind: 'garbage-json' }],
	])('%s', async (_name, misbehaviour) => {
		await setup.run([{ email: 'first@example.com', lastName: 'First' }]);
		control().misbehave(misbehaviour);
		const result = await setup.run(PEOPLE);
		expect(result.error).toBeUndefined();
		expect(result.json(NODE).map(({ status }) => status)).toEqual(Array(3).fill('created'));
		expect(setup.contacts()).toHaveLength(4);
	});

	it('a race lost to another writer is retried as the other operation', async () => {
		control().beforeNextWrite({
			table: 'contact',
			create: { emailaddress1: 'ada@example.com', lastname: 'Theirs', jobtitle: 'Theirs' },
		});
		const result = await setup.run(PEOPLE);
		expect(result.json(NODE).map(({ status }) => status)).toEqual([
			'updated',
			'created',
			'created',
		]);
		expect(setup.byEmail('ada@example.com')).toMatchObject({ lastname: 'ada', jobtitle: 'Theirs' });
	});

	it('a record deleted between look-up and write is created', async () => {
		const id = control().addRecord('contact', { emailaddress1: 'ada@example.com' });
		control().beforeNextWrite({ table: 'contact', delete: id });
		const result = await setup.run([PEOPLE[0]]);
		expect(result.json(NODE)[0].status).toBe('created');
		expect(setup.contacts()).toHaveLength(1);
	});

	it('two runs at once', async () => {
		const runs = await Promise.all([setup.run(PEOPLE), setup.run(PEOPLE)]);
		for (const { error } of runs) expect(error).toBeUndefined();
		expect(setup.contacts()).toHaveLength(3);
	});
});

describe('one item that fails', () => {
	const withScore = {
		fields: {
			row: [row('emailaddress1', '={{ $json.email }}'), row('new_npsscore', '={{ $json.score }}')],
		},
	};
	const items = PEOPLE.map((person, index) => ({ ...person, score: index === 1 ? 99 : 5 }));

	it('goes to the error output alone, paired with its input', async () => {
		const result = await setup.run(items, withScore, { onError: 'continueErrorOutput' });
		expect(result.items(NODE).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
		expect(result.items(NODE, 1)).toMatchObject([
			{
				json: { error: expect.stringContaining('takes numbers from 0 to 10') },
				pairedItem: { item: 1 },
			},
		]);
		expect(setup.contacts()).toHaveLength(2);
	});

	it('stops the run, names the item, and says how far it came', async () => {
		const result = await setup.run(items, withScore);
		expect(result.error?.message).toContain('[item 1]');
		expect((result.error as { description?: string }).description).toMatch(
			/2 of 3 items were done; running again does not write them twice/,
		);
	});

	it('begins nothing more: of 2,500 items the second thousand is not touched', async () => {
		const many = Array.from({ length: 2500 }, (_, index) => ({
			email: `p${index}@example.com`,
			score: index === 5 ? 99 : 5,
		}));
		const result = await setup.run(many, withScore);
		expect(result.error?.message).toContain('[item 5]');
		expect(setup.contacts()).toHaveLength(999);
	}, 30_000);
});

it('a cancelled run stops waiting and writes nothing more', async () => {
	await setup.run([PEOPLE[0]]);
	let cancel: (() => void) | undefined;
	control().throttle(BATCH, { retryAfter: 25, times: 5, meanwhile: () => cancel?.() });
	const begun = Date.now();
	await setup.run(PEOPLE, {}, { onStarted: (end) => (cancel = end) });
	expect(cancel).toBeDefined();
	expect(Date.now() - begun).toBeLessThan(20_000);
	expect(setup.contacts()).toHaveLength(1);
});

describe('K20 what is missing is said in plain words', () => {
	it.each([
		[
			'no application user',
			() => control().setApplicationUser('missing'),
			/not a user of this Dynamics environment/,
		],
		[
			'no role at all',
			() => control().setApplicationUser('without-role'),
			/has no security role in this environment/,
		],
		['disabled', () => control().setApplicationUser('disabled'), /disabled/],
		[
			'no privilege',
			() => control().revokePrivilege('prvCreateContact'),
			/lacks a privilege.*prvCreateContact/,
		],
		[
			'no storage left',
			() => control().setStorageFull(true),
			/storage of this Dynamics environment is full/,
		],
		['a wrong secret', () => control().setClientSecret('another'), /did not accept the credential/],
	])('%s', async (_name, arrange, words) => {
		arrange();
		const result = await setup.run([PEOPLE[0]]);
		expect(result.error?.message).toMatch(words);
		expect((result.error as { description?: string }).description).toBeTruthy();
		expect(JSON.stringify(result.error)).not.toContain(setup.sandbox.oauth.clientSecret);
	});

	it('an authorization-code credential that nobody signed in with', async () => {
		const { dynamicsOAuth2Api } = dynamicsCredentials(setup.sandbox);
		const result = await setup.run(
			[PEOPLE[0]],
			{},
			{
				credentials: {
					dynamicsOAuth2Api: { ...dynamicsOAuth2Api, grantType: 'authorizationCode' },
				},
			},
		);
		expect(result.error?.message).toContain('is not connected yet');
		expect((result.error as { description?: string }).description).toContain('Connect');
	});

	it('a token that expires in the middle is renewed', async () => {
		await setup.run([PEOPLE[0]]);
		control().revokeTokens();
		control().addToken(setup.sandbox.token);
		expect((await setup.run(PEOPLE)).error).toBeUndefined();
		expect(setup.contacts()).toHaveLength(3);
	});
});
