import { throwIfCancelled } from './cancel';
import type { CancelSignal, Clock } from './types';

const SLICE_MS = 250;

export interface Waiting {
	clock: Clock;
	cancel?: CancelSignal;
}

/** Waits in slices, so that a cancelled run stops within a quarter of a second and not at the end of a long wait. */
export const waitFor = async ({ clock, cancel }: Waiting, ms: number): Promise<void> => {
	const end = clock.now() + ms;
	throwIfCancelled(cancel);
	for (let left = ms; left > 0; left = end - clock.now()) {
		await clock.sleep(Math.min(SLICE_MS, left));
		throwIfCancelled(cancel);
	}
};
