import type { IExecuteFunctions, ILoadOptionsFunctions, NodeExecutionHint } from 'n8n-workflow';
import type { RecordNode } from '../../../nodes/shared/n8n/records/settings';
import { writeItems } from '../../../nodes/shared/n8n/records/writeItems';
import { fieldOfRow } from '../../../nodes/shared/n8n/rowField';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { Destination, OpenDestination, RecordWrite } from '../../../nodes/shared/records';
import { parameter } from '../../written';

const NODE: RecordNode = {
	status: { isSet: 'setConsent', source: 'source', label: 'Consent', shownAs: 'consent' },
	fieldWords: 'field',
	marksFailed: true,
};

interface Sketch {
	options?: object;
	continues?: boolean;
	marksFailed?: boolean;
	isRepeatable?: boolean;
	/** Whether records are looked for by their name. */
	isMatched?: boolean;
	items?: Array<{ name: string }>;
	credentials?: object;
}

/** Writes names to a place where every record is new, and one named "bad" is refused. */
async function write({
	options = {},
	continues = false,
	marksFailed = true,
	isRepeatable,
	isMatched = true,
	items = [{ name: 'a' }, { name: 'b' }],
}: Sketch = {}) {
	const written: string[] = [];
	const hints: string[] = [];
	const shows = {
		name: 'Node',
		type: 'crmUpsert',
		parameters: { showQuestionsOf: 'none', options },
	};
	const rows = { row: [{ target: 'name', source: '={{ $json.name }}' }] };
	const given: Record<string, unknown> = { fields: rows, options };
	const context = parameter<IExecuteFunctions>({
		getNode: () => ({ ...shows, credentials: { api: { id: '1' } } }),
		getWorkflow: () => ({ id: 'w' }),
		getInputData: () => items.map((json) => ({ json })),
		getParentNodes: () => [],
		getTimezone: () => 'UTC',
		getMode: () => 'trigger',
		continueOnFail: () => continues,
		getNodeParameter: (name: string, _index: number, fallback: unknown) => given[name] ?? fallback,
		addExecutionHints: (...shown: NodeExecutionHint[]) =>
			hints.push(...shown.map(({ message }) => message)),
		getCredentials: async () => await Promise.resolve({ key: 'k' }),
	});
	const nameOf = (one: RecordWrite): string =>
		one.kind === 'create' ? String(one.values.name) : '';
	const target: OpenDestination = {
		keysAreUnique: true,
		batchSize: 1,
		notes: ['a note'],
		find: async (keys) => await Promise.resolve(keys.map(() => [])),
		write: async (writes) =>
			await Promise.resolve(
				writes.map((one) => {
					if (nameOf(one) === 'bad')
						return new ConnectorError('input', 'Refused', { hint: 'Correct it.' });
					written.push(nameOf(one));
					return { id: `id of ${nameOf(one)}`, warnings: ['careful'] };
				}),
			),
		records: async (ids) => await Promise.resolve(new Map(ids.map((id) => [id, { whole: id }]))),
	};
	const destination: Destination = {
		name: 'here',
		fields: [],
		match: isMatched ? [{ field: 'name', kind: 'text' }] : [],
		open: async () => await Promise.resolve(target),
		...(isRepeatable !== undefined && { isRepeatable }),
	};
	const out = await writeItems(
		context,
		{ ...NODE, marksFailed },
		async () =>
			await Promise.resolve({
				rows: { parameter: 'fields' },
				destinationFor: async () => await Promise.resolve(destination),
			}),
	).then(
		([shown]) => shown,
		(error: Error & { description?: string }) => error,
	);
	return { out, written, hints };
}
const jsonOf = (out: Awaited<ReturnType<typeof write>>['out']) =>
	Array.isArray(out) ? out.map(({ json }) => json) : out;

