import { createDataverse } from '../../../nodes/shared/connectors/dataverse/client';
import { startDataverseSandbox, type DataverseSandbox } from '../dataverse';
import { connectDataverse, dataverseRuntime } from './dataverseEnvironment';
import { statuses, upsertRows } from './dataverseUpsert';

let sandbox: DataverseSandbox;
beforeEach(async () => {
	sandbox = await startDataverseSandbox();
});
afterEach(async () => await sandbox.close());

const people = (count: number, extra: Record<string, unknown> = {}) =>
	Array.from({ length: count }, (_, index) => ({
		emailaddress1: `p${index}@example.com`,
		lastname: `Person ${index}`,
		...extra,
	}));
const contacts = (): number => sandbox.control.countRecords('contact');
/** How many new records each batch asked for. */
const batches = (): number[] =>
	sandbox.requests
		.map(({ body }) => String(body).match(/^POST /gm)?.length ?? 0)
		.filter((count) => count > 0);
/** Without metadata, which is read before. */
const prepared = async () => {
	const dataverse = connectDataverse(sandbox);
	await upsertRows(dataverse, [], { fields: ['lastname'] });
	sandbox.control.clearRequests();
	return dataverse;
};

describe('K29 somebody else writes at the same moment', () => {
	it.each([1, 3])(
		'a contact created between look-up and write is updated (%i items)',
		async (count) => {
			const dataverse = await prepared();
			sandbox.control.beforeNextWrite({
				table: 'contact',
				create: { emailaddress1: 'p0@example.com', lastname: 'Theirs', jobtitle: 'Theirs' },
			});
			const ran = await upsertRows(dataverse, people(count));
			expect(statuses(ran)).toEqual(['updated', ...Array<string>(count - 1).fill('created')]);
			expect(contacts()).toBe(count);
			expect(sandbox.control.getRecord('contact', ran.outcomes[0].id!)).toMatchObject({
				lastname: 'Person 0',
				jobtitle: 'Theirs',
			});
		},
	);

	it('two runs at once make each contact once', async () => {
		const rows = people(40);
		const runs = await Promise.all(
			[1, 2, 3].map(
				async (run) =>
					await upsertRows(
						connectDataverse(sandbox),
						rows.map((row) => ({ ...row, jobtitle: `Run ${run}` })),
					),
			),
		);
		expect(contacts()).toBe(40);
		const all = runs.flatMap(statuses);
		expect(all.filter((status) => status === 'created')).toHaveLength(40);
		expect(all.filter((status) => status === 'failed')).toEqual([]);
	});

	it('a contact deleted between look-up and write is created', async () => {
		const id = sandbox.control.addRecord('contact', {
			emailaddress1: 'p0@example.com',
			lastname: 'Old',
		});
		const dataverse = await prepared();
		sandbox.control.beforeNextWrite({ table: 'contact', delete: id });
		const ran = await upsertRows(dataverse, people(1));
		expect(statuses(ran)).toEqual(['created']);
		expect(contacts()).toBe(1);
	});

	it('a newer answer written meanwhile stays, where only newer ones may write', async () => {
		const id = sandbox.control.addRecord('contact', {
			emailaddress1: 'p0@example.com',
			lastname: 'Old',
			new_lastvisit: '2024-01-01T00:00:00Z',
		});
		const dataverse = await prepared();
		sandbox.control.beforeNextWrite({
			table: 'contact',
			update: { id, values: { lastname: 'Newest', new_lastvisit: '2024-03-01T00:00:00Z' } },
		});
		const ran = await upsertRows(dataverse, people(1, { new_lastvisit: '2024-02-01T00:00:00Z' }), {
			dateField: 'new_lastvisit',
			onlyIfUnchanged: true,
			times: ['2024-02-01T00:00:00Z'],
			upsert: { onlyIfNewer: true },
		});
		expect(statuses(ran)).toEqual(['skipped']);
		expect(sandbox.control.getRecord('contact', id)).toMatchObject({ lastname: 'Newest' });
	});

	it('an upsert by the key that loses a race is sent again', async () => {
		const dataverse = await prepared();
		sandbox.control.beforeNextWrite({
			table: 'contact',
			moment: 'insert',
			create: { emailaddress1: 'p0@example.com', lastname: 'Theirs' },
		});
		const ran = await upsertRows(dataverse, people(1), { direct: true });
		expect(statuses(ran)).toEqual(['updated']);
		expect(contacts()).toBe(1);
	});
});

