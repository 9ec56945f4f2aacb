import { FAULTS, type Fault } from '../faults';
import { cleanItems, itemProblems, type CleanItems, type ItemStage } from './itemSweep';

/**
 * Twelve items, and a system that fails at one of these requests, in every way in turn: what is told of each item is what the
 * system holds, and running again ends as it was wanted, with each record once.
 */
export function describeItems(
	system: string,
	start: () => Promise<ItemStage>,
	positions: readonly number[],
	faults: readonly Fault[] = FAULTS,
): void {
	describe(`Items written to ${system}: each outcome is true, and running again mends all and doubles nothing`, () => {
		let clean: CleanItems;
		beforeAll(async () => {
			clean = await cleanItems(start);
		});

		it.each(faults)('$name', async (fault) => {
			for (const at of positions) {
				const problems = await itemProblems(start, clean, fault, at);
				expect(problems.map((problem) => `${at} ${clean.requests[at] ?? ''}: ${problem}`)).toEqual(
					[],
				);
			}
		});
	});
}
