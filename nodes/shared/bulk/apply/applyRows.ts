import { isConnectorError, type ConnectorError } from '../../http/ConnectorError';
import type { CancelSignal } from '../../http/types';
import type { CsvBlock, CsvRow } from '../csv/CsvParser';
import type { PlannedRow } from '../plan/compilePlan';
import { decideRow, verifyRow, type ConflictPolicy, type Decision } from '../plan/decideRow';
import {
	errorsIn,
	type FieldChange,
	type Outcome,
	type OutcomeCounts,
	type RowOutcome,
	type RowReason,
} from '../plan/outcomes';
import { NO_CHANGES, NO_REASONS } from '../plan/outcomes';
import { stopByChangedRows, stopByErrors, type Guards, type StopReason } from '../plan/guards';
import type { BulkRecord, BulkTarget, BulkWrite, BulkWritten } from './BulkTarget';
import { callInBatches, type Answers } from './callTarget';
import type { BulkMode } from './resumeToken';

/** A row on its way; its outcome is open until it is decided. */
export interface OpenRow {
	planned: PlannedRow;
	row: CsvRow;
	/** To which it belongs. */
	block: CsvBlock;
	outcome?: Outcome;
	reasons: RowReason[];
	changes: FieldChange[];
	alreadyThere: FieldChange[];
	record?: BulkRecord;
}

export interface ApplySettings {
	mode: BulkMode;
	target: BulkTarget;
	conflicts: ConflictPolicy;
	guards: Guards;
	cancel?: CancelSignal;
}

/**
 * Brings a handful of rows to their outcomes: looks up what is there, decides, writes. `counts` are those of the rows before.
 * Answers with why the run has to end, if it has to; then the rows that were not reached are not processed.
 */
export async function applyRows(
	rows: OpenRow[],
	counts: Readonly<OutcomeCounts>,
	settings: ApplySettings,
): Promise<StopReason | undefined> {
	const { mode } = settings;
	let stop = await lookUp(rows, settings);
	const toWrite = stop ? [] : decide(rows, settings);
	if (mode === 'apply') {
		stop ??= stopBeforeWriting(rows, toWrite, counts, settings);
		if (!stop && toWrite.length > 0) stop = await writeRows(toWrite, settings);
	} else for (const row of toWrite) row.outcome = 'ok';
	const conflict = rows.find(({ outcome }) => outcome === 'conflict');
	if (conflict && settings.conflicts === 'stop') {
		stop ??= {
			kind: 'conflict',
			message: `The row of line ${conflict.row.line} is in conflict with the target`,
		};
	}
	for (const row of rows) if (row.outcome === undefined) leave(row);
	return stop ?? cancelled(settings.cancel);
}

export function leave(row: OpenRow): void {
	row.outcome = 'notProcessed';
	row.changes = NO_CHANGES;
	row.reasons = NOT_PROCESSED;
}

const NOT_PROCESSED: RowReason[] = [
	{ kind: 'notProcessed', column: 0, message: 'The run ended before this row' },
];

const cancelled = (cancel: CancelSignal | undefined): StopReason | undefined =>
	cancel?.aborted ? { kind: 'cancelled', message: 'The run was cancelled' } : undefined;

async function lookUp(rows: OpenRow[], settings: ApplySettings): Promise<StopReason | undefined> {
	const { target, cancel } = settings;
	const asked = rows.filter(({ outcome }) => outcome === undefined);
	if (asked.length === 0 || !target.find) return undefined;
	const fields = new Set(
		asked.flatMap(({ planned }) => planned.wanted.map(({ field }) => field.id)),
	);
	const fieldIds = [...fields];
	const { findBatch: size, callsAtOnce: atOnce } = target.limits;
	const answers: Answers<BulkRecord[]> = await callInBatches(
		asked,
		{ size, atOnce, ...(cancel && { cancel }) },
		async (batch) =>
			await target.find!(
				batch.map(({ planned }) => planned.key),
				fieldIds,
			),
	);
	asked.forEach((row, index) => {
		const found = answers[index];
		if (found === undefined) return;
		if (isConnectorError(found)) fail(row, found);
		else if (found.length === 0) end(row, 'notFound', 'The target has no record with this key');
		else if (found.length > 1) {
			end(row, 'ambiguous', `The target has ${found.length} records with this key`);
		} else row.record = found[0];
	});
	return endlessFailure(answers) ?? cancelled(cancel);
}

