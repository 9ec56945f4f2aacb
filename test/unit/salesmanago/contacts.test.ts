import type { SalesManago } from '../../../nodes/shared/connectors/salesmanago/client';
import { failureOf, type Reply } from '../http/fakeSystem';
import { account, done, refused } from './account';

describe('an account of SALESmanago', () => {
	it('is asked in the name of its owner, as what it takes', async () => {
		const { salesmanago, requests } = account(() => done({ users: ['a@b.c'] }));
		await salesmanago.owners();
		expect(requests[0]).toMatchObject({
			method: 'POST',
			url: 'https://app2.salesmanago.com/api/user/listByClient',
			headers: {
				Accept: 'application/json, application/json',
				'Content-Type': 'application/json;charset=UTF-8',
				'User-Agent': 'n8n-nodes-survey-ops',
			},
			body: { owner: 'owner@example.com' },
		});
		await salesmanago.ownedBy(' other@example.com ').owners();
		expect(requests[1].body).toEqual({ owner: 'other@example.com' });
	});

	it.each<[unknown, string[]]>([
		[['a@b.c'], ['a@b.c']],
		[
			[{ email: 'a@b.c', owner: 'x' }, { owner: 'b@b.c', login: 'x' }, { login: 'c@b.c' }],
			['a@b.c', 'b@b.c', 'c@b.c'],
		],
		[[null, {}, ''], []],
		['x', []],
	])('its users, given as %j, are %j', async (users, owners) => {
		expect(await account(() => done({ users })).salesmanago.owners()).toEqual(owners);
	});

	it('an answer that is not said to be a success is none', async () => {
		const failing = async (body: unknown) =>
			await failureOf(account(() => ({ body })).salesmanago.owners());
		expect(await failing({ success: false })).toMatchObject({ kind: 'input' });
		expect(await failing({ users: [] })).toMatchObject({ kind: 'input' });
		expect(await failing({ success: 'true' })).toMatchObject({ kind: 'input' });
		expect(await failing(['x'])).toMatchObject({ kind: 'unexpected' });
	});
});

describe('contacts of SALESmanago', () => {
	it.each([
		['findByEmail', '/api/contact/listAll', 'email'],
		['findById', '/api/contact/listAllById', 'contactId'],
	] as const)(
		'%s: fifty at a time, each once, and none that was deleted',
		async (find, path, key) => {
			const { salesmanago, asked } = account((_request, call) =>
				done({ contacts: [{ id: `c${call}` }, { id: 'gone', deleted: true }, { email: 'no id' }] }),
			);
			const names = Array.from({ length: 51 }, (_, index) => `n${index}`);
			const found = await salesmanago.contacts[find]([...names, 'n0']);
			expect(found.map(({ id }) => id)).toEqual(['c1', 'c2']);
			expect(asked()).toEqual([
				[path, { [key]: names.slice(0, 50) }],
				[path, { [key]: ['n50'] }],
			]);
			expect(await salesmanago.contacts[find]([])).toEqual([]);
		},
	);

	it.each([
		[{ contactId: 'c1' }, 'c1'],
		[{}, undefined],
	])('whether an address has a contact: %j', async (answer, id) => {
		const { salesmanago, asked } = account(() => done(answer));
		expect(await salesmanago.contacts.hasContact('a@b.c')).toBe(id);
		expect(asked()).toEqual([['/api/contact/hasContact', { email: 'a@b.c' }]]);
	});

	it.each([
		['insert', 1],
		['upsert', 2],
		['update', 2],
	] as const)(
		'%s tells the contact; without an answer it is sent so often: %i',
		async (write, times) => {
			const body = { contact: { email: 'a@b.c' } };
			const { salesmanago, asked } = account(() => done({ contactId: 'c1', message: ['told'] }));
			expect(await salesmanago.contacts[write](body)).toEqual({
				id: 'c1',
				warnings: [expect.stringContaining('SALESmanago sent a note')],
			});
			expect(asked()).toEqual([[`/api/contact/${write}`, body]]);
			const broken = account((_request, call) =>
				call === 1 ? { status: 502, body: '' } : done({ contactId: 'c1' }),
			);
			await broken.salesmanago.contacts[write](body).catch(() => undefined);
			expect(broken.requests).toHaveLength(times);
			const nameless = account(() => done()).salesmanago.contacts[write](body);
			expect(await failureOf(nameless)).toMatchObject({
				kind: 'unexpected',
				message: 'SALESmanago wrote a contact and did not say which',
				outcomeUnknown: true,
			});
		},
	);

	it('notes and events are added, and never twice', async () => {
		const { salesmanago, asked } = account(() => done({ eventId: 'e1' }));
		const event = { date: 5, description: 'd' };
		await salesmanago.contacts.addNote('c1', 'n');
		expect(await salesmanago.contacts.addEvent('c1', event)).toBe('e1');
		expect(asked()).toEqual([
			['/api/contact/addNote', { contactId: 'c1', note: 'n', priv: false }],
			[
				'/api/v2/contact/addContactExtEvent',
				{ contactId: 'c1', contactEvent: { contactExtEventType: 'SURVEY', ...event } },
			],
		]);
		for (const add of [
			async ({ contacts }: SalesManago) => await contacts.addNote('c1', 'n'),
			async ({ contacts }: SalesManago) => await contacts.addEvent('c1', event),
		]) {
			const broken = account(() => ({ status: 502, body: '' }));
			expect(await failureOf(add(broken.salesmanago))).toMatchObject({ outcomeUnknown: true });
			expect(broken.requests).toHaveLength(1);
		}
	});

	describe('tags', () => {
		const ends = (url: string) => url.endsWith('/api/v2/contact/tags');
		const tags = (first: Reply, second: Reply = refused('no')) =>
			account(({ url }) => (ends(url) ? first : second));

		it.each<[string, Reply, Reply, object]>([
			['by the first path', done({ tags: ['A', { tag: 'B' }] }), refused('no'), [['A', 'B'], 1]],
			['by the second', refused('no such path'), done({ tags: ['A'] }), [['A'], 2]],
			[
				'by the second, where there is no first',
				{ status: 404, body: '' },
				done({ tags: ['A'] }),
				[['A'], 2],
			],
		])('%s', async (_name, first, second, wanted) => {
			const { salesmanago, requests } = tags(first, second);
			expect([await salesmanago.contacts.tags(), requests.length]).toEqual(wanted);
		});

		it('by the second, without those of the system', async () => {
			const { salesmanago, asked } = tags(refused('no'), done({ tags: [] }));
			await salesmanago.contacts.tags();
			expect(asked()[1]).toEqual(['/api/contact/tags', { showSystemTags: false }]);
		});

		it('what is wrong with the first is said where neither answers, and alone where it is access', async () => {
			const neither = tags(refused('first'), { status: 403, body: '' });
			expect(await failureOf(neither.salesmanago.contacts.tags())).toMatchObject({ kind: 'input' });
			const barred = tags({ status: 401, body: '' }, done({ tags: [] }));
			expect(await failureOf(barred.salesmanago.contacts.tags())).toMatchObject({ kind: 'auth' });
			expect(barred.requests).toHaveLength(1);
		});
	});
});

