import type { IBinaryKeyData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { putUnder } from './outputFiles';
import type { FileRun } from './runFile';

/** Files on an item beyond this are left where they are: each of them came with a progress item. */
const MOST_FILES = 200;

const PROGRESS = 1;

/**
 * The files of this run behind those of the runs before it, which n8n still has as the node's earlier outputs in this execution.
 * References only: nothing is read.
 */
export function earlierFiles(
	context: IExecuteFunctions,
	itemIndex: number,
	{ binaries, record, settings }: FileRun,
): IBinaryKeyData {
	const gathered: IBinaryKeyData = {};
	const add = (from: IBinaryKeyData, inputField?: string) => {
		for (const [name, binary] of Object.entries(from)) {
			const kind = /^(result|changes|rollBack|upload)(?:_\d+)?$/.exec(name)?.[1];
			if (name !== inputField && kind && Object.keys(gathered).length < MOST_FILES)
				putUnder(gathered, kind, binary);
		}
	};
	if (settings.resumeToken !== '') {
		const field = String(context.getNodeParameter('inputDataFieldName', itemIndex, 'data')).trim();
		for (const { json, binary = {} } of earlierOutputs(context)) {
			const run = json.run as { id?: unknown } | undefined;
			if (run?.id === record.id) add(binary, field);
		}
	}
	add(binaries);
	return gathered;
}

/** The progress items of the node's earlier runs, oldest first. */
function earlierOutputs(context: IExecuteFunctions): INodeExecutionData[] {
	const proxy = context.getWorkflowDataProxy(0);
	const { name } = context.getNode();
	const runIndex = Number(proxy.$runIndex);
	const outputs: INodeExecutionData[] = [];
	for (let run = 0; run < runIndex; run++) {
		try {
			const node = (proxy.$ as (name: string) => Outputs)(name);
			outputs.push(...node.all(PROGRESS, run));
		} catch {
			// A run without such an output, as of another loop around this one.
		}
	}
	return outputs;
}

interface Outputs {
	all(output: number, run: number): INodeExecutionData[];
}