describe('a node that writes records', () => {
	it('writes each item and pairs its outcome with it; the commonest warnings stand above', async () => {
		const { out, written, hints } = await write();
		expect(written).toEqual(['a', 'b']);
		expect(jsonOf(out)).toMatchObject([
			{ status: 'created', id: 'id of a', warnings: ['careful'] },
			{ status: 'created', id: 'id of b' },
		]);
		expect(Array.isArray(out) && out.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
		expect(hints).toEqual(['careful (2 items)', 'a note']);
		expect(jsonOf(out)).not.toMatchObject([{ record: {} }, {}]);
	});

	it.each<[string, object, object, string[], string]>([
		[
			'a dry run',
			{ dryRun: true },
			{ status: 'wouldCreate', dryRun: true },
			[],
			'Dry run: nothing was written',
		],
		[
			'a plan that waits for approval',
			{ needsApproval: true },
			{ status: 'wouldCreate', needsApproval: true, approvalToken: expect.any(String) },
			[],
			'Waiting for approval: nothing was written. Run again with the approval token to apply the plan',
		],
		[
			'whole records',
			{ returnRecord: true },
			{ record: { whole: 'id of a' } },
			['a', 'b'],
			'careful (2 items)',
		],
	])('%s', async (_name, options, wanted, names, hint) => {
		const { out, written, hints } = await write({ options });
		expect(jsonOf(out)).toMatchObject([wanted, {}]);
		expect([written, hints[0]]).toEqual([names, hint]);
	});

	it.each([
		[undefined, true, 'running again does not write them twice.'],
		[false, true, 'running again creates them a second time.'],
		[undefined, false, 'running again creates them a second time.'],
		[true, false, 'running again does not write them twice.'],
	])(
		'a failure ends the run and says how far it came, repeatable: %s, matched: %s',
		async (isRepeatable, isMatched, again) => {
			const description = `Correct it. 1 of 3 items were done; ${again}`;
			const items = ['a', 'bad', 'c'].map((name) => ({ name }));
			const { out, written } = await write({
				items,
				isMatched,
				...(isRepeatable !== undefined && { isRepeatable }),
			});
			expect(out).toMatchObject({ message: 'Refused [item 1]', description });
			expect(written).toEqual(['a']);
		},
	);

	it.each([true, false])(
		'or is told of its item alone, with its status: %s',
		async (marksFailed) => {
			const items = ['a', 'bad', 'c'].map((name) => ({ name }));
			const { out, written } = await write({ items, continues: true, marksFailed });
			expect(written).toEqual(['a', 'c']);
			expect(Array.isArray(out) && out[1].json).toEqual({
				...(marksFailed && { status: 'failed' }),
				error: 'Refused [item 1]',
				details: 'Correct it.',
			});
		},
	);

	it('an item that cannot be read ends the run before anything is written', async () => {
		const { out, written } = await write({ items: [{ name: 'a' }, { name: '' }] });
		expect(out).toMatchObject({ message: 'The match field "name" is empty [item 1]' });
		expect(written).toEqual([]);
	});
});

describe('the field that a row of a list fills', () => {
	const rowOf = (beside: Record<string, unknown>) =>
		fieldOfRow(
			parameter<ILoadOptionsFunctions>({ getCurrentNodeParameter: (name: string) => beside[name] }),
		);

	it.each<[Record<string, unknown>, object | undefined]>([
		[
			{ '&target': { __rl: true, value: 'details.nps', cachedResultName: 'NPS' } },
			{ written: 'details.nps', name: 'nps', label: 'NPS' },
		],
		[{ '&column': { __rl: true, value: ' city ' } }, { written: 'city', name: 'city' }],
		[
			{ '&target': { __rl: true, value: 'a' }, '&column': { __rl: true, value: 'b' } },
			{ written: 'a', name: 'a' },
		],
		[{ '&target': { __rl: true, value: '' } }, undefined],
		[{ '&target': { __rl: true, value: '={{ $json.x }}' } }, undefined],
		[{}, undefined],
	])('%j', (beside, wanted) => {
		expect(rowOf(beside)).toEqual(wanted);
	});
});
