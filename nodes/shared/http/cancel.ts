import { ConnectorError, isConnectorError } from './ConnectorError';
import type { CancelSignal } from './types';

/** The error of everything that is not done any more because the run was cancelled. */
export const cancelled = (message = 'The run was cancelled'): ConnectorError =>
	new ConnectorError('cancelled', message);

/** Throws `cancelled`. */
export const throwIfCancelled = (cancel: CancelSignal | undefined): void => {
	if (cancel?.aborted) throw cancelled();
};

export const isCancelledError = (error: unknown): boolean =>
	isConnectorError(error) && error.kind === 'cancelled';
