import { createRandom, type Random } from '../../sandbox/http/randomness';
import { startQualtricsSandbox, type QualtricsSandbox } from '../../sandbox/qualtrics';
import {
	N8n,
	N8nInstance,
	RestError,
	waitFor,
	type ExecutionSummary,
	type StoredWorkflow,
} from '../harness';
import { QueueMode } from '../triggerSetup/QueueMode';
import { Sink } from '../triggerSetup/Sink';
import { credentialDataOf, OFTEN, toSink, TRIGGER, triggerNode } from '../triggerSetup/workflow';
import { FIELD, Story } from './Story';
import { judge, type Output, type Verdict } from './verdict';

export type Mode = 'instant' | 'scheduled' | 'instantWithCatchUp' | 'queue';

export interface KillStreamOptions {
	mode: Mode;
	seed: number;
	responses: number;
	kills: number;
	/** Told about what goes on. */
	tell?(line: string): void;
}

/** Half an hour off whole hours, and n8n's processes live there. */
const OFF_UTC = { TZ: 'America/St_Johns', GENERIC_TIMEZONE: 'America/St_Johns' };

/**
 * An n8n that is killed while it activates its workflows holds them until its lease has run out, two minutes otherwise: no check
 * would run between one kill and the next.
 */
const ENVIRONMENT = {
	...OFF_UTC,
	N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '10',
	N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: '1000',
};

const WORKER_FINISHES_MS = 10_000;
/** From the end of a lost execution to the beginning of the one in its place. */
const HANDED_OVER_MS = 1000;
const RETRIES_AT_ONCE = 5;

/** A main process that is killed while it activates a workflow leaves it to the next one only after this long. */
const LEASE_MS = 120_000;

const ENDED = new Set(['success', 'error', 'crashed', 'canceled', 'waiting']);

/**
 * A stream of responses into a real n8n that is killed again and again at random moments and started anew; what is shown as
 * crashed is retried as a person would, once each. In queue mode workers are killed, and the main process every fourth time.
 */
export class KillStream {
	private readonly random: Random;

	private readonly retried = new Set<string>();

	private instance: N8nInstance | undefined;

	private queue: QueueMode | undefined;

	private n8n!: N8n;

	private sandbox!: QualtricsSandbox;

	private sink!: Sink;

	private story!: Story;

	private workflow!: StoredWorkflow;

	private constructor(private readonly options: KillStreamOptions) {
		this.random = createRandom(options.seed);
	}

	static async run(options: KillStreamOptions): Promise<Verdict> {
		const stream = new KillStream(options);
		try {
			await stream.open();
			await stream.flow();
			await stream.settle();
			return await stream.verdict();
		} finally {
			await stream.close();
		}
	}

	private get hasEdits(): boolean {
		return this.options.mode !== 'instant';
	}

	private async open(): Promise<void> {
		const { mode } = this.options;
		this.sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		this.sink = await Sink.open();
		if (mode === 'queue') {
			this.queue = await QueueMode.start(2, ENVIRONMENT);
		} else {
			this.instance = new N8nInstance({ env: ENVIRONMENT });
			await this.instance.start();
		}
		this.n8n = await N8n.setUp((this.queue?.main ?? this.instance)!.url);
		this.story = new Story(this.sandbox, this.random, {
			hasCheck: mode !== 'instant',
			hasEdits: this.hasEdits,
		});
		const credential = await this.n8n.createCredential(
			'qualtricsApi',
			credentialDataOf(this.sandbox),
		);
		const trigger = triggerNode(
			{
				...OFTEN,
				delivery: mode === 'queue' ? 'instantWithCatchUp' : mode,
				events: this.hasEdits ? ['new', 'updated'] : ['new'],
				options: { youngSeconds: 0, batchSize: 10 },
			},
			credential,
		);
		this.workflow = await this.n8n.createWorkflow(toSink([trigger], this.sink));
		await this.n8n.activate(this.workflow.id);
	}

	private async close(): Promise<void> {
		await this.queue?.dispose();
		await this.instance?.dispose();
		await this.sink?.close();
		await this.sandbox?.close();
	}

