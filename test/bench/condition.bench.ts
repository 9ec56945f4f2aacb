import { useEngine, stopEngines, ifNode, timed, type Engine } from './engine';
import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';
import { decideItems } from '../../nodes/Condition/decideItems';
import { parameters } from '../../nodes/Condition/parameters';
import { byAnswers, filter } from '../engine/condition/conditionNode';
import type { TestNode } from '../engine/harness/additionalData';
import { answer, chosen, response } from '../unit/conditions/survey';
import { each, faster, median, report, shown, within } from './measure';

/**
 * The Condition node with three rules over survey answers, beside n8n's If node with three conditions on the same items, and
 * beside a plain predicate. Every item passes all three, so that nobody stops early. Run: `npm run bench condition`.
 */
const SIZES = [1_000, 10_000, 100_000];
/** The default engine needs 20 seconds for 10,000 items, so that is measured once; 100,000 would take minutes. */
const ROUNDS: Record<Engine, Record<number, number>> = {
	vm: { 1_000: 3, 10_000: 1 },
	legacy: { 1_000: 5, 10_000: 3 },
};

const item = (index: number): INodeExecutionData => ({
	json: response(
		[
			chosen('QID1', ['Satisfied']),
			chosen('QID2', ['Monday', 'Friday']),
			answer('QID3', index % 11),
			answer('QID5', `Remark ${index}`),
			answer('QID6', index % 90),
		],
		{ context: { plan: index % 2 ? 'Gold' : 'gold' } },
	) as never,
});

const condition = (explain: boolean): TestNode =>
	byAnswers(
		[
			[
				'all',
				{
					subject: '${q://QID1/ChoiceGroup/SelectedChoices}',
					operator: 'selected',
					value: 'Satisfied',
				},
				{ subject: '${q://QID3/ChoiceNumericEntryValue}', operator: 'greaterOrEqual', value: '0' },
				{ subject: '${e://Field/plan}', operator: 'is', value: 'gold' },
			],
		],
		{ options: { explain }, parameters: { showQuestionsOf: 'none' } },
	);

const theirs: TestNode = {
	name: 'If',
	type: 'n8n-nodes-base.if',
	parameters: {
		looseTypeValidation: true,
		conditions: filter('and', [
			{
				left: '={{ $json.answers.QID1.label }}',
				type: 'string',
				operation: 'equals',
				right: 'Satisfied',
			},
			{ left: '={{ $json.answers.QID3.value }}', type: 'number', operation: 'gte', right: 0 },
			{ left: '={{ $json.context.plan }}', type: 'string', operation: 'equals', right: 'gold' },
		]),
		options: { ignoreCase: true },
	} as unknown as INodeParameters,
};

interface Plain {
	answers: Record<string, { label: string; value: number }>;
	context: { plan: string };
}
const predicate = ({ json }: INodeExecutionData): boolean => {
	const { answers, context } = json as unknown as Plain;
	return (
		answers.QID1.label === 'Satisfied' &&
		answers.QID3.value >= 0 &&
		context.plan.toLowerCase() === 'gold'
	);
};

const ours: INodeType = {
	description: {
		displayName: 'Condition',
		name: 'condition',
		group: ['transform'],
		version: 1,
		description: 'As in the package',
		defaults: { name: 'Condition' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		properties: parameters,
	},
	execute: decideItems,
};

/** The least that a node does which decides by item. */
const decidedByHand = (items: INodeExecutionData[]): INodeExecutionData[][] => {
	const outputs: INodeExecutionData[][] = [[], []];
	for (const [index, item] of items.entries()) {
		outputs[predicate(item) ? 0 : 1].push({ json: item.json, pairedItem: { item: index } });
	}
	return outputs;
};

type Way = 'us' | 'explain' | 'predicate' | 'byHand' | Engine;

async function main(): Promise<void> {
	const peer = ifNode();
	const times = new Map<string, number[]>();
	const add = (way: Way, size: number, ms: number) => {
		const key = `${way} ${size}`;
		times.set(key, [...(times.get(key) ?? []), ms]);
	};
	const check = (outputs: INodeExecutionData[][], size: number) => {
		if (outputs[0].length !== size) throw new Error('The bench measures the wrong thing');
	};
	const pools = SIZES.map((size) => Array.from({ length: size }, (_, index) => item(index)));

	await useEngine('legacy');
	for (let round = 0; round < 5; round++) {
		for (const [place, size] of SIZES.entries()) {
			for (const way of ['us', 'explain'] as const) {
				const { ms, outputs } = await timed(condition(way === 'explain'), ours, pools[place]);
				check(outputs, size);
				add(way, size, ms);
			}
			const start = performance.now();
			const passed = pools[place].filter(predicate).length;
			add('predicate', size, performance.now() - start);
			if (passed !== size) throw new Error('The predicate measures the wrong thing');
			const startByHand = performance.now();
			check(decidedByHand(pools[place]), size);
			add('byHand', size, performance.now() - startByHand);
			for (const engine of ['legacy', 'vm'] as const) {
				if (round >= (ROUNDS[engine][size] ?? 0)) continue;
				await useEngine(engine);
				const { ms, outputs } = await timed(theirs, peer, pools[place]);
				check(outputs, size);
				add(engine, size, ms);
				await useEngine('legacy');
			}
		}
	}
	await stopEngines();

	const time = (way: Way, size: number): number => median(times.get(`${way} ${size}`)!);
	const us = (size: number) => each(time('us', size), size);
	const beside = (engine: Engine, size: number) => ({
		what: `Condition, 3 rules, ${size.toLocaleString('en')} items`,
		peer: engine === 'vm' ? 'n8n If, default engine' : 'n8n If, legacy engine',
		peerFigure: each(time(engine, size), size),
		us: us(size),
	});
	const ratio = (engine: Engine, size: number) => time(engine, size) / time('us', size);
	const growthOf = (way: Way) => time(way, 100_000) / time(way, 10_000);
	const microseconds = (time('us', 100_000) * 1000) / 100_000;
	const overPredicate = time('us', 100_000) / time('predicate', 100_000);
	report('condition', [
		shown(beside('vm', 1_000), ratio('vm', 1_000)),
		faster(beside('vm', 10_000), ratio('vm', 10_000), 500),
		shown(beside('legacy', 1_000), ratio('legacy', 1_000)),
		faster(beside('legacy', 10_000), ratio('legacy', 10_000), 100),
		within(
			{
				what: 'Condition, 10k → 100k items',
				peer: 'itself at 10k',
				peerFigure: us(10_000),
				us: us(100_000),
			},
			growthOf('us'),
			11,
		),
		shown(
			{
				what: 'Condition, 10k → 100k items: a predicate by hand that hands the items on, nothing else',
				peer: 'itself at 10k',
				peerFigure: each(time('byHand', 10_000), 10_000),
				us: each(time('byHand', 100_000), 100_000),
			},
			growthOf('byHand'),
		),
		{
			what: 'Condition, 100,000 items, µs an item',
			peer: 'plain predicate',
			peerFigure: each(time('predicate', 100_000), 100_000),
			us: us(100_000),
			ratio: overPredicate,
			target: '≤ 3 µs',
			isReached: microseconds <= 3,
		},
		within(
			{
				what: 'Condition with Explain, 10,000 items',
				peer: 'without',
				peerFigure: us(10_000),
				us: each(time('explain', 10_000), 10_000),
			},
			time('explain', 10_000) / time('us', 10_000),
			15,
		),
	]);
}

void main();
