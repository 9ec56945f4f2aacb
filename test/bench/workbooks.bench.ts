import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { faster, median, report, within, type Comparison } from './measure';
import { factsOf } from './workbooks/rows';

/**
 * Excel workbooks of 100,000 rows and 22 columns, read and written beside exceljs' streaming reader and writer; each in a process of
 * its own, in turns; the median of the ratios of each round. Read are a workbook as Excel saves it, with the texts kept apart from
 * the cells (exceljs wrote it so), and one as this package writes it. What was read is counted and compared with what was written.
 * Run: `npm run bench workbooks`. Fewer rows for a trial: `SURVEY_OPS_BENCH_ROWS`.
 */
const ROWS = Number(process.env.SURVEY_OPS_BENCH_ROWS ?? 100_000);
const ROUNDS = 3;
/** How far V8 lets its young generation grow depends on how long a process has run, not on what is held; as for CSV. */
const SMALL_HEAP = ['--max-old-space-size=512', '--max-semi-space-size=8'];

interface Measured {
	ms: number;
	addedMb: number;
}

const folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-bench-'));
const facts = factsOf(ROWS);
const file = (name: string): string => path.join(folder, `${name}.xlsx`);
const script = (name: string): string => path.join(folder, `${name}.js`);
const SCRIPTS = ['readOurs', 'readPeer', 'writeOurs', 'writePeer'] as const;
type Script = (typeof SCRIPTS)[number];

function run(name: Script, args: string[], flags: string[] = []): Measured {
	// exceljs' parts use what Node gives notice of.
	const command = ['--no-deprecation', ...flags, script(name), ...args];
	const output = execFileSync(process.execPath, command, { encoding: 'utf8' });
	const told = JSON.parse(output) as Measured & Record<string, number>;
	// exceljs breaks a character that lies at the end of what it reads at once: such a pair looks edited.
	const { edited, ...counts } = facts;
	const expected = name.startsWith('write')
		? { rows: ROWS }
		: { ...counts, ...(name === 'readOurs' && { edited }) };
	for (const [what, count] of Object.entries(expected))
		if (told[what] !== count)
			throw new Error(`${name} counted ${told[what]} ${what} instead of ${count}`);
	return told;
}

const read = (ours: boolean, of: string, flags?: string[]): Measured =>
	run(ours ? 'readOurs' : 'readPeer', [file(of)], flags);
const write = (ours: boolean, to: string, flags?: string[]): Measured =>
	run(ours ? 'writeOurs' : 'writePeer', [file(to), String(ROWS)], flags);

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

function compare(
	what: string,
	peer: string,
	target: number,
	work: (ours: boolean, flags?: string[]) => Measured,
): Comparison[] {
	const rounds = Array.from({ length: ROUNDS }, () => ({ peer: work(false), us: work(true) }));
	const held = work(true, SMALL_HEAP);
	const whole = `${what}, ${ROWS.toLocaleString('en')} rows × 22 columns`;
	return [
		faster(
			{
				what: whole,
				peer,
				peerFigure: seconds(median(rounds.map((one) => one.peer.ms))),
				us: seconds(median(rounds.map((one) => one.us.ms))),
			},
			median(rounds.map((one) => one.peer.ms / one.us.ms)),
			target,
		),
		within(
			{
				what: `${whole}, added memory`,
				peer: 'allowed',
				peerFigure: '150 MB',
				us: `${held.addedMb.toFixed(0)} MB`,
			},
			held.addedMb / 150,
			1,
		),
	];
}

function main(): void {
	const options = { bundle: true, outdir: folder, platform: 'node', logLevel: 'error' } as const;
	buildSync({
		...options,
		entryPoints: SCRIPTS.map((name) => path.join(__dirname, `workbooks/${name}.ts`)),
	});
	run('writePeer', [file('excel'), String(ROWS), 'shared']);
	write(true, 'ours');
	report('workbooks', [
		...compare('.xlsx read, as Excel saves it', "exceljs' streaming reader", 3, (ours, flags) =>
			read(ours, 'excel', flags),
		),
		...compare('.xlsx read, as we write it', "exceljs' streaming reader", 3, (ours, flags) =>
			read(ours, 'ours', flags),
		),
		...compare('.xlsx written', "exceljs' streaming writer", 2, (ours, flags) =>
			write(ours, 'written', flags),
		),
	]);
}

try {
	main();
} finally {
	rmSync(folder, { recursive: true, force: true });
}
