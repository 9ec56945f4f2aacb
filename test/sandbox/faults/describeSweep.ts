import { cleanRun, problemsOf, type BulkStage, type CleanRun } from './bulkSweep';
import { FAULTS, type Fault } from './faults';

/**
 * A file of twelve rows in three batches, and a system that fails at one of these requests of the second batch, in every way in
 * turn: what is told of each row is what the record holds, going on repeats and leaves out nothing, and undoing brings back
 * what was there.
 */
export function describeSweep(
	system: string,
	start: () => Promise<BulkStage>,
	positions: readonly number[],
	faults: readonly Fault[] = FAULTS,
): void {
	describe(`Bulk CSV Update of ${system}: each row’s outcome is true, nothing is lost or doubled`, () => {
		let clean: CleanRun;
		beforeAll(async () => {
			clean = await cleanRun(start);
		});

		it.each(faults)('$name', async (fault) => {
			for (const at of positions) {
				const problems = await problemsOf(start, clean, fault, at);
				expect(problems.map((problem) => `${at} ${clean.requests[at]}: ${problem}`)).toEqual([]);
			}
		});
	});
}
