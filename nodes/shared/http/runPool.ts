import { settle } from './settle';
import type { CancelSignal } from './types';

export type PoolOutcome<R> =
	| { status: 'done'; value: R }
	| { status: 'failed'; error: unknown }
	/** Never begun: the run was cancelled, or stopped at an earlier failure. */
	| { status: 'notRun' };

export interface PoolOptions {
	cancel?: CancelSignal;
	/** Begin nothing more once something failed. */
	stopOnFailure?: boolean;
}

/** Works on all items, `width` at a time; the outcomes stand in the order of the items. Never rejects. */
export const runPool = async <T, R>(
	items: readonly T[],
	width: number,
	work: (item: T, index: number) => Promise<R>,
	{ cancel, stopOnFailure = false }: PoolOptions = {},
): Promise<Array<PoolOutcome<R>>> => {
	const outcomes: Array<PoolOutcome<R>> = items.map(() => ({ status: 'notRun' }));
	let next = 0;
	let stopped = false;
	const lane = async (): Promise<void> => {
		while (next < items.length && !stopped && !cancel?.aborted) {
			const index = next;
			next += 1;
			const outcome = await settle((async () => await work(items[index], index))());
			outcomes[index] = outcome.ok
				? { status: 'done', value: outcome.value }
				: { status: 'failed', error: outcome.error };
			if (!outcome.ok && stopOnFailure) stopped = true;
		}
	};
	const lanes = Math.max(1, Math.min(width, items.length));
	await Promise.all(Array.from({ length: lanes }, lane));
	return outcomes;
};