describe('what is no fault of the values', () => {
	it('a full storage: told for each record, not tried again, and updates go on', async () => {
		const id = sandbox.control.addRecord('contact', {
			emailaddress1: 'p0@example.com',
			lastname: 'Old',
		});
		const dataverse = await prepared();
		sandbox.control.setStorageFull(true);
		const ran = await upsertRows(dataverse, people(3));
		expect(statuses(ran)).toEqual(['updated', 'failed', 'failed']);
		expect(ran.outcomes[1].error).toMatchObject({
			kind: 'unavailable',
			message: expect.stringContaining('storage of this Dynamics environment is full'),
		});
		expect(batches()).toEqual([2]);
		expect(sandbox.control.getRecord('contact', id)).toMatchObject({ lastname: 'Person 0' });
	});

	it.each(['404', '400'] as const)(
		'an alternate key that is built anew meanwhile, answered with %s, is told apart from a record that is missing',
		async (waitingKeys) => {
			sandbox.control.setOptions({ waitingKeys });
			const dataverse = connectDataverse(sandbox, ({ body }) => {
				const isWrite = typeof body === 'string' && body.includes('PATCH ');
				if (isWrite) sandbox.control.setKeyStatus('contact', 'new_emailkey', 'InProgress');
				return undefined;
			});
			const ran = await upsertRows(dataverse, people(3), { direct: true });
			expect(statuses(ran)).toEqual(['failed', 'failed', 'failed']);
			const { message, kind } = ran.outcomes[0].error!;
			expect(kind).toBe('input');
			expect(message).toMatch(
				waitingKeys === '404' ? /alternate key .* its index is not active/ : /could not read/,
			);
		},
	);

	it.each(['0x8006088a', '0x80060888'])(
		'a table that is gone, answered with %s, is named as such',
		async (code) => {
			const message = "Resource not found for the segment 'contacts'.";
			const dataverse = connectDataverse(sandbox, ({ url, method }) =>
				method === 'POST' && url.includes('/contacts')
					? { status: 404, headers: {}, body: { error: { code, message } } }
					: undefined,
			);
			const ran = await upsertRows(dataverse, people(1));
			expect(ran.outcomes[0].error).toMatchObject({
				kind: 'input',
				message: expect.stringContaining('no such table'),
			});
		},
	);

	it('a small number goes out without an exponent, alone and in a batch', async () => {
		sandbox.control.changeColumn('contact', 'new_satisfaction', { precision: 10 });
		const dataverse = await prepared();
		const rows = people(4).map((row, index) => ({
			...row,
			new_satisfaction: (index + 1) / 10_000_000,
		}));
		expect(statuses(await upsertRows(dataverse, rows.slice(0, 1)))).toEqual(['created']);
		expect(statuses(await upsertRows(dataverse, rows.slice(1)))).toEqual(Array(3).fill('created'));
		const stored = sandbox.control.findRecords('contact').map((row) => row.new_satisfaction);
		expect(stored).toEqual([1e-7, 2e-7, 3e-7, 4e-7]);
	});
});

