import type { IDataObject } from 'n8n-workflow';
import { mappingRowsProperty } from '../../../nodes/shared/n8n/mappingRows';
import type { RecordProvider } from '../../../nodes/shared/n8n/records/RecordProvider';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { RecordWrite } from '../../../nodes/shared/records';
import { runWorkflow } from '../harness';
import { NODE, row, TYPE } from './setup';

type Values = Record<string, unknown>;

/** What the system keeps, by the e-mail address that is its id. */
const mockKept = new Map<string, Values>();

/** A whole CRM: what a new one has to bring, and no more. */
const mockProvider: RecordProvider = {
	id: 'madeUp',
	label: 'Made Up',
	subtitle: '"made-up person"',
	credentials: [],
	lists: {},
	parameters: [
		mappingRowsProperty({
			name: 'fields',
			displayName: 'Fields',
			target: { displayName: 'Field', type: 'string', default: '' },
		}),
		{ displayName: 'Mapping', name: 'mappingMode', type: 'string', default: 'manual' },
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			default: {},
			options: [{ displayName: 'Dry Run', name: 'dryRun', type: 'boolean', default: false }],
		},
	],
	connect: async () =>
		await Promise.resolve({
			rows: { parameter: 'fields' },
			destinationFor: async () =>
				await Promise.resolve({
					name: 'people',
					fields: [{ name: 'email' }, { name: 'plan' }],
					match: [{ field: 'email', kind: 'email' as const }],
					open: async () =>
						await Promise.resolve({
							keysAreUnique: true,
							batchSize: 2,
							find: async (keys) =>
								await Promise.resolve(
									keys.map(({ values: { email } }) => {
										const id = email.toLowerCase();
										const values = mockKept.get(id);
										return values ? [{ id, values }] : [];
									}),
								),
							write: async (writes) => await Promise.resolve(writes.map(keep)),
						}),
				}),
		}),
};

function keep(write: RecordWrite): { id: string } | ConnectorError {
	const changed: Values =
		write.kind === 'create'
			? write.values
			: Object.fromEntries(write.changes.map(({ field, to }) => [field, to]));
	if (changed.plan === 'refused') return new ConnectorError('input', 'There is no such plan');
	const id = write.kind === 'create' ? String(write.values.email).toLowerCase() : write.record.id;
	mockKept.set(id, { ...mockKept.get(id), ...changed });
	return { id };
}

jest.mock('../../../nodes/CrmUpsert/providers/all', () => ({
	get PROVIDERS() {
		return [mockProvider];
	},
}));

const FIELDS = {
	row: [row('email', '={{ $json.email }}'), row('plan', '={{ $json.plan }}')].map((one) => ({
		...one,
		target: (one.target as IDataObject).value,
	})),
};

const run = async (items: IDataObject[], parameters: IDataObject = {}, onError?: string) =>
	await runWorkflow({
		nodes: [
			{
				name: NODE,
				type: TYPE,
				parameters: {
					provider: 'madeUp',
					showQuestionsOf: 'none',
					fields: FIELDS,
					...parameters,
				} as never,
				...(onError && { onError: onError as 'continueErrorOutput' }),
			},
		],
		input: items.map((json) => ({ json })),
		mode: 'trigger',
	});

const ADA = { email: 'ada@example.com', plan: 'gold' };

beforeEach(() => mockKept.clear());

describe('a CRM that is nothing but a provider', () => {
	it('K01 creates, leaves alone and updates, each item told in its place', async () => {
		const first = await run([ADA, { email: 'bo@example.com', plan: 'silver' }]);
		expect(first.error).toBeUndefined();
		expect(first.json(NODE)).toMatchObject([
			{ status: 'created', id: 'ada@example.com' },
			{ status: 'created', id: 'bo@example.com' },
		]);
		const again = await run([ADA, { email: 'Bo@example.com', plan: 'gold' }]);
		expect(again.json(NODE)).toEqual([
			{ status: 'unchanged', id: 'ada@example.com', changes: [] },
			{
				status: 'updated',
				id: 'bo@example.com',
				changes: [{ field: 'plan', from: 'silver', to: 'gold' }],
			},
		]);
		expect(mockKept.get('bo@example.com')).toEqual({ email: 'bo@example.com', plan: 'gold' });
	});

	it('K01 folds items of one key, and an update creates nobody', async () => {
		const folded = await run([ADA, { ...ADA, plan: 'platinum' }]);
		expect(folded.json(NODE)).toMatchObject([
			{ status: 'created', writtenTogetherWith: [1] },
			{ status: 'updated', writtenTogetherWith: [0] },
		]);
		const skipped = await run([{ email: 'cy@example.com' }], { operation: 'update' });
		expect(skipped.json(NODE)).toMatchObject([{ status: 'skipped', changes: [] }]);
		expect([...mockKept.keys()]).toEqual(['ada@example.com']);
	});

	it('a dry run tells what would be done and writes nothing', async () => {
		const result = await run([ADA], { options: { dryRun: true } });
		expect(result.json(NODE)).toMatchObject([
			{
				status: 'wouldCreate',
				dryRun: true,
				mapping: [
					{ field: 'email', resolved: 'ada@example.com' },
					{ field: 'plan', resolved: 'gold' },
				],
				requests: [],
			},
		]);
		expect(mockKept.size).toBe(0);
	});

	it('a failure stops the run after its batch and says how far it came; or leaves by the error output', async () => {
		const items = ['ada', 'bo', 'cy'].map((name, index) => ({
			email: `${name}@example.com`,
			plan: index === 1 ? 'refused' : 'gold',
		}));
		const stopped = await run(items);
		expect(stopped.error?.message).toBe('There is no such plan [item 1]');
		expect((stopped.error as { description?: string }).description).toContain('1 of 3 items');
		expect([...mockKept.keys()]).toEqual(['ada@example.com']);
		const goesOn = await run(items, {}, 'continueErrorOutput');
		expect(goesOn.json(NODE).map(({ status }) => status)).toEqual(['unchanged', 'created']);
		expect(goesOn.items(NODE, 1)).toMatchObject([
			{
				json: { error: expect.stringContaining('There is no such plan') },
				pairedItem: { item: 1 },
			},
		]);
	});

	it('maps automatically by the names of its fields', async () => {
		const result = await run([{ ...ADA, shoe: 42 }], { mappingMode: 'automatic' });
		expect(result.json(NODE)).toMatchObject([
			{ status: 'created', unmatched: ['shoe'], warnings: [expect.stringContaining('shoe')] },
		]);
	});
});
