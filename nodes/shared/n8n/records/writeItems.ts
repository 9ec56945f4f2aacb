import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { settle } from '../../http/settle';
import {
	DRY_RUN_HINT,
	firstFailure,
	withProgress,
	writeRecords,
	type RecordResult,
} from '../../records';
import { cancelSignalOf } from '../cancelSignal';
import { asNodeError } from '../errors';
import { hint, hints } from '../hints';
import { failedItem } from '../items';
import { approvalGate, type ApprovalGate } from './approvalGate';
import { presentItem, presentPlan } from './presentItem';
import { itemReader, type ReadItem } from './readItem';
import type { Connect } from './RecordConnection';
import { readRecordSettings, type RecordNode, type RecordSettings } from './settings';

/** Above plans that wait for approval. */
const PLAN_HINT =
	'Waiting for approval: nothing was written. Run again with the approval token to apply the plan';

/** Everything about one item on its way through the node. */
interface RunItem {
	read?: ReadItem;
	result?: RecordResult;
	error?: unknown;
}

interface Run {
	items: RunItem[];
	/** What the user should know about the settings. */
	notes: string[];
	settings: RecordSettings;
	gate?: ApprovalGate;
}

/**
 * The whole of a node that writes records: reads the items, writes the records, presents the outcomes. One result per item, in
 * order and paired with its item, however the records were sent.
 */
export async function writeItems(
	context: IExecuteFunctions,
	node: RecordNode,
	connect: Connect,
): Promise<INodeExecutionData[][]> {
	const run = await asNodeError(context.getNode(), readAndWrite(context, node, connect));
	stopAtFailure(context, run);
	return [presentItems(context, node, run)];
}

async function readAndWrite(
	context: IExecuteFunctions,
	node: RecordNode,
	connect: Connect,
): Promise<Run> {
	const settings = readRecordSettings(context, node);
	const gate = settings.approval && (await approvalGate(context, settings.approval));
	const readItem = itemReader(context, node, await connect(context, settings), settings);
	const stopOnFailure = !context.continueOnFail();
	const items: RunItem[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		const read = await settle(readItem(itemIndex));
		items.push(read.ok ? begun(read.value, itemIndex) : { error: read.error });
		// Nothing has been written yet: a mistake in the settings stops the run before it begins.
		if (!read.ok && stopOnFailure) return { items, notes: [], settings };
	}
	const notes = new Set(items.flatMap(({ read }) => read?.notes ?? []));
	const open = items.filter(({ read, result }) => read && !result);
	const { timeZone, options, operation } = settings;
	const { whenSeveralMatch = 'error' } = options;
	const written = await writeRecords(
		open.map(({ read }) => read!.record),
		{
			operation,
			whenAmbiguous: whenSeveralMatch === 'newest' ? 'first' : whenSeveralMatch,
			allowOptInAgain: options.allowOptInAgain ?? false,
			timeZone,
			dryRun: options.dryRun ?? false,
			returnRecords: options.returnRecord ?? false,
			stopOnFailure,
			cancel: cancelSignalOf(context),
			...(gate && { approve: gate.approve }),
		},
	);
	open.forEach((item, index) => {
		item.result = written.results[index];
		item.error = item.result.error;
	});
	for (const note of written.notes) notes.add(note);
	return { items, notes: [...notes], settings, ...(gate && { gate }) };
}

/** An item that names nobody is told, not written. */
function begun(read: ReadItem, index: number): RunItem {
	if (read.nobody === undefined) return { read };
	const warnings = [read.nobody];
	return { read, result: { outcome: { index, status: 'skipped', changes: [], warnings } } };
}

/** Without "Continue" the first failure is that of the run. */
function stopAtFailure(context: IExecuteFunctions, { items }: Run): void {
	const failure = context.continueOnFail()
		? undefined
		: firstFailure(items.map(({ error }) => error));
	if (!failure) return;
	const error = withProgress(failure.error, {
		written: items.filter((item) => item.result && item.error === undefined).length,
		all: items.length,
		isRepeatable: items.every(({ read }) => {
			if (!read) return true;
			const { isRepeatable, match } = read.record.destination;
			return isRepeatable ?? match.length > 0;
		}),
	});
	failedItem(context, error, failure.index);
}

function presentItems(
	context: IExecuteFunctions,
	node: RecordNode,
	{ items, notes, settings, gate }: Run,
): INodeExecutionData[] {
	const warnings = new Map<string, number>(notes.map((note) => [note, 1]));
	const isPlanning = settings.approval?.isPlanning ?? false;
	if (isPlanning) hint(context, 'info', PLAN_HINT);
	else if (settings.options.dryRun) hint(context, 'warning', DRY_RUN_HINT);
	const out = items.map(({ read, result, error }, itemIndex) => {
		if (error !== undefined || !read || !result) {
			const item = failedItem(context, error, itemIndex);
			return node.marksFailed ? { ...item, json: { status: 'failed', ...item.json } } : item;
		}
		const json = isPlanning
			? presentPlan(read, result, node, gate?.given(itemIndex))
			: presentItem(read, result, node, settings.options.dryRun ?? false);
		for (const warning of (json.warnings ?? []) as string[])
			warnings.set(warning, (warnings.get(warning) ?? 0) + 1);
		return { json, pairedItem: { item: itemIndex } };
	});
	reportWarnings(context, warnings);
	return out;
}

/** The commonest warnings of a run, above its output; every item has its own. */
function reportWarnings(context: IExecuteFunctions, warnings: Map<string, number>): void {
	const commonest = [...warnings].sort(([, left], [, right]) => right - left);
	const messages = commonest.map(([message, count]) =>
		count > 1 ? `${message} (${count} items)` : message,
	);
	hints(context, 'warning', messages, 3);
}
