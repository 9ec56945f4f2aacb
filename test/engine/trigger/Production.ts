import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TriggerContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type ITriggerResponse,
	type WorkflowActivateMode,
} from 'n8n-workflow';
import { accounts } from '../../../nodes/shared/http/accounts';
import { storeVisitId } from '../../sandbox/qualtrics';
import { picked } from '../../workflows';
import { callWebhook, callWebhookMethod, runWorkflow, type CredentialData } from '../harness';
import type { RunResult } from '../harness';
import { SourceNodeTypes } from '../harness/nodeTypes';
import { completeNode, createAdditionalData } from '../harness/additionalData';

const TYPE = 'n8n-nodes-survey-ops.surveyTrigger';
let nodes = 0;
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** The survey tool as far as a trigger's life is concerned. */
export interface Tool {
	url: string;
	token: string;
	/** What it was asked so far. */
	requests: unknown[];
}

export interface ProductionOptions {
	credentials?: CredentialData;
	/** What Wait, an error or a slow node after the trigger would be: runs before an execution counts as ended. */
	afterwards?: () => Promise<void>;
	/** Where the engine harness cannot load it by its name. */
	nodeType?: INodeType;
	/** Called with each run; runs are then not kept, since a bench makes many. */
	onRun?: (run: RunResult) => void;
	/** Called with what each execution is given. */
	onInput?: (input: INodeExecutionData[]) => void;
}

/**
 * One Survey Trigger as n8n's server treats it, in this process: activation and deactivation, the address announcements go
 * to, the schedule (`check()` in place of the clock), and executions, each with a fresh copy of the stored static data.
 */
export class Production {
	readonly node: INode;

	/** As stored in n8n's database. */
	staticData: IDataObject = {};

	/** Newest last. */
	readonly runs: RunResult[] = [];

	/** Errors that the trigger reported without an execution. */
	readonly reported: Error[] = [];

	readonly crons: string[] = [];

	private server: Server | undefined;

	private readonly ticks: Array<() => void> = [];

	private active: ITriggerResponse | undefined;

	private emitted = 0;

	private failing = 0;

	/** What the executions were given, failed ones included. */
	readonly inputs: INodeExecutionData[][] = [];

	private under = new Set<Promise<unknown>>();

	private readonly nodeTypes: SourceNodeTypes;

	readonly credentials: CredentialData;

	constructor(
		private readonly sandbox: Tool,
		parameters: INodeParameters = {},
		private readonly options: ProductionOptions = {},
	) {
		this.credentials = options.credentials ?? {
			qualtricsApi: { apiToken: sandbox.token, dataCenter: 'fra1', baseUrl: sandbox.url },
		};
		const own = options.nodeType && { [TYPE]: options.nodeType };
		this.nodeTypes = new SourceNodeTypes(own);
		nodes += 1;
		this.node = completeNode(
			{
				id: `trigger-${nodes}`,
				name: 'Survey Trigger',
				type: TYPE,
				webhookId: `hook-${nodes}`,
				parameters: { surveys: { values: [{ survey: picked(storeVisitId) }] }, ...parameters },
			},
			0,
			this.nodeTypes,
			this.credentials,
		);
	}

	get url(): string {
		const { port } = this.server?.address() as AddressInfo;
		return `http://127.0.0.1:${port}`;
	}

	private get delivery(): string {
		return String(this.node.parameters.delivery ?? 'instantWithCatchUp');
	}

	private get fetches(): boolean {
		return this.node.parameters.fetchResponses !== false;
	}

	async start(): Promise<this> {
		this.server = createServer((request, response) => void this.receive(request, response));
		await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
		return this;
	}

	async close(): Promise<void> {
		await this.active?.closeFunction?.();
		this.active = undefined;
		await this.settled();
		const closed = new Promise((resolve) => this.server?.close(resolve));
		this.server?.closeAllConnections();
		await closed;
	}

	/** As n8n does it: webhooks (POST, then GET) and the schedule at once, then the static data is stored. */
	async activate(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		const outcomes = await Promise.allSettled([
			this.registerWebhooks(activation),
			this.startTrigger(activation),
		]);
		for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
	}

	private async registerWebhooks(activation: WorkflowActivateMode): Promise<void> {
		if (this.delivery === 'scheduled' || !this.fetches) return;
		for (let entry = 0; entry < 2; entry += 1) {
			const exists = await this.webhookMethod('checkExists', activation);
			if (!exists) await this.webhookMethod('create', activation);
		}
	}

	async webhookMethod(
		method: 'checkExists' | 'create' | 'delete',
		activation: WorkflowActivateMode = 'activate',
	): Promise<boolean> {
		return await callWebhookMethod({
			node: this.node,
			credentials: this.credentials,
			method,
			activation,
			active: true,
			baseUrl: this.url,
			staticData: this.staticData,
		});
	}

