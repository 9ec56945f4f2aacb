import { parseArgs } from 'node:util';
import { KillStream, type Mode } from '../e2e/killStream/KillStream';
import { toolsForQueueMode } from '../e2e/triggerSetup/QueueMode';
import { report, within, type Comparison } from './measure';

/**
 * n8n killed (SIGKILL) a hundred times for each delivery, and its workers and main process in queue mode, at random moments of a
 * stream of a thousand responses with changes, repeated announcements and times off UTC. What counts as lost and doubled stands in
 * docs/scaling.md. Run: `npm run bench -- faults [--seed N] [--modes instant,queue] [--kills 100] [--responses 1000]`.
 */
const { values } = parseArgs({
	options: {
		seed: { type: 'string', default: String(Date.now() % 1_000_000) },
		modes: { type: 'string', default: 'instant,scheduled,instantWithCatchUp,queue' },
		kills: { type: 'string', default: '100' },
		responses: { type: 'string', default: '1000' },
	},
});
const seed = Number(values.seed);
const kills = Number(values.kills);
const responses = Number(values.responses);
const { missing } = toolsForQueueMode();

async function main(): Promise<void> {
	console.log(`Seed ${seed}: repeat with --seed ${seed}`);
	const lines: Comparison[] = [];
	for (const mode of values.modes.split(',') as Mode[]) {
		if (mode === 'queue' && missing.length > 0) {
			console.warn(`No queue mode: this machine lacks ${missing.join(', ')}`);
			continue;
		}
		const began = Date.now();
		const tell = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);
		const verdict = await KillStream.run({ mode, seed, responses, kills, tell });
		const [lost, doubled, updatesLost] = [
			verdict.lost.length,
			verdict.doubled.length,
			verdict.updatesLost.length,
		];
		tell(
			`${mode}: ${kills} kills, ${verdict.responses} responses, ${verdict.outputs} outputs: lost ${lost}, doubled ${doubled}, updates lost ${updatesLost}; ${Math.round((Date.now() - began) / 1000)} s`,
		);
		lines.push(
			within(
				{
					what: `${mode}: ${kills} kills`,
					peer: 'responses',
					peerFigure: String(verdict.responses),
					us: `lost ${lost}, doubled ${doubled}, updates lost ${updatesLost}`,
				},
				lost + doubled + updatesLost,
				0,
				'',
			),
		);
	}
	report('faults', lines);
	process.exitCode = lines.every(({ isReached }) => isReached) ? 0 : 1;
}

void main();
