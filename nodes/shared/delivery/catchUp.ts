import { settle } from '../http/settle';
import type { Clock, Logger } from '../http/types';
import type { Batch } from './batches';
import { inBatches } from './batches';
import type { RecentIds } from './recentIds';
import type { ReadResponse, ResponseStub, ResponseWindow, SurveySource } from './SurveySource';
import type { Watermark, WindowOptions } from './window';
import { advance, nextWindow } from './window';

/** What is kept of one survey between pulls; stored with the workflow. */
export interface CatchUpState {
	/** Where the very first pull began. */
	start: Watermark;
	upTo: Watermark;
	/** The pull ends here for good: another one began there. ISO-8601. */
	until?: string;
	/** When the first pull was made; ISO-8601. */
	since?: string;
}

export interface CatchUpPorts {
	source: Pick<SurveySource, 'list' | 'read'>;
	clock: Clock;
	logger?: Logger;
	/**
	 * Hands one batch to n8n and waits until the execution that took it has ended: `done` when the trigger passed it on, `failed`
	 * when it could not.
	 */
	deliver(batch: Delivery): Promise<'done' | 'failed'>;
	/** Told after every batch, so that what is done is remembered with the next thing n8n stores. */
	progress?(state: CatchUpState): void;
	delivered: RecentIds;
}

/** What enters one execution: oldest first. */
export interface Delivery {
	responses: ReadResponse[];
	/** When the oldest was recorded, or modified; ISO-8601. */
	from: string;
	/** Listed, and gone when it was read: deleted meanwhile, or edited and due in the next check. */
	missing: string[];
	/** When it was asked for, in milliseconds. */
	readAt: number;
}

export interface CatchUpOptions extends WindowOptions {
	surveyId: string;
	by: NonNullable<ResponseWindow['by']>;
	batchSize: number;
	/** Edits are wanted too, and those made a moment after the recording do not show by their dates. */
	wantsEdits?: boolean;
}

export interface CatchUpOutcome {
	state: CatchUpState;
	/** Everything in the window was handed on; otherwise the next pull brings the rest. */
	complete: boolean;
}

/**
 * Responses read with one export: exports are limited per minute, and what is read waits in memory for its execution. While
 * they are handed on, the next ones are read.
 */
const READ_AT_ONCE = 2500;

/**
 * One pull: lists what came in since the watermark, reads it, and hands it on in batches, oldest first, one after the other,
 * moving the watermark behind each batch that was passed on. A batch that failed stops the pull: the next one lists it again,
 * and what did get through is dropped there by its key.
 */
export async function catchUp(
	state: CatchUpState,
	options: CatchUpOptions,
	ports: CatchUpPorts,
): Promise<CatchUpOutcome> {
	const window = nextWindow(state, ports.clock.now(), options);
	if (!window) return { state, complete: true };
	const { surveyId, by } = options;
	const stubs = unseen(ports.source.list({ surveyId, by, ...window }), by, ports.delivered);
	const batches = await inBatches(stubs, options.batchSize, TIME_OF[by]);
	const groups = inGroups(batches);
	const reading = (index: number) =>
		index < groups.length ? settle(readGroup(groups[index], options, ports)) : undefined;
	const isFinal = ({ to }: Batch, readAt: number) => !options.wantsEdits || isLongAgo(to, readAt);
	let current = state;
	let next = reading(0);
	for (const [index, group] of groups.entries()) {
		const outcome = await next;
		if (!outcome?.ok) throw outcome?.error;
		const { read, readAt } = outcome.value;
		next = reading(index + 1);
		for (const batch of group) {
			if ((await ports.deliver(take(batch, read, readAt))) === 'failed') {
				ports.logger?.warn(
					'Survey Trigger: a batch of responses was not processed; it comes again',
					{ surveyId, responses: batch.ids.length },
				);
				return { state: current, complete: false };
			}
			if (isFinal(batch, readAt)) {
				for (const id of batch.ids) ports.delivered.add(id, by, batch.to);
			}
			current = { ...current, upTo: advance(current.upTo, batch.to) };
			ports.progress?.(current);
		}
	}
	return { state: { ...current, upTo: advance(current.upTo, window.to) }, complete: true };
}

