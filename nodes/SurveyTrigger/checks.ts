import type { ITriggerFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { CatchUpState, Delivery } from '../shared/delivery/catchUp';
import { catchUp, edits } from '../shared/delivery/catchUp';
import { serialise } from '../shared/delivery/serialise';
import { inTurn } from '../shared/delivery/turns';
import type { ResponseWindow, SurveySource } from '../shared/delivery/SurveySource';
import { toNodeError } from '../shared/n8n/errors';
import { settle } from '../shared/http/settle';
import { registrationLock } from './activation';
import { handOver } from './handOver';
import type { DeliveryNote, JobContent } from './jobs';
import { newDelivery } from './jobs';
import { entriesOf } from './keys';
import { recall, storeNewest } from './memory';
import { closedNote, notesFor } from './notes';
import type { Pull } from './progress';
import {
	earlierPull,
	keepProgress,
	modifiedPull,
	progressOf,
	recordedPull,
	rememberStarts,
	takesRecorded,
} from './progress';
import { recentIdsOf } from './recent';
import type { TriggerSettings } from './settings';
import type { AccountKind, TriggerAccount } from './sources/SourceKind';
import { triggerName } from './triggerName';

/** An execution that has not ended by then is not waited for: what it took is known, or comes again. */
const LONGEST_WAIT_MS = 60 * 60 * 1000;

/** Of the responses that one check hands on, so many stay in n8n's store; those before them are done with. */
const KEPT_RESPONSES = 5_000;
/** An announcement may wait for its turn in the account's allowance; what is older than this was announced long ago. */
const KEPT_MS = 90 * 60 * 1000;

/** What is to be told with each execution; found out when there is one. */
type Notes = () => Promise<string[]>;

/** The checks of one active trigger: never two at once, stopped between batches. */
export class Checks {
	private running = false;

	private stopped = false;

	/** The delivery that is waited for. */
	private waiting: { since: number; giveUp: () => void } | undefined;

	/** What was handed on and is still in n8n's store, oldest first. */
	private readonly handedOn = new Map<string, { from: number; entries: string[] }>();

	/** The last trouble told to the user, by survey: told once, not at every check, until a check succeeds. */
	private readonly reported = new Map<string, string>();

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly settings: TriggerSettings,
		private readonly kind: AccountKind,
	) {}

	/** Waits for a subscription that is just being made, so that it is deleted with the others. */
	async stop(): Promise<void> {
		this.stopped = true;
		this.waiting?.giveUp();
		await serialise(registrationLock(this.context), async () => undefined);
	}

	async run(): Promise<void> {
		if (this.stopped) return;
		if (this.running) {
			if (this.waiting && Date.now() - this.waiting.since > LONGEST_WAIT_MS) this.waiting.giveUp();
			return;
		}
		this.running = true;
		const connected = await settle(this.kind.connect(this.context, this.settings));
		if (connected.ok) await this.check(connected.value);
		this.report('', connected.ok ? undefined : connected.error);
		this.running = false;
	}

	/** One survey that cannot be read does not keep the others from being read. */
	private async check(account: TriggerAccount): Promise<void> {
		await account.keepAnnouncing?.(this.context, () => this.stopped);
		rememberStarts(this.context, this.settings);
		for (const surveyId of this.settings.surveyIds) {
			if (this.stopped) return;
			const outcome = await settle(this.checkSurvey(account, surveyId));
			this.report(surveyId, outcome.ok ? undefined : outcome.error);
		}
		storeNewest(this.context);
	}

	private async checkSurvey(account: TriggerAccount, surveyId: string): Promise<void> {
		const { source, closedName } = await account.survey(surveyId);
		const { events } = this.settings;
		let told: Promise<string[]> | undefined;
		const notes = async (): Promise<string[]> =>
			await (told ??= (async () => {
				const name = await closedName?.();
				return name === undefined ? [] : [closedNote(name)];
			})());
		if (takesRecorded(this.settings)) {
			for (const pull of [earlierPull(surveyId), recordedPull(surveyId)]) {
				if (!(await this.pull(source, pull, notes))) return;
			}
			this.keep(earlierPull(surveyId), undefined);
		}
		if (events.includes('updated')) await this.pullEdits(source, surveyId, notes);
	}

	private async pullEdits(source: SurveySource, surveyId: string, notes: Notes): Promise<void> {
		const pull = modifiedPull(surveyId);
		const recorded = takesRecorded(this.settings)
			? progressOf(this.context, recordedPull(surveyId))
			: undefined;
		const already = takesRecorded(this.settings)
			? { recordedFrom: recorded?.start.upTo, before: progressOf(this.context, pull)?.since }
			: undefined;
		const list = (window: ResponseWindow) => edits(source.list(window), already);
		// What was recorded after the look at new ones, and edited since, is new: it comes with the next look at those.
		await this.pull({ ...source, list }, pull, notes, recorded?.upTo.upTo);
	}

	/** Whether all that is there was handed on. */
	private async pull(
		source: SurveySource,
		pull: Pull,
		notes: Notes,
		notAfter?: string,
	): Promise<boolean> {
		const state = progressOf(this.context, pull);
		if (!state) return true;
		const { batchSize, youngMs } = this.settings;
		const { surveyId, by } = pull;
		const wantsEdits = this.settings.events.includes('updated');
		const { state: after, complete } = await catchUp(
			state,
			{ surveyId, by, batchSize, youngMs, overlapMs: this.kind.overlapMs, notAfter, wantsEdits },
			{
				source,
				clock: { now: () => Date.now(), sleep },
				logger: this.context.logger,
				delivered: recentIdsOf(this.context),
				deliver: async (batch) => await this.deliver(pull, batch, notes),
				progress: (progress) => this.keep(pull, progress),
			},
		);
		this.keep(pull, after);
		return complete && !this.stopped;
	}

	/** Once stopped, another one may be at work already. */
	private keep(pull: Pull, state: CatchUpState | undefined): void {
		if (!this.stopped && (state || progressOf(this.context, pull))) {
			keepProgress(this.context, pull, state);
		}
	}

	private async deliver(
		{ by, surveyId }: Pull,
		batch: Delivery,
		notes: Notes,
	): Promise<'done' | 'failed'> {
		if (this.stopped) return 'failed';
		const { missing, readAt } = batch;
		const contents: JobContent[] = batch.responses.map(({ raw }) => ({
			kind: 'caughtUp',
			by,
			surveyId,
			raw,
			readAt,
		}));
		if (missing.length > 0) contents.push({ kind: 'caughtUp', by, surveyId, missing });
		if (contents.length === 0) return 'done';
		const memory = recall(this.context);
		const all = [...notesFor(memory, this.settings), ...(await notes())];
		const forget = this.noLongerNeeded();
		const delivery = newDelivery({
			...(all.length > 0 && { notes: all }),
			...(forget.length > 0 && { forget }),
			caughtUpTo: batch.from,
		});
		const name = triggerName(this.context);
		const isDone = await inTurn(
			batch.responses.map(({ id }) => `${name} ${id}`),
			async () => !this.stopped && (await this.untilDone(contents, delivery)),
			{ sleep },
		);
		if (!isDone) return 'failed';
		if (by === 'recorded' && this.settings.delivery === 'instantWithCatchUp') {
			this.noteHandedOn(surveyId, batch, delivery.id);
		}
		return 'done';
	}

	/**
	 * A long catch-up must not drive out of n8n's store what the webhook records meanwhile: its own older entries lie below the
	 * watermark and are given up first.
	 */
	private noLongerNeeded(): string[] {
		const forget: string[] = [];
		const oldest = Date.now() - KEPT_MS;
		for (const [name, { from, entries }] of this.handedOn) {
			if (this.handedOn.size <= KEPT_RESPONSES || from > oldest) break;
			forget.push(...entries);
			this.handedOn.delete(name);
		}
		return forget;
	}

	/** Each response once, however often a check lists it again: its entries are those of the delivery that brought it. */
	private noteHandedOn(surveyId: string, { responses, from }: Delivery, deliveryId: string): void {
		for (const response of responses) {
			const name = `${surveyId} ${response.id} ${response.partial}`;
			if (this.handedOn.has(name)) continue;
			const entries = entriesOf(surveyId, [response], deliveryId);
			this.handedOn.set(name, { from: Date.parse(from), entries });
		}
	}

	private async untilDone(contents: JobContent[], delivery: DeliveryNote): Promise<boolean> {
		const gaveUp = this.context.helpers.createDeferredPromise<undefined>();
		this.waiting = { since: Date.now(), giveUp: () => gaveUp.resolve(undefined) };
		const passed = await handOver(this.context, contents, delivery, gaveUp.promise);
		this.waiting = undefined;
		return passed;
	}

	private report(about: string, failure: unknown): void {
		if (this.stopped) return;
		if (failure === undefined) {
			this.reported.delete(about);
			return;
		}
		const error = toNodeError(this.context.getNode(), failure);
		this.context.logger.warn(`Survey Trigger: checking for responses failed: ${error.message}`);
		if (this.reported.get(about) === error.message) return;
		this.reported.set(about, error.message);
		this.context.saveFailedExecution?.(error);
	}
}
