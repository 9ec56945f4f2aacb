import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import {
	writeRecords,
	type Destination,
	type OpenDestination,
	type WriteOptions,
} from '../../../nodes/shared/records';
import { itemsFor, OPTIONS, place, statusesOf } from './place';

describe('what follows a record, and what is told of it', () => {
	const entries = (followed: unknown[]): Partial<Destination<string>> => ({
		followUp: async (given) => {
			followed.push(...given.map(({ id, work }) => [id, work]));
			return await Promise.resolve(given.map(() => ({})));
		},
	});
	const there = (name: string): Partial<OpenDestination> => ({
		find: async (keys) =>
			await Promise.resolve(
				keys.map(({ values }) => (values.name === name ? [{ id: 'there', values: { name } }] : [])),
			),
	});

	it.each<[string, Partial<WriteOptions>, unknown[]]>([
		['what is unchanged has a record', {}, ['there']],
		['what is skipped was not meant', { operation: 'create' }, []],
		['what is skipped in a dry run neither', { operation: 'create', dryRun: true }, []],
		['what is unchanged in a dry run is shown', { dryRun: true }, ['there']],
	])('%s', async (_name, options, ids) => {
		const followed: unknown[] = [];
		const { destination } = place('here', entries(followed), there('a'));
		await writeRecords(itemsFor(destination, 'a'), { ...OPTIONS, ...options });
		expect(followed).toEqual(ids.map((id) => [id, 'after a']));
	});

	it('nothing follows what failed, nor an item that asks for nothing', async () => {
		const followed: unknown[] = [];
		const { destination } = place('here', entries(followed));
		const [bad, a] = itemsFor(destination, 'bad', 'a');
		const { followUp: _nothing, ...b } = itemsFor(destination, 'b')[0];
		const options = { ...OPTIONS, stopOnFailure: false };
		await writeRecords([bad, a, b], options);
		expect(followed).toEqual([['id of a', 'after a']]);
		const { results } = await writeRecords([b], options);
		expect(results[0].outcome).not.toHaveProperty('requests');
	});

	it('nothing follows in a run that was cancelled meanwhile, and the item says so', async () => {
		const cancel = { aborted: false };
		const followed: unknown[] = [];
		const { destination } = place('here', entries(followed), {
			write: async (writes) => {
				cancel.aborted = true;
				return await Promise.resolve(writes.map(() => ({ id: '1' })));
			},
		});
		const { results } = await writeRecords(itemsFor(destination, 'a'), { ...OPTIONS, cancel });
		expect(results).toMatchObject([
			{ outcome: { status: 'created' }, error: { kind: 'cancelled' } },
		]);
		expect(followed).toEqual([]);
	});

	it.each<[string, Partial<WriteOptions>, object]>([
		['asked for', {}, { record: { whole: 'id of a' } }],
		['asked for in a dry run', { dryRun: true }, {}],
		['not asked for', { returnRecords: false }, {}],
	])('whole records %s', async (_name, options, wanted) => {
		const asked: string[][] = [];
		const { destination } = place(
			'here',
			{},
			{
				records: async (ids) => {
					asked.push(ids);
					return await Promise.resolve(new Map(ids.map((id) => [id, { whole: id }])));
				},
			},
		);
		const items = itemsFor(destination, 'a', 'A', 'bad');
		const all = { ...OPTIONS, returnRecords: true, stopOnFailure: false, ...options };
		const { results } = await writeRecords(items, all);
		const shown = results.map(({ record }) => (record ? { record } : {}));
		expect(shown).toEqual([wanted, wanted, {}]);
		// Once for the two items that are one record, and not for the one that failed.
		expect(asked).toEqual('record' in wanted ? [['id of a']] : []);
	});

	it.each([
		[false, undefined, {}],
		[false, { name: 'a' }, { lookedFor: { name: 'a' } }],
		[true, undefined, { error: { kind: 'notFound', message: 'Nobody of that name' } }],
	])('a record that is not there, where that fails: %s, key %j', async (fails, key, wanted) => {
		const { destination } = place('here', {
			operation: 'update',
			whenNotFound: { reason: 'Nobody of that name', fails },
		});
		const items = itemsFor(destination, 'a').map((item) => ({ ...item, ...(key && { key }) }));
		const { results } = await writeRecords(items, OPTIONS);
		expect(results[0]).toMatchObject({
			outcome: { status: 'skipped', ...(!fails && { warnings: ['Nobody of that name'] }) },
			...wanted,
		});
		expect(Object.hasOwn(results[0], 'error')).toBe(fails);
		expect(Object.hasOwn(results[0], 'lookedFor')).toBe(key !== undefined);
	});

	it('the words for a record that is not there are not said of one that is', async () => {
		const whenNotFound = { reason: 'Nobody of that name', fails: true };
		const { destination } = place('here', { operation: 'create', whenNotFound }, there('a'));
		const { results } = await writeRecords(itemsFor(destination, 'a'), OPTIONS);
		expect(results).toMatchObject([
			{ outcome: { status: 'skipped', warnings: ['A record with this key exists already'] } },
		]);
		expect(results[0]).not.toHaveProperty('error');
	});

	it('without words of its own the usual ones are said', async () => {
		const { destination } = place('here', { operation: 'update' });
		const { results } = await writeRecords(itemsFor(destination, 'a'), OPTIONS);
		expect(results[0].outcome.warnings).toEqual([
			'No record matches, and this operation creates none',
		]);
	});

	it('notes about the settings are told once', async () => {
		const { destination } = place(
			'here',
			{
				partsOf: () => [
					{ members: [0], match: [] },
					{ members: [1], match: [] },
				],
			},
			{ notes: ['Switch it on.'] },
		);
		const { notes } = await writeRecords(itemsFor(destination, 'a', 'b'), OPTIONS);
		expect(notes).toEqual(['Switch it on.']);
	});

	it('items that are one record name each other as the user counts', async () => {
		const { destination } = place('here');
		const items = itemsFor(destination, 'a', 'A').map((item) => ({
			...item,
			position: item.position + 5,
		}));
		const { results } = await writeRecords(items, OPTIONS);
		expect(results.map(({ outcome }) => outcome.foldedWith)).toEqual([[6], [5]]);
	});

	it('is asked to approve each record with the items that are in it, and writes what is', async () => {
		const { destination, written } = place('here');
		const asked: unknown[] = [];
		const approve: WriteOptions['approve'] = async (items, plan) => {
			asked.push([items.map(({ followUp }) => followUp), plan.action]);
			const error = new ConnectorError('input', 'not approved');
			return await Promise.resolve(items.length > 1 ? error : undefined);
		};
		const options = { ...OPTIONS, stopOnFailure: false, approve };
		const { results } = await writeRecords(itemsFor(destination, 'a', 'b', 'A'), options);
		expect(asked).toEqual([
			[['after a', 'after A'], 'create'],
			[['after b'], 'create'],
		]);
		expect(statusesOf(results)).toEqual(['failed', 'created', 'failed']);
		expect(written).toEqual(['b']);
	});
});