	private async flow(): Promise<void> {
		const { kills, responses, tell } = this.options;
		for (let kill = 1; kill <= kills; kill += 1) {
			const due = Math.round((responses * kill) / kills) - this.story.ids.length;
			// The kill breaks it off.
			const retries = this.retryCrashed().catch(() => undefined);
			const bursts = this.bursts(due);
			await this.inTheMiddle();
			await this.killAndStart();
			await Promise.all([bursts, retries]);
			tell?.(`${this.options.mode}: kill ${kill} of ${kills}, ${this.story.ids.length} responses`);
		}
	}

	/** A random moment at which n8n is at work: a start takes many times longer than an execution. */
	private async inTheMiddle(): Promise<void> {
		const asked = () => this.sandbox.requests.length + this.sink.taken.length;
		const before = asked();
		const calls = this.random.integer(1, 25);
		const atWork = waitFor('n8n to be at work', async () => asked() >= before + calls, {
			timeoutMs: 10_000,
			everyMs: 3,
		});
		await atWork.catch(() => undefined);
		await pause(this.random.integer(0, 300));
	}

	private async bursts(responses: number): Promise<void> {
		let left = responses;
		while (left > 0) {
			const size = Math.min(left, this.random.integer(1, 4));
			left -= size;
			await this.story.burst(size);
			await pause(this.random.integer(50, 800));
		}
	}

	private kills = 0;

	private async killAndStart(): Promise<void> {
		this.kills += 1;
		if (!this.queue) {
			await this.instance!.kill();
			await this.instance!.start();
			return;
		}
		if (this.kills % 4 === 0) {
			await this.endOfThoseBefore(this.workerKilledAt);
			// And what was handed over again for them.
			await pause(HANDED_OVER_MS);
			await this.endOfThoseBefore(Date.now());
			await this.inTheMiddle();
			this.options.tell?.('queue: the main process is killed');
			const killedAt = Date.now();
			await this.queue.main.kill();
			await this.queue.main.start();
			await this.endOfThoseBefore(killedAt);
			return;
		}
		this.workerKilledAt = Date.now();
		await this.queue.killWorker(this.random.pick(this.queue.workers));
		await this.queue.startWorker();
	}

	/**
	 * What a killed worker had under way has been noticed and given to another one by the main process. n8n drops the input of
	 * such executions, so where the main process dies before that, nobody can bring them: docs/nodes/survey-trigger.md, Limits.
	 * The other way round: what a worker is at while the main process dies, it must be left to finish.
	 */
	private async endOfThoseBefore(time: number): Promise<void> {
		await waitFor(
			'executions that were under way to end',
			async () =>
				(await this.executions()).every(
					({ status, startedAt }) => ENDED.has(status) || Date.parse(startedAt) > time,
				),
			{ timeoutMs: 120_000, everyMs: 500 },
		);
	}

	private workerKilledAt = 0;

	/** All executions, oldest first. */
	private async executions(): Promise<ExecutionSummary[]> {
		return await this.n8n.executions.all(this.workflow.id);
	}

	/** Crashed execution → when it was first seen. */
	private readonly crashedAt = new Map<string, number>();

	/**
	 * Each crashed execution once; a retry that crashed is retried in its turn. A main process that starts shows as crashed also
	 * what a worker is still at, so with workers a person waits a while. Gives how many are retried or waited for.
	 */
	private async retryCrashed(): Promise<number> {
		const all = await this.executions();
		const begun = new Set(all.map(({ retryOf }) => retryOf));
		let count = 0;
		const due: string[] = [];
		for (const { id, status } of all) {
			if (status !== 'crashed' || begun.has(id) || this.retried.has(id)) continue;
			count += 1;
			const seenAt = this.crashedAt.get(id) ?? Date.now();
			this.crashedAt.set(id, seenAt);
			if (this.queue && Date.now() - seenAt < WORKER_FINISHES_MS) continue;
			due.push(id);
		}
		// n8n answers when the retry has ended.
		while (due.length > 0) {
			await Promise.all(
				due.splice(0, RETRIES_AT_ONCE).map(async (id) => {
					await this.retry(id);
					this.retried.add(id);
				}),
			);
		}
		return count;
	}

