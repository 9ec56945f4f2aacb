import type { SurveySource } from '../shared/delivery/SurveySource';
import { throwIfCancelled } from '../shared/http/cancel';
import type { CancelSignal } from '../shared/http/types';

/** Requests notice by themselves that a run was cancelled; so does, here, the reading of a large export that has begun. */
export const cancellable = (source: SurveySource, cancel: CancelSignal): SurveySource => ({
	...source,
	async *read(window) {
		for await (const one of source.read(window)) {
			throwIfCancelled(cancel);
			yield one;
		}
	},
});
