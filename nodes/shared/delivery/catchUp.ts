import type { Clock, Logger } from '../http/types';
import type { Batch } from './batches';
import { inBatches } from './batches';
import type { SurveyResponse } from '../survey/SurveyResponse';
import type { ReadResponse, ResponseStub, ResponseWindow, SurveySource } from './SurveySource';
import type { Watermark, WindowOptions } from './window';
import { advance, nextWindow } from './window';

/** What is kept of one survey between pulls; stored with the workflow. */
export interface CatchUpState {
	/** Where the very first pull began. */
	start: Watermark;
	upTo: Watermark;
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
	/** Ids that this process has seen through already: an optimisation that spares empty executions, not a guarantee. */
	delivered: RecentIds;
}

/** What enters one execution: oldest first. */
export interface Delivery {
	responses: SurveyResponse[];
	/** Listed, and gone when it was read: deleted meanwhile, or edited and due in the next check. */
	missing: string[];
}

export interface CatchUpOptions extends WindowOptions {
	surveyId: string;
	by: NonNullable<ResponseWindow['by']>;
	batchSize: number;
}

/** Responses read with one export: exports are limited per minute, and what is read waits in memory for its execution. */
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
): Promise<CatchUpState> {
	const window = nextWindow(state.upTo, state.start, ports.clock.now(), options);
	if (!window) return state;
	const { surveyId, by } = options;
	const stubs = unseen(ports.source.list({ surveyId, by, ...window }), by, ports.delivered);
	const batches = await inBatches(stubs, options.batchSize, TIME_OF[by]);
	let upTo = state.upTo;
	for (const group of inGroups(batches)) {
		const read = await readGroup(group, options, ports);
		for (const batch of group) {
			if ((await ports.deliver(take(batch, read))) === 'failed') {
				ports.logger?.warn(
					'Survey Trigger: a batch of responses was not processed; it comes again',
					{
						surveyId,
						responses: batch.ids.length,
					},
				);
				return { ...state, upTo };
			}
			for (const id of batch.ids) ports.delivered.add(id, by, batch.to);
			upTo = advance(upTo, batch.to);
			ports.progress?.({ ...state, upTo });
		}
	}
	return { ...state, upTo: advance(upTo, window.to) };
}

async function* unseen(
	stubs: AsyncIterable<ResponseStub>,
	by: CatchUpOptions['by'],
	delivered: RecentIds,
): AsyncIterable<ResponseStub> {
	for await (const stub of stubs) {
		if (!delivered.has(stub.id, by, TIME_OF[by](stub))) yield stub;
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
	{ source }: CatchUpPorts,
): Promise<Map<string, ReadResponse>> {
	const only = new Set(group.flatMap((batch) => batch.ids));
	const { from } = group[0];
	const { to } = group[group.length - 1];
	const read = new Map<string, ReadResponse>();
	for await (const one of source.read({ surveyId, by, from, to, only })) read.set(one.id, one);
	return read;
}

function take(batch: Batch, read: Map<string, ReadResponse>): Delivery {
	const delivery: Delivery = { responses: [], missing: [] };
	for (const id of batch.ids) {
		const one = read.get(id);
		if (one) delivery.responses.push(one.toResponse());
		else delivery.missing.push(id);
		read.delete(id);
	}
	return delivery;
}

/** The last ids handed on by this process, bounded. */
export class RecentIds {
	private readonly seen = new Map<string, string>();

	constructor(private readonly most = 20_000) {}

	has(id: string, by: string, at: string): boolean {
		const known = this.seen.get(`${by} ${id}`);
		return known !== undefined && (by === 'recorded' || known >= at);
	}

	add(id: string, by: string, at: string): void {
		const key = `${by} ${id}`;
		this.seen.delete(key);
		this.seen.set(key, at);
		if (this.seen.size > this.most) {
			const oldest = this.seen.keys().next().value;
			if (oldest !== undefined) this.seen.delete(oldest);
		}
	}
}