describe('jobs of SALESmanago', () => {
	it('get a number when they are taken; without one nobody knows what becomes of them', async () => {
		const { salesmanago, asked } = account(() => done({ requestId: 7 }));
		expect(await salesmanago.batchJobs.start([{ a: 1 }])).toBe('7');
		await salesmanago.batchJobs.start([{ a: 1 }], { fireEvents: false });
		const body = { upsertDetails: [{ a: 1 }], useApiDoubleOptIn: false };
		expect(asked()).toEqual([
			['/api/contact/batchupsertv2', { ...body, fireEvents: true }],
			['/api/contact/batchupsertv2', { ...body, fireEvents: false }],
		]);
		const nameless = account(() => done()).salesmanago.batchJobs.start([]);
		expect(await failureOf(nameless)).toMatchObject({
			kind: 'unexpected',
			message: 'SALESmanago took a batch and gave its job no number',
			outcomeUnknown: true,
		});
	});

	it.each<[object, object]>([
		[{ fileUrl: 'https://x' }, { isDone: true, fileUrl: 'https://x' }],
		[
			{ fileUrl: 'https://x', message: ['under way'] },
			{ isDone: false, fileUrl: 'https://x' },
		],
		[{}, { isDone: false }],
	])('%j is %j', async (answer, status) => {
		const { salesmanago, asked } = account(() => done(answer));
		expect(await salesmanago.batchJobs.status('7')).toEqual({ requestId: '7', ...status });
		expect(asked()).toEqual([['/api/job/status', { requestId: 7 }]]);
	});

	it('are asked after in ever longer steps, for ten minutes', async () => {
		const times: number[] = [];
		const { salesmanago, clock } = account(() => {
			times.push(clock.now());
			return done();
		});
		const before = clock.now();
		expect(await failureOf(salesmanago.batchJobs.finish('7'))).toMatchObject({
			kind: 'unavailable',
			message: 'SALESmanago has not finished the job 7',
			hint: 'It goes on working on it; look at the contacts later.',
			outcomeUnknown: true,
		});
		const steps = times.map((at, index) => at - (times[index - 1] ?? before));
		expect(steps.slice(0, 7).map((ms) => Math.round(ms / 1000))).toEqual([1, 2, 3, 5, 10, 10, 10]);
		expect(Math.round((times.at(-1)! - before) / 1000)).toBe(601);
	});
});
