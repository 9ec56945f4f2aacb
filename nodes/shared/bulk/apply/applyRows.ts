import { isConnectorError, type ConnectorError } from '../../http/ConnectorError';
import type { CancelSignal } from '../../http/types';
import { decideRow, verifyRow, type ConflictPolicy, type Decision } from '../plan/decideRow';
import { rowsAround } from './rowsAround';
import { errorsIn, type Outcome, type OutcomeCounts } from '../plan/outcomes';
import { stopByChangedRows, stopByErrors, type Guards, type StopReason } from '../plan/guards';
import type { BulkRow } from './BulkRow';
import { fieldId } from '../cells/fields';
import type { FoundRecord, Written } from '../../records/RecordTarget';
import type { BulkTarget, BulkUpdate } from './BulkTarget';
import { callInBatches, type Answers } from './callTarget';
import type { BulkMode } from './resumeToken';

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
	rows: BulkRow[],
	counts: Readonly<OutcomeCounts>,
	settings: ApplySettings,
): Promise<StopReason | undefined> {
	const { mode } = settings;
	let stop = await lookUp(rows, settings);
	const toWrite = stop ? [] : decide(rows, settings);
	if (mode === 'apply') {
		stop ??= stopBeforeWriting(rows, toWrite, counts, settings);
		if (!stop && toWrite.length > 0) stop = await writeRows(toWrite, settings);
		if (settings.conflicts === 'stop') stop ??= stopByConflict(rows);
	} else for (const row of toWrite) row.decide('ok');
	for (const row of rows) if (row.isOpen) row.leave();
	return stop ?? cancelled(settings.cancel);
}

function stopByConflict(rows: BulkRow[]): StopReason | undefined {
	const row = rows.find(({ outcome }) => outcome === 'conflict');
	const message = `Line ${row?.line} conflicts with the current value`;
	return row && { kind: 'conflict', message };
}

const cancelled = (cancel: CancelSignal | undefined): StopReason | undefined =>
	cancel?.aborted ? { kind: 'cancelled', message: 'The run was cancelled' } : undefined;

async function lookUp(rows: BulkRow[], settings: ApplySettings): Promise<StopReason | undefined> {
	const { target, cancel } = settings;
	const asked = rows.filter(({ isOpen }) => isOpen);
	if (asked.length === 0 || !target.find) return undefined;
	const fields = new Set(
		asked.flatMap(({ wanted, question }) => [
			...wanted.flatMap(({ field, comparedIds = [] }) => [field.id, ...comparedIds]),
			...(question?.fieldIds ?? []),
		]),
	);
	const fieldIds = [...fields];
	const { findBatch: size, callsAtOnce: atOnce } = target.limits;
	const answers: Answers<FoundRecord[]> = await callInBatches(
		asked,
		{ size, atOnce, ...(cancel && { cancel }) },
		async (batch) =>
			await target.find!(
				batch.map(({ key }) => key),
				fieldIds,
			),
	);
	asked.forEach((row, index) => {
		const found = answers[index];
		if (found === undefined) return;
		if (isConnectorError(found)) failToFind(row, found);
		else if (found.length === 1) row.found(found[0]);
		else if (row.question) row.settle();
		else {
			const outcome = found.length === 0 ? 'notFound' : 'ambiguous';
			const what = found.length === 0 ? 'no record' : `${found.length} records`;
			const hint = found.length === 0 && /^[1-9]\d*$/.test(row.key) ? BARE_KEY : '';
			row.end(outcome, outcome, `The target has ${what} with this key${hint}`);
		}
	});
	return endlessFailure(answers) ?? cancelled(cancel);
}

/** Most keys of digits are right as they are: it is said as a possibility. */
const BARE_KEY =
	'; a spreadsheet may have removed leading zeros or a plus from the keys (as in 123 for 00123)';

