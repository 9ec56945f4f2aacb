import type { CronExpression, IRun, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { CatchUpState, Delivery } from '../shared/delivery/catchUp';
import { catchUp, RecentIds } from '../shared/delivery/catchUp';
import type { ResponseStub, ResponseWindow, SurveySource } from '../shared/delivery/SurveySource';
import { toCron } from '../shared/delivery/schedule';
import { firstWatermark } from '../shared/delivery/window';
import type { Qualtrics } from '../shared/connectors/qualtrics/client';
import { asNodeError, toNodeError } from '../shared/face/errors';
import { knownSurvey } from '../shared/face/knownSurveys';
import { connectQualtrics } from '../shared/face/qualtrics';
import { ConnectorError, isConnectorError } from '../shared/http/ConnectorError';
import type { JobContent } from './jobs';
import { toItems } from './jobs';
import { memoryOf } from './memory';
import { subscribe } from './registration';
import type { TriggerSettings } from './settings';
import { readSettings } from './settings';
import { assertSurveysReadable } from './surveys';

/** Qualtrics shows a response some time after it was recorded; each pull looks back that far. */
const OVERLAP_MS = 2 * 60 * 1000;

type By = NonNullable<ResponseWindow['by']>;

/** Starts the scheduled checks of an active workflow; the first one runs at once, so that a restart catches up. */
export async function startSchedule(this: ITriggerFunctions): Promise<ITriggerResponse> {
	if (this.getMode() === 'manual') {
		// A test run fetches its sample in execute(); it only needs something to start on.
		return { manualTriggerFunction: async () => this.emit([[{ json: {} }]]) };
	}
	const settings = await asNodeError(this.getNode(), prepare(this));
	if (!settings.fetchResponses || settings.delivery === 'instant') return {};

	const cron = toCron(settings.schedule);
	if (!cron.ok) {
		const error = new ConnectorError('input', cron.reason, { hint: "See 'Check for Responses'" });
		throw toNodeError(this.getNode(), error);
	}
	const checks = new Checks(this, settings);
	for (const expression of cron.expressions) {
		this.helpers.registerCron(
			{ expression: expression as CronExpression },
			() => void checks.run(),
		);
	}
	void checks.run();
	return { closeFunction: async () => checks.stop() };
}

/** Fails an activation by hand for what will not mend itself; after a restart the checks report it instead. */
async function prepare(context: ITriggerFunctions): Promise<TriggerSettings> {
	const settings = readSettings(context);
	const byHand = ['activate', 'update', 'create'].includes(context.getActivationMode());
	if (byHand && settings.fetchResponses) {
		const failure = await assertSurveysReadable(
			await connectQualtrics(context),
			settings.surveyIds,
		).then(
			() => undefined,
			(error: unknown) => error,
		);
		if (isConnectorError(failure) && failure.kind !== 'unavailable') throw failure;
	}
	return settings;
}

/** The checks of one active trigger: never two at once, stopped between batches. */
class Checks {
	private running = false;

	private stopped = false;

	private readonly delivered = new RecentIds();

	/** The last trouble told to the user: told once, not at every check, until a check succeeds. */
	private told = '';

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly settings: TriggerSettings,
	) {}

	stop(): void {
		this.stopped = true;
	}

	async run(): Promise<void> {
		if (this.running || this.stopped) return;
		this.running = true;
		const failure = await this.check().then(
			() => undefined,
			(error: unknown) => error,
		);
		this.running = false;
		if (failure === undefined) this.told = '';
		else this.tell(failure);
	}

	private async check(): Promise<void> {
		const qualtrics = await connectQualtrics(this.context);
		await this.restoreSubscriptions(qualtrics);
		const { surveyIds, events, includeMeta } = this.settings;
		for (const surveyId of surveyIds) {
			const survey = await knownSurvey(qualtrics, surveyId);
			const source = qualtrics.source(survey, { includeMeta });
			if (events.includes('new') || events.includes('partial')) {
				await this.pull(source, surveyId, 'recorded');
			}
			if (events.includes('updated')) {
				const edits = { ...source, list: (window: ResponseWindow) => edited(source.list(window)) };
				await this.pull(edits, surveyId, 'modified');
			}
		}
	}

	private async pull(source: SurveySource, surveyId: string, by: By): Promise<void> {
		const memory = memoryOf(this.context);
		const save = (state: CatchUpState) => {
			memory.catchUp = { ...memory.catchUp, [`${surveyId} ${by}`]: state };
		};
		const { startFrom, batchSize, youngMs } = this.settings;
		const start = firstWatermark(startFrom, Date.now());
		const state = memory.catchUp?.[`${surveyId} ${by}`] ?? { start, upTo: start };
		save(state);
		const after = await catchUp(
			state,
			{ surveyId, by, batchSize, youngMs, overlapMs: OVERLAP_MS },
			{
				source,
				clock: { now: () => Date.now(), sleep },
				logger: this.context.logger,
				delivered: this.delivered,
				deliver: async (batch) => await this.deliver(by, batch),
				progress: save,
			},
		);
		save(after);
	}

	private async deliver(by: By, batch: Delivery): Promise<'done' | 'failed'> {
		if (this.stopped) return 'failed';
		const contents: JobContent[] = batch.responses.map((response) => ({
			kind: 'caughtUp',
			by,
			response,
		}));
		if (batch.missing.length > 0) contents.push({ kind: 'caughtUp', by, missing: batch.missing });
		if (contents.length === 0) return 'done';
		const done = this.context.helpers.createDeferredPromise<IRun>();
		this.context.emit([toItems(contents)], undefined, done);
		const run = await done.promise.then(
			(value): IRun | undefined => value,
			() => undefined,
		);
		return triggerPassed(run, this.context.getNode().name) ? 'done' : 'failed';
	}

	/** A subscription that somebody removed is made again. */
	private async restoreSubscriptions(qualtrics: Qualtrics): Promise<void> {
		const memory = memoryOf(this.context);
		const topics = Object.keys(memory.subscriptions ?? {});
		if (this.settings.delivery !== 'instantWithCatchUp' || topics.length === 0) return;
		const failure = await subscribe(qualtrics, memory, topics).then(
			() => undefined,
			(error: unknown) => error,
		);
		if (failure) {
			this.context.logger.warn('Survey Trigger: the event subscription could not be checked');
		}
	}

	private tell(failure: unknown): void {
		const error = toNodeError(this.context.getNode(), failure);
		this.context.logger.warn(
			`Survey Trigger: the check for responses did not work: ${error.message}`,
		);
		if (this.told === error.message) return;
		this.told = error.message;
		this.context.saveFailedExecution?.(error);
	}
}

/** New responses appear in a list by modification date too; an edit comes at least a moment after the recording. */
async function* edited(stubs: AsyncIterable<ResponseStub>): AsyncIterable<ResponseStub> {
	for await (const stub of stubs) {
		if (stub.modifiedAt && Date.parse(stub.modifiedAt) - Date.parse(stub.recordedAt) > 1000) {
			yield stub;
		}
	}
}

/** Did the trigger itself hand its responses over? What later nodes made of them is the execution's own affair. */
function triggerPassed(run: IRun | undefined, nodeName: string): boolean {
	if (!run) return false;
	if (run.status === 'success' || run.status === 'waiting') return true;
	const mine = run.data?.resultData?.runData?.[nodeName]?.[0];
	return mine !== undefined && mine.error === undefined && mine.executionStatus !== 'error';
}
