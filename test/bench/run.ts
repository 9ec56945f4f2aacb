import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tableOf, type Comparison } from './measure';

/**
 * Runs every bench, or those named, each in a process of its own, and puts what they report together as one table. Ends with 1
 * when a figure to reach was missed.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-bench-'));
const names = process.argv.slice(2);
const benches = readdirSync(__dirname)
	.filter((file) => file.endsWith('.bench.ts'))
	.filter((file) => names.length === 0 || names.includes(file.split('.')[0]))
	.sort();
const failed: string[] = [];

for (const file of benches) {
	console.log(`━━ ${file}`);
	const { status } = spawnSync(process.execPath, ['--import', 'tsx', path.join(__dirname, file)], {
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
process.exitCode = failed.length > 0 || lines.some(({ isReached }) => !isReached) ? 1 : 0;