describe('K29 Dataverse has no time', () => {
	it.each(['requests', 'time', 'concurrent'] as const)(
		'429 (%s) of a whole batch: waited out, and sent again',
		async (by) => {
			const runtime = dataverseRuntime(sandbox);
			const dataverse = createDataverse(runtime, { environmentUrl: sandbox.url });
			await upsertRows(dataverse, [], { fields: ['lastname'] });
			sandbox.control.throttle('POST /api/data/v9.2/\\$batch', { by, retryAfter: 40, times: 2 });
			const before = runtime.clock.now();
			expect(statuses(await upsertRows(dataverse, people(5)))).toEqual(Array(5).fill('created'));
			expect(runtime.clock.now() - before).toBeGreaterThanOrEqual(80_000);
		},
	);

	it('429 of single operations: only those are sent again', async () => {
		const dataverse = await prepared();
		sandbox.control.throttle('POST /api/data/v9.2/contacts$', {
			retryAfter: 3,
			times: 2,
			after: 1,
		});
		expect(statuses(await upsertRows(dataverse, people(5)))).toEqual(Array(5).fill('created'));
		expect(batches()).toEqual([5, 2]);
		expect(contacts()).toBe(5);
	});

	it.each(['POST /api/data/v9.2/contacts$', 'POST /api/data/v9.2/\\$batch'])(
		'LC25 Retry-After: 0 at %s is at least the own back-off',
		async (match) => {
			const runtime = dataverseRuntime(sandbox);
			const { clock } = runtime;
			const dataverse = createDataverse(runtime, { environmentUrl: sandbox.url });
			await upsertRows(dataverse, [], { fields: ['lastname'] });
			const before = clock.now();
			sandbox.control.misbehave({
				match,
				kind: 'error',
				status: 429,
				code: '0x80072321',
				retryAfter: 0,
				times: 3,
			});
			expect(statuses(await upsertRows(dataverse, people(3)))).toEqual(Array(3).fill('created'));
			expect(clock.now() - before).toBeGreaterThan(200);
		},
	);

	it('LC25 a date on a part of a batch is waited for as dated', async () => {
		const runtime = dataverseRuntime(sandbox);
		const { clock } = runtime;
		const dataverse = createDataverse(runtime, { environmentUrl: sandbox.url });
		await upsertRows(dataverse, [], { fields: ['lastname'] });
		sandbox.control.misbehave({
			match: 'POST /api/data/v9.2/contacts$',
			kind: 'error',
			status: 429,
			code: '0x80072322',
			retryAfter: new Date(clock.now() + 40_000).toUTCString(),
			after: 1,
		});
		const before = clock.now();
		expect(statuses(await upsertRows(dataverse, people(3)))).toEqual(Array(3).fill('created'));
		expect(clock.now() - before).toBeGreaterThanOrEqual(38_000);
		expect(clock.now() - before).toBeLessThan(60_000);
	});

	it('429 without end: the items say so, nothing is written twice', async () => {
		const dataverse = await prepared();
		sandbox.control.throttle('POST /api/data/v9.2/contacts$', { by: 'time', times: 1000 });
		const ran = await upsertRows(dataverse, people(3));
		expect(ran.outcomes.map(({ error }) => error?.kind)).toEqual(Array(3).fill('rateLimited'));
		expect(ran.outcomes[0].error?.message).toContain('execution time');
	});

	it('the documented limits hold: 1,500 contacts within them', async () => {
		sandbox.control.setServiceProtection({ requests: 1_000, windowSeconds: 2, concurrent: 52 });
		const runtime = dataverseRuntime(sandbox);
		const real = {
			now: () => Date.now(),
			sleep: async (ms: number) => await new Promise<void>((wake) => setTimeout(wake, ms)),
		};
		const dataverse = createDataverse({ ...runtime, clock: real }, { environmentUrl: sandbox.url });
		const ran = await upsertRows(dataverse, people(1500));
		expect(new Set(statuses(ran))).toEqual(new Set(['created']));
		expect(contacts()).toBe(1500);
	}, 30_000);
});