/** Rows that are to be written. All others have their outcome. */
function decide(rows: BulkRow[], { mode, target, conflicts }: ApplySettings): BulkRow[] {
	const toWrite: BulkRow[] = [];
	const around = target.find ? rowsAround(rows) : undefined;
	let isStopped = false;
	for (const row of rows) {
		if (!row.isOpen || isStopped) continue;
		row.settle();
		if (!row.isOpen) continue;
		const present = target.find ? (row.record?.values ?? {}) : undefined;
		const decision: Decision =
			mode === 'verify' ? verifyRow(row, present) : decideRow(row, present, conflicts, around);
		row.reasons = decision.reasons;
		row.changes = decision.changes;
		row.alreadyThere = decision.alreadyThere;
		if (decision.outcome === 'ok') toWrite.push(row);
		else row.decide(decision.outcome);
		isStopped = decision.outcome === 'conflict' && conflicts === 'stop' && mode === 'apply';
	}
	return toWrite;
}

/** Guards are looked at before a batch goes out, with the batch counted in. */
function stopBeforeWriting(
	rows: BulkRow[],
	toWrite: BulkRow[],
	counts: OutcomeCounts,
	{ guards, cancel }: ApplySettings,
): StopReason | undefined {
	const ahead = { ...counts };
	for (const { outcome, isOpen } of rows) if (!isOpen) ahead[outcome]++;
	ahead.ok += toWrite.length;
	return (
		stopByChangedRows(ahead.ok, guards) ??
		(errorsIn(ahead) > 0 ? stopByErrors(ahead, guards, false) : undefined) ??
		cancelled(cancel)
	);
}

async function writeRows(
	rows: BulkRow[],
	settings: ApplySettings,
): Promise<StopReason | undefined> {
	const { target, cancel } = settings;
	const { writeBatch: size, callsAtOnce: atOnce } = target.limits;
	const answers: Answers<Written> = await callInBatches(
		rows,
		{ size, atOnce, ...(cancel && { cancel }) },
		async (batch) => await target.write(batch.map(updateOf)),
	);
	rows.forEach((row, index) => {
		const answer = answers[index];
		if (answer === undefined) return;
		if (isConnectorError(answer)) failToWrite(row, answer);
		else row.succeed(answer.did === 'unchanged', answer.warnings);
	});
	return endlessFailure(answers);
}

const updateOf = ({ key, line, record, changes }: BulkRow): BulkUpdate => ({
	kind: 'update',
	key,
	line,
	record: record ?? { id: key, values: {} },
	changes: changes.map(({ field, from, to }) => ({ field: fieldId(field), from, to })),
});

const OUTCOMES_OF_ERRORS: Partial<Record<ConnectorError['kind'], Outcome>> = {
	conflict: 'conflict',
	notFound: 'notFound',
	cancelled: 'notProcessed',
	// The run ends with it, and what goes on from there has to begin with these rows.
	auth: 'notProcessed',
};

function fail(
	row: BulkRow,
	{ kind, message, hint }: ConnectorError,
	outcome = OUTCOMES_OF_ERRORS[kind] ?? 'failed',
): void {
	const sentence = /[.!?]$/.test(message) || !hint ? message : `${message}.`;
	row.end(outcome, kind, hint ? `${sentence} ${hint}` : sentence);
}

/** That nobody has the key is no error of a look-up: one says nothing of the row's record. */
const failToFind = (row: BulkRow, error: ConnectorError): void =>
	fail(row, error, error.kind === 'notFound' || error.kind === 'conflict' ? 'failed' : undefined);

const PERHAPS_WRITTEN =
	'The row may have been written all the same: run the file again to see. The roll-back file has it.';

/** What may have been written can be undone: where it was not, undoing finds nothing to do. */
function failToWrite(row: BulkRow, error: ConnectorError): void {
	const sent = row.changes;
	fail(row, error);
	if (error.outcomeUnknown !== true) return;
	row.unsure = sent;
	const [reason] = row.reasons;
	const sentence = /[.!?]$/.test(reason.message) ? reason.message : `${reason.message}.`;
	row.reasons = [{ ...reason, message: `${sentence} ${PERHAPS_WRITTEN}` }];
}

/** Without access, nothing that follows can go better. */
function endlessFailure(answers: ReadonlyArray<unknown>): StopReason | undefined {
	const error = answers.find(
		(answer): answer is ConnectorError =>
			isConnectorError(answer) && (answer.kind === 'auth' || answer.kind === 'permission'),
	);
	return error && { kind: 'target', message: error.message };
}
