import { ConnectorError } from '../../http/ConnectorError';
import type { FilePosition, FileRow, RowFile } from '../rows';
import { isStructural } from '../csv/problems';
import type { FilePlan } from '../plan/compilePlan';
import { duplicateReason, findDuplicates, type Duplicates } from '../plan/duplicates';
import {
	hasGuards,
	stopByErrors,
	stopByForecast,
	type FileForecast,
	type Guards,
	type StopReason,
} from '../plan/guards';
import { noCounts, totalOf } from '../plan/outcomes';
import type { OutcomeCounts, RowOutcome } from '../plan/outcomes';
import { keyHash } from '../plan/seenKeys';
import { applyRows, type ApplySettings } from './applyRows';
import { BulkRow } from './BulkRow';
import { readToken, writeToken, type Checkpoint } from './resumeToken';

export interface BulkJob extends ApplySettings {
	file: RowFile;
	plan: FilePlan;
	/** Size of the file as it is read (unpacked), for the percentage. */
	totalBytes?: number;
	/** After so many rows the run ends with a token to go on with. */
	rowsPerRun?: number;
	/** Most rows handed out at a time; default 1,000. Fewer where each has to be looked up. */
	rowsPerStep?: number;
	resumeToken?: string;
	/** What to do after a row with broken quotes, as the next lines may belong to the same cell. Default `stop`. */
	afterBrokenQuotes?: 'stop' | 'goOn';
}

export interface BulkProgress {
	/** Of all runs over the file. */
	counts: OutcomeCounts;
	processed: number;
	/** 0 to 100; undefined where the size is not known. */
	percent?: number;
	/** Goes on at the first row that was not processed; undefined where nothing is left, or the file cannot be read further. */
	resumeToken?: string;
	/** The file is at its end. */
	isDone: boolean;
	stopped?: StopReason;
	/** At the end of a validation: why applying the file would stop. */
	wouldStop?: StopReason;
}

export interface BulkStep {
	/** In the order of the file, each once. */
	rows: RowOutcome[];
	progress: BulkProgress;
}

const ROWS_PER_STEP = 1_000;

/**
 * Validates, applies or verifies a file, a step at a time. Holds one step of rows and a filter of 8 MiB, whatever the file.
 * Every row is handed out with exactly one outcome; those after a stop as not processed. A cancelled run ends at once: rows that
 * it did not reach are not handed out. Whatever was written is always handed out, so that it can be rolled back.
 *
 * A run that was killed can be started again, with or without its last token: what is [new] already is unchanged, and told as
 * `alreadyThere`, so that the step that was lost can be undone too.
 */
export async function* runBulk(job: BulkJob): AsyncGenerator<BulkStep, void> {
	const { file, plan, mode, guards } = job;
	refuseBadHeader(plan);
	const resumed = job.resumeToken ? readToken(job.resumeToken, mode, file) : undefined;
	const duplicates =
		resumed?.duplicates ?? (await findDuplicates(file, plan.keyColumn, plan.keyOf));
	const state = new RunState(job, duplicates, resumed);
	if (!resumed && mode === 'apply' && hasGuards(guards)) {
		state.stopped = stopByForecast(await forecast(job, duplicates), guards);
	}

	const isFull = fullness(job);
	let rows: BulkRow[] = [];
	let undecided = 0;
	let inThisRun = 0;
	for await (const block of file.rows({ from: state.position })) {
		for (const row of block) {
			const open = openRow(row, job, duplicates);
			rows.push(open);
			if (open.isOpen) undecided++;
			const isAtLimit = ++inThisRun === job.rowsPerRun && !state.stopped;
			const isBroken = breaksRun(row, job) && !state.stopped;
			if (!isAtLimit && !isBroken && !isFull(rows.length, undecided)) continue;
			yield await state.settle(rows);
			if (state.isCancelled || (isAtLimit && !state.stopped)) return;
			if (isBroken) state.stopAtBrokenRow(row);
			rows = [];
			undecided = 0;
		}
		if (job.cancel?.aborted) break;
	}
	yield await state.settle(rows, !job.cancel?.aborted);
}

/** What the steps of a run add up to. */
class RunState {
	stopped?: StopReason;
	position: FilePosition;
	private counts: OutcomeCounts;
	/** Up to the position: what a later run begins with. */
	private countsThere: OutcomeCounts;
	private canGoOn = true;

	constructor(
		private readonly job: BulkJob,
		private readonly duplicates: Duplicates,
		resumed: Checkpoint | undefined,
	) {
		this.position = resumed?.position ?? job.file.start;
		this.counts = resumed ? { ...resumed.counts } : noCounts();
		this.countsThere = { ...this.counts };
	}

	get isCancelled(): boolean {
		return this.stopped?.kind === 'cancelled';
	}

	stopAtBrokenRow({ problem }: FileRow): void {
		const message = `Reading stopped after line ${problem?.line}: ${problem?.message}`;
		this.stopped ??= { kind: 'unreadable', message };
		this.canGoOn = false;
	}

