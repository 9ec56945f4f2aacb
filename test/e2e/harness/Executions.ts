import {
	createRunExecutionData,
	type ExecutionStatus,
	type IDataObject,
	type INodeExecutionData,
	type IRunExecutionData,
	type ITaskData,
} from 'n8n-workflow';
import { decodeExecutionData } from './executionData';
import type { RestSession } from './RestSession';
import { waitFor } from './waitFor';

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	mode: string;
	status: ExecutionStatus;
	startedAt: string;
	stoppedAt?: string;
	retryOf?: string | null;
	retrySuccessId?: string | null;
}

/** A finished execution, its data decoded. */
export interface Execution extends ExecutionSummary {
	data: IRunExecutionData;
	/** A node's last run. */
	task(node: string): ITaskData | undefined;
	/** What came out of a node's output `branch` in its last run. */
	items(node: string, branch?: number): INodeExecutionData[];
	/** The `json` of those items. */
	json(node: string, branch?: number): IDataObject[];
	/** What went wrong, if something did: the failed node's error message and description. */
	problem: string | undefined;
}

/** Each question is work for n8n, which reads the whole execution for it. */
const EVERY_MS = 100;

const unfinished = new Set<ExecutionStatus>(['new', 'running', 'unknown']);

export class Executions {
	constructor(private readonly session: RestSession) {}

	/** Newest first. One that ends meanwhile stands in n8n's answer twice, as running and as ended. */
	async list(workflowId?: string, limit = 100): Promise<ExecutionSummary[]> {
		const { results } = await this.page(workflowId, limit);
		return [...new Map(results.map((one) => [one.id, one])).values()];
	}

	/** All of a workflow, oldest first; of those under way n8n shows no more than a hundred. */
	async all(workflowId: string): Promise<ExecutionSummary[]> {
		const all: ExecutionSummary[] = [];
		let cursor: string | undefined;
		do {
			const { results, nextCursor } = await this.page(workflowId, 100, cursor);
			all.push(...results);
			cursor = nextCursor ?? undefined;
		} while (cursor);
		const known = new Map(all.map((one) => [one.id, one]));
		return [...known.values()].sort((a, b) => Number(a.id) - Number(b.id));
	}

	private async page(workflowId: string | undefined, limit: number, cursor?: string) {
		const filter = encodeURIComponent(JSON.stringify(workflowId ? { workflowId } : {}));
		return await this.session.get<{ results: ExecutionSummary[]; nextCursor?: string | null }>(
			`/executions?filter=${filter}&limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
		);
	}

	async get(id: string): Promise<Execution> {
		const stored = await this.session.get<ExecutionSummary & { data: string }>(`/executions/${id}`);
		// One that has only just begun has no data yet.
		return describe(stored, decodeExecutionData(stored.data) ?? createRunExecutionData());
	}

	/** Waits until an execution of the workflow that fits `wanted` has ended (default: the first to end). */
	async waitFor(
		workflowId: string,
		wanted: (execution: ExecutionSummary) => boolean = () => true,
		timeoutMs = 60_000,
	): Promise<Execution> {
		const found = await waitFor(
			`an execution of workflow ${workflowId}`,
			async () =>
				(await this.list(workflowId)).find(
					(execution) => !unfinished.has(execution.status) && wanted(execution),
				),
			{ timeoutMs, everyMs: EVERY_MS },
		);
		return await this.finished(found.id, timeoutMs);
	}

	/** Waits until this execution has ended and is stored. */
	async finished(id: string, timeoutMs = 60_000): Promise<Execution> {
		return await waitFor(
			`execution ${id} to end`,
			async () => {
				const execution = await this.get(id);
				return unfinished.has(execution.status) || isHalfStored(execution) ? undefined : execution;
			},
			{ timeoutMs, everyMs: EVERY_MS },
		);
	}

	/**
	 * Runs a workflow as the editor's *Execute workflow* button does, from `trigger`, up to and including `destination` if given.
	 * Answers with the finished execution, or with `undefined` when n8n is waiting for the trigger's test webhook instead.
	 */
	async runManually(
		workflowId: string,
		trigger: string,
		options: { destination?: string; timeoutMs?: number } = {},
	): Promise<Execution | undefined> {
		const answer = await this.session.post<{ executionId?: string; waitingForWebhook?: boolean }>(
			`/workflows/${workflowId}/run`,
			{
				// n8n 1 runs what the editor shows; n8n 2 what is stored, and passes over this.
				workflowData: await this.session.get(`/workflows/${workflowId}`),
				triggerToStartFrom: { name: trigger },
				destinationNode: options.destination
					? { nodeName: options.destination, mode: 'inclusive' }
					: undefined,
			},
		);
		if (answer.executionId === undefined) return undefined;
		return await this.finished(answer.executionId, options.timeoutMs);
	}

	/** Retries a failed execution from the failed node on; answers with the new execution, finished. */
	async retry(id: string, loadWorkflow = false): Promise<Execution> {
		await this.session.post(`/executions/${id}/retry`, { loadWorkflow });
		const { workflowId } = await this.get(id);
		return await this.waitFor(workflowId, (execution) => execution.retryOf === id);
	}

	async stop(id: string): Promise<void> {
		await this.session.post(`/executions/${id}/stop`);
	}
}

/** n8n 1 stores first that an execution has ended, and then what came of it. */
const isHalfStored = ({ status, data }: Execution): boolean =>
	status === 'success' && Object.keys(data.resultData.runData).length === 0;

function describe(summary: ExecutionSummary, data: IRunExecutionData): Execution {
	const { runData, error } = data.resultData;
	const task = (node: string) => runData[node]?.at(-1);
	const items = (node: string, branch = 0) => task(node)?.data?.main?.[branch] ?? [];
	return {
		...summary,
		data,
		task,
		items,
		json: (node, branch) => items(node, branch).map((item) => item.json),
		problem: error && [error.message, error.description].filter(Boolean).join(' – '),
	};
}
