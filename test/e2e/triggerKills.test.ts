import { KillStream, type Mode } from './killStream/KillStream';
import { toolsForQueueMode } from './triggerSetting/QueueMode';

const seed = Number(process.env.SURVEY_OPS_SEED ?? Date.now() % 1_000_000);
const { missing } = toolsForQueueMode();
if (missing.length > 0) {
	console.warn(`No kills in queue mode: this machine lacks ${missing.join(', ')}`);
}
const modes: Mode[] = ['instantWithCatchUp', ...(missing.length > 0 ? [] : (['queue'] as const))];

/** In small; `npm run bench -- faults` has a hundred kills for each delivery. */
describe('LB01 LB02 LB03: n8n killed again and again while responses come in and are changed', () => {
	it.each(modes)(
		'%s: nothing is lost, nothing comes twice, no change is lost',
		async (mode) => {
			console.info(`SURVEY_OPS_SEED=${seed} repeats this stream`);
			const lines: string[] = [];
			const verdict = await KillStream.run({
				mode,
				seed,
				responses: 60,
				kills: 5,
				tell: (line) => lines.push(line),
			});
			console.info(lines.join('\n'));
			expect(verdict).toMatchObject({ responses: 60, lost: [], doubled: [], updatesLost: [] });
			expect(verdict.outputs).toBeGreaterThan(60);
		},
		420_000,
	);
});