	async settle(rows: BulkRow[], isEnd = false): Promise<BulkStep> {
		const wasStopped = this.stopped !== undefined;
		if (wasStopped) for (const row of rows) row.leave();
		else this.stopped = await applyRows(rows, this.counts, this.job);
		this.advance(rows, wasStopped);
		const handedOut = this.isCancelled ? rows.filter(isToldOf) : rows;
		for (const { outcome } of handedOut) this.counts[outcome]++;
		return { rows: handedOut, progress: this.progress(isEnd && !this.isCancelled) };
	}

	private advance(rows: BulkRow[], wasStopped: boolean): void {
		if (wasStopped) return;
		const unreached = rows.findIndex((row) => !isReached(row));
		const before = unreached === -1 ? rows : rows.slice(0, unreached);
		for (const { outcome } of before) this.countsThere[outcome]++;
		const last = before.at(-1);
		if (last) this.position = last.next;
	}

	private progress(isDone: boolean): BulkProgress {
		const { counts, position, job, duplicates } = this;
		const { mode, file, guards, totalBytes } = job;
		if (isDone && mode === 'apply') this.stopped ??= stopByErrors(counts, guards, true);
		const isLeft = !isDone || counts.notProcessed > 0;
		const checkpoint = { mode, position, counts: this.countsThere, duplicates };
		const wouldStop = isDone && mode === 'validate' ? stopOfApply(counts, guards) : undefined;
		const part = totalBytes ? Math.min(100, (position.byte / totalBytes) * 100) : undefined;
		const percent = isDone ? 100 : part;
		return {
			counts: { ...counts },
			processed: totalOf(counts) - counts.notProcessed,
			...(percent !== undefined && { percent: Math.floor(percent * 10) / 10 }),
			...(isLeft && this.canGoOn && { resumeToken: writeToken(checkpoint, file) }),
			isDone,
			...(this.stopped && { stopped: this.stopped }),
			...(wouldStop && { wouldStop }),
		};
	}
}

const isReached = ({ outcome }: BulkRow): boolean => outcome !== 'notProcessed';

/** What may have been written is told, also where the run goes on with that row. */
const isToldOf = (row: BulkRow): boolean => isReached(row) || row.unsure.length > 0;

function fullness({ rowsPerStep = ROWS_PER_STEP, target }: BulkJob) {
	const { findBatch, writeBatch, callsAtOnce } = target.limits;
	const mostUndecided = callsAtOnce * Math.min(writeBatch, target.find ? findBatch : Infinity);
	return (rows: number, undecided: number) => rows >= rowsPerStep || undecided >= mostUndecided;
}

const breaksRun = ({ problem }: FileRow, { mode, afterBrokenQuotes }: BulkJob): boolean =>
	mode === 'apply' &&
	afterBrokenQuotes !== 'goOn' &&
	problem !== undefined &&
	isStructural(problem);

function openRow(
	row: FileRow,
	{ plan, target }: Pick<BulkJob, 'plan' | 'target'>,
	duplicates: Duplicates,
): BulkRow {
	const planned = plan.planRow(row);
	const lines = duplicates.size === 0 ? undefined : duplicates.get(keyHash(planned.key));
	if (lines) planned.reasons = [...planned.reasons, duplicateReason(lines, plan.keyColumn)];
	// Of a duplicate nothing is written, and where nothing can be read, nothing can be answered.
	if (planned.question && (lines || !target.find)) delete planned.question;
	return new BulkRow(row, planned);
}

async function forecast(job: BulkJob, duplicates: Duplicates): Promise<FileForecast> {
	const sums = { rows: 0, edited: 0, invalid: 0 };
	for await (const rows of job.file.rows()) {
		for (const row of rows) {
			const { outcome, isOpen } = openRow(row, job, duplicates);
			sums.rows++;
			if (isOpen) sums.edited++;
			else if (outcome === 'invalid') sums.invalid++;
		}
	}
	return sums;
}

function stopOfApply(counts: OutcomeCounts, guards: Guards): StopReason | undefined {
	const { ok, conflict, notFound, ambiguous, failed, invalid } = counts;
	const edited = ok + conflict + notFound + ambiguous + failed;
	return (
		stopByForecast({ rows: totalOf(counts), edited, invalid }, guards) ??
		stopByErrors(counts, guards, true)
	);
}

function refuseBadHeader({ problems }: FilePlan): void {
	const errors = problems.filter(({ isError }) => isError);
	if (errors.length === 0) return;
	const more = errors.length > 3 ? ` (and ${errors.length - 3} more)` : '';
	throw new ConnectorError(
		'input',
		`The header has errors: ${errors
			.slice(0, 3)
			.map(({ message }) => message)
			.join('; ')}${more}`,
		{ hint: 'Fix the header row. Nothing was written.' },
	);
}
