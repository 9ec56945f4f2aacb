import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { storeVisitId } from '../../sandbox/qualtrics';
import { within, type Comparison } from '../measure';

/**
 * The Survey node in n8n's engine on a survey of 150 questions, beside reading and parsing the survey's export and nothing else;
 * each in a process of its own, against one sandbox in another. The node asks for the questions it needs. A JavaScript process grows until it is told not to: for the memory the node runs with a
 * heap little larger than what n8n's engine takes when it is loaded.
 */
const COUNT = Number(process.env.SURVEY_OPS_BENCH_RESPONSES ?? 100_000);
const HEAP_MB = 140;
const ROUNDS = 2;

interface Ran {
	ms: number;
	addedMb: number;
	n: number;
}

function contender(name: string, url: string, token: string, flags: string[] = []): Ran {
	const file = path.join(__dirname, 'child.ts');
	const { stdout, status } = spawnSync(
		process.execPath,
		[...flags, '--import', 'tsx', file, name, url, token],
		{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
	);
	if (status !== 0) throw new Error(`${name} ended with ${status}`);
	const ran = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Ran;
	if (ran.n !== COUNT) throw new Error(`${name} saw ${ran.n} responses`);
	return ran;
}

export async function surveyItself(): Promise<Comparison[]> {
	const file = path.join(__dirname, '../../sandbox/serve.ts');
	const child = spawn(process.execPath, ['--import', 'tsx', file, '{"exportPolls":0}'], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	try {
		const ready = await new Promise<string>((resolve) =>
			createInterface({ input: child.stdout }).once('line', resolve),
		);
		const { url, token } = JSON.parse(ready) as { url: string; token: string };
		await fetch(`${url}/sandbox/control`, {
			method: 'POST',
			body: JSON.stringify({ action: 'addResponses', args: [COUNT, { surveyId: storeVisitId }] }),
		});
		const parse: Ran[] = [];
		const compute: Ran[] = [];
		for (let round = 0; round < ROUNDS; round += 1) {
			parse.push(contender('parse', url, token));
			compute.push(contender('compute', url, token));
		}
		const held = contender('compute', url, token, [`--max-old-space-size=${HEAP_MB}`]);
		const least = (runs: Ran[]) => Math.min(...runs.map(({ ms }) => ms));
		const [alone, ours] = [least(parse), least(compute)];
		const what = `Survey node, KPIs of a survey of ${COUNT.toLocaleString('en')}`;
		const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
		return [
			within(
				{
					what,
					peer: 'export read and parsed alone',
					peerFigure: seconds(alone),
					us: seconds(ours),
				},
				ours / alone,
				1.5,
			),
			within(
				{
					what: `${what}, added memory`,
					peer: 'allowed',
					peerFigure: '150 MB',
					us: `${held.addedMb.toFixed(0)} MB`,
				},
				held.addedMb / 150,
				1,
			),
		];
	} finally {
		child.kill('SIGTERM');
	}
}