/** Rows that are to be written. All others have their outcome. */
function decide(rows: OpenRow[], { mode, target, conflicts }: ApplySettings): OpenRow[] {
	const toWrite: OpenRow[] = [];
	let isStopped = false;
	for (const row of rows) {
		if (row.outcome !== undefined || isStopped) continue;
		const present = target.find ? (row.record?.values ?? {}) : undefined;
		const decision: Decision =
			mode === 'verify'
				? verifyRow(row.planned, present)
				: decideRow(row.planned, present, conflicts);
		row.reasons = decision.reasons;
		row.changes = decision.changes;
		row.alreadyThere = decision.alreadyThere;
		if (decision.outcome === 'ok') toWrite.push(row);
		else row.outcome = decision.outcome;
		isStopped = decision.outcome === 'conflict' && conflicts === 'stop' && mode === 'apply';
	}
	return toWrite;
}

/** Guards are looked at before a batch goes out, with the batch counted in. */
function stopBeforeWriting(
	rows: OpenRow[],
	toWrite: OpenRow[],
	counts: OutcomeCounts,
	{ guards, cancel }: ApplySettings,
): StopReason | undefined {
	const ahead = { ...counts };
	for (const { outcome } of rows) if (outcome) ahead[outcome]++;
	ahead.ok += toWrite.length;
	return (
		stopByChangedRows(ahead.ok, guards) ??
		(errorsIn(ahead) > 0 ? stopByErrors(ahead, guards, false) : undefined) ??
		cancelled(cancel)
	);
}

async function writeRows(
	rows: OpenRow[],
	settings: ApplySettings,
): Promise<StopReason | undefined> {
	const { target, cancel } = settings;
	const { writeBatch: size, callsAtOnce: atOnce } = target.limits;
	const answers: Answers<BulkWritten> = await callInBatches(
		rows,
		{ size, atOnce, ...(cancel && { cancel }) },
		async (batch) => await target.write(batch.map(writeOf)),
	);
	rows.forEach((row, index) => {
		const answer = answers[index];
		if (answer === undefined) return;
		if (isConnectorError(answer)) fail(row, answer);
		else if (answer.wasUnchanged) {
			row.outcome = 'unchanged';
			row.changes = NO_CHANGES;
		} else row.outcome = 'ok';
	});
	return endlessFailure(answers);
}

const writeOf = ({ planned, row, record, changes }: OpenRow): BulkWrite => ({
	key: planned.key,
	line: row.line,
	...(record && { record }),
	changes,
});

const OUTCOMES_OF_ERRORS: Partial<Record<ConnectorError['kind'], Outcome>> = {
	conflict: 'conflict',
	notFound: 'notFound',
	cancelled: 'notProcessed',
};

function fail(row: OpenRow, error: ConnectorError): void {
	const hint = error.hint ? ` ${error.hint}` : '';
	end(
		row,
		OUTCOMES_OF_ERRORS[error.kind] ?? 'failed',
		`${error.message}.${hint}`.replace('..', '.'),
		error.kind,
	);
}

function end(row: OpenRow, outcome: Outcome, message: string, kind: string = outcome): void {
	row.outcome = outcome;
	row.changes = NO_CHANGES;
	row.reasons = [{ kind, column: 0, message }];
}

/** Without access, nothing that follows can go better. */
function endlessFailure(answers: ReadonlyArray<unknown>): StopReason | undefined {
	const error = answers.find(
		(answer): answer is ConnectorError =>
			isConnectorError(answer) && (answer.kind === 'auth' || answer.kind === 'permission'),
	);
	return error && { kind: 'target', message: error.message };
}

export const toOutcome = ({
	planned,
	row,
	outcome = 'notProcessed',
	reasons,
	changes,
	alreadyThere,
	record,
}: OpenRow): RowOutcome => ({
	line: row.line,
	cells: row.cells,
	key: planned.key,
	outcome,
	reasons: reasons.length === 0 ? NO_REASONS : reasons,
	changes,
	alreadyThere,
	...(record && { id: record.id }),
});
