import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tableOf, type Comparison } from './measure';
import { writeFigures } from './writeFigures';

/** An hour and more: only when named. */
const LONG = ['faults'];

/**
 * Runs every bench that is not long, or those named (what follows from the first `--option` on is theirs), each in a process of its own, and puts what they report together as one table. Ends with 1
 * when a figure to reach was missed. `--write` puts the table of all benches into docs/figures.md.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-bench-'));
const isToBeWritten = process.argv.includes('--write');
const given = process.argv.slice(2).filter((one) => one !== '--write');
const firstOption = given.findIndex((one) => one.startsWith('--'));
const names = firstOption < 0 ? given : given.slice(0, firstOption);
const options = firstOption < 0 ? [] : given.slice(firstOption);
const nameOf = (file: string): string => file.split('.')[0];
const benches = readdirSync(__dirname)
	.filter((file) => file.endsWith('.bench.ts'))
	.filter((file) =>
		names.length === 0 ? !LONG.includes(nameOf(file)) : names.includes(nameOf(file)),
	)
	.sort();
if (isToBeWritten && names.length > 0)
	throw new Error('The page holds the figures of one run: --write takes all benches');
const failed: string[] = [];

for (const file of benches) {
	console.log(`━━ ${file}`);
	const bench = ['--import', 'tsx', path.join(__dirname, file), ...options];
	const { status } = spawnSync(process.execPath, bench, {
		stdio: 'inherit',
		env: { ...process.env, SURVEY_OPS_BENCH_FOLDER: folder },
	});
	if (status !== 0) failed.push(file);
}

const lines = readdirSync(folder)
	.sort()
	.flatMap((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Comparison[]);
rmSync(folder, { recursive: true, force: true });
if (lines.length > 0) console.log(`\n${tableOf(lines)}`);
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
if (isToBeWritten) void writeFigures(lines, failed);
process.exitCode = failed.length > 0 || lines.some(({ isReached }) => !isReached) ? 1 : 0;
