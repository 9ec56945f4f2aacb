import type { CancelSignal } from '../http/types';
import { isExecuting, type RequestContext } from './context';

/**
 * Whether n8n was told to end this execution. n8n makes its signal when it is asked for, and older versions have none; so it is
 * asked anew each time. Outside an execution there is nothing to cancel.
 */
export const cancelSignalOf = (context: RequestContext): CancelSignal => ({
	get aborted() {
		return isExecuting(context) && (context.getExecutionCancelSignal?.()?.aborted ?? false);
	},
});
