import type { BulkProvider } from '../../../nodes/BulkCsvUpdate/targets/BulkProvider';
import { runWorkflow } from '../harness';
import { csv, fileItem, NODE, TYPE, linesBeforeCheck } from './setup';

type Values = Record<string, unknown>;

/** What the system keeps, by the e-mail address that is its id. */
const mockKept = new Map<string, Values>();

/** A whole target: what a new one has to bring, and no more. */
const mockProvider: BulkProvider = {
	id: 'madeUp',
	label: 'Made Up',
	subtitle: '"made-up people"',
	credentials: [],
	parameters: [],
	lists: {},
	groups: [{ name: 'Everybody', value: 'everybody' }],
	connect: async () =>
		await Promise.resolve({
			description: 'made-up people',
			fields: [{ name: 'plan', type: { kind: 'text' as const } }],
			keyFields: [{ id: 'email', name: 'Email', kind: 'email' as const }],
			async *group() {
				yield await Promise.resolve([...mockKept].map(([key, values]) => ({ key, values })));
			},
			open: async () =>
				await Promise.resolve({
					limits: { findBatch: 2, writeBatch: 2, callsAtOnce: 1 },
					find: async (keys) =>
						await Promise.resolve(
							keys.map((key) => {
								const values = mockKept.get(key);
								return values ? [{ id: key, values }] : [];
							}),
						),
					write: async (writes) =>
						await Promise.resolve(
							writes.map(({ key, changes }) => {
								for (const { field, to } of changes)
									mockKept.set(key, { ...mockKept.get(key), [field]: to });
								return { id: key };
							}),
						),
				}),
		}),
};

jest.mock('../../../nodes/BulkCsvUpdate/targets/all', () => ({
	get PROVIDERS() {
		return [mockProvider];
	},
}));

const run = async (parameters: Values, file: string) =>
	await runWorkflow({
		nodes: [
			{
				name: NODE,
				type: TYPE,
				parameters: { resource: 'file', target: 'madeUp', ...parameters } as never,
			},
		],
		input: [fileItem(file)],
		credentials: {},
		mode: 'trigger',
	});

describe('a target that is a folder and a line', () => {
	beforeEach(() => {
		mockKept.clear();
		mockKept.set('ada@example.com', { plan: 'gold' });
		mockKept.set('ben@example.com', { plan: 'free' });
	});

	it('applies a file: only what changes is written, and the rest is told', async () => {
		const file = csv(
			'Email,[old] plan,[new] plan',
			'ada@example.com,gold,silver',
			'ben@example.com,gold,silver',
			'eve@example.com,free,gold',
		);
		const result = await run({ operation: 'apply' }, file);
		expect(result.error).toBeUndefined();
		const [item] = result.items(NODE);
		expect(item.json).toMatchObject({
			state: 'done',
			target: 'made-up people',
			counts: { ok: 1, conflict: 1, notFound: 1 },
		});
		expect([...mockKept.values()]).toEqual([{ plan: 'silver' }, { plan: 'free' }]);
	});

	it('makes a template of its own group', async () => {
		const result = await run({ operation: 'downloadTemplate', targetGroup: 'everybody' }, '');
		expect(result.error).toBeUndefined();
		expect(linesBeforeCheck(result.items(NODE)[0].binary?.data)).toEqual([
			'Email,[old] plan,[new] plan',
			'ada@example.com,gold,',
			'ben@example.com,free,',
		]);
	});
});
