import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { firstFailure, withProgress, writeRecords } from '../../../nodes/shared/records';
import { itemsFor, OPTIONS, place, statusesOf } from './place';

describe('writing the records of a run', () => {
	it('begins nothing more after a failure, neither batch nor part nor destination', async () => {
		const [here, there] = [place('here'), place('there')];
		const items = [
			...itemsFor(here.destination, 'a', 'bad', 'c'),
			...itemsFor(there.destination, 'd'),
		];
		const { results } = await writeRecords(items, OPTIONS);
		expect(statusesOf(results)).toEqual(['created', 'failed', 'failed', 'failed']);
		expect([here.written, there.written]).toEqual([['a'], []]);
		expect(firstFailure(results.map(({ error }) => error))).toMatchObject({
			index: 1,
			error: { message: 'refused' },
		});
	});

	it('goes on where it may: each failure is that of its item alone', async () => {
		const [here, there] = [place('here'), place('there')];
		const items = [
			...itemsFor(here.destination, 'a', 'bad', 'c'),
			...itemsFor(there.destination, 'd'),
		];
		const { results } = await writeRecords(items, { ...OPTIONS, stopOnFailure: false });
		expect(statusesOf(results)).toEqual(['created', 'failed', 'created', 'created']);
		expect([here.written, there.written]).toEqual([['a', 'c'], ['d']]);
	});

	it('what was written before a failure gets what follows it; what follows may fail alone', async () => {
		const followed: string[] = [];
		const { destination } = place('here', {
			followUp: async (entries) =>
				await Promise.resolve(
					entries.map(({ id, work }) => {
						followed.push(`${work}: ${id}`);
						return work === 'after b'
							? new ConnectorError('input', 'does not follow')
							: { shown: { followed: true } };
					}),
				),
		});
		const { results } = await writeRecords(
			itemsFor(destination, 'a', 'b', 'bad', 'c', 'd'),
			OPTIONS,
		);
		expect(followed).toEqual(['after a: id of a', 'after b: id of b', 'after c: id of c']);
		expect(results).toMatchObject([
			{ followedUp: { followed: true } },
			{ outcome: { status: 'created' }, error: { message: 'does not follow' } },
			{ error: { message: 'refused' } },
			{ followedUp: { followed: true } },
			{ error: { kind: 'cancelled' } },
		]);
	});

	it('a dry run sends nothing and shows the requests, those of what follows too', async () => {
		const { destination, written } = place('here', {
			followUp: async (entries, isDryRun) =>
				await Promise.resolve(
					entries.map(({ id, work }) => ({
						requests: [{ method: String(isDryRun), path: `${work} ${id}` }],
					})),
				),
		});
		const items = itemsFor(destination, 'a', 'a');
		const { results } = await writeRecords(items, { ...OPTIONS, dryRun: true });
		const write = { method: 'PUT', path: '/a' };
		const after = { method: 'true', path: 'after a undefined' };
		expect(results.map(({ outcome }) => outcome.requests)).toEqual([
			[write, after],
			[write, after],
		]);
		expect(statusesOf(results)).toEqual(['created', 'updated']);
		expect(written).toEqual([]);
	});

	it('writes the parts in their order and tells each member its note', async () => {
		const { destination, written } = place('here', {
			partsOf: () => [
				{ members: [2], match: [] },
				{ members: [0, 1], match: [], notes: new Map([[1, 'goes by itself']]) },
			],
		});
		const { results } = await writeRecords(itemsFor(destination, 'a', 'b', 'c'), OPTIONS);
		expect(written).toEqual(['c', 'a', 'b']);
		expect(results.map(({ outcome }) => outcome.warnings)).toEqual([[], ['goes by itself'], []]);
	});

	it.each([
		[true, ['failed', 'failed'], []],
		[false, ['failed', 'created'], ['b']],
	])('a part after one that failed, stopping there %s: %j', async (stopOnFailure, wanted, sent) => {
		const { destination, written } = place('here', {
			partsOf: () => [
				{ members: [0], match: [] },
				{ members: [1], match: [] },
			],
		});
		const items = itemsFor(destination, 'bad', 'b');
		const { results } = await writeRecords(items, { ...OPTIONS, stopOnFailure });
		expect(statusesOf(results)).toEqual(wanted);
		expect(written).toEqual(sent);
	});

	it.each([
		[undefined, ['failed', 'created']],
		['alone', ['created', 'created']],
	] as const)('items without a key in a part (%s): %j', async (whenKeyless, wanted) => {
		const { destination } = place('here', {
			partsOf: () => [
				{
					members: [0, 1],
					match: [{ field: 'name', kind: 'text' }],
					...(whenKeyless && { whenKeyless }),
				},
			],
		});
		const items = itemsFor(destination, '', 'b');
		const { results } = await writeRecords(items, { ...OPTIONS, stopOnFailure: false });
		expect(statusesOf(results)).toEqual(wanted);
	});

	it('a destination that cannot be opened fails its own items, others are written', async () => {
		const closed = place('closed', {
			open: async () => await Promise.reject(new ConnectorError('input', 'closed')),
		});
		const open = place('open');
		const items = [...itemsFor(closed.destination, 'a'), ...itemsFor(open.destination, 'b')];
		const { results } = await writeRecords(items, { ...OPTIONS, stopOnFailure: false });
		expect(results).toMatchObject([
			{ outcome: { status: 'failed' }, error: { message: 'closed' } },
			{ outcome: { status: 'created' } },
		]);
	});
});

describe('how far a run came', () => {
	const error = new ConnectorError('input', 'refused', { hint: 'Correct it.' });
	it.each([
		[{ written: 0, all: 3, isRepeatable: true }, 'Correct it.'],
		[
			{ written: 2, all: 3, isRepeatable: true },
			'Correct it. 2 of 3 items were done; running again does not write them twice.',
		],
		[
			{ written: 2, all: 3, isRepeatable: false },
			'Correct it. 2 of 3 items were done; running again creates them a second time.',
		],
	])('%j', (progress, hint) => expect(withProgress(error, progress)).toMatchObject({ hint }));

	it('what was not begun is not the failure', () => {
		const cancelled = new ConnectorError('cancelled', 'not begun');
		expect(firstFailure([undefined, cancelled, error])).toEqual({ error, index: 2 });
		expect(firstFailure([undefined, cancelled])).toEqual({ error: cancelled, index: 1 });
		expect(firstFailure([undefined])).toBeUndefined();
	});
});
