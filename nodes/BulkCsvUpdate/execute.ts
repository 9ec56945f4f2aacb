import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { hint, hints } from '../shared/n8n/hints';
import { failedItem } from '../shared/n8n/items';
import { settle } from '../shared/http/settle';
import { DRY_RUN_HINT } from '../shared/records';
import { downloadTemplate } from './downloadTemplate';
import { doneItem, hasWritten, isUnfinished, progressItem, refusedItem } from './fileItems';
import { listCodesOfFields } from './listCodes';
import { runFile, type FileRun } from './runFile';
import type { BulkOperation } from './targets/BulkProvider';
import { targets } from './targets/registry';

interface Outputs {
	done: INodeExecutionData[];
	progress: INodeExecutionData[];
	rows: INodeExecutionData[];
}

/** Outputs: *Done*, *Progress* and, for n8n items, *Changed Rows*. */
export async function bulkCsvUpdate(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = this.getNodeParameter('operation', 0) as BulkOperation;
	const outputs: Outputs = { done: [], progress: [], rows: [] };
	if (operation === 'downloadTemplate' || operation === 'listCodes') {
		const work = operation === 'listCodes' ? listCodesOfFields(this) : downloadTemplate(this);
		const outcome = await settle(work);
		outputs.done = outcome.ok ? outcome.value : [failedItem(this, outcome.error, 0)];
	} else {
		await runFiles(this, outputs);
		if (operation === 'validate') hint(this, 'warning', DRY_RUN_HINT);
	}
	const { done, progress, rows } = outputs;
	const { rowsOutput } = targets.systemOf(this.getNodeParameter('target', 0));
	return rowsOutput === undefined ? [done, progress] : [done, progress, rows];
}

async function runFiles(context: IExecuteFunctions, outputs: Outputs): Promise<void> {
	const files = context.getInputData().length;
	let isWritten = false;
	for (let itemIndex = 0; itemIndex < files; itemIndex++) {
		const outcome = await settle(runFile(context, itemIndex));
		if (outcome.ok) {
			await addOutputs(context, itemIndex, outcome.value, outputs);
			isWritten ||= hasWritten(outcome.value);
		} else if (!isWritten || context.continueOnFail()) {
			outputs.done.push(failedItem(context, outcome.error, itemIndex));
		} else {
			const item = refusedItem(outcome.error, itemIndex, files - itemIndex - 1);
			outputs.done.push(item);
			hint(context, 'warning', String(item.json.summary));
			return;
		}
	}
}

async function addOutputs(
	context: IExecuteFunctions,
	itemIndex: number,
	run: FileRun,
	outputs: Outputs,
): Promise<void> {
	const pairedItem = { item: itemIndex };
	for (const json of run.items) outputs.rows.push({ json, pairedItem });
	if (isUnfinished(run)) {
		outputs.progress.push(progressItem(context, itemIndex, run));
		return;
	}
	const item = await doneItem(context, itemIndex, run);
	outputs.done.push(item);
	hint(context, item.json.state === 'done' ? 'info' : 'warning', String(item.json.summary));
	if (item.json.wouldStop)
		hint(context, 'warning', `Apply would stop: ${String(item.json.wouldStop)}`);
	hints(context, 'warning', run.notes, 3);
}
