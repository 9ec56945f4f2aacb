import type {
	IBinaryData,
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import type { BulkProgress } from '../shared/bulk';
import { bulkMail, bulkReport, bulkSummary, refusedMail, type BulkRun } from '../shared/report';
import { settle } from '../shared/http/settle';
import { earlierFiles } from './earlierFiles';
import { putUnder } from './outputFiles';
import { withSettings } from './reasonSettings';
import type { FileRun } from './runFile';
import { failureOfRun } from './runSteps';

/** A run that ended is told on *Done*; one that only reached its number of rows goes on by way of *Progress*. */
export const isUnfinished = ({ progress, failure }: FileRun): boolean =>
	!progress.isDone && !progress.stopped && !failure && progress.resumeToken !== undefined;

/** Whether records were, or may have been, changed outside of this execution. */
export const hasWritten = ({ settings, destination, progress }: FileRun): boolean =>
	(settings.operation === 'apply' || settings.operation === 'rollBack') &&
	!destination.isLocal &&
	progress.counts.ok + progress.counts.failed > 0;

/** What is looped back: the file, the token, and what the runs so far add up to. */
export function progressItem(
	context: IExecuteFunctions,
	itemIndex: number,
	run: FileRun,
): INodeExecutionData {
	const { progress, record, binaries } = run;
	const input = context.getInputData()[itemIndex];
	return {
		json: {
			// What else the item brings along stays on it: the settings may refer to it.
			...input.json,
			...commonFields(run),
			...(progress.percent !== undefined && { percent: progress.percent }),
			resumeToken: progress.resumeToken,
			run: record.soFar(
				progress.resumeToken,
				run.destination.description,
			) as unknown as IDataObject,
		},
		binary: besides(inputFile(context, itemIndex), binaries),
		pairedItem: { item: itemIndex },
	};
}

/** The next run reads the file by its name, so nothing may take its place. */
function besides(input: IBinaryKeyData, made: IBinaryKeyData): IBinaryKeyData {
	const all = { ...input };
	for (const [name, binary] of Object.entries(made)) putUnder(all, name, binary);
	return all;
}

/** The file that came in goes along: to the next run, or from Validate to Apply. */
function inputFile(context: IExecuteFunctions, itemIndex: number): IBinaryKeyData {
	const field = String(context.getNodeParameter('inputDataFieldName', itemIndex, 'data')).trim();
	const file = context.getInputData()[itemIndex].binary?.[field];
	return file ? { [field]: file } : {};
}

/** Rows are written by now, so nothing here rejects: what cannot be made is left out, and said so. */
export async function doneItem(
	context: IExecuteFunctions,
	itemIndex: number,
	run: FileRun,
): Promise<INodeExecutionData> {
	const { progress, record, settings } = run;
	const { fields = [], reasons = [], sample = [] } = record.summary ?? {};
	const files = await settle((async () => earlierFiles(context, itemIndex, run))());
	if (!files.ok) run.notes.push('Earlier runs have their files on their own items');
	const page = await settle(settings.files.hasReport ? report(context, run) : NO_REPORT);
	if (!page.ok) run.notes.push('The report could not be created');
	const binary: IBinaryKeyData = {
		...inputFile(context, itemIndex),
		...(page.ok && page.value && { report: page.value }),
		...(files.ok ? files.value : run.binaries),
	};
	return {
		json: {
			...commonFields(run),
			mailHtml: bulkMail({ ...bulkRun(run), timeZone: context.getTimezone() }),
			...(progress.wouldStop && { wouldStop: progress.wouldStop.message }),
			...(progress.resumeToken && { resumeToken: progress.resumeToken }),
			fields: fields as unknown as IDataObject[],
			reasons: reasons as unknown as IDataObject[],
			sample: sample as unknown as IDataObject[],
			...(run.notes.length > 0 && { warnings: run.notes }),
		},
		binary,
		pairedItem: { item: itemIndex },
	};
}

const NO_REPORT = Promise.resolve(undefined);

/** What the items of both outputs have. */
function commonFields(run: FileRun): IDataObject {
	const { settings, destination, fileName, progress, record } = run;
	const state = stateOf(run);
	const stopReason = stopReasonOf(run);
	return {
		operation: settings.operation,
		...(settings.operation === 'validate' && { dryRun: true }),
		target: destination.description,
		...(fileName !== undefined && { fileName }),
		state,
		summary: bulkSummary(bulkRun(run)),
		rows: rowsOf(progress),
		counts: { ...progress.counts },
		...(record.alreadyThere > 0 && { alreadyThere: record.alreadyThere }),
		...(stopReason !== undefined && { stopReason }),
	};
}

const STATES: Partial<Record<NonNullable<BulkProgress['stopped']>['kind'], BulkRun['state']>> = {
	cancelled: 'cancelled',
	target: 'failed',
	unreadable: 'failed',
};

function stateOf(run: FileRun): BulkRun['state'] {
	const { progress, failure } = run;
	if (failure) return 'failed';
	if (progress.stopped) return STATES[progress.stopped.kind] ?? 'stopped';
	return isUnfinished(run) ? 'running' : 'done';
}

function stopReasonOf({ progress, failure }: FileRun): string | undefined {
	if (!failure) return progress.stopped?.message;
	return failure.hint ? `${failure.message}. ${failure.hint}` : failure.message;
}

const rowsOf = ({ counts }: BulkProgress): number =>
	Object.values(counts).reduce((sum, count) => sum + count, 0);

/** As the report wants it. */
function bulkRun(run: FileRun): BulkRun {
	const { settings, destination, fileName, record, progress, notes } = run;
	const { summary, startedAt, timeline } = record;
	const operation = settings.operation as BulkRun['operation'];
	const stopReason = stopReasonOf(run);
	return {
		operation,
		target: destination.description,
		...(fileName !== undefined && { fileName }),
		state: stateOf(run),
		...(stopReason !== undefined && { stopReason }),
		startedAt,
		endedAt: new Date().toISOString(),
		rows: rowsOf(progress),
		counts: progress.counts,
		fields: summary?.fields ?? [],
		reasons: withSettings(summary?.reasons ?? [], operation),
		timeline,
		sample: summary?.sample ?? [],
		...(notes.length > 0 && { warnings: notes }),
	};
}

async function report(context: IExecuteFunctions, run: FileRun): Promise<IBinaryData | undefined> {
	const html = bulkReport({ ...bulkRun(run), timeZone: context.getTimezone() });
	const name = `${run.settings.operation}-report.html`;
	return await run.store.keep(Buffer.from(html), name, 'text/html');
}

/**
 * A file that could not be begun, after another file of the same step was written: a step that fails would take away what was
 * written before it, roll-back file and all.
 */
export function refusedItem(error: unknown, itemIndex: number, left: number): INodeExecutionData {
	const { message, hint } = failureOfRun(error);
	const others =
		left > 0 ? ` ${left} more ${left === 1 ? 'file was' : 'files were'} not started.` : '';
	const reason = `${message}.${hint ? ` ${hint}` : ''}${others}`;
	const summary = `The file was not started: ${reason}`;
	return {
		json: { state: 'failed', summary, mailHtml: refusedMail(summary), stopReason: reason },
		pairedItem: { item: itemIndex },
	};
}
