import type { RowOutcome } from '../../../nodes/shared/bulk';
import type { CancelSignal } from '../../../nodes/shared/http/types';
import { applying, rollBackFileOf, rollingBack, type BulkSession } from '../connector/bulkRuns';
import type { Run, RunSettings } from '../../unit/bulk/runs';
import type { Fault } from './faults';
import { letGoWrong, lineOf, whenPassed, type Trouble } from './trouble';

/** Twelve records, and a file that changes each of them, in three batches. */
export interface BulkStage extends Trouble {
	session(): Promise<BulkSession>;
	file: string;
	/** Of a request that is logged; without it nobody looks whether an outcome could be known. */
	isWrite?(request: string): boolean;
	/** A request, as far as it writes or reads one, is about one record: a 404 says that it is gone. */
	isOneByOne?: boolean;
	settings?: RunSettings;
	/** What the system holds of each record, without what no file is about: versions, times. */
	stored(): string[];
}

export const ROWS = 12;
const BATCH = 4;

const inBatches = ({ target, ...session }: BulkSession): BulkSession => ({
	...session,
	target: { ...target, limits: { findBatch: BATCH, writeBatch: BATCH, callsAtOnce: 1 } },
});

export interface CleanRun {
	requests: string[];
	before: string[];
	after: string[];
}

export async function cleanRun(start: () => Promise<BulkStage>): Promise<CleanRun> {
	const stage = await start();
	try {
		const session = inBatches(await stage.session());
		const before = stage.stored();
		const from = stage.requests.length;
		const ran = await applying(session, stage.file, stage.settings);
		if (ran.progress.counts.ok !== ROWS) throw new Error(JSON.stringify(ran.progress));
		const requests = stage.requests.slice(from).map(lineOf);
		return { requests, before, after: stage.stored() };
	} finally {
		await stage.close();
	}
}

type Told = Pick<RowOutcome, 'outcome' | 'unsure' | 'reasons' | 'alreadyThere'>;

const mayBeWritten = ({ unsure = [] }: Told): boolean => unsure.length > 0;
const wordsOf = ({ reasons }: Told): string => reasons.map(({ message }) => message).join(' ');

/** What the outcome says of the record, against what the record holds. */
function untruth(
	told: Told | undefined,
	is: string,
	{ before, after }: { before: string; after: string },
): string | undefined {
	if (!told) return is === before ? undefined : 'was written, and is missing in the result';
	const { outcome } = told;
	if (outcome === 'ok') return is === after ? undefined : `told as written, and holds ${is}`;
	if (outcome === 'unchanged')
		return is === after && told.alreadyThere.length > 0
			? undefined
			: `told as unchanged, and holds ${is}`;
	if (is !== before && !mayBeWritten(told))
		return `told as ${outcome}, and holds ${is} (${wordsOf(told)})`;
	if (mayBeWritten(told) && !/may have been written|was written/.test(wordsOf(told)))
		return `unsure, and does not say so: ${wordsOf(told)}`;
	if (
		outcome !== 'notProcessed' &&
		!/\. [A-Z]/.test(wordsOf(told)) &&
		!['notFound'].includes(outcome)
	)
		return `does not say what to do: ${wordsOf(told)}`;
	return undefined;
}

const told = (run: Run): Array<Told | undefined> => {
	const byLine = new Map<number, RowOutcome>();
	for (const row of run.rows) {
		if (byLine.has(row.line)) throw new Error(`line ${row.line} comes twice`);
		byLine.set(row.line, row);
	}
	return Array.from({ length: ROWS }, (_, index) => byLine.get(index + 2));
};

/** What is wrong with a run that met the fault at this request, with the run that goes on after it, and with undoing both. */
export async function problemsOf(
	start: () => Promise<BulkStage>,
	clean: CleanRun,
	fault: Fault,
	position: number,
): Promise<string[]> {
	const stage = await start();
	const problems: string[] = [];
	try {
		const { cancel } = stage;
		const session = inBatches(await stage.session());
		const begun = stage.requests.length;
		letGoWrong(stage, fault, position);
		const settings = { ...stage.settings, cancel: cancel as CancelSignal };
		const first = await applying(session, stage.file, settings);
		await whenPassed(stage);
		const states = stage.stored();
		const rows = told(first);
		rows.forEach((row, index) => {
			const state = { before: clean.before[index], after: clean.after[index] };
			if (!row && !fault.isCancelled) problems.push(`line ${index + 2} is missing`);
			const wrong =
				row?.outcome === 'notFound' && !stage.isOneByOne
					? 'told as gone'
					: untruth(row, states[index], state);
			if (wrong) problems.push(`line ${index + 2}: ${wrong}`);
		});
		// Where nothing but reads went wrong, everybody can know that nothing was written.
		const wrote = stage.requests
			.slice(begun)
			.some((request) => request.misbehaved && stage.isWrite?.(lineOf(request)));
		if (stage.isWrite && !wrote && rows.some((row) => row && mayBeWritten(row)))
			problems.push('unsure, although no write went wrong');
		const { progress } = first;
		const isLeft = rows.some((row) => !row || row.outcome === 'notProcessed');
		if (isLeft !== (progress.resumeToken !== undefined))
			problems.push(
				`a token: ${progress.resumeToken !== undefined}, though rows are left: ${isLeft}`,
			);
		if (isLeft && !progress.stopped) problems.push('stopped without a word');

		const again = inBatches(await stage.session());
		const { resumeToken } = progress;
		const isDecided = rows.map((row) => row !== undefined && row.outcome !== 'notProcessed');
		const second = await applying(again, stage.file, {
			...stage.settings,
			...(resumeToken && { resumeToken }),
		});
		const rest = told(second);
		const firstLeft = resumeToken ? isDecided.indexOf(false) : 0;
		rest.forEach((row, index) => {
			if (index >= firstLeft !== (row !== undefined))
				problems.push(`gone on: line ${index + 2} ${row ? 'comes again' : 'is missing'}`);
			if (row && !['ok', 'unchanged'].includes(row.outcome))
				problems.push(`gone on: line ${index + 2} is ${row.outcome} (${wordsOf(row)})`);
			if (row?.outcome === 'ok' && rows[index]?.outcome === 'ok')
				problems.push(`gone on: line ${index + 2} is written again`);
		});
		stage.stored().forEach((state, index) => {
			const isDone = rest[index] ?? rows[index]?.outcome === 'ok';
			if (isDone && state !== clean.after[index])
				problems.push(`gone on: line ${index + 2} holds ${state}`);
		});
		for (const run of [second, first]) {
			const file = rollBackFileOf(session, run.rows);
			const undone = await rollingBack(inBatches(await stage.session()), file, stage.settings);
			for (const row of undone.rows)
				if (!['ok', 'unchanged'].includes(row.outcome))
					problems.push(`undone: ${row.key} is ${row.outcome} (${wordsOf(row)})`);
		}
		stage.stored().forEach((state, index) => {
			if (state !== clean.before[index]) problems.push(`undone: line ${index + 2} holds ${state}`);
		});
	} catch (error) {
		problems.push(`threw ${(error as Error).stack}`);
	} finally {
		await stage.close();
	}
	return problems;
}
