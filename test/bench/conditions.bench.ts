import { compileConditions, decide, evaluate } from '../../nodes/shared/conditions';
import type { ConditionSubject } from '../../nodes/shared/conditions';
import { answer, chosen, definition, response } from '../unit/conditions/survey';

/**
 * Time per item of a condition with three rules, at 1k, 10k and 100k items, decided and explained.
 * Run: `tsx test/bench/conditions.bench.ts`. Medians of interleaved rounds; figures are for comparison within one run only.
 */
const ROUNDS = 7;
const SIZES = [1_000, 10_000, 100_000];

const spec = {
	between: 'all' as const,
	sets: [
		{
			combine: 'all' as const,
			rules: [
				{
					subject: '${q://QID1/ChoiceGroup/SelectedChoices}',
					operator: 'selected' as const,
					value: 'Satisfied',
				},
				{ subject: 'QID3', operator: 'greaterOrEqual' as const, value: '0' },
				{ subject: '${e://Field/plan}', operator: 'is' as const, value: 'gold' },
			],
		},
	],
};

function items(size: number): ConditionSubject[] {
	return Array.from({ length: size }, (_, index) => ({
		response: response(
			[
				chosen('QID1', ['Satisfied']),
				chosen('QID2', ['Monday', 'Friday']),
				answer('QID3', index % 11),
				answer('QID5', `Remark ${index}`),
				answer('QID6', index % 90),
			],
			{ context: { plan: index % 2 ? 'Gold' : 'gold' } },
		),
		survey: definition,
		now: 0,
		timeZone: 'UTC',
		random: () => 0,
	}));
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

function microsecondsPerItem(
	subjects: ConditionSubject[],
	run: (subject: ConditionSubject) => unknown,
): number {
	const start = performance.now();
	for (const subject of subjects) run(subject);
	return ((performance.now() - start) * 1000) / subjects.length;
}

const compiled = compileConditions(spec);
const ways = {
	decide: (subject: ConditionSubject) => decide(compiled, subject),
	explain: (subject: ConditionSubject) => evaluate(compiled, subject),
};
const pools = SIZES.map(items);
for (const pool of pools)
	if (decide(compiled, pool[0]) !== true) throw new Error('The bench measures the wrong thing');

console.log('items      decide µs/item   with explanation µs/item');
const times = SIZES.map(() => ({ decide: [] as number[], explain: [] as number[] }));
for (let round = 0; round < ROUNDS; round++) {
	pools.forEach((pool, index) => {
		times[index].decide.push(microsecondsPerItem(pool, ways.decide));
		times[index].explain.push(microsecondsPerItem(pool, ways.explain));
	});
}
SIZES.forEach((size, index) => {
	const row = [median(times[index].decide).toFixed(3), median(times[index].explain).toFixed(3)];
	console.log(`${String(size).padEnd(10)} ${row[0].padEnd(16)} ${row[1]}`);
});
