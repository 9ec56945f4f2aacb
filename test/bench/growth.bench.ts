import { spawnSync } from 'node:child_process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ANSWERS } from './growth/answers';
import { FILES } from './growth/files';
import type { Growth, Work } from './growth/Growth';
import { RECORDS } from './growth/records';
import { SURVEYS } from './growth/surveys';
import { median, report, within, type Comparison } from './measure';

/**
 * Ten times the rows, items, questions, rules or surveys, node by node: at most eleven times the work. Each kind of growth has a
 * process of its own; both sizes are run in turns. What is compared is the processor time of that process, so that neither a system
 * that is slow to answer nor a busy machine counts. Run: `npm run bench growth`; `SURVEY_OPS_BENCH_GROWTH=KPI` takes some of them.
 */
const ROUNDS = 3;
const MOST = 11;

const GROWTHS = [...ANSWERS, ...SURVEYS, ...RECORDS, ...FILES];

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function processorMs(work: Work, times: number): Promise<number> {
	// What an earlier run left behind is not this one's.
	collect();
	let told = 0;
	const before = process.cpuUsage();
	for (let time = 0; time < times; time++) told += (await work()) ?? 0;
	const { user, system } = process.cpuUsage(before);
	return (told > 0 ? told : (user + system) / 1000) / times;
}

interface Measured {
	small: number;
	large: number;
}

async function measure({ small, large, prepare, close }: Growth): Promise<Measured> {
	const works = { small: await prepare(small), large: await prepare(large) };
	const times: Record<keyof typeof works, number[]> = { small: [], large: [] };
	// The first round loads and compiles.
	for (let round = 0; round <= ROUNDS; round++) {
		// As much work on both sides, so that neither is the better for having been done more often.
		const measured = {
			small: await processorMs(works.small, large / small),
			large: await processorMs(works.large, 1),
		};
		if (round === 0) continue;
		times.small.push(measured.small);
		times.large.push(measured.large);
	}
	close?.();
	return { small: median(times.small), large: median(times.large) };
}

function measureApart(what: string): Measured | undefined {
	const { status, stdout } = spawnSync(process.execPath, [...process.execArgv, __filename], {
		encoding: 'utf8',
		env: { ...process.env, SURVEY_OPS_BENCH_CASE: what },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	if (status !== 0) {
		console.error(`${what} ended with ${status}`);
		process.exitCode = 1;
		return undefined;
	}
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured;
}

const milliseconds = (ms: number): string => `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
const count = (size: number): string => size.toLocaleString('en');

/** None where it came to no end: the others are worth having all the same. */
function linesOf({ what, small, large }: Growth): Comparison[] {
	const measured = measureApart(what);
	if (measured === undefined) return [];
	const line = {
		what: `${what}, ${count(small)} → ${count(large)}`,
		peer: `itself at ${count(small)}`,
		peerFigure: milliseconds(measured.small),
		us: milliseconds(measured.large),
	};
	console.log(`${line.what}: ${line.peerFigure}, ${line.us}`);
	return [within(line, measured.large / measured.small, MOST)];
}

async function main(): Promise<void> {
	const chosen = process.env.SURVEY_OPS_BENCH_CASE;
	if (chosen !== undefined) {
		const growth = GROWTHS.find(({ what }) => what === chosen)!;
		console.log(JSON.stringify(await measure(growth)));
		process.exit();
	}
	const part = process.env.SURVEY_OPS_BENCH_GROWTH ?? '';
	report('growth', GROWTHS.filter(({ what }) => what.includes(part)).flatMap(linesOf));
}

void main();
