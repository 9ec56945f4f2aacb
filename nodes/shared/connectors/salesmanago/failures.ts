import { cancelled } from '../../http/cancel';
import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import type { PoolOutcome } from '../../http/runPool';

export const asConnectorError = (error: unknown): ConnectorError =>
	isConnectorError(error)
		? error
		: new ConnectorError('unexpected', 'The request failed in a way that was not foreseen');

export const answersOf = <T>(outcomes: Array<PoolOutcome<T>>): Array<T | ConnectorError> =>
	outcomes.map((outcome) => {
		if (outcome.status === 'done') return outcome.value;
		return outcome.status === 'failed'
			? asConnectorError(outcome.error)
			: cancelled('The run was cancelled before this contact was written');
	});