async function* unseen(
	stubs: AsyncIterable<ResponseStub>,
	by: CatchUpOptions['by'],
	delivered: RecentIds,
): AsyncIterable<ResponseStub> {
	for await (const stub of stubs) {
		if (!delivered.spare(stub.id, by, TIME_OF[by](stub))) yield stub;
	}
}

const TIME_OF: Record<CatchUpOptions['by'], (stub: ResponseStub) => string> = {
	recorded: (stub) => stub.recordedAt,
	modified: (stub) => stub.modifiedAt ?? stub.recordedAt,
};

function inGroups(batches: Batch[]): Batch[][] {
	const groups: Batch[][] = [];
	let size = Infinity;
	for (const batch of batches) {
		if (size + batch.ids.length > READ_AT_ONCE) {
			groups.push([]);
			size = 0;
		}
		groups[groups.length - 1].push(batch);
		size += batch.ids.length;
	}
	return groups;
}

async function readGroup(
	group: Batch[],
	{ surveyId, by }: CatchUpOptions,
	{ source, clock }: CatchUpPorts,
): Promise<{ read: Map<string, ReadResponse>; readAt: number }> {
	const readAt = clock.now();
	const only = new Set(group.flatMap((batch) => batch.ids));
	const { from } = group[0];
	const { to } = group[group.length - 1];
	const read = new Map<string, ReadResponse>();
	for await (const one of source.read({ surveyId, by, from, to, only })) read.set(one.id, one);
	return { read, readAt };
}

function take(batch: Batch, read: Map<string, ReadResponse>, readAt: number): Delivery {
	const delivery: Delivery = { responses: [], from: batch.from, missing: [], readAt };
	for (const id of batch.ids) {
		const one = read.get(id);
		if (one) delivery.responses.push(one);
		else delivery.missing.push(id);
		read.delete(id);
	}
	return delivery;
}

/**
 * Edits among what was modified: a new response appears there too, and an edit comes at least a moment after the recording.
 * What was edited before the first pull came out with it in its present form. Where no modification date is told, the
 * response itself decides, by its revision. Without `already` nothing else looks at new ones, so they are given too: an edit
 * that moves the recorded date looks like one.
 */
export async function* edits(
	stubs: AsyncIterable<ResponseStub>,
	already?: { recordedFrom?: string; before?: string },
): AsyncIterable<ResponseStub> {
	const { recordedFrom, before } = already ?? {};
	for await (const stub of stubs) {
		if (stub.modifiedAt === undefined) {
			yield stub;
			continue;
		}
		if (already && isAsRecorded(stub.recordedAt, stub.modifiedAt)) continue;
		const [recorded, modified] = [Date.parse(stub.recordedAt), Date.parse(stub.modifiedAt)];
		const cameOut = before !== undefined && recorded >= Date.parse(recordedFrom ?? FIRST_DAY);
		if (!cameOut || modified >= Date.parse(before)) yield stub;
	}
}

/** Not modified since it was recorded, as far as the dates tell. */
export const isAsRecorded = (recordedAt: string, modifiedAt: string): boolean =>
	Date.parse(modifiedAt) - Date.parse(recordedAt) <= AT_ONCE_MS;

/**
 * Recorded or changed shortly before it was read, by clocks that may differ, a response is to be looked at once more: it may yet
 * be edited "at once", and it may have been taken for older than it is.
 */
export const isLongAgo = (at: string, readAt: number): boolean =>
	Date.parse(at) < readAt - FRESH_MS;

const AT_ONCE_MS = 1000;
const FRESH_MS = 10_000;
const FIRST_DAY = '1970-01-01T00:00:00Z';
