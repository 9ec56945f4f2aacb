import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { writeRows, type FileFacts } from './csv/rows';
import { faster, median, report, shown, within, type Comparison } from './measure';

/**
 * Reading CSV against csv-parse 7, and applying a file, each in processes of their own, in turn; medians of the ratios of each
 * round. Run: `tsx test/bench/csv.bench.ts [rows of the small file] [rows of the large file]`.
 * What was counted is compared with what was written.
 */
const [fewRows = 100_000, manyRows = 1_000_000] = process.argv.slice(2).map(Number);
/**
 * How far V8 lets its young generation grow (to 48 MB and more) depends on how long a process has run, not on what is held; it
 * is kept small where memory is measured, so that the figures tell the code from the collector.
 */
const SMALL_HEAP = ['--max-old-space-size=512', '--max-semi-space-size=8'];
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

const scriptOf = (name: string): string => path.join(folder, `${name}.js`);

/** The script, and what follows the name of the file. */
const WAYS = {
	ours: [scriptOf('ours')],
	peer: [scriptOf('peer')],
	apply: [scriptOf('apply')],
	looped: [scriptOf('apply'), '100000'],
};

function measure(
	way: keyof typeof WAYS,
	file: string,
	facts: FileFacts,
	...flags: string[]
): Measured {
	const start = performance.now();
	const [script, ...rest] = WAYS[way];
	const output = execFileSync(process.execPath, [...flags, script, file, ...rest], {
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
const lines: Comparison[] = [];

function info(what: string, peer: string, reference: number, ms: number): void {
	lines.push(
		shown({ what, peer, peerFigure: seconds(reference), us: seconds(ms) }, ms / reference),
	);
}

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
	lines.push(
		faster(
			{
				what,
				peer: 'csv-parse 7',
				peerFigure: seconds(median(results.map(({ peer }) => peer))),
				us: seconds(median(results.map(({ us }) => us))),
			},
			median(results.map(({ peer, us }) => peer / us)),
			minimum,
		),
	);
}

const MOST_MB = 150;
const allowed = (what: string, addedMb: number): Comparison =>
	within(
		{ what, peer: 'allowed', peerFigure: megabytes(MOST_MB), us: megabytes(addedMb) },
		addedMb / MOST_MB,
		1,
	);

async function main(): Promise<void> {
	buildSync({
		bundle: true,
		entryPoints: ['ours', 'peer', 'apply'].map((name) => path.join(__dirname, `csv/${name}.ts`)),
		outdir: folder,
		platform: 'node',
		logLevel: 'error',
	});
	const files = { small: path.join(folder, 'small.csv'), large: path.join(folder, 'large.csv') };
	const facts = {
		small: await writeRows(files.small, fewRows),
		large: await writeRows(files.large, manyRows),
	};

	compareReading(
		`CSV reading, ${fewRows} rows, whole process`,
		files.small,
		facts.small,
		ROUNDS.small,
		2.5,
		'wholeMs',
	);
	compareReading(
		`CSV reading, ${manyRows} rows, in process`,
		files.large,
		facts.large,
		ROUNDS.large,
		4,
		'ms',
	);

	const read = measure('ours', files.large, facts.large);
	const once = measure('apply', files.large, facts.large);
	const turns = measure('looped', files.large, facts.large);
	info('CSV applied without a network', 'reading alone', read.ms, once.ms);
	info('CSV applied without a network, looped every 100,000 rows', 'at once', once.ms, turns.ms);

	const few = measure('apply', files.small, facts.small, ...SMALL_HEAP);
	const many = measure('apply', files.large, facts.large, ...SMALL_HEAP);
	const looped = measure('looped', files.large, facts.large, ...SMALL_HEAP);
	lines.push(
		allowed(`CSV applied, ${facts.large.rows} rows, added memory`, many.addedMb),
		within(
			{
				what: `CSV applied, ${facts.large.rows} rows, added memory`,
				peer: `${facts.small.rows} rows`,
				peerFigure: megabytes(few.addedMb),
				us: megabytes(many.addedMb),
			},
			many.addedMb / few.addedMb,
			1.2,
		),
		allowed(`CSV applied, ${facts.large.rows} rows, looped, added memory`, looped.addedMb),
	);
	report('csv', lines);
}

void main().finally(() => rmSync(folder, { recursive: true, force: true }));
