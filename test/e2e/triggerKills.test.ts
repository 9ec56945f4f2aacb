import { KillStream, type Mode } from './killStream/KillStream';
import { toolsForQueueMode } from './triggerSetup/QueueMode';

const seed = Number(process.env.SURVEY_OPS_SEED ?? Date.now() % 1_000_000);
const { missing } = toolsForQueueMode();
if (missing.length > 0) {
	console.warn(`No kills in queue mode: this machine lacks ${missing.join(', ')}`);
}
const modes: Mode[] = ['instantWithCatchUp', ...(missing.length > 0 ? [] : (['queue'] as const))];

/** Every fourth kill in queue mode is the main process. */
const SMALL = { responses: 40, kills: 4 };

/** In small; `npm run bench -- faults` has a hundred kills for each delivery. */
describe('LB01 LB02 LB03: n8n killed again and again while responses come in and are changed', () => {
	it.each(modes)(
		'%s: nothing is lost, nothing comes twice, no change is lost',
		async (mode) => {
			const lines = [`SURVEY_OPS_SEED=${seed} repeats this stream`];
			const began = Date.now();
			const tell = (line: string) =>
				lines.push(`${Math.round((Date.now() - began) / 1000)} s: ${line}`);
			try {
				const verdict = await KillStream.run({ mode, seed, ...SMALL, tell });
				expect(verdict).toMatchObject({
					responses: SMALL.responses,
					lost: [],
					doubled: [],
					updatesLost: [],
				});
				expect(verdict.changed).toBeGreaterThan(0);
			} finally {
				// Also of a stream that was broken off: where it came to.
				tell('the end');
				console.info(lines.join('\n'));
			}
		},
		420_000,
	);
});