	private async startTrigger(activation: WorkflowActivateMode): Promise<void> {
		this.ticks.length = 0;
		this.crons.length = 0;
		const workflow = new Workflow({
			id: 'workflow',
			name: 'Test',
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes: this.nodeTypes,
			staticData: plain(this.staticData),
			settings: { timezone: 'UTC' },
		});
		const additionalData = createAdditionalData({
			credentials: this.credentials,
			mode: 'trigger',
			workflowId: 'workflow',
			baseUrl: this.url,
		});
		const type = this.nodeTypes.getByNameAndVersion(TYPE);
		const node = workflow.nodes[this.node.name];
		additionalData.currentNodeParameters = node.parameters;
		const store = () => Object.assign(this.staticData, plain(workflow.staticData));
		const context = new TriggerContext(
			workflow,
			node,
			additionalData,
			'trigger',
			activation,
			(data, _response, done) => {
				store();
				this.emitted += 1;
				const work =
					this.emitted === this.failing
						? Promise.reject(new Error('n8n could not store the execution'))
						: this.execute(data[0], 'trigger');
				const running = work.then(
					(result) => done?.resolve(result.run),
					(error: Error) => done?.reject(error),
				);
				this.follow(running);
			},
			() => undefined,
			(error) => void this.reported.push(error),
			{
				registerCron: ({ expression }: { expression: string }, tick: () => void) => {
					this.crons.push(expression);
					this.ticks.push(tick);
				},
			} as never,
		);
		this.active = await type.trigger?.call(context);
		store();
	}

	/** What the clock would start; waits until the check, and what it started, has ended. */
	async check(): Promise<void> {
		// The first one began with the activation.
		await this.checked();
		for (const tick of this.ticks) tick();
		await this.checked();
	}

	/** A check that has ended has nothing more to ask and nothing under way. */
	async checked(): Promise<void> {
		let quiet = 0;
		for (let seen = -1; quiet < 3; ) {
			await this.settled();
			await new Promise((resolve) => setTimeout(resolve, 25));
			const isAtRest = this.under.size === 0 && accounts.busy === 0;
			quiet = seen === this.activity() && isAtRest ? quiet + 1 : 0;
			seen = this.activity();
		}
	}

	private activity(): number {
		return this.sandbox.requests.length + this.runs.length;
	}

	/** As after an end and a new start of n8n: what was in memory is gone, what was stored is there. */
	async restart(): Promise<void> {
		await this.active?.closeFunction?.();
		this.active = undefined;
		await this.settled();
		await this.activate('init');
	}

	/** Other parameters, published. */
	async change(parameters: INodeParameters): Promise<void> {
		await this.deactivate();
		Object.assign(this.node.parameters, parameters);
		await this.activate('update');
	}

	/** n8n cannot store the `n`th execution from now on. */
	failAt(n: number): void {
		this.failing = this.emitted + n;
	}

	async deactivate(): Promise<void> {
		const closing = this.active?.closeFunction?.();
		this.active = undefined;
		if (this.delivery !== 'scheduled' && this.fetches) {
			await Promise.all([this.webhookMethod('delete'), this.webhookMethod('delete')]);
		}
		await closing;
		await this.settled();
	}

	/** An execution as n8n starts it with what the trigger handed over. */
	async execute(
		input: INodeExecutionData[],
		mode: 'trigger' | 'webhook' | 'retry' | 'manual',
	): Promise<RunResult> {
		const stored = plain(this.staticData);
		if (!this.options.onRun) this.inputs.push(input);
		this.options.onInput?.(plain(input));
		const result = await runWorkflow({
			nodes: [this.node],
			...(this.options.nodeType && { nodeTypes: { [TYPE]: this.options.nodeType } }),
			credentials: this.credentials,
			mode,
			input,
			// A retry is run with the data of the execution alone.
			staticData: mode === 'retry' ? {} : stored,
		});
		const isStored = mode !== 'manual' && result.staticData.__dataChanged === true;
		if (isStored) this.staticData = plain(result.staticData);
		if (this.options.onRun) this.options.onRun(result);
		else this.runs.push(result);
		await this.options.afterwards?.();
		return result;
	}

	/** Ids of everything that came out, execution by execution. */
	get out(): string[] {
		return this.runs.flatMap((run) =>
			run
				.json(Object.keys(run.runData)[0] ?? '')
				.map(({ response }) => (response as IDataObject).id as string),
		);
	}

	get responses(): IDataObject[] {
		return this.runs.flatMap((run) => run.json(Object.keys(run.runData)[0] ?? ''));
	}

	get hints(): string[] {
		return this.runs.flatMap(
			(run) =>
				run.task(Object.keys(run.runData)[0] ?? '')?.hints?.map(({ message }) => message) ?? [],
		);
	}

	private follow(work: Promise<unknown>): void {
		this.under.add(work);
		void work.finally(() => this.under.delete(work));
	}

	/** Everything that was started has ended. */
	async settled(): Promise<void> {
		while (this.under.size > 0) await Promise.all(this.under);
	}

	private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const answer = await this.callWebhook(request, Buffer.concat(chunks)).catch(
			(error: Error): Awaited<ReturnType<typeof callWebhook>> => ({
				data: {},
				sent: { status: 500, body: error.message },
			}),
		);
		const [items] = answer.data.workflowData ?? [];
		if (items) this.follow(this.execute(items, 'webhook'));
		response.writeHead(answer.sent?.status ?? 200);
		response.end(String(answer.sent?.body ?? ''));
	}

	private async callWebhook({ method, url, headers }: IncomingMessage, rawBody: Buffer) {
		const before = JSON.stringify(this.staticData);
		const staticData = plain(this.staticData);
		const answer = await callWebhook({
			node: this.node,
			credentials: this.credentials,
			active: true,
			baseUrl: this.url,
			staticData,
			request: { method, url, headers: headers as Record<string, string>, rawBody },
		});
		// n8n stores it after a call, where the call changed it.
		if (JSON.stringify(staticData) !== before) Object.assign(this.staticData, plain(staticData));
		return answer;
	}
}

/** Waits until something holds; the limit is only for what never comes. */
export async function until(what: string, ask: () => boolean, timeoutMs = 20_000): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	while (!ask()) {
		if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
