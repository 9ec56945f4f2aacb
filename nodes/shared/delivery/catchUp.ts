import type { Clock, Logger } from '../http/types';
import type { Batch } from './batches';
import { inBatches } from './batches';
import type { ResponseStub, ResponseWindow, SurveySource } from './SurveySource';
import type { Watermark, WindowOptions } from './window';
import { advance, nextWindow } from './window';

/** What is kept of one survey between pulls; stored with the workflow. */
export interface CatchUpState {
	/** Where the very first pull began. */
	start: Watermark;
	upTo: Watermark;
}

export interface CatchUpPorts {
	source: Pick<SurveySource, 'list'>;
	clock: Clock;
	logger?: Logger;
	/**
	 * Hands one batch to n8n and waits until the execution that took it has ended: `done` when it succeeded, `failed` when it
	 * did not.
	 */
	deliver(batch: Batch): Promise<'done' | 'failed'>;
	/** Told after every batch, so that what is done is remembered with the next thing n8n stores. */
	progress?(state: CatchUpState): void;
	/** Ids that this process has seen through already: an optimisation that spares empty executions, not a guarantee. */
	delivered: RecentIds;
}

export interface CatchUpOptions extends WindowOptions {
	surveyId: string;
	by: NonNullable<ResponseWindow['by']>;
	batchSize: number;
}

/**
 * One pull: lists what came in since the watermark, hands it on in batches, oldest first, one after the other, and moves the
 * watermark behind each batch whose execution succeeded. A batch that failed stops the pull: the next one lists it again, and
 * what did get through is dropped there by its key.
 */
export async function catchUp(
	state: CatchUpState,
	options: CatchUpOptions,
	ports: CatchUpPorts,
): Promise<CatchUpState> {
	const window = nextWindow(state.upTo, state.start, ports.clock.now(), options);
	if (!window) return state;
	const stubs = ports.source.list({ surveyId: options.surveyId, by: options.by, ...window });
	const batches = await inBatches(stubs, options.batchSize, TIME_OF[options.by]);
	let upTo = state.upTo;
	for (const batch of batches) {
		const ids = batch.ids.filter((id) => !ports.delivered.has(id, options.by, batch.to));
		if (ids.length > 0 && (await ports.deliver({ ...batch, ids })) === 'failed') {
			ports.logger?.warn('Survey Trigger: a batch of responses was not processed; it comes again', {
				surveyId: options.surveyId,
				responses: ids.length,
			});
			return { ...state, upTo };
		}
		for (const id of ids) ports.delivered.add(id, options.by, batch.to);
		upTo = advance(upTo, batch.to);
		ports.progress?.({ ...state, upTo });
	}
	return { ...state, upTo: advance(upTo, window.to!) };
}

const TIME_OF: Record<CatchUpOptions['by'], (stub: ResponseStub) => string> = {
	recorded: (stub) => stub.recordedAt,
	modified: (stub) => stub.modifiedAt ?? stub.recordedAt,
};

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