describe('K29 it is not known what became of a write', () => {
	it.each([1, 4])(
		'done but no answer: told as written, never made twice (%i items)',
		async (count) => {
			const dataverse = await prepared();
			const match = count === 1 ? 'POST /api/data/v9.2/contacts$' : 'POST /api/data/v9.2/\\$batch';
			sandbox.control.misbehave({ match, kind: 'done-but-no-answer' });
			const ran = await upsertRows(dataverse, people(count));
			expect(statuses(ran)).toEqual(Array(count).fill('created'));
			expect(ran.outcomes[0].warnings.join()).toContain('timed out');
			expect(contacts()).toBe(count);
			for (const { id } of ran.outcomes)
				expect(sandbox.control.getRecord('contact', id!)).toBeDefined();
		},
	);

	it.each([1, 4])('not done and no answer: sent once more (%i items)', async (count) => {
		const dataverse = await prepared();
		const match = count === 1 ? 'POST /api/data/v9.2/contacts$' : 'POST /api/data/v9.2/\\$batch';
		sandbox.control.misbehave({ match, kind: 'drop' });
		const ran = await upsertRows(dataverse, people(count));
		expect(statuses(ran)).toEqual(Array(count).fill('created'));
		expect(contacts()).toBe(count);
	});

	it('updates whose answer is lost are done, and reported as updated', async () => {
		for (const row of people(4)) sandbox.control.addRecord('contact', { ...row, lastname: 'Old' });
		for (const kind of ['done-but-no-answer', 'drop', '5xx-html'] as const) {
			const dataverse = await prepared();
			sandbox.control.misbehave({ match: 'POST /api/data/v9.2/\\$batch', kind });
			const ran = await upsertRows(dataverse, people(4, { jobtitle: kind }));
			expect(statuses(ran)).toEqual(Array(4).fill('updated'));
			expect(sandbox.control.findRecords('contact', `jobtitle eq '${kind}'`)).toHaveLength(4);
		}
	});

	it('a single operation whose outcome is not known', async () => {
		const dataverse = await prepared();
		sandbox.control.misbehave({
			match: 'POST /api/data/v9.2/contacts$',
			kind: 'error',
			status: 503,
			after: 1,
		});
		expect(statuses(await upsertRows(dataverse, people(4)))).toEqual(Array(4).fill('created'));
		expect(contacts()).toBe(4);
	});

	it('without end: it is said that nobody knows', async () => {
		const dataverse = await prepared();
		sandbox.control.misbehave({
			match: 'POST /api/data/v9.2/contacts$',
			kind: 'error',
			status: 503,
			times: 1000,
		});
		const ran = await upsertRows(dataverse, people(2));
		expect(ran.outcomes.map(({ error }) => [error?.kind, error?.outcomeUnknown])).toEqual([
			['unavailable', true],
			['unavailable', true],
		]);
	});

	it('an answer that is cut short: the rest is read again', async () => {
		const dataverse = await prepared();
		sandbox.control.misbehave({ match: 'POST /api/data/v9.2/\\$batch', kind: 'garbage-json' });
		expect(statuses(await upsertRows(dataverse, people(4)))).toEqual(Array(4).fill('created'));
		expect(contacts()).toBe(4);
	});

	it('a cancelled run writes nothing more', async () => {
		const runtime = dataverseRuntime(sandbox);
		const cancel = { aborted: false };
		const dataverse = createDataverse(
			{
				...runtime,
				cancel,
				send: async (request) => {
					if (request.method === 'POST' && String(request.body).includes('POST '))
						cancel.aborted = true;
					return await runtime.send(request);
				},
			},
			{ environmentUrl: sandbox.url },
		);
		const ran = await upsertRows(dataverse, people(2500), { upsert: { cancel } });
		const cancelled = ran.outcomes.filter(({ error }) => error?.kind === 'cancelled');
		expect(cancelled.length).toBeGreaterThan(1000);
		expect(contacts()).toBe(ran.outcomes.length - cancelled.length);
	});
});
