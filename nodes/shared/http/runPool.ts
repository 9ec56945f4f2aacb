import { settle } from './settle';
import type { CancelSignal } from './types';

export type PoolOutcome<R> =
	| { status: 'done'; value: R }
	| { status: 'failed'; error: unknown }
	/** Never begun: the run was cancelled. */
	| { status: 'notRun' };

export interface PoolOptions {
	cancel?: CancelSignal;
}

/** Works on all items, `width` at a time; the outcomes stand in the order of the items. Never rejects. */
export const runPool = async <T, R>(
	items: readonly T[],
	width: number,
	work: (item: T, index: number) => Promise<R>,
	{ cancel }: PoolOptions = {},
): Promise<Array<PoolOutcome<R>>> => {
	const outcomes: Array<PoolOutcome<R>> = items.map(() => ({ status: 'notRun' }));
	let next = 0;
	const lane = async (): Promise<void> => {
		while (next < items.length && !cancel?.aborted) {
			const index = next;
			next += 1;
			const outcome = await settle((async () => await work(items[index], index))());
			outcomes[index] = outcome.ok
				? { status: 'done', value: outcome.value }
				: { status: 'failed', error: outcome.error };
		}
	};
	const lanes = Math.max(1, Math.min(width, items.length));
	await Promise.all(Array.from({ length: lanes }, lane));
	return outcomes;
};
