import path from 'node:path';
import type { INodeParameters, INodeType } from 'n8n-workflow';
import { n8nHome } from '../../e2e/harness/paths';
import { chain, runWorkflow } from '../harness';
import { byExpressions, explanationOf, filter, source, type FilterInput } from './conditionNode';

/** n8n's own If node, out of an installed n8n. */
function loadIf(): INodeType {
	const file = path.join(n8nHome(), 'node_modules/n8n-nodes-base/dist/nodes/If/If.node.js');
	const { If } = require(file) as { If: new () => { nodeVersions: Record<string, INodeType> } };
	return new If().nodeVersions[2.3];
}

/** Among them what survey data is full of: numbers as text, empty texts, nothing at all. */
const LEFT: unknown[] = [
	undefined,
	null,
	'',
	' ',
	'0',
	0,
	5,
	'5',
	' 5 ',
	'5.0',
	'abc',
	'Abc',
	true,
	false,
	'true',
	'no',
	'2024-05-01',
	'2024-05-01T10:00:00Z',
	[],
	['a', 'B', 5],
	{},
	{ a: 1 },
];

interface TypeCase {
	type: string;
	operations: string[];
	/** Operations that take no right-hand value. */
	alone: string[];
	right: unknown[];
}

const TYPES: TypeCase[] = [
	{
		type: 'string',
		operations:
			'equals notEquals contains notContains startsWith notStartsWith endsWith notEndsWith regex notRegex'.split(
				' ',
			),
		alone: ['exists', 'notExists', 'empty', 'notEmpty'],
		right: ['5', 'ABC', '', undefined],
	},
	{
		type: 'number',
		operations: ['equals', 'notEquals', 'gt', 'lt', 'gte', 'lte'],
		alone: ['exists', 'notExists', 'empty', 'notEmpty'],
		right: [5, '5', '', 'abc'],
	},
	{
		type: 'dateTime',
		operations: ['equals', 'notEquals', 'after', 'before', 'afterOrEquals', 'beforeOrEquals'],
		alone: ['exists', 'notExists', 'empty', 'notEmpty'],
		right: ['2024-05-01', '2024-05-01T10:00:00Z', ''],
	},
	{
		type: 'boolean',
		operations: ['equals', 'notEquals'],
		alone: ['exists', 'notExists', 'empty', 'notEmpty', 'true', 'false'],
		right: [true, 'false', ''],
	},
	{
		type: 'array',
		operations: ['contains', 'notContains'],
		alone: ['exists', 'notExists', 'empty', 'notEmpty'],
		right: ['a', 'b', 5],
	},
	{
		type: 'object',
		operations: [],
		alone: ['exists', 'notExists', 'empty', 'notEmpty'],
		right: [],
	},
];

interface Mode {
	convertTypes: boolean;
	caseSensitive: boolean;
}

