import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { writeRows, type FileFacts } from './csv/rows';

/**
 * Reading CSV against csv-parse 7, and applying a file, each in processes of their own, in turn; medians of the ratios of each
 * round. Run: `tsx test/bench/csv.bench.ts [rows of the small file] [rows of the large file]`.
 * What was counted is compared with what was written, and the bounds on memory are enforced; times are only shown.
 */
const [small = 100_000, large = 1_000_000] = process.argv.slice(2).map(Number);
const ROUNDS = { small: 5, large: 3 };

interface Measured {
	rows: number;
	edited: number;
	ms: number;
	addedMb: number;
	cells?: number;
	characters?: number;
	undone?: number;
	/** Start of the process included. */
	wholeMs: number;
}

const folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-bench-'));
const script = path.join(folder, 'job.js');
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

function measure(way: string, file: string, facts: FileFacts, ...flags: string[]): Measured {
	const start = performance.now();
	const output = execFileSync(process.execPath, [...flags, script, way, file], {
		encoding: 'utf8',
	});
	const wholeMs = performance.now() - start;
	const measured = { ...(JSON.parse(output) as Measured), wholeMs };
	const expected = ['ours', 'peer'].includes(way)
		? { rows: facts.rows, cells: facts.cells, characters: facts.characters, edited: facts.edited }
		: { rows: facts.rows, edited: facts.edited, written: facts.edited, undone: facts.edited };
	for (const [name, value] of Object.entries(expected)) {
		const found = measured[name as keyof Measured];
		if (found !== value) throw new Error(`${way} counted ${found} ${name} instead of ${value}`);
	}
	return measured;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const megabytes = (mb: number): string => `${Math.round(mb)} MB`;
const missed: string[] = [];
const table: string[][] = [['what', 'peer', 'us', 'ratio', 'target']];

function compareReading(
	what: string,
	file: string,
	facts: FileFacts,
	rounds: number,
	minimum: number,
	time: 'ms' | 'wholeMs',
) {
	const results = Array.from({ length: rounds }, () => {
		const peer = measure('peer', file, facts)[time];
		return { peer, us: measure('ours', file, facts)[time] };
	});
	const ratio = median(results.map(({ peer, us }) => peer / us));
	table.push([
		what,
		seconds(median(results.map(({ peer }) => peer))),
		seconds(median(results.map(({ us }) => us))),
		`${ratio.toFixed(2)}x`,
		`≥ ${minimum}x`,
	]);
}

function bound(
	what: string,
	reference: string,
	value: string,
	ratio: string,
	target: string,
	holds: boolean,
) {
	table.push([what, reference, value, ratio, target]);
	if (!holds) missed.push(`${what}: ${value}, ${ratio} (${target})`);
}

async function main(): Promise<void> {
	buildSync({
		bundle: true,
		entryPoints: [path.join(__dirname, 'csv/job.ts')],
		outfile: script,
		platform: 'node',
		logLevel: 'error',
	});
	const files = { small: path.join(folder, 'small.csv'), large: path.join(folder, 'large.csv') };
	const facts = {
		small: await writeRows(files.small, small),
		large: await writeRows(files.large, large),
	};

	compareReading(
		`CSV reading, ${small} rows, whole process`,
		files.small,
		facts.small,
		ROUNDS.small,
		2.5,
		'wholeMs',
	);
	compareReading(
		`CSV reading, ${large} rows, in process`,
		files.large,
		facts.large,
		ROUNDS.large,
		4,
		'ms',
	);

	const heap = '--max-old-space-size=512';
	const few = measure('apply', files.small, facts.small, heap);
	const many = measure('apply', files.large, facts.large, heap);
	const looped = measure('looped', files.large, facts.large, heap);
	const read = measure('ours', files.large, facts.large);
	const growth = many.addedMb / few.addedMb;
	table.push([
		'Applying without a network, over reading alone',
		seconds(read.ms),
		seconds(many.ms),
		`${(many.ms / read.ms).toFixed(2)}x`,
		'–',
	]);
	table.push([
		'The same, looped every 100,000 rows',
		seconds(many.ms),
		seconds(looped.ms),
		`${(looped.ms / many.ms).toFixed(2)}x`,
		'–',
	]);
	bound(
		`Added memory, ${large} rows, 512 MB heap`,
		'–',
		megabytes(many.addedMb),
		'–',
		'≤ 150 MB',
		many.addedMb <= 150,
	);
	bound(
		'The same over that of the small file',
		megabytes(few.addedMb),
		megabytes(many.addedMb),
		`${growth.toFixed(2)}x`,
		'≤ 1.2x',
		growth <= 1.2,
	);
	bound(
		'The same, looped',
		megabytes(many.addedMb),
		megabytes(looped.addedMb),
		'–',
		'≤ 150 MB',
		looped.addedMb <= 150,
	);

	const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
	for (const row of table)
		console.log(
			row
				.map((cell, column) => cell.padEnd(widths[column]))
				.join('  ')
				.trimEnd(),
		);
	for (const line of missed) console.error(`Out of bounds: ${line}`);
	if (missed.length > 0) process.exitCode = 1;
}

void main().finally(() => rmSync(folder, { recursive: true, force: true }));