	private async retry(id: string): Promise<void> {
		const outcome = this.n8n.session.post(`/executions/${id}/retry`, { loadWorkflow: false });
		await outcome.catch((error: unknown) => {
			// A worker has finished it since it was listed.
			if (!(error instanceof RestError) || error.status !== 409) throw error;
		});
	}

	/** No more kills: what is left over is announced and retried, until two checks bring nothing and nothing runs. */
	private async settle(): Promise<void> {
		const { mode } = this.options;
		for (let quiet = 0, outputs = -1; quiet < 2; ) {
			if (mode === 'instant') await this.story.announceRest();
			const retries = await this.retryCrashed();
			if (mode !== 'instant') await this.checks(2);
			await this.endOfAll();
			const now = (await this.executions()).length;
			this.options.tell?.(`${mode}: ${now} executions ended, ${retries} retried or waited for`);
			quiet = retries === 0 && now === outputs ? quiet + 1 : 0;
			outputs = now;
		}
	}

	/** However many there are: what must not take long is the next one. */
	private async endOfAll(): Promise<void> {
		const running = async () =>
			(await this.executions()).filter(({ status }) => !ENDED.has(status)).length;
		for (let before = await running(); before > 0; ) {
			before = await waitFor(
				'one more execution to end',
				async () => {
					const now = await running();
					return now < before ? { now } : undefined;
				},
				{ timeoutMs: 180_000, everyMs: 500 },
			).then(({ now }) => now);
		}
	}

	/**
	 * Whole checks, however much there is to catch up with: after so many kills one check hands out a hundred batches. What must
	 * not take long is that anything goes on at all.
	 */
	private async checks(count: number): Promise<void> {
		const exports = () => this.sandbox.requests.filter(({ path }) => path.endsWith('/file')).length;
		const wanted = exports() + count * 2;
		const signs = async () => {
			const ended = (await this.executions()).filter(({ status }) => ENDED.has(status)).length;
			return ended + this.sandbox.requests.length + this.sink.taken.length;
		};
		for (let before = await signs(); exports() < wanted; ) {
			before = await waitFor(
				'anything to go on while checks are waited for',
				async () => {
					const now = await signs();
					return now > before ? { now } : undefined;
				},
				{ timeoutMs: LEASE_MS * 2, everyMs: 500 },
			).then(({ now }) => now);
		}
	}

	/** By n8n's saved executions: what the trigger put out in those that got past it. */
	private async verdict(): Promise<Verdict> {
		const outputs: Output[] = [];
		const statuses = new Map<string, number>();
		const lives = new Map<string, string>();
		for (const { id, status, startedAt, stoppedAt, retryOf } of await this.executions()) {
			lives.set(
				id,
				`${startedAt?.slice(11, 23)} to ${stoppedAt?.slice(11, 23)}${retryOf ? ` for ${retryOf}` : ''}`,
			);
			statuses.set(status, (statuses.get(status) ?? 0) + 1);
			if (status === 'crashed') continue;
			for (const one of (await this.n8n.executions.get(id)).json(TRIGGER)) {
				const { response, context, event } = one as {
					response: { id: string };
					context: Record<string, string>;
					event: string;
				};
				outputs.push({ executionId: id, responseId: response.id, form: context[FIELD], event });
			}
		}
		const all = [...statuses].map(([status, count]) => `${count} ${status}`).join(', ');
		this.options.tell?.(`${this.options.mode}: executions: ${all}`);
		const verdict = judge(this.story.forms, outputs, this.hasEdits);
		for (const problem of [...verdict.lost, ...verdict.doubled, ...verdict.updatesLost]) {
			const id = problem.split(':')[0];
			const its = outputs.filter(({ responseId }) => responseId === id);
			this.options.tell?.(
				`${problem}: held ${this.story.forms.get(id)?.join(' → ')}; out: ${its
					.map(
						({ executionId, form, event }) =>
							`${form} (${event}, execution ${executionId}, ${lives.get(executionId)})`,
					)
					.join(', ')}`,
			);
		}
		return verdict;
	}
}

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