describe("expressions mode beside n8n's If node", () => {
	let ifNode: INodeType;
	beforeAll(() => {
		ifNode = loadIf();
	}, 900_000);

	const run = async (
		kind: 'if' | 'condition',
		combinator: 'and' | 'or',
		conditions: FilterInput[],
		values: unknown[],
		{ convertTypes, caseSensitive }: Mode,
	) => {
		const stored = filter(combinator, conditions);
		stored.options.typeValidation = convertTypes ? 'loose' : 'strict';
		stored.options.caseSensitive = caseSensitive;
		const node =
			kind === 'condition'
				? byExpressions([stored], { options: { convertTypes, caseSensitive } })
				: {
						name: 'Condition',
						type: 'n8n-nodes-base.if',
						onError: 'continueRegularOutput' as const,
						parameters: {
							conditions: stored,
							looseTypeValidation: convertTypes,
							options: { ignoreCase: !caseSensitive },
						} as unknown as INodeParameters,
					};
		const items = values.map((value, index) => ({
			json: value === undefined ? { index } : { value, index },
		}));
		return await runWorkflow({
			nodes: [source(items), node],
			connections: chain('Items', 'Condition'),
			nodeTypes: { 'n8n-nodes-base.if': ifNode },
		});
	};

	/** Index of every item that went to True. */
	const trueOf = (result: Awaited<ReturnType<typeof run>>) =>
		result.json('Condition', 0).map(({ index }) => index as number);

	/** What If says of one item by itself: it stops where it cannot compare. */
	const ifAlone = async (condition: FilterInput, value: unknown, mode: Mode) => {
		const stored = filter('and', [condition]);
		stored.options.typeValidation = mode.convertTypes ? 'loose' : 'strict';
		stored.options.caseSensitive = mode.caseSensitive;
		const result = await runWorkflow({
			nodes: [
				source([{ json: value === undefined ? {} : { value } }]),
				{
					name: 'If',
					type: 'n8n-nodes-base.if',
					parameters: { conditions: stored, looseTypeValidation: mode.convertTypes } as never,
				},
			],
			connections: chain('Items', 'If'),
			nodeTypes: { 'n8n-nodes-base.if': ifNode },
		});
		return result.status;
	};

	const modes: Array<[string, Mode]> = [
		['types converted, case ignored', { convertTypes: true, caseSensitive: false }],
		['types strict, case counts', { convertTypes: false, caseSensitive: true }],
	];
	const table = TYPES.flatMap((type) =>
		modes.map(([name, mode]) => [type.type, name, type, mode] as const),
	);

	it.each(table)(
		'Q14 %s, %s: the same items go to True, and what If refuses cannot be evaluated',
		async (_type, _name, { type, operations, alone, right }, mode) => {
			const conditions: FilterInput[] = [
				...operations.flatMap((operation) => right.map((value) => ({ operation, right: value }))),
				...alone.map((operation) => ({ operation, singleValue: true })),
			].map((part) => ({ left: '={{ $json.value }}', type, ...part }));
			const differences: unknown[] = [];
			const refused: Array<{ condition: FilterInput; indexes: number[] }> = [];
			for (const condition of conditions) {
				const [theirs, ours] = [
					await run('if', 'and', [condition], LEFT, mode),
					await run('condition', 'and', [condition], LEFT, mode),
				];
				expect(ours.error).toBeUndefined();
				expect(ours.json('Condition', 0).length + ours.json('Condition', 1).length).toBe(
					LEFT.length,
				);
				if (String(trueOf(theirs)) !== String(trueOf(ours)))
					differences.push({ condition, theirs: trueOf(theirs), ours: trueOf(ours) });
				const nulls = ours
					.json('Condition', 1)
					.filter((json) => explanationOf(json).result === null);
				refused.push({ condition, indexes: nulls.map(({ index }) => index as number) });
			}
			expect(differences).toEqual([]);
			for (const { condition, indexes } of refused.filter((_, place) => place % 3 === 0)) {
				const statuses = await Promise.all(
					LEFT.map(async (value) => await ifAlone(condition, value, mode)),
				);
				const stopped = statuses.flatMap((status, index) => (status === 'error' ? [index] : []));
				expect([condition, stopped]).toEqual([condition, indexes]);
			}
		},
		120_000,
	);

	it.each(['and', 'or'] as const)(
		'Q14 several conditions joined by %s, and expressions of other forms',
		async (combinator) => {
			const values = [3, 7, 50, '12', null, undefined];
			const conditions: FilterInput[] = [
				{
					left: '={{ $json.value > 5 ? "big" : "small" }}',
					type: 'string',
					operation: 'equals',
					right: 'big',
				},
				{ left: '=n{{ $json.index }}', type: 'string', operation: 'regex', right: '/^N[0-3]$/i' },
				{ left: '={{ $now }}', type: 'dateTime', operation: 'after', right: '2020-01-01' },
				{
					left: '={{ $json.index }}',
					type: 'number',
					operation: 'lt',
					right: '={{ $json.value ?? 2 }}',
				},
			];
			const mode = { convertTypes: true, caseSensitive: false };
			const theirs = await run('if', combinator, conditions, values, mode);
			const ours = await run('condition', combinator, conditions, values, mode);
			expect(trueOf(ours)).toEqual(trueOf(theirs));
			expect(trueOf(ours).length).toBeGreaterThan(0);
		},
	);
});
