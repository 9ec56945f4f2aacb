import 'reflect-metadata';
import { WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Expression,
	Workflow,
	type ExecutionStatus,
	type IConnections,
	type IDataObject,
	type INodeExecutionData,
	type INodeType,
	type IPinData,
	type IRun,
	type IRunData,
	type ITaskData,
	type IWorkflowSettings,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { CredentialData } from './credentials';
import { prepareDeduplication } from './deduplication';
import { SourceNodeTypes } from './nodeTypes';
import { completeNode, createAdditionalData, type TestNode } from './additionalData';

Expression.setExpressionEngine('legacy');

export interface RunOptions {
	nodes: TestNode[];
	/** As in a workflow file; `chain('A', 'B')` writes the usual straight line. */
	connections?: IConnections;
	/** Decrypted data by credential id, name or type; a node that names no credential gets those given by type. */
	credentials?: CredentialData;
	pinData?: IPinData;
	/** Default `manual`. */
	mode?: WorkflowExecuteMode;
	/** Default: the first node. */
	startNode?: string;
	/** What the start node gets as input: what a trigger's `webhook()` handed over, or what an earlier node gave out. */
	input?: INodeExecutionData[];
	/** Stops after this node. */
	destination?: string;
	/** More node types, by full type name. */
	nodeTypes?: Record<string, INodeType>;
	settings?: IWorkflowSettings;
	/** Read at the start and written at the end, as the workflow's row in the database is. */
	staticData?: IDataObject;
	workflowId?: string;
	executionId?: string;
	active?: boolean;
	baseUrl?: string;
	/** Called once the run is under way, with the means to cancel it as a user would. */
	onStarted?: (cancel: () => void) => void;
}

export interface RunResult {
	status: ExecutionStatus;
	error: Error | undefined;
	runData: IRunData;
	/** Output `branch` of a node's last run; empty when it did not run or gave nothing. */
	items(node: string, branch?: number): INodeExecutionData[];
	/** The `json` of those items. */
	json(node: string, branch?: number): IDataObject[];
	/** A node's last run: its error, hints, and time. */
	task(node: string): ITaskData | undefined;
	staticData: IDataObject;
	run: IRun;
}

/** Runs a workflow in n8n's engine, in this process, with our nodes and credential types from source. */
export async function runWorkflow(options: RunOptions): Promise<RunResult> {
	await prepareDeduplication();
	const mode = options.mode ?? 'manual';
	const credentials = options.credentials ?? {};
	const nodeTypes = new SourceNodeTypes(options.nodeTypes);
	const workflowId = options.workflowId ?? 'workflow';
	const staticData = options.staticData ?? {};
	const workflow = new Workflow({
		id: workflowId,
		name: 'Test',
		nodes: options.nodes.map((node, index) => completeNode(node, index, nodeTypes, credentials)),
		connections: options.connections ?? {},
		active: options.active ?? mode !== 'manual',
		nodeTypes,
		staticData,
		settings: { executionOrder: 'v1', ...options.settings },
	});
	const startName = options.startNode ?? options.nodes[0].name;
	const startNode = workflow.getNode(startName);
	if (startNode === null) throw new Error(`The workflow has no node "${startName}"`);
	const additionalData = createAdditionalData({ ...options, mode, workflowId });
	const destinationNode = options.destination
		? { nodeName: options.destination, mode: 'inclusive' as const }
		: undefined;
	const parents = options.destination ? workflow.getParentNodes(options.destination) : [];
	const data = createRunExecutionData({
		startData: {
			destinationNode,
			runNodeFilter: options.destination ? [...parents, options.destination] : undefined,
		},
		executionData: {
			nodeExecutionStack: [
				{ node: startNode, data: { main: [options.input ?? [{ json: {} }]] }, source: null },
			],
		},
		resultData: { pinData: options.pinData },
	});
	const running = new WorkflowExecute(additionalData, mode, data).processRunExecutionData(workflow);
	options.onStarted?.(() => running.cancel());
	const run = await running;
	return describeRun(run, workflow.staticData as IDataObject);
}

function describeRun(run: IRun, staticData: IDataObject): RunResult {
	const { runData, error } = run.data.resultData;
	const task = (node: string) => runData[node]?.at(-1);
	const items = (node: string, branch = 0) => task(node)?.data?.main?.[branch] ?? [];
	return {
		status: run.status,
		error: error as Error | undefined,
		runData,
		items,
		json: (node, branch) => items(node, branch).map((item) => item.json),
		task,
		staticData,
		run,
	};
}

/** Connections of a straight line of nodes. */
export function chain(...names: string[]): IConnections {
	return Object.fromEntries(
		names
			.slice(0, -1)
			.map((name, index) => [
				name,
				{ main: [[{ node: names[index + 1], type: 'main' as const, index: 0 }]] },
			]),
	);
}
