import type { SurveySource } from '../shared/delivery/SurveySource';
import { ConnectorError } from '../shared/http/ConnectorError';

/** Requests notice by themselves that a run was cancelled; so does, here, the reading of a large export that has begun. */
export const cancellable = (source: SurveySource, isCancelled: () => boolean): SurveySource => ({
	...source,
	async *read(window) {
		for await (const one of source.read(window)) {
			if (isCancelled()) throw new ConnectorError('cancelled', 'The run was cancelled');
			yield one;
		}
	},
});
